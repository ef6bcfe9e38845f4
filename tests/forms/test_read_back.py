"""A PDF opens again as the response it was made of; anything else is told what to do instead."""

import hashlib
import io
import json
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms import COPIES, Answer, Copy, Origin, Response, answers_in_force, load_questionnaire, reader_of, unseen_by
from forms.exchange import ResponseError, read_response
from forms.exchange.attached_answers import ATTACHMENT, write_attachment
from forms.exchange.limits import FILE_BYTES, MOST_SHOWN, MOST_SHOWN_TOGETHER, MOST_UNKNOWN
from forms.exchange.pdf import read_pdf
from forms.exchange.read_back import read_back
from forms.exchange.restoring import ReadBack, restore
from forms.exchange.unreadable import UnreadableError
from rules import load_rule_sets
from templates import render_pdf
from tests.hostile.files.pdf_bytes import form
from tests.hostile.files.pdf_files import fields
from tests.support.any_response import any_response, as_read, without_contradictions
from tests.support.pdf_files import bomb, locked, pdf_with, without_pictures
from tests.support.summaries import FOLDER, SAMPLES, TODAY, sample, sample_answers, sample_pdf, summary_of

FORM = load_questionnaire()
RULE_SETS = load_rule_sets()
PRIVATE = "Zebrafish"  # an answer that no message may repeat


def attachment_of(response: Response) -> bytes:
    return write_attachment(response, FORM, {one.rule_set: one.version for one in RULE_SETS}).encode()


def small_pdf(response: Response) -> bytes:
    return pdf_with((ATTACHMENT, attachment_of(response)))


def edited(**changes: Any) -> bytes:
    """An attachment in which somebody changed something."""
    answers = {"pregnant": Answer("no"), "reason": Answer(PRIVATE)}
    file = json.loads(attachment_of(Response(FORM.questionnaire_id, answers)))
    return pdf_with((ATTACHMENT, json.dumps({**file, **changes}).encode()))


def sealed(**answers: Any) -> bytes:
    """A PDF with answers to questions of an earlier version."""
    return pdf_with((ATTACHMENT, sealed_json(answers)))


