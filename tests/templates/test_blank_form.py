"""The questions on paper, and as a form that a PDF reader fills in and the tool reads back."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any, cast

import pikepdf
import pytest
from hypothesis import given, settings
from pypdf import PdfReader
from pypdf.generic import ArrayObject

from forms import (
    DATE_PARTS,
    ROW_FIELDS,
    Answer,
    Item,
    MedicineRow,
    PartialDate,
    Questionnaire,
    Response,
    load_questionnaire,
    offers_nothing_to_add,
    reasons_offered,
)
from forms.exchange import read_response
from forms.exchange.form_fields import ROWS, answers_filled_in
from forms.exchange.pdf import read_pdf
from forms.exchange.restoring import LeftOut, restore
from forms.exchange.unreadable import UnreadableError
from templates.handouts.html import blank_form
from templates.handouts.questions import Asked, Scale, parts_of
from templates.press.press import render
from templates.press.print_job import Paper
from tests.support.any_response import any_response, as_read, without_contradictions
from tests.support.pdf_files import clicked_and_typed, filled_in, places
from tests.support.pdf_tree import Tree
from tests.support.summaries import FOLDER, TODAY, pages_of, printed, words_of

FORM = load_questionnaire()
PATIENTS = [item for item in FORM.items.values() if item.asked_by == "everyone" and not FORM.is_switched_off(item)]


@pytest.fixture(autouse=True)
def no_word_of_weasyprint(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """WeasyPrint only logs what it cannot do."""
    yield
    assert [record.getMessage() for record in caplog.get_records("call") if record.name.startswith("weasyprint")] == []


@cache
def drawn(*, fillable: bool = False, for_desk: bool = False, paper: Paper = "a4") -> bytes:
    return printed(blank_form(FORM, paper=paper, dated=TODAY, fillable=fillable, for_desk=for_desk))


def test_the_paper_form_asks_every_question_of_patients_with_its_reason_and_readers() -> None:
    words = words_of(drawn())
    for item in PATIENTS:
        for text in (item.text, item.why, item.help or ""):
            assert " ".join(text.split()) in words, item.link_id
    assert words.count("Who sees it: you and the clinician.") > 20
    assert words.count("Who sees it: you, the front desk and the clinician.") > 10


def test_what_only_the_desk_asks_stands_there_when_wanted() -> None:
    question = FORM.item("measured_systolic").text
    assert question not in words_of(drawn())
    assert question in words_of(drawn(fillable=True, for_desk=True))


def test_questions_are_numbered_through_and_conditions_point_to_the_numbers() -> None:
    asked = {one.link_id: one for part in parts_of(FORM) for block in part.blocks
             for one in (block.questions if isinstance(block, Scale) else (block,))}
    assert [one.number for one in asked.values()] == list(range(1, len(PATIENTS) + 1))
    number = {link_id: one.number for link_id, one in asked.items()}
    assert asked["blood_pressure_managed"].only_if == f"If “Yes” in {number['high_blood_pressure']}:"
    assert asked["pregnancy_planned"].only_if == f"If “No” or “I could be” in {number['pregnant']}:"
    assert asked["blood_pressure_date"].only_if == (
        f"If a number in {number['systolic']} or a number in {number['diastolic']}:")
    assert asked["ketamine_after"].only_if == (
        f"If “Yes” in {number['ketamine_treatment']} or anything but “Never” in {number['recreational_ketamine']}:")
    for one in asked.values():
        assert bool(one.only_if) == (FORM.item(one.link_id).enable_when is not None)


def every_question(form: Questionnaire) -> Iterator[Asked]:
    """Every question on the paper form, those of tables and of the desk too."""
    for part in parts_of(form, for_desk=True):
        for block in part.blocks:
            yield from block.questions if isinstance(block, Scale) else (block,)


def test_paper_offers_the_reasons_for_having_no_answer_that_the_form_names() -> None:
    for one in every_question(FORM):
        item, texts = FORM.item(one.link_id), [box.text for box in one.boxes]
        assert any("not sure" in text for text in texts) == ("unsure" in reasons_offered(item)), one.link_id
        assert ("Prefer not to say" in texts) == ("declined" in reasons_offered(item)), one.link_id
        assert ("Nothing to add" in texts) == offers_nothing_to_add(item), one.link_id


@pytest.mark.parametrize("item", [item for item in FORM.items.values() if item.type == "text"],
                         ids=lambda item: item.link_id)
def test_what_is_ticked_beside_a_text_says_it_is_unknown_unless_something_is_written(item: Item) -> None:
    name = item.link_id
    unsure, nothing = {f"{name}:absent-unsure": "on"}, {f"{name}:nothing": "on"}
    assert read_as(item, unsure) == {"absent": "unsure"}
    assert read_as(item, nothing) == {"value": ""}
    assert read_as(item, unsure | nothing) == {"absent": "unsure"}
    assert read_as(item, {name: "Worry"} | unsure) == {"value": "Worry"}
    assert read_as(item, {name: "Worry"} | nothing) == {"value": "Worry"}


def read_as(item: Item, fields: dict[str, str]) -> dict[str, Any]:
    entry: dict[str, Any] = answers_filled_in(fields, FORM)[item.link_id]
    return entry


def test_help_in_a_crisis_stands_before_the_questions_about_it() -> None:
    words = words_of(drawn())
    assert words.index("988") < words.index(FORM.item("phq9_1").text) < words.index(
        FORM.item("suicidal_thoughts_now").text)


def test_what_cannot_wait_for_the_visit_stands_in_the_section_that_asks_about_it() -> None:
    words = words_of(drawn())
    measured_at_the_desk = "Your pulse was very slow or very fast"
    titles = {notice.title for notice in FORM.notices}
    assert {title for title in titles if f"If this fits you: {title}" in words} == titles - {measured_at_the_desk}
    assert {part.title for part in parts_of(FORM) if part.notices} <= {section.title for section in FORM.sections}


def test_an_instrument_that_is_off_is_not_asked_and_one_that_is_on_is_a_table() -> None:
    assert not any(one.questions[0].link_id.startswith("audit") for one in scales(FORM))
    on = tuple(one.model_copy(update={"on": True}) for one in FORM.instruments)
    assert "AUDIT-C" in [one.title for one in scales(FORM.model_copy(update={"instruments": on}))]


def scales(form: Questionnaire) -> list[Scale]:
    return [block for part in parts_of(form) for block in part.blocks if isinstance(block, Scale)]


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("fillable", [False, True])
def test_pages_are_few_and_whole_and_the_same_each_time(paper: Paper, fillable: bool) -> None:
    pdf = drawn(fillable=fillable, paper=paper)
    pages = pages_of(pdf)
    assert len(pages) <= 13
    assert all(f"Page {number} of {len(pages)}" in page for number, page in enumerate(pages, 1))
    assert "□" not in words_of(pdf)
    assert render(blank_form(FORM, paper=paper, dated=TODAY, fillable=fillable)) == pdf


@pytest.mark.parametrize("fillable", [False, True])
def test_a_reader_who_hears_it_finds_a_heading_for_every_section_and_question(fillable: bool) -> None:
    tree = Tree(drawn(fillable=fillable))
    assert len(tree.called("/H2")) == len(parts_of(FORM)) + 1
    assert len(tree.called("/H3")) > 70


def test_every_field_is_named_by_its_question_and_has_a_tooltip() -> None:
    pdf = pikepdf.open(io.BytesIO(drawn(fillable=True, for_desk=True)))
    fields = [field for field in pdf.Root.AcroForm.Fields if "/Kids" in field or "/Rect" in field]
    names = [str(field.T) for field in fields]
    assert len(names) == len(set(names))
    asked = [*PATIENTS, *(item for item in FORM.items.values() if item.asked_by == "desk")]
    assert {name.partition(":")[0] for name in names} == {item.link_id for item in asked} | {"filled_in_on"}
    for field in fields:
        link_id, _, part = str(field.T).partition(":")
        assert len(str(field.TU)) > len(part) + 5
        for button in field.get("/Kids", []):
            assert str(button.TU).startswith(f"{field.TU} – ")
            assert "/T" not in button
        if link_id in FORM.items and FORM.item(link_id).type == "choice":
            assert {state for button in field.Kids for state in button.AP.N.keys()} >= {  # noqa: SIM118 # pikepdf
                f"/{option.code}" for option in FORM.item(link_id).options}


def test_every_field_is_large_enough_to_hit_and_to_write_in() -> None:
    least = {"day": 8, "month": 8, "year": 14, "time": 14, "patient_name": 60, "reason": 150, "name": 40, "dose": 40}
    for (name, state), (_, (left, bottom, right, top)) in places(drawn(fillable=True, for_desk=True)).items():
        wide, high = (abs(size) * 25.4 / 72 for size in (right - left, top - bottom))  # millimetres inside the border
        assert wide >= (3.5 if state else least.get(name.rpartition(":")[2], 18)), name
        assert high >= (3.5 if state else 4.5), name


def test_no_field_is_ticked_or_filled_in_beforehand() -> None:
    with pytest.raises(UnreadableError) as caught:
        read_pdf(drawn(fillable=True), FORM, today=TODAY)
    assert caught.value.code == "nothing_filled_in"


def test_the_paper_form_is_told_apart_from_the_one_to_fill_in() -> None:
    with pytest.raises(UnreadableError) as caught:
        read_pdf(drawn(), FORM, today=TODAY)
    assert caught.value.code == "paper_form"


def fields_for(item: Item, answer: Answer) -> dict[str, str]:
    """What a person fills in for this answer; the state of a button begins with a stroke."""
    name, value = item.link_id, answer.value
    fields: dict[str, str] = {}
    if answer.absent in ("unsure", "declined"):
        if item.type == "choice":
            return {name: f"/absent-{answer.absent}"}
        fields[f"{name}:absent-{answer.absent}"] = "/on"
    match value:
        case None:
            return fields
        case PartialDate():
            in_part = {f"{name}:year": str(value.year), f"{name}:month": str(value.month or "")}
            return fields | {field: text for field, text in in_part.items() if text}
        case date():
            parts = [value.day, value.month, value.year, f"{value:%H:%M}"]
            return fields | {f"{name}:{part}": str(given) for part, given in zip(
                DATE_PARTS[item.type], parts, strict=False)}
        case tuple() if item.type == "rows":
            rows = [row for row in value if isinstance(row, MedicineRow)]
            return fields | {f"{name}:{number}:{part}": getattr(row, part) for number, row in enumerate(rows, 1)
                             for part in ROW_FIELDS if getattr(row, part)}
        case tuple():
            return fields | {f"{name}:{code}": "/on" for code in value}
        case "":
            return {f"{name}:nothing": "/on"}
        case _:
            return fields | {name: f"/{value}" if item.type == "choice" else str(value)}


def fields_of(response: Response) -> dict[str, str]:
    return {name: text for link_id, answer in response.answers.items()
            for name, text in fields_for(FORM.item(link_id), answer).items()}


def as_on_the_form(response: Response, on: date | None = None) -> dict[str, Answer]:
    """The answers that a form can hold, with the origin and the day that it gives to all of them."""
    filled_by: Any = response.answers.get("filled_by", Answer()).value
    return {link_id: replace(answer, origin="measured" if FORM.item(link_id).measured else filled_by, on=on)
            for link_id, answer in response.answers.items()
            if fields_for(FORM.item(link_id), answer) and FORM.item(link_id).type != "string"}


@settings(max_examples=20)
@given(any_response())
def test_any_answers_filled_in_come_back_the_same(response: Response) -> None:
    response = without_contradictions(response)
    fields = {name: text.removeprefix("/") for name, text in fields_of(response).items()}
    found, left_out = restore(answers_filled_in(fields, FORM), FORM, TODAY)
    assert left_out == ()
    written = {link_id: answer for link_id, answer in found.answers.items() if FORM.item(link_id).type != "string"}
    expected = {link_id: _unsure_alone(answer) for link_id, answer in as_on_the_form(response).items()}
    assert written == as_read(expected)


def _unsure_alone(answer: Answer) -> Answer:
    """Paper has no box for "not answered"."""
    return replace(answer, absent=None) if answer.absent == "unanswered" else answer


@pytest.mark.parametrize("name", ["everything_raised", "could_be_pregnant"])
def test_a_form_filled_in_by_another_program_gives_back_the_response(name: str) -> None:
    response = read_response((FOLDER / f"{name}.json").read_bytes(), FORM, today=TODAY)
    asked = {link_id: answer for link_id, answer in response.answers.items()
             if not (FORM.item(link_id).type == "rows" and len(answer.value or ()) > ROWS)}  # type: ignore[arg-type]
    response = Response(FORM.questionnaire_id, asked)
    day = {"filled_in_on:day": "17", "filled_in_on:month": "11", "filled_in_on:year": "2026"}
    form = filled_in(drawn(fillable=True, for_desk=True), fields_of(response) | day)
    found = read_pdf(form, FORM, today=TODAY)
    assert (found.whence, found.version, found.left_out) == ("form", FORM.version, ())
    strings = {link_id: answer for link_id, answer in found.response.answers.items()
               if FORM.item(link_id).type != "string"}
    assert strings == as_on_the_form(response, date(2026, 11, 17))
    assert found.response.answers["patient_name"].value == response.answers["patient_name"].value


def test_a_form_to_which_the_pages_of_another_were_joined_is_refused() -> None:
    """Such pages bring their fields, but stay out of the list of fields, where the first patient's are found."""
    first, second = (filled_in(drawn(fillable=True), {"reason": words}) for words in ("Sad", "Pain"))
    with pikepdf.open(io.BytesIO(first)) as joined, pikepdf.open(io.BytesIO(second)) as other:
        content = io.BytesIO()
        with pytest.warns(UserWarning, match="form"):
            joined.pages.extend(other.pages)
        with pytest.warns(UserWarning, match="form"):
            joined.save(content)
    with pytest.raises(UnreadableError) as caught:
        read_pdf(content.getvalue(), FORM, today=TODAY)
    assert caught.value.code == "several"


