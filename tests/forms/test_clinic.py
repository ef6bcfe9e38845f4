"""A clinic sets its country, its paper and its instruments in one file, and every number that is shown follows it."""

import os
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from textwrap import indent

import pytest
from PIL import Image, ImageFile
from pypdf import PdfReader

from forms import Clinic, load_clinic, load_questionnaire, read_clinic
from forms.authoring import SourceError, filled
from forms.helplines import helpline_words, load_helplines
from rules import load_rule_sets
from templates import load_words
from tests.support import ROOT

CRISIS = ROOT / "tests" / "sample_responses" / "crisis.json"
A_KEY = f"3f2a9c1d.{'A' * 43}="  # of a desk's records, as `python -m records sending-key` prints it
BRITISH = """
name: Harbour Street Clinic
country: GB
instruments: {audit_c: on, gad7: off}
helplines:
  - {who: "Harbour Street Clinic, duty nurse", call: 020 7946 0000, hours: "weekdays, 8 to 18"}
"""


def clinic(tmp_path: Path, content: str) -> Clinic:
    file = tmp_path / "clinic.yaml"
    file.write_text(content, encoding="utf-8")
    return read_clinic(file)


def refused(tmp_path: Path, content: str) -> list[str]:
    with pytest.raises(SourceError) as error:
        clinic(tmp_path, content)
    return [str(problem) for problem in error.value.problems]


def test_the_clinic_that_is_shipped_is_in_the_united_states_and_prints_on_letter() -> None:
    shipped = load_clinic()
    assert (shipped.country.name, shipped.paper, shipped.country.emergency) == ("United States", "letter", ("911",))
    assert [(line.call, line.text) for line in shipped.country.helplines] == [("988", "988")]
    assert shipped.instruments == {"gad7": True, "phq9": True, "audit_c": False}


def test_an_empty_file_is_the_same_clinic(tmp_path: Path) -> None:
    empty = clinic(tmp_path, "# nothing set\n")
    assert (empty.name, empty.country, empty.paper) == (None, load_clinic().country, "letter")
    assert [one.on for one in load_questionnaire(clinic=empty).instruments] == [
        one.on for one in load_questionnaire().instruments]


def test_a_british_clinic_has_british_numbers_a4_and_its_own_instruments(tmp_path: Path) -> None:
    british = clinic(tmp_path, BRITISH)
    assert filled("Call {emergency_number}. {crisis_line}. {other}", british.gaps("en")) == (
        "Call 999 or 112. Harbour Street Clinic, duty nurse, call 020 7946 0000 (weekdays, 8 to 18). {other}")
    assert british.paper == "a4"
    assert [one.instrument_id for one in load_questionnaire(clinic=british).instruments_on()] == ["phq9", "audit_c"]
    assert "Call 999 or 112 now." in load_questionnaire(clinic=british).notices[0].steps[0]
    contacts = load_words("en", british).crisis.contacts
    assert [one.how for one in contacts] == [
        "call 020 7946 0000 (weekdays, 8 to 18)", "call 116 123", "text SHOUT to 85258", "call 999 or 112"]


def test_a_line_of_the_clinic_takes_the_place_of_the_country_s_of_the_same_name(tmp_path: Path) -> None:
    changed = clinic(tmp_path, "helplines: [{who: 988 Suicide and Crisis Lifeline, call: 1 800 273 8255}]")
    assert [line.call for line in changed.country.helplines] == ["1 800 273 8255"]


def test_a_clinic_may_give_emergency_numbers_of_its_own(tmp_path: Path) -> None:
    assert clinic(tmp_path, 'emergency: ["112"]').gaps("en")["emergency_number"] == "112"


def test_the_records_are_where_the_clinic_says_and_a_file_is_looked_for_beside_its_settings(tmp_path: Path) -> None:
    address = f"postgresql://app:{{secret}}@db.clinic.example/records?passfile=/{'p' * 80}"
    here = clinic(tmp_path, f"records_url: {address}\nrecords_key_file: keys.json\nkeep_days: 30")
    assert (here.records_url, here.records_key_file, here.keep_days) == (address, tmp_path / "keys.json", 30)
    assert "secret" not in repr(here)
    (tmp_path / "other").mkdir()
    assert clinic(tmp_path / "other", "records_key_file: /keys.json").records_key_file == Path("/keys.json")