def sealed_json(answers: dict[str, Any], version: str = "2025.01") -> bytes:
    file = {"questionnaire": FORM.questionnaire_id, "version": version, "rule_sets": {}, "answers": answers}
    canonical = json.dumps(file, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return json.dumps({**file, "sha256": hashlib.sha256(canonical.encode()).hexdigest()}).encode()


def fault(content: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        read_back(content, FORM, today=TODAY)
    assert PRIVATE not in caught.value.in_words() + str(caught.value)
    return caught.value.code


@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("name", SAMPLES)
def test_a_printed_copy_gives_back_each_of_its_answers_in_force_with_origin_and_date(name: str, copy: Copy) -> None:
    response = read_response((FOLDER / f"{name}.json").read_bytes(), FORM, today=TODAY)
    given = {link_id: answer for link_id, answer in answers_in_force(FORM, response).given().items()
             if link_id not in unseen_by(FORM, reader_of(copy))}
    pdf = render_pdf(summary_of(sample_answers(name), rule_sets=RULE_SETS, copy=copy))
    assert read_back(pdf, FORM, today=TODAY) == ReadBack(
        Response(FORM.questionnaire_id, given), "attachment", FORM.version, copy=copy)


origins: st.SearchStrategy[Origin | None] = st.sampled_from(["self", "with_help", "interpreter", "measured", None])
days = st.one_of(st.none(), st.dates(date(1990, 1, 1), TODAY),
                 st.datetimes(datetime(1990, 1, 1), datetime(2026, 1, 1)))  # clinics write local time


@st.composite
def dated_response(draw: st.DrawFn) -> Response:
    """Any answers, each with an origin and a day or without."""
    response = draw(any_response())
    given = {link_id: replace(answer, origin=draw(origins), on=draw(days))
             for link_id, answer in response.answers.items()}
    return without_contradictions(Response(FORM.questionnaire_id, given))


@settings(max_examples=20)
@given(dated_response())
def test_whatever_is_attached_is_read_back_the_same(response: Response) -> None:
    expected = replace(response, answers=as_read(response.answers))
    assert read_pdf(small_pdf(response), FORM, today=TODAY) == ReadBack(expected, "attachment", FORM.version)


def test_an_attachment_taken_out_of_its_pdf_is_read_too() -> None:
    response = Response(FORM.questionnaire_id, {"pregnant": Answer("could_be", origin="interpreter")})
    assert read_back(attachment_of(response), FORM, today=TODAY).response == response


def test_a_file_of_answers_is_read_as_such() -> None:
    found = read_back((FOLDER / "crisis.json").read_bytes(), FORM, today=TODAY)
    assert (found.whence, found.version) == ("file", None)
    assert found.response.answers["suicidal_thoughts_now"].value == "yes"


@pytest.mark.parametrize("options", [{"linearize": True}, {"object_stream_mode": pikepdf.ObjectStreamMode.generate}])
def test_the_answers_survive_being_saved_anew(options: dict[str, Any]) -> None:
    pdf, content = render_pdf(sample("crisis")), io.BytesIO()
    pikepdf.open(io.BytesIO(pdf)).save(content, **options)
    assert content.getvalue() != pdf
    assert read_pdf(content.getvalue(), FORM, today=TODAY) == read_pdf(pdf, FORM, today=TODAY)


def test_the_attachment_names_the_questions_the_rules_and_their_versions() -> None:
    file = json.loads(attachment_of(Response(FORM.questionnaire_id)))
    assert file["questionnaire"] == FORM.questionnaire_id
    assert file["version"] == FORM.version
    assert file["rule_sets"] == {ruleset.rule_set: ruleset.version for ruleset in RULE_SETS}
    assert len(file["sha256"]) == 64


@pytest.mark.parametrize(("content", "code"), [
    (b"", "not_a_picture"),
    (b"Hello", "not_a_picture"),
    (b"%PDF-1.7\n", "damaged"),
    (b"%PDF-1.7\n" + b"1 0 obj\n" * 100_000, "damaged"),
    (b"%PDF-1.7\n" + b" " * FILE_BYTES, "too_large"),
    (pdf_with(), "foreign"),
    (pdf_with(("letter.txt", b"Hello")), "foreign"),
    (pdf_with((ATTACHMENT, b"Hello")), "not_answers"),
    (pdf_with((ATTACHMENT, b"\xff\xfe")), "not_answers"),
    (pdf_with((ATTACHMENT, b"[]")), "not_answers"),
    (pdf_with((ATTACHMENT, b"{}")), "not_answers"),
    (pdf_with((ATTACHMENT, b"[" * 100_000)), "not_answers"),
    (pdf_with((ATTACHMENT, b'{"answers": ' + b"9" * 5_000 + b"}")), "not_answers"),
    (pdf_with((ATTACHMENT, b"{}"), (ATTACHMENT, b"{}")), "several"),
    (pdf_with((ATTACHMENT, b" " * 3_000_000)), "too_large_inside"),
    (edited(answers={"pregnant": {"value": "yes"}, "reason": {"value": PRIVATE}}), "edited"),
    (edited(version="1999.01"), "edited"),
    (edited(sha256="0" * 64), "edited"),
    (edited(sha256=None), "not_answers"),
    (edited(answers=[PRIVATE]), "not_answers"),
    (small_pdf(Response("phq-9", {"reason": Answer(PRIVATE)})), "other_questionnaire"),
    (locked(edited(), "RC4-128"), "encrypted"),
])
def test_a_pdf_that_cannot_be_read_is_told_apart(content: bytes, code: str) -> None:
    assert fault(content) == code


@pytest.mark.parametrize("layers", [1, 2])
def test_an_attachment_of_a_gigabyte_is_told_apart_however_often_it_is_packed(layers: int) -> None:
    assert fault(bomb(b"answers.json", 1_000_000_000, layers=layers)) == "too_large_inside"


def test_half_a_pdf_is_damaged_wherever_it_breaks_off() -> None:
    pdf = render_pdf(sample("crisis"))
    assert {fault(pdf[:len(pdf) * part // 10]) for part in range(1, 10)} == {"damaged"}


def test_of_a_summary_printed_into_a_new_pdf_the_square_code_is_read() -> None:
    found = read_back(pdf_with(like=sample_pdf("crisis")), FORM, today=TODAY)
    assert found.whence == "code"
    assert "reason" not in found.response.answers


def test_a_printed_copy_without_its_code_is_known_to_have_lost_its_answers() -> None:
    assert fault(without_pictures(pdf_with(like=sample_pdf("crisis")))) == "lost"


@settings(max_examples=60)
@given(st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=20)), min_size=1, max_size=10))
def test_a_pdf_with_broken_bytes_is_read_or_refused_and_nothing_else(breaks: list[tuple[float, bytes]]) -> None:
    content = bytearray(small_pdf(Response(FORM.questionnaire_id, {"reason": Answer(PRIVATE)})))
    for place, junk in breaks:
        at = int(place * len(content))
        content[at:at + len(junk)] = junk
    with suppress(UnreadableError, ResponseError):
        read_back(bytes(content), FORM, today=TODAY)


@pytest.mark.parametrize(("value", "read"), [
    (b"(Sad)", "Sad"), (b" 12", "12"), (b"<C582FF80819F>", "\u0142" + 4 * "\ufffd"), (b"<9F8182>", 3 * "\ufffd"),
])
def test_a_field_is_read_as_text_or_shows_that_some_is_missing(value: bytes, read: str) -> None:
    """A text in no encoding of PDF is none of Python's notations either."""
    found = read_back(form(*fields([("reason", value.decode("latin-1"))])), FORM, today=TODAY)
    assert found.response.answers["reason"].value == read


@pytest.mark.parametrize(("first", "second"), [("(yes)", "(no)"), ("(yes)", "()"), ("()", "(yes)")])
def test_two_fields_of_one_name_with_another_content_are_refused(first: str, second: str) -> None:
    assert fault(form(*fields([("reason", "(Sad)"), ("psychosis", first), ("psychosis", second)]))) == "several"


def test_two_fields_of_one_name_that_say_the_same_are_read() -> None:
    found = read_back(form(*fields([("psychosis", "(yes)"), ("psychosis", "(yes)")])), FORM, today=TODAY)
    assert found.response.answers["psychosis"].value == "yes"


def test_a_comment_is_no_field_whoever_wrote_it() -> None:
    """The name of a comment on a page is that of its author."""
    with pikepdf.open(io.BytesIO(form(*fields([("reason", "(Sad)")])))) as pdf:
        pdf.add_blank_page()
        pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, T="reason", Contents="Please", Rect=[0, 0, 9, 9]))])
        content = io.BytesIO()
        pdf.save(content)
    assert read_back(content.getvalue(), FORM, today=TODAY).response.answers["reason"].value == "Sad"