def test_a_form_filled_in_with_mouse_and_keys_in_chromes_reader_is_read_back() -> None:
    form = clicked_and_typed(drawn(fillable=True), {
        "filled_by": "/self", "pregnant": "/could_be", "schizophrenia": "/absent-unsure", "phq9_9": "/absent-declined",
        "heart_symptoms:fainting": "/on", "heart_symptoms:absent-unsure": "/on", "systolic": "128",
        "reason": "Worry – every day\rand night", "medicines:1:name": "Lithium", "medicines:1:dose": "300 mg",
        "birth_date:day": "3", "birth_date:month": "7", "birth_date:year": "1980", "mind_in_own_words:nothing": "/on",
    })
    found = read_pdf(form, FORM, today=TODAY)
    assert found.left_out == ()
    assert {link_id: (answer.value, answer.absent) for link_id, answer in found.response.answers.items()} == {
        "filled_by": ("self", None), "pregnant": ("could_be", None), "schizophrenia": (None, "unsure"),
        "phq9_9": (None, "declined"), "heart_symptoms": (("fainting",), "unsure"), "systolic": (128, None),
        "reason": ("Worry – every day\nand night", None), "birth_date": (date(1980, 7, 3), None),
        "medicines": ((MedicineRow("Lithium", "300 mg"),), None), "mind_in_own_words": ("", None),
        "takes_medicines": ("yes", None),  # as whoever lists a medicine does
    }
    assert {answer.origin for answer in found.response.answers.values()} == {"self"}