@pytest.mark.parametrize("address", ["https://ehr.example/fhir/", "http://127.0.0.1:8080/fhir", "http://[::1]:80/fhir/"])
def test_the_record_server_is_over_tls_or_on_this_computer(tmp_path: Path, address: str) -> None:
    server = clinic(tmp_path, f'record_server: {{url: "{address}", client_id: a}}').record_server
    assert server is not None
    assert (server.base, server.write_back) == (address.rstrip("/"), False)


def test_there_is_no_record_server_unless_it_is_named(tmp_path: Path) -> None:
    assert clinic(tmp_path, "name: A").record_server is None


def test_a_clinic_elsewhere_gives_its_lines_and_has_words_for_the_emergency_number(tmp_path: Path) -> None:
    there = clinic(tmp_path, "{country: other, helplines: [{who: TELL, call: 03 5774 0992}]}")
    assert filled("Call {emergency_number} now.", there.gaps("en")) == "Call your local emergency number now."
    assert there.numbers == ("03 5774 0992",)


COUNTRIES = ", ".join(load_helplines().countries)
DOORS = "A right one is: doors: [patient, desk, sources]"
NOT_FHIR = ("this is the base address of a FHIR server: it begins with https:// (http:// only on this computer), and "
            "has no name, password, ? or # in it. A right one is: record_server: {url: https://ehr.example/fhir, "
            "client_id: screening, write_back: off}")