def test_answers_to_older_questions_are_taken_over_and_the_others_listed() -> None:
    found = read_pdf(sealed(pregnant={"value": "no", "on": "2026-01-01"}, heart_disease_kind={"value": ["murmur"]},
                            shoe_size={"value": 43}, mood={"absent": "unsure"}, adult={"value": "yes"}),
                     FORM, today=TODAY)
    assert found.version == "2025.01"
    assert set(found.response.answers) == {"pregnant", "adult"}
    kinds = ", ".join(option.code for option in FORM.item("heart_disease_kind").options)
    assert [(one.link_id, one.question, one.why, one.given) for one in found.left_out] == [
        ("shoe_size", "shoe_size", "This question is not asked any more.", "43"),
        ("mood", "mood", "This question is not asked any more.", "unsure"),
        ("heart_disease_kind", "Kind of heart disease",
         FORM.messages["choose_some"].format(options=kinds, near=""), '["murmur"]'),
    ]


NO_VERSIONS = ("", "A" * 21, "1 (approved)", "<b>1</b>", "\u202e1202", "1\n2", "\u0661")


@pytest.mark.parametrize("version", [*NO_VERSIONS, "A" * 1_000_000])
def test_nothing_but_a_version_is_repeated_as_one(version: str) -> None:
    """Messages say with which version a file was made. Another text would be read as the app's own words."""
    mark = b"<" + f"{FORM.questionnaire_id} {version}".encode("utf-16").hex().encode() + b">"
    assert fault(form(*fields([("reason", "(Sad)")]), mark=mark)) == "damaged"
    assert fault(pdf_with((ATTACHMENT, sealed_json({"pregnant": {"value": "no"}}, version)))) == "not_answers"