def test_a_tick_in_a_box_can_be_taken_back_and_a_circle_changed() -> None:
    once = clicked_and_typed(drawn(fillable=True), {
        "pregnant": "/no", "heart_symptoms:fainting": "/on", "adult": "/yes"})
    twice = clicked_and_typed(once, {"pregnant": "/yes", "heart_symptoms:fainting": "/on"})
    found = read_pdf(twice, FORM, today=TODAY).response.answers
    assert {link_id: answer.value for link_id, answer in found.items()} == {"pregnant": "yes", "adult": "yes"}


def test_what_was_filled_in_and_cannot_be_an_answer_is_listed_and_the_rest_kept() -> None:
    form = filled_in(drawn(fillable=True), {
        "systolic": "12O", "diastolic": "80",
        "birth_date:day": "31", "birth_date:month": "2", "birth_date:year": "1980",
        "heart_symptoms:fainting": "/on", "heart_symptoms:none": "/on",
        "filled_in_on:day": "1", "filled_in_on:month": "1", "filled_in_on:year": "2100"})
    found = read_pdf(form, FORM, today=TODAY)
    assert set(found.response.answers) == {"diastolic"}
    assert found.response.answers["diastolic"].on is None
    messages = FORM.messages
    assert found.left_out == (
        LeftOut("filled_in_on", "When did you fill this in?",
                messages["not_in_future"].format(today=TODAY), "2100-01-01"),
        LeftOut("birth_date", "Date of birth", messages["date"], "1980-02-31"),
        LeftOut("systolic", FORM.item("systolic").short,
                messages["number"].format(minimum=50, maximum=300, unit="mmHg"), "12O"),
        LeftOut("heart_symptoms", "Heart symptoms",
                messages["not_both"].format(option=FORM.item("heart_symptoms").option("none").text),
                '["fainting", "none"]'),
    )


