"""A clinic sets its country, its paper and its instruments in one file, and every number that is shown follows it."""

import os
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from forms import Clinic, load_clinic, load_questionnaire, read_clinic
from forms.authoring import SourceError
from forms.helplines import load_helplines
from templates import load_words
from tests.support import ROOT

CRISIS = ROOT / "tests" / "sample_responses" / "crisis.json"
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
    assert british.fill("Call {emergency_number}. {crisis_line}. {other}") == (
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
    assert clinic(tmp_path, 'emergency: ["112"]').gaps["emergency_number"] == "112"


def test_a_clinic_elsewhere_gives_its_lines_and_has_words_for_the_emergency_number(tmp_path: Path) -> None:
    there = clinic(tmp_path, "{country: other, helplines: [{who: TELL, call: 03 5774 0992}]}")
    assert there.fill("Call {emergency_number} now.") == "Call your local emergency number now."
    assert there.numbers == ("03 5774 0992",)


@pytest.mark.parametrize(("content", "line", "message"), [
    ("countri: US", 1, "'countri' is not known here. Did you mean 'country'? Known are: name, country, paper, "
                       "instruments, emergency, helplines."),
    ("name: A\npaper: a5", 2, "'paper': Input should be 'a4' or 'letter'"),
    ("country: Ireland", 1, "country 'Ireland' has no numbers in helplines.yaml. Did you mean 'IE'? Known are: "
                            f"{', '.join(load_helplines().countries)}. For another one write 'country: other', and "
                            "give 'emergency' and 'helplines' here."),
    ("country: other", 1, "with 'country: other' the clinic gives whom to call. Add 'helplines', and 'emergency' where "
                          "there is such a number."),
    ('emergency: ["one one"]', 1, "'one one' is no number that can be called. Write digits and blanks, as 112."),
    ("instruments: {gad7: perhaps}", 1, "'gad7': Input should be a valid boolean, unable to interpret input"),
    ("helplines:\n  - {who: Nurse}", 2, "'0': a help line needs a number to 'call' or to 'text'. Add one, or leave the "
                                        "line out."),
    ("- US", 1, "this needs keys and values, such as 'country: US'."),
])
def test_a_fault_is_named_with_its_line_and_how_to_mend_it(
    tmp_path: Path, content: str, line: int, message: str,
) -> None:
    assert refused(tmp_path, content) == [f"clinic.yaml, line {line}: {message}"]


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
    texts = {file.name: file.read_text("utf-8") for room in ("templates", "screens")
             for file in (ROOT / room).rglob("*") if file.suffix in (".yaml", ".html", ".j2")}
    there = clinic(tmp_path, "{country: other, helplines: [{who: TELL, call: 03 5774 0992}]}")
    for notice in load_questionnaire(clinic=there).notices:
        texts[notice.notice_id] = " ".join((notice.title, notice.text, *notice.steps))
    numbers = {name: re.findall(r"\b(?:911|988|999|112|116 123)\b", text) for name, text in texts.items()}
    assert {name: found for name, found in numbers.items() if found} == {}