@pytest.mark.parametrize("version", ["2025.01", "2025-b", FORM.version])
def test_a_version_of_other_questions_is_named(version: str) -> None:
    assert read_back(form(*fields([("reason", "(Sad)")]), mark=f"({FORM.questionnaire_id} {version})".encode()),
                     FORM, today=TODAY).version == version


def test_what_is_listed_as_left_out_fits_into_one_message_to_the_browser() -> None:
    texts = {link_id: {"value": "&" * 1900} for link_id in FORM.items if FORM.item(link_id).type == "choice"}
    unknown = {f"q{number}": {"value": "&" * 1900} for number in range(900)}
    found = read_pdf(sealed(**unknown, **texts), FORM, today=TODAY)
    listed = [one.link_id for one in found.left_out]
    assert listed[:MOST_UNKNOWN + 1] == [*list(unknown)[:MOST_UNKNOWN], ""]
    assert set(texts) <= set(listed)
    assert found.left_out[MOST_UNKNOWN].question == "Other answers (800)"
    assert sum(len(one.given) for one in found.left_out) <= MOST_SHOWN_TOGETHER + len(listed)


def test_an_impossible_day_of_a_form_is_listed_in_short() -> None:
    found = read_back(form(*fields([("reason", "(Sad)"), ("filled_in_on:year", f"({'&' * 1_000_000})")])),
                      FORM, today=TODAY)
    assert [one.link_id for one in found.left_out] == ["filled_in_on"]
    assert len(found.left_out[0].given) <= MOST_SHOWN + 1


@pytest.mark.parametrize("link_id", ["pregnant", "shoe_size"])
@pytest.mark.parametrize("depth", range(850, 1000, 10))
def test_an_answer_however_deep_is_read_or_refused(link_id: str, depth: int) -> None:
    """Python writes a little less deep than it reads."""
    content = f'{{"answers": {{"{link_id}": {"[" * depth}1{"]" * depth}}}}}'.encode()
    deep: Any = 1
    for _ in range(depth):
        deep = [deep]
    with suppress(UnreadableError, ResponseError):
        read_back(content, FORM, today=TODAY)
    with suppress(UnreadableError, ResponseError, RecursionError):
        content = sealed_json({link_id: deep})
    with suppress(UnreadableError, ResponseError):
        read_back(content, FORM, today=TODAY)
    with suppress(UnreadableError):
        restore({link_id: deep}, FORM, TODAY)


def test_a_file_of_answers_may_contain_the_beginning_of_a_pdf() -> None:
    content = json.dumps({"questionnaire": FORM.questionnaire_id, "answers": {"reason": "%PDF-1.7"}}).encode()
    assert read_back(content, FORM, today=TODAY).response.answers["reason"].value == "%PDF-1.7"


def test_a_number_that_contradicts_another_is_listed_and_the_other_kept() -> None:
    found = read_pdf(sealed(systolic={"value": 100}, diastolic={"value": 120}), FORM, today=TODAY)
    assert (list(found.response.answers), [one.link_id for one in found.left_out]) == (["systolic"], ["diastolic"])


def test_the_messages_say_what_to_do_instead() -> None:
    assert UnreadableError("lost").in_words() == (
        "This copy shows the answers, but the part that a computer reads is gone. That happens when a PDF is printed "
        "into a new PDF. Choose the summary as you first saved it, or a photo of its square code.")
    assert UnreadableError("too_large", limit=5).in_words() == (
        "This file is larger than 5 MB, as no summary is. Choose the summary itself.")