@pytest.mark.parametrize(("content", "line", "message"), [
    ("countri: US", 1, "'countri' is not known here. Did you mean 'country'? Known are: name, logo, address, "
     "contacts, country, time_zone, languages, paper, instruments, rule_sets, copies, doors, "
     "answers_given, keep_minutes, idle_minutes, keep_on_device, patient_chart, records, records_url, "
     "records_key_file, keep_days, sign_in, name_reviewers, sending, record_server, emergency, "
     "helplines."),
    ("contacts:\n  web: a.example\n  fone: 5", 3,
     "'fone' is not known here. Did you mean 'phone'? Known are: phone, web, hours."),
    ("name: A\npaper: a5", 2, "'paper': Input should be 'a4' or 'letter'. A right one is: paper: letter"),
    ("languages: [en, eo]", 1, "there are no texts in the language 'eo'. There are texts in: en, es."),
    ("languages: en", 1, "'languages': Input should be a valid tuple. A right one is: languages: [en]"),
    ("name:", 1, "'name' has nothing after it. Leave it out, or write as in: name: Harbor Street Clinic"),
    ("name: '{x}'", 1, "'name' holds a brace. Numbers and names stand here as they are printed. "
     "A right one is: name: Harbor Street Clinic"),
    ("name: " + 200 * "x", 1, "'name' is printed on one line: give at most 80 characters, no line breaks. "
     "A right one is: name: Harbor Street Clinic"),
    ("doors: [sources]", 1,
     f"at least one of the doors 'patient' and 'desk' is served, or nobody can answer. {DOORS}"),
    ("doors: [desk, front]", 1, f"'1': Input should be 'patient', 'desk' or 'sources'. {DOORS}"),
    ("copies: [desk, desk]", 1, "one of these stands twice. Keep one of the two."),
    ("keep_minutes: 0", 1,
     "'keep_minutes': Input should be greater than or equal to 1. A right one is: keep_minutes: 30"),
    ("idle_minutes: 900", 1,
     "'idle_minutes': Input should be less than or equal to 240. A right one is: idle_minutes: 10"),
    ("idle_minutes: soon", 1, "'idle_minutes': Input should be a valid integer, unable to parse string as an integer. "
     "A right one is: idle_minutes: 10"),
    ("records_url: mysql://app:secret@host/records", 1,
     "the address of a database begins with sqlite:/// or postgresql://. A right one is: "
     "records_url: postgresql://records@db.clinic.example/records"),
    ("keep_days: 0", 1,
     "'keep_days': Input should be greater than or equal to 1. A right one is: keep_days: 365"),
    ("sign_in: {desk: [a], clam: roles}", 1,
     "'clam' is not known here. Did you mean 'claim'? Known are: claim, desk, clinician, admin, hours."),
    ("sign_in: {admin: [a]}", 1, "nobody can use the desk: neither 'desk' nor 'clinician' has a value of the claim. "
     "A right one is: sign_in: {claim: roles, desk: [intake], clinician: [clinicians], admin: [administrators]}"),
    ("sign_in: {desk: [a]}\nrecords: off", 1,
     "sign-ins are kept in the records, which are off. Take out 'records: off', or 'sign_in'."),
    ("sending: {to_desc: on}", 1,
     "'to_desc' is not known here. Did you mean 'to_desk'? Known are: to_desk, erase_days, most, key."),
    ("sending: {to_desk: on, erase_days: 0}", 1,
     "'erase_days': Input should be greater than or equal to 1. A right one is: sending: {to_desk: on, "
     "erase_days: 14, most: 200}"),
    ("sending: {to_desk: on}\ndoors: [desk]", 1, "patients send from their own pages, which this server does not show. "
     "Add 'patient' to 'doors', or take out 'sending'."),
    ("sending: {to_desk: on}\nrecords: off", 1, "what patients send is kept in the records, which are off. Take out "
     "'records: off', or 'sending'."),
    ("sending: {to_desk: on}\ndoors: [patient]", 1, "this server has no desk, so it needs the public key of the desk's "
     "records, and 'records_url'. Print the line on the desk's server: python -m records sending-key"),
    ("doors: [patient]\nsending: {to_desk: on, key: abc}", 2,
     "this is not such a key. Print the line on the desk's server: python -m records sending-key"),
    (f"sending: {{to_desk: on, key: {A_KEY}}}", 1,
     "'key' is for a server without a desk. This one has the keys of its records: take it out."),
    ("record_server: {url: http://ehr.example/fhir, client_id: a}", 1, NOT_FHIR),
    ("record_server: {url: https://a:b@ehr.example/fhir, client_id: a}", 1, NOT_FHIR),
    ("record_server: {url: https://ehr.example/fhir?x=1, client_id: a}", 1, NOT_FHIR),
    ("record_server: {url: http://localhost.ehr.example, client_id: a}", 1, NOT_FHIR),
    ("record_server: {url: ehr.example, client_id: a}", 1, NOT_FHIR),
    ("record_server: {url: https://ehr.example/fhir}", 1, "'client_id' is missing here. Add it. A right one is: "
     "record_server: {url: https://ehr.example/fhir, client_id: screening, write_back: off}"),
    ("record_server: {url: https://ehr.example/fhir, client_id: a, client_secret: b}", 1,
     "'client_secret' is not known here. Did you mean 'client_id'? Known are: url, client_id, write_back."),
    ("record_server: {url: https://ehr.example/fhir, client_id: a}\ndoors: [patient]", 1, "charts are read at the "
     "desk, which this server does not show. Add 'desk' to 'doors', or take out 'record_server'."),
    ("copies: []", 1, "this list is empty. Leave it out, or write as in: copies: [clinician, desk, patient]"),
    ("emergency: []", 1,
     "this list is empty. Leave it out for the country's numbers, or write as in: emergency: [555 0100]"),
    ("country: US\ncountry: GB", 2, "'country' stands twice here. Keep one of the two."),
    ("a: &a [x]\nname: *a", 2, "'*a' stands for something written elsewhere. Write it out here."),
    ("name: " + 50 * "[" + 50 * "]", 1, "too many lists and keys stand inside each other here."),
    ("name: A\nlogo: none.png", 2, "the logo 'none.png' is not there. Put a PNG or SVG file beside the settings, "
     "and name it as in: logo: logo.png"),
    ("name: A\nlogo: clinic.yaml", 2,
     "the logo 'clinic.yaml' is neither a PNG nor an SVG picture. Save it as one of these."),
    ("country: Ireland", 1, f"country 'Ireland' has no numbers in helplines.yaml. Did you mean 'IE'? Known are: "
     f"{COUNTRIES}. For another one write 'country: other', and give 'emergency' and 'helplines' here."),
    ("country: other", 1, "with 'country: other' the clinic gives whom to call. Add 'helplines', and 'emergency' "
     "where there is such a number."),
    ('emergency: ["one one"]', 1,
     "'one one' is no number that can be called. Write digits and blanks, as 555 0100."),
    ("instruments: {gad7: perhaps}", 1, "'gad7': Input should be a valid boolean, unable to interpret input. "
     "A right one is: instruments: {gad7: on}"),
    ("helplines:\n  - {who: Nurse}", 2, "'0': a help line needs a number to 'call' or to 'text'. Add one, or leave "
     "the line out. A right one is: helplines: [{who: 'Nurse on call', call: 555 0100}]"),
    ("- US", 1, "this needs keys and values, such as 'country: US'."),
])
def test_a_fault_is_named_with_its_line_and_how_to_mend_it(
    tmp_path: Path, content: str, line: int, message: str,
) -> None:
    assert refused(tmp_path, content) == [f"clinic.yaml, line {line}: {message}"]