def test_a_number_and_not_sure_are_not_both_taken() -> None:
    found = read_pdf(filled_in(drawn(fillable=True), {"systolic": "120", "systolic:absent-unsure": "/on"}), FORM,
                     today=TODAY)
    assert [(one.link_id, one.given) for one in found.left_out] == [("systolic", "120")]


def test_a_form_of_an_older_version_gives_what_it_can_and_lists_the_rest() -> None:
    fields = {"questionnaire": f"{FORM.questionnaire_id} 2025.01", "shoe_size": "43", "pregnant": "no",
              "heart_symptoms:blue_lips": "on"}
    found, left_out = restore(answers_filled_in(fields, FORM), FORM, TODAY)
    assert set(found.answers) == {"pregnant"}
    assert [(one.link_id, one.given) for one in left_out] == [("shoe_size", "43"), ("heart_symptoms", '["blue_lips"]')]


def test_a_name_that_begins_with_a_stroke_stays_whole() -> None:
    found = read_pdf(filled_in(drawn(fillable=True), {"patient_name": "/Off", "reason": "/why"}), FORM, today=TODAY)
    assert found.response.answers["reason"].value == "/why"


def test_a_group_of_radio_buttons_never_crosses_a_page() -> None:
    for page in PdfReader(io.BytesIO(drawn(fillable=True))).pages:
        for reference in cast(ArrayObject, page["/Annots"]):
            parent = reference.get_object().get("/Parent")
            if parent is not None:
                pages = {kid.get_object()["/P"].indirect_reference for kid in parent["/Kids"]}
                assert pages == {page.indirect_reference}


def test_the_texts_leave_no_gap_open() -> None:
    assert not re.search(r"\{\w+\}", words_of(drawn()) + words_of(drawn(fillable=True)))
    assert isinstance(parts_of(FORM)[0].blocks[0], Asked)