@pytest.mark.parametrize("key", ["? [a, b]\n: c", "? {a: b}\n: c", "{[a]: c}", "{{a: b}: c, {a: b}: d}", "[a]: c"])
@pytest.mark.parametrize("above", ["", "name: A\ncontacts:\n  - more:\n"])
def test_a_list_or_keys_in_place_of_a_key_are_refused(tmp_path: Path, above: str, key: str) -> None:
    fault, *_more = refused(tmp_path, above + indent(key, 6 * " " if "more" in above else ""))
    assert fault.startswith(f"clinic.yaml, line {above.count(chr(10)) + 1}: a list or other keys stand here in place")


@pytest.mark.parametrize("content", ["country: [US", "a: b: c", "\tcountry: US", "name: \x01", "country: *nobody"])
def test_what_is_no_yaml_is_refused(tmp_path: Path, content: str) -> None:
    (fault,) = refused(tmp_path, content)
    assert fault.startswith("clinic.yaml")


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    assert refused(tmp_path, "# " + 100_000 * "x") == [
        "clinic.yaml: this is larger than 64 kB, so it is not the file it should be. Name the right one."]


def test_a_file_that_is_not_there_or_is_no_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.yaml", tmp_path, Path("/dev/zero")):
        with pytest.raises(SourceError):
            read_clinic(path)


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="#333"/></svg>'


def png(mode: str = "RGB", size: tuple[int, int] = (30, 30)) -> bytes:
    drawn = BytesIO()
    Image.new(mode, size).save(drawn, "PNG")
    return drawn.getvalue()


@pytest.mark.parametrize("content", [png(), png("RGBA"), png("1"), SVG])
def test_a_logo_goes_into_the_page_itself(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "logo").write_bytes(content)
    logo = clinic(tmp_path, "name: A\nlogo: logo").logo
    assert logo is not None
    assert logo.startswith("data:image/")


@pytest.mark.parametrize("content", [
    b"", b"GIF89a", png()[:60], b"\x89PNG\r\n\x1a\n", png() + bytes(300_000), png("1", (3000, 3000)), SVG[:-6],
    b"<p><svg/></p>", SVG.replace(b"<rect", b"<script/><rect"), SVG.replace(b"<rect", b'<rect onload="x()"'),
    SVG.replace(b"<rect", b'<image href="http://a.example/x.png"/><rect'), b"<!DOCTYPE svg [<!ENTITY a 'b'>]>" + SVG,
    SVG.replace(b"#333", b"url(http://a.example/x)"), SVG.replace(b"<rect", b'<image href="file:///etc/hosts"/><rect'),
])
@pytest.mark.parametrize("lenient", [False, True])
def test_what_is_no_plain_picture_is_no_logo(
    tmp_path: Path, content: bytes, lenient: bool, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", lenient)  # WeasyPrint sets it when it is imported
    (tmp_path / "logo").write_bytes(content)
    (fault,) = refused(tmp_path, "name: A\nlogo: logo")
    assert fault.startswith("clinic.yaml, line 2: the logo 'logo' ")


def test_a_logo_needs_a_name_to_be_read_aloud(tmp_path: Path) -> None:
    (tmp_path / "logo").write_bytes(SVG)
    assert "a logo needs 'name' too" in refused(tmp_path, "logo: logo")[0]


def test_a_clinic_turns_rule_sets_on_and_off(tmp_path: Path) -> None:
    flipped = clinic(tmp_path, "rule_sets: {articles: off, usual_care: on}")
    assert [one.on for one in load_rule_sets(flipped)] == [False, True, True]
    with pytest.raises(SourceError, match=r"there is no rule set 'article'\. Did you mean 'articles'"):
        load_rule_sets(clinic_at(tmp_path / "other", "rule_sets: {article: off}"))


def clinic_at(folder: Path, content: str) -> Clinic:
    folder.mkdir()
    return clinic(folder, content)


WRONG = "rule_sets: {article: off}"


@pytest.mark.parametrize(("content", "arguments"), [
    (WRONG, ("rules", "check")), (WRONG, ("rules", "evaluate", str(CRISIS))), (WRONG, ("templates", "booklet")),
    (WRONG, ("templates", "summary", str(CRISIS), "-o", "-")), ("countri: US", ("rules", "coverage")),
    ("countri: US", ("templates", "read", str(CRISIS))), ("instruments: {gad8: on}", ("templates", "blank")),
])
def test_no_command_starts_half_configured(tmp_path: Path, content: str, arguments: tuple[str, ...]) -> None:
    file = tmp_path / "clinic.yaml"
    file.write_text(content, encoding="utf-8")
    room, *rest = arguments
    done = subprocess.run([sys.executable, "-m", room, "--clinic", file, *rest], cwd=ROOT, capture_output=True,
                          check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"clinic.yaml, line 1: " in done.stderr


def test_each_language_has_texts_in_every_room() -> None:
    """The settings take a language that forms/exchange has; the other rooms have to have it too."""
    written = [{file.stem for file in (ROOT / room / "words").glob("*.yaml")}
               for room in ("forms/exchange", "templates", "screens")]
    assert written[0] == written[1] == written[2]


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    assert len(refused(tmp_path, "countri: US\npaper: a5\nname: A\n")) == 2


def test_an_instrument_that_the_form_does_not_have_is_refused(tmp_path: Path) -> None:
    done = with_clinic(tmp_path, "instruments: {gad8: on}", "-m", "rules", "check")
    assert done.returncode != 0
    fault = "line 1: the form has no instrument 'gad8'. Did you mean 'gad7'? Known are: gad7, phq9, audit_c."
    assert f"clinic.yaml, {fault}" in (done.stderr + done.stdout).decode()


def test_every_country_has_numbers_that_can_be_called_and_says_how_sure_they_are() -> None:
    for country in load_helplines().countries.values():
        assert country.emergency
        assert country.helplines
        assert country.source
        assert re.search(r"\b(agree|known)$", country.checked)


def test_people_who_speak_spanish_are_told_which_key_to_press_and_which_word_to_send() -> None:
    line, = load_clinic().country.lines_in("es")
    assert helpline_words("es").line_in_words(line) == (
        "988 Línea de Prevención del Suicidio y Crisis, llame al 988 y oprima 2, o envíe un mensaje de texto con AYUDA "
        "al 988")
    assert helpline_words("en").line_in_words(line) == (
        "988 Línea de Prevención del Suicidio y Crisis, call 988 and press 2, or text AYUDA to 988")
    assert load_clinic().country.lines_in("en") == load_clinic().country.helplines


def test_a_line_that_is_the_same_for_everybody_stays_as_it_is_in_another_language() -> None:
    for country in load_helplines().countries.values():
        assert [line.call for line in country.lines_in("es")] == [line.call for line in country.helplines]
    germany = load_helplines().countries["DE"]
    assert (germany.lines_in("es"), germany.name_in("es"), germany.name_in("fr")) == (
        germany.helplines, "Alemania", "Germany")


def test_a_british_clinic_prints_british_numbers_alone(tmp_path: Path) -> None:
    out = tmp_path / "summary.pdf"
    done = with_clinic(tmp_path, BRITISH, "-m", "templates", "summary", str(CRISIS), "--copy", "patient", "-o", out)
    assert done.returncode == 0, done.stderr
    pages = PdfReader(BytesIO(out.read_bytes())).pages
    words = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "call 116 123" in words
    assert "call 999 or 112" in words
    assert "988" not in words
    assert "911" not in words
    assert round(pages[0].mediabox.width) == 595


def with_clinic(folder: Path, content: str, *arguments: str | Path) -> "subprocess.CompletedProcess[bytes]":
    """Runs Python in a process of its own, whose clinic this is."""
    file = folder / "clinic.yaml"
    file.write_text(content, encoding="utf-8")
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, env={**os.environ, "SCREENING_CLINIC": str(file)},
                          capture_output=True, check=False)


def test_no_text_has_a_number_of_its_own(tmp_path: Path) -> None:
    """Numbers stand in helplines.yaml alone. What people say of them, and titles of documents, are no advice."""
    reads = ("vocabulary", "documents")
    files = [ROOT / "clinic.yaml", ROOT / "screening_app.py"]
    for room in ("forms", "rules", "templates", "screens"):
        files += [file for file in (ROOT / room).rglob("*") if not set(reads) & set(file.parts)]
    texts = {str(file.relative_to(ROOT)): file.read_text("utf-8") for file in files
             if file.suffix in (".yaml", ".html", ".j2", ".py", ".js") and file.name != "helplines.yaml"}
    texts["forms/ketamine_consult/questionnaire.yaml"] = ""  # it names a document by its title; its notices follow
    there = clinic(tmp_path, "{country: other, helplines: [{who: TELL, call: 03 5774 0992}]}")
    for notice in load_questionnaire(clinic=there).notices:
        texts[notice.notice_id] = " ".join((notice.title, notice.text, *notice.steps))
    numbers = {name: re.findall(r"\b(?:911|988|999|112|116 123|741741|85258)\b", text) for name, text in texts.items()}
    assert {name: found for name, found in numbers.items() if found} == {}


NAMED = """
name: Harbour Street Clinic for Anxiety and Mood
address: 12 Harbour Street, Westbury-on-Sea, Dorset DT9 9ZZ
contacts: {phone: 020 7946 0000, web: harbourstreet.example, hours: "weekdays, 8 to 18"}
logo: logo.svg
"""
WHERE = ("Harbour Street Clinic", "DT9 9ZZ", "020 7946 0000", "harbourstreet.example", "weekdays, 8 to 18")


@pytest.mark.parametrize("arguments", [
    ("summary", str(ROOT / "tests/sample_responses/ordinary/man_of_67_with_fourteen_medicines.json")),
    ("blank",), ("booklet",),
])
def test_what_is_printed_says_which_clinic_it_is_from(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """The fullest ordinary summary takes no more pages than without. A form or booklet may."""
    (tmp_path / "logo.svg").write_bytes(SVG)
    out = tmp_path / "out.pdf"
    done = with_clinic(tmp_path, NAMED, "-m", "templates", *arguments, "--as-of", "2026-11-26", "-o", out)
    assert done.returncode == 0, done.stderr
    pages = PdfReader(BytesIO(out.read_bytes())).pages
    first = " ".join(pages[0].extract_text().split())
    assert [part for part in WHERE if part not in first] == []
    without = with_clinic(tmp_path, "", "-m", "templates", *arguments, "--as-of", "2026-11-26", "-o", out)
    assert without.returncode == 0, without.stderr
    if arguments[0] == "summary":
        assert len(pages) == len(PdfReader(BytesIO(out.read_bytes())).pages)
