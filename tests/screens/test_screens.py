"""The pages without a browser: routing, branching, what becomes an answer and what does not."""

import gc
import io
import json
import logging
import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from datetime import date, timedelta
from itertools import chain
from operator import attrgetter
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

import screens.opening
from forms import (
    Answer,
    Copy,
    MedicineRow,
    answers_in_force,
    load_clinic,
    load_questionnaire,
    order_of_date,
)
from forms.authoring import Problem, SourceError, reading_age, verdict_words
from forms.exchange import read_response, write_response
from forms.exchange.worker import ReadingWorker
from rules import load_rule_sets
from screens.actions.steps import change, rest_on_choice
from screens.actions.taking_over import still_the_same, taken_key, whose_key
from screens.browser.markup import FOLDER as HTML
from screens.browser.markup import html
from screens.pages.copies import summary_for
from screens.visit import housekeeping
from screens.visit.drafts import open_kept_visit
from screens.visit.to_file import answers_to_save
from screens.visit.visit import Visit
from screens.visit.walk import HAND_OVER, OPEN, PART, REVIEW, STOPPED, SUMMARY, WORKLIST
from screens.visit.whose import taken_in_doubt
from screens.words import WORDS, words_for
from templates import PdfError, PrintJob, render_pdf, summary_html
from tests.support import PATIENCE, ROOT
from tests.support.pdf_files import image_of, pdf_with
from tests.support.sitting import Sitting, new_app
from tests.support.summaries import summary_of_answers

TODAY = date.today()


@pytest.fixture
def desk() -> Sitting:
    sitting = Sitting("desk")
    sitting.choose("adult", "yes")
    return sitting


def test_the_first_page_says_what_this_is_and_asks_nothing() -> None:
    sitting = Sitting()
    assert "What this is not" in sitting.shown()
    assert not sitting.keys()


def test_the_age_question_comes_first_and_alone() -> None:
    sitting = Sitting()
    sitting.press("on-WELCOME")
    assert sitting.keys() == {sitting.key("adult", "choice")}
    sitting.choose("adult", "yes")
    assert sitting.asks("filled_by")


def test_without_an_answer_to_the_age_question_the_form_stays_there_and_says_why() -> None:
    sitting = Sitting()
    sitting.press("on-WELCOME")
    sitting.go_on()
    assert sitting.visit.position.step == "start"
    assert sitting.problem("adult") == (
        "Choose “Yes” or “No” to go on. This form is made for people who are 18 or older.")


def test_below_18_the_form_stops_kindly_asks_nothing_more_and_names_someone_to_talk_to() -> None:
    sitting = Sitting()
    sitting.press("on-WELCOME")
    sitting.choose("adult", "no")
    sitting.go_on()
    assert sitting.visit.position.step == STOPPED
    assert not sitting.keys()
    assert "You did nothing wrong" in sitting.shown()
    assert "tel:988" in sitting.shown()


def test_a_slip_at_the_age_question_loses_no_earlier_answer(patient: Sitting) -> None:
    patient.turn_to("reason").type("reason", "Worry keeps me up.")
    patient.turn_to("start").choose("adult", "no")
    assert not patient.asks("filled_by")
    patient.go_on()
    assert patient.visit.position.step == STOPPED
    patient.turn_to(SUMMARY)
    assert patient.visit.position.step == STOPPED
    patient.press("back-to-age")
    patient.choose("adult", "yes")
    patient.go_on()
    assert patient.visit.position.step == "reason"
    assert patient.app.text_area(key=patient.key("reason", "typed")).value == "Worry keeps me up."


def test_progress_counts_the_pages_that_this_door_shows(patient: Sitting, desk: Sitting) -> None:
    assert '<span aria-hidden="true">1 of 32</span>' in patient.shown()
    assert '<span aria-hidden="true">1 of 15</span>' in desk.shown()


def test_continue_and_back_go_through_every_page_and_end_at_the_review_page(patient: Sitting) -> None:
    seen = []
    while patient.visit.position.step != REVIEW:
        seen.append(patient.visit.position.step)
        patient.go_on()
    for step in reversed(seen):
        patient.press(f"back-{patient.visit.position.step}")
        assert patient.visit.position.step == step
    sections = [step.partition(PART)[0] for step in seen]
    assert list(dict.fromkeys(sections)) == [
        section.section_id for section in load_questionnaire().sections if section.section_id != "desk"]


def test_a_long_section_is_one_page_at_the_desk_and_several_for_the_patient(patient: Sitting, desk: Sitting) -> None:
    section = load_questionnaire().section("heart")
    assert section.intro is not None
    on_pages = [set(map(attrgetter("link_id"), page.items)) for page in patient.visit.way.pages
                if page.section == section]
    assert len(on_pages) == 2
    assert patient.turn_to("heart").asks("systolic")
    assert not patient.is_drawn("heart_symptoms")
    assert section.intro in patient.shown()
    patient.go_on()
    assert patient.is_drawn("heart_symptoms")
    assert not patient.is_drawn("systolic")
    assert f"{section.title}, page 2" in patient.shown()
    assert section.intro not in patient.shown()
    desk.choose("adult", "yes")
    desk.turn_to("heart")
    assert desk.is_drawn("systolic")
    assert desk.is_drawn("heart_symptoms")


def test_a_question_appears_and_disappears_with_the_answer_it_depends_on(patient: Sitting) -> None:
    patient.turn_to("heart")
    assert not patient.asks("blood_pressure_managed")
    patient.choose("high_blood_pressure", "yes")
    assert patient.asks("blood_pressure_managed")
    patient.choose("high_blood_pressure", "no")
    assert not patient.asks("blood_pressure_managed")


def test_a_branch_that_closes_and_opens_again_still_has_its_answer_and_while_closed_it_reaches_nothing(
    patient: Sitting,
) -> None:
    patient.turn_to("heart").choose("high_blood_pressure", "yes")
    patient.choose("blood_pressure_managed", "no")
    patient.choose("high_blood_pressure", "no")
    assert "blood_pressure_managed" not in patient.visit.answers.given()
    assert "under control" not in patient.turn_to(REVIEW).shown()
    patient.turn_to("heart").choose("high_blood_pressure", "yes")
    assert patient.app.radio(key=patient.key("blood_pressure_managed", "choice")).value == "no"
    assert patient.value("blood_pressure_managed") == "no"


def test_answers_of_every_kind_survive_going_away_and_coming_back(patient: Sitting) -> None:
    patient.turn_to("heart").choose("high_blood_pressure", "(unsure)")
    patient.type("systolic", "140")
    patient.tick("heart_symptoms", "fainting")
    patient.type("heart_in_own_words", "It races at night.")
    for part, typed in (("day", "2"), ("month", "3"), ("year", str(TODAY.year - 1))):
        patient.type("blood_pressure_date", typed, part)
    before = dict(patient.visit.response.answers)
    patient.turn_to("questions")
    patient.turn_to("heart")
    assert dict(patient.visit.response.answers) == before
    assert patient.app.radio(key=patient.key("high_blood_pressure", "choice")).value == "(unsure)"
    assert patient.app.text_input(key=patient.key("systolic", "typed")).value == "140"
    assert patient.app.text_input(key=patient.key("blood_pressure_date", "month")).value == "3"
    patient.go_on()
    assert patient.app.checkbox(key=patient.key("heart_symptoms", "fainting")).value is True
    assert patient.app.text_area(key=patient.key("heart_in_own_words", "typed")).value == "It races at night."
    assert patient.value("blood_pressure_date") == date(TODAY.year - 1, 3, 2)


def test_not_sure_and_prefer_not_to_say_are_reasons_and_never_values(patient: Sitting) -> None:
    patient.turn_to("mood").choose("phq9_1", "(unsure)")
    patient.choose("phq9_2", "(declined)")
    assert patient.answer("phq9_1") == Answer(None, "unsure", None, TODAY)
    assert patient.answer("phq9_2") == Answer(None, "declined", None, TODAY)


def born(sitting: Sitting, year: int) -> None:
    for part, typed in (("day", "1"), ("month", "2"), ("year", str(year))):
        sitting.type("birth_date", typed, part)


def test_a_date_of_birth_below_18_stops_the_patient_kindly_and_can_be_mended(patient: Sitting) -> None:
    born(patient, TODAY.year - 11)
    start = patient.visit.questionnaire.section("start")
    assert {item.link_id for item in patient.visit.way.items(start)} == {"adult", "birth_date"}
    patient.go_on()
    assert patient.visit.position.step == STOPPED
    assert "Then go back and mend the date." in patient.shown()
    patient.press("back-to-age")
    assert (patient.visit.position.step, patient.visit.position.focus) == ("start", "birth_date")
    born(patient, TODAY.year - 40)
    assert patient.asks("filled_by")
    patient.go_on()
    assert patient.visit.position.step == "reason"


def test_the_desk_is_warned_of_a_date_of_birth_below_18_and_goes_on(desk: Sitting) -> None:
    assert "By the date of birth, this person is under 18." not in desk.shown()
    born(desk, TODAY.year - 11)
    assert "By the date of birth, this person is under 18." in desk.shown()
    desk.go_on()
    assert desk.visit.position.step == "reason"


def test_prefer_not_to_say_is_offered_on_sensitive_questions_only(patient: Sitting) -> None:
    assert "Prefer not to say" in patient.turn_to("mood").app.radio(key=patient.key("phq9_1", "choice")).options
    patient.turn_to(patient.visit.way.step_of("heart_disease"))
    assert patient.app.radio(key=patient.key("heart_disease", "choice")).options == ["Yes", "No", "I’m not sure"]


def test_none_of_these_and_the_others_take_each_other_away(patient: Sitting) -> None:
    patient.turn_to("heart").tick("heart_symptoms", "fainting")
    patient.tick("heart_symptoms", "none")
    assert patient.value("heart_symptoms") == ("none",)
    assert patient.app.checkbox(key=patient.key("heart_symptoms", "fainting")).value is False
    patient.tick("heart_symptoms", "palpitations")
    assert patient.value("heart_symptoms") == ("palpitations",)


def test_a_list_can_be_ticked_in_part_and_not_sure_about_the_others(patient: Sitting) -> None:
    patient.turn_to("heart").tick("heart_symptoms", "(unsure)")
    assert patient.answer("heart_symptoms") == Answer(None, "unsure", None, TODAY)
    patient.tick("heart_symptoms", "fainting")
    assert patient.answer("heart_symptoms") == Answer(("fainting",), "unsure", None, TODAY)
    assert patient.app.checkbox(key=patient.key("heart_symptoms", "(unsure)")).label == "I’m not sure about the others"
    patient.tick("heart_symptoms", "none")
    assert patient.answer("heart_symptoms") == Answer(("none",), None, None, TODAY)
    patient.tick("heart_symptoms", "none", on=False)
    assert "heart_symptoms" not in patient.visit.response.answers


@pytest.mark.parametrize("typed", ["12,5", "170.6", "1000", "170 kg", "one hundred", "-5", "12/8"])
def test_a_number_that_cannot_be_says_what_to_enter_keeps_what_was_typed_and_drops_the_earlier_value(
    patient: Sitting, typed: str,
) -> None:
    patient.turn_to("heart").type("systolic", "140")
    patient.type("systolic", typed)
    assert patient.problem("systolic") == "Enter a whole number from 50 to 300 mmHg."
    assert "systolic" not in patient.visit.response.answers
    patient.go_on()
    assert patient.visit.position.step == "heart"
    assert patient.app.text_input(key=patient.key("systolic", "typed")).value == typed
    patient.type("systolic", "150")
    assert patient.problem("systolic") is None
    patient.go_on()
    assert patient.visit.position.step == patient.visit.way.step_of("heart_disease")
    assert patient.value("systolic") == 150


def test_a_lower_reading_above_the_upper_one_is_to_be_mended_before_going_on(patient: Sitting) -> None:
    patient.turn_to("heart").type("systolic", "80")
    patient.type("diastolic", "120")
    assert "lower" in (patient.problem("diastolic") or "")
    patient.go_on()
    assert patient.visit.position.step == "heart"
    patient.turn_to(REVIEW).press("on-REVIEW")
    assert patient.visit.position.step == REVIEW
    assert "These answers cannot be used yet" in patient.shown()


@pytest.mark.parametrize("typed", [("31", "2", "1990"), ("0", "1", "1990"), ("1", "13", "1990"), ("a", "b", "c"),
                                   ("1", "1", f"{TODAY:%y}"), ("1", "1", "99999"), ("-1", "1", "1990")])
def test_a_date_that_never_was_says_what_to_enter(patient: Sitting, typed: tuple[str, str, str]) -> None:
    for part, words in zip(("day", "month", "year"), typed, strict=True):
        patient.type("birth_date", words, part)
    assert patient.problem("birth_date") == (
        "Enter a real day, month and year. Write the year with four digits, such as 1985.")
    assert patient.value("birth_date") is None
    patient.go_on()
    assert patient.visit.position.step == "start"


def test_half_a_date_is_a_beginning_until_the_person_goes_on(patient: Sitting) -> None:
    patient.type("birth_date", "27", "day")
    assert patient.problem("birth_date") is None
    patient.go_on()
    assert patient.visit.position.step == "start"
    assert patient.problem("birth_date") is not None
    patient.type("birth_date", "", "day")
    patient.go_on()
    assert patient.visit.position.step == "reason"


def test_a_day_to_come_is_no_birthday(patient: Sitting) -> None:
    to_come = TODAY + timedelta(days=3)  # tomorrow is today somewhere
    for part, words in (("day", to_come.day), ("month", to_come.month), ("year", to_come.year)):
        patient.type("birth_date", str(words), part)
    assert patient.problem("birth_date") == "Enter a date that is not after today."


def test_a_blank_box_is_not_answered_and_nothing_to_add_is_an_answer(patient: Sitting) -> None:
    patient.turn_to("reason").go_on()
    assert "hopes" not in patient.visit.response.answers
    patient.turn_to("reason").pill("hopes", "nothing")
    assert patient.answer("hopes") == Answer("", None, None, TODAY)
    patient.go_on()
    assert patient.answer("hopes").value == ""


def test_words_set_aside_by_not_sure_come_back_when_that_is_taken_back(patient: Sitting) -> None:
    patient.turn_to("reason").type("reason", "Worry")
    patient.pill("reason", "unsure")
    assert patient.answer("reason") == Answer(None, "unsure", None, TODAY)
    assert patient.app.text_area(key=patient.key("reason", "typed")).value == ""
    patient.pill("reason", None)
    assert patient.value("reason") == "Worry"
    assert patient.app.text_area(key=patient.key("reason", "typed")).value == "Worry"


def test_words_typed_after_not_sure_are_the_answer(patient: Sitting) -> None:
    patient.turn_to("reason").pill("reason", "unsure")
    patient.type("reason", "Worry")
    assert patient.answer("reason") == Answer("Worry", None, None, TODAY)
    assert patient.app.button_group(key=patient.key("reason", "absent")).value is None


def test_too_long_an_answer_says_how_much_to_cut_and_stays_in_its_box(patient: Sitting) -> None:
    patient.turn_to("reason").type("reason", "a" * 10_001)
    assert patient.problem("reason") == "Write at most 10,000 characters. There are 10,001 now."
    assert patient.app.text_area(key=patient.key("reason", "typed")).value == "a" * 10_001
    patient.type("reason", "a" * 10_000)
    assert patient.value("reason") == "a" * 10_000


def test_what_people_type_is_words_and_never_markup(patient: Sitting) -> None:
    hostile = "<script>alert(1)</script> {{ 7 * 7 }} {% raise %} مرحبا \u202e 😀 & <b>"
    patient.turn_to("reason").type("reason", hostile)
    shown = patient.turn_to(REVIEW).shown()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7 * 7 }}" in shown
    assert "<script>" not in shown
    assert patient.value("reason") == hostile.replace("\u202e", "")


def test_letters_that_cannot_be_printed_are_told_at_once(patient: Sitting, a_letter_without_font: str) -> None:
    note = f"Some letters cannot be printed here: {a_letter_without_font}. On paper they will be boxes."
    patient.turn_to("reason").type("reason", f"王小明 {a_letter_without_font}")
    assert note in patient.shown()
    assert patient.answer("reason").value == f"王小明 {a_letter_without_font}"
    patient.type("reason", "王小明")
    assert "cannot be printed" not in patient.shown()
    patient.turn_to("medicines").choose("takes_medicines", "yes")
    patient.type("medicines", a_letter_without_font, "frequency-0")
    patient.type("medicines", "Sertraline", "name-0")
    assert note in patient.shown()


@pytest.mark.parametrize("written", ["none", "N/A", "ninguno"])
def test_none_in_a_row_is_kept_and_told_to_be_an_answer_to_the_question_above(patient: Sitting, written: str) -> None:
    patient.turn_to("medicines").choose("takes_medicines", "yes")
    patient.type("medicines", written, "name-0")
    assert "You wrote that there is none." in patient.shown()
    assert "We do not know this name" not in patient.shown()
    assert patient.answer("medicines").value == (MedicineRow(written),)


def test_medicines_have_a_row_each_and_a_name_from_no_list_is_taken(patient: Sitting) -> None:
    patient.turn_to("medicines").choose("takes_medicines", "yes")
    patient.type("medicines", "Sertraline", "name-0")
    patient.type("medicines", "50 mg", "dose-0")
    patient.press(patient.key("medicines", "add"))
    patient.type("medicines", "Grandma's tea", "name-1")
    patient.pill("medicines", "unsure")
    assert patient.answer("medicines") == Answer(
        (MedicineRow("Sertraline", "50 mg"), MedicineRow("Grandma's tea")), "unsure", None, TODAY)
    patient.press(patient.key("medicines", "remove-0"))
    assert patient.answer("medicines") == Answer((MedicineRow("Grandma's tea"),), "unsure", None, TODAY)


def test_the_nearest_name_is_offered_and_nothing_changes_before_somebody_says_yes(patient: Sitting) -> None:
    patient.turn_to("medicines").choose("takes_medicines", "yes")
    patient.type("medicines", "xanex 1mg", "name-0")
    assert "Did you mean one of these?" in patient.shown()
    assert patient.answer("medicines").value == (MedicineRow("xanex 1mg"),)
    patient.press(patient.key("medicines", "meant-0-0"))
    assert patient.answer("medicines").value == (MedicineRow("Xanax 1mg"),)
    assert "Did you mean one of these?" not in patient.shown()
    patient.type("medicines", "xanex 1mg", "name-0")  # a wrong yes is undone by typing
    assert patient.answer("medicines").value == (MedicineRow("xanex 1mg"),)


def test_what_a_name_with_several_meanings_is_taken_for_is_said_and_is_then_known(patient: Sitting) -> None:
    patient.turn_to("medicines").choose("takes_medicines", "yes")
    patient.type("medicines", "benadril 25", "name-0")
    patient.press(patient.key("medicines", "meant-0-0"))
    assert patient.answer("medicines").value == (MedicineRow("Benadryl (Diphenhydramine) 25"),)
    assert patient.visit.answers["medicines"].complete
    assert "Which one is it?" not in patient.shown()


def test_a_name_that_is_like_no_other_is_said_to_be_unknown(patient: Sitting) -> None:
    patient.turn_to("medicines").choose("takes_medicines", "yes")
    patient.type("medicines", "blorptastic", "name-0")
    assert "We do not know this name." in patient.shown()
    patient.type("medicines", "lisinopril", "name-0")
    assert "We do not know this name." not in patient.shown()


def test_a_name_can_be_left_as_it_is_written_and_is_not_asked_about_again(patient: Sitting) -> None:
    patient.turn_to("medicines").choose("takes_medicines", "yes")
    patient.type("medicines", "klonapin", "name-0")
    patient.press(patient.key("medicines", "leave-0"))
    assert patient.answer("medicines").value == (MedicineRow("klonapin"),)
    assert "Did you mean one of these?" not in patient.shown()


def test_a_list_in_one_row_becomes_rows_after_a_yes(patient: Sitting) -> None:
    patient.turn_to("medicines").choose("takes_medicines", "yes")
    patient.type("medicines", "lisinopril 10, metformin 500mg bid; xanax prn", "name-0")
    assert "This looks like several medicines: lisinopril, metformin, xanax." in patient.shown()
    patient.press(patient.key("medicines", "split-0"))
    assert patient.answer("medicines").value == (
        MedicineRow("lisinopril", "10"), MedicineRow("metformin", "500mg", "bid"), MedicineRow("xanax", "", "prn"))


def test_a_list_of_medicines_beside_a_no_is_asked_about_before_the_summary(patient: Sitting) -> None:
    patient.turn_to("medicines").choose("takes_medicines", "yes")
    patient.type("medicines", "clozapine", "name-0")
    patient.turn_to("medicines").choose("takes_medicines", "no")
    patient.turn_to(REVIEW)
    assert "There are medicines in your list: clozapine." in patient.shown()
    patient.turn_to("medicines").choose("takes_medicines", "yes")
    patient.turn_to(REVIEW)
    assert "There are medicines in your list" not in patient.shown()
    assert patient.answer("medicines").value == (MedicineRow("clozapine"),)


def test_a_medicine_with_a_dose_and_no_name_is_to_be_mended(patient: Sitting) -> None:
    patient.turn_to("medicines").choose("takes_medicines", "yes")
    patient.type("medicines", "50 mg", "dose-0")
    assert patient.problem("medicines") is None
    patient.go_on()
    assert patient.visit.position.step == "medicines"
    assert patient.problem("medicines") == "Enter the name of the medicine."


def test_blank_rows_are_no_medicines(patient: Sitting) -> None:
    patient.turn_to("medicines").choose("takes_medicines", "yes")
    patient.press(patient.key("medicines", "add"))
    patient.go_on()
    assert patient.visit.position.step == "substances"
    assert "medicines" not in patient.visit.response.answers


def test_a_yes_to_thoughts_of_suicide_shows_the_crisis_page_before_anything_else(patient: Sitting) -> None:
    patient.turn_to("mood").choose("suicidal_thoughts_now", "yes")
    assert "You can get help right now" in patient.shown()
    assert not patient.keys()
    assert [button.label for button in patient.app.button] == [
        "I have read this. Go on", "Delete my answers and start again"]
    assert patient.shown().index("tel:988") < patient.shown().index("sms:988") < patient.shown().index("tel:911")
    patient.press("leave-crisis")
    assert patient.visit.position.step == patient.visit.way.step_of("suicidal_thoughts_now")
    assert patient.value("suicidal_thoughts_now") == "yes"


def test_a_yes_to_a_plan_shows_it_again(patient: Sitting) -> None:
    patient.turn_to("mood").choose("suicidal_thoughts_now", "yes")
    patient.press("leave-crisis")
    patient.choose("suicidal_plan", "yes")
    assert "You can get help right now" in patient.shown()
    assert "tel:988" in patient.shown()


@pytest.mark.parametrize(("option", "title", "said"), [
    ("1", "You can talk to someone about this", "“several days”"),
    ("2", "You do not have to be alone with this", "“more than half the days”"),
    ("3", "You do not have to be alone with this", "“nearly every day”"),
])
def test_item_9_opens_a_quieter_page_and_only_with_continue(
    patient: Sitting, option: str, title: str, said: str,
) -> None:
    patient.turn_to("mood").choose("phq9_9", option)
    assert patient.visit.help.crisis is None
    patient.choose("phq9_9", "0")
    patient.go_on()
    assert patient.visit.help.crisis is None
    patient.turn_to("mood").choose("phq9_9", option)
    patient.go_on()
    assert title in patient.shown()
    assert said in patient.shown()
    assert "You can get help right now" not in patient.shown()
    assert "tel:988" in patient.shown()


@pytest.mark.parametrize(("step", "link_id"), [
    ("reason", "reason"), ("heart", "heart_in_own_words"), ("questions", "questions_for_clinician")])
def test_own_words_in_any_section_open_the_crisis_page_as_they_are_given(
    patient: Sitting, step: str, link_id: str,
) -> None:
    patient.turn_to(step).type(link_id, "i want to kill myself")
    assert "You can get help right now" in patient.shown()
    assert "If you meant something else, just go on." in patient.shown()
    patient.press("leave-crisis")
    patient.type(link_id, "i want to kill myself, most days")
    assert patient.visit.help.crisis is None  # it was shown for these words


def test_words_in_a_medicine_row_open_it_too(patient: Sitting) -> None:
    patient.turn_to("medicines").choose("takes_medicines", "yes")
    patient.type("medicines", "Xanax", "name-0")
    patient.type("medicines", "to kill myself", "frequency-0")
    assert "You can get help right now" in patient.shown()


def test_the_crisis_page_comes_again_with_a_new_yes_and_not_with_every_page(patient: Sitting) -> None:
    patient.turn_to("mood").choose("suicidal_thoughts_now", "yes")
    patient.press("leave-crisis")
    patient.go_on()
    assert patient.visit.help.crisis is None
    patient.turn_to("mood").choose("suicidal_thoughts_now", "no")
    assert patient.visit.help.crisis is None
    patient.choose("suicidal_thoughts_now", "yes")
    assert patient.visit.help.crisis is not None
    patient.press("leave-crisis")
    patient.choose("phq9_9", "2")
    patient.go_on()
    assert patient.visit.help.crisis is not None


def test_a_choice_that_the_arrow_keys_pass_by_opens_nothing_until_they_rest(
    patient: Sitting, monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = {"by_arrow": True}  # as the browser tells it
    monkeypatch.setattr("screens.fields.passes_by_arrow", lambda _visit: told["by_arrow"])
    patient.turn_to("mood")
    patient.choose("suicidal_thoughts_now", "yes")
    assert patient.visit.help.crisis is None
    patient.choose("suicidal_thoughts_now", "no")
    patient.visit.help.passes_by_arrow = False
    rest_on_choice(patient.visit)
    assert patient.visit.help.crisis is None
    patient.choose("suicidal_thoughts_now", "yes")
    patient.visit.help.passes_by_arrow = False
    rest_on_choice(patient.visit)
    assert patient.visit.help.crisis is not None


def test_not_sure_and_prefer_not_to_say_show_whom_to_call_in_place(patient: Sitting) -> None:
    in_place = words_for("patient")("help.in_place")
    patient.turn_to("mood").choose("suicidal_thoughts_now", "no")
    assert in_place not in patient.shown()
    for option in ("(unsure)", "(declined)"):
        patient.choose("suicidal_thoughts_now", option)
        assert in_place in patient.shown()
        assert patient.visit.help.crisis is None


@pytest.mark.parametrize(("way", "leads_to"), [
    ("to-worklist", WORKLIST), ("new-patient", "start"), ("hand-over", HAND_OVER)])
def test_the_desk_is_told_what_to_do_about_item_9_before_the_form_is_left_in_any_way(
    desk: Sitting, way: str, leads_to: str,
) -> None:
    desk.turn_to("mood").choose("phq9_9", "3")
    desk.press(way)
    assert "Tell the clinician before the person leaves" in desk.shown()
    if way != "hand-over":
        desk.press(way)  # what to do was read
    else:
        desk.press("leave-crisis")
    assert desk.visit.position.step == leads_to
    assert desk.visit.help.crisis is None


def test_the_desk_is_told_what_to_do_about_it(desk: Sitting) -> None:
    desk.turn_to("mood").choose("suicidal_thoughts_now", "(declined)")
    assert words_for("desk")("help.in_place") in desk.shown()
    desk.choose("suicidal_thoughts_now", "yes")
    assert "Stay with the person. Tell the clinician now" in desk.shown()
    assert "tel:988" in desk.shown()


def test_the_numbers_stand_on_every_page_as_links(patient: Sitting, desk: Sitting) -> None:
    for sitting in (patient, desk):
        for step in ("start", "mood", "medicines", REVIEW, SUMMARY):
            shown = sitting.turn_to(step).shown()
            assert 'href="tel:988"' in shown
            assert 'href="sms:988"' in shown
            assert "tel:999" in shown  # elsewhere, folded


def test_later_pages_carry_a_neutral_line_that_says_nothing_of_suicide(patient: Sitting) -> None:
    line = '<p class="help-line">Need to talk to someone?'
    assert line not in patient.turn_to("medicines").shown()
    patient.turn_to("mood").choose("suicidal_thoughts_now", "yes")
    patient.press("leave-crisis")
    shown = patient.turn_to("medicines").shown()
    assert line in shown
    assert "suicid" not in shown.split("<details")[0].casefold()


def test_every_page_of_the_patient_has_a_quick_way_out_and_the_desk_has_none(patient: Sitting, desk: Sitting) -> None:
    for step in ("start", "mood", REVIEW, SUMMARY):
        assert "data-leave" in patient.turn_to(step).shown()
        assert "data-leave" not in desk.turn_to(step).shown()
    patient.turn_to("mood").choose("suicidal_thoughts_now", "yes")
    assert "data-leave" in patient.shown()


def test_staff_are_told_to_stay_with_the_person(desk: Sitting) -> None:
    desk.turn_to("mood").choose("suicidal_thoughts_now", "yes")
    assert "Stay with the person. Tell the clinician now" in desk.shown()


def test_every_answer_carries_who_gave_it_and_when(patient: Sitting) -> None:
    assert patient.answer("adult") == Answer("yes", None, None, TODAY)
    patient.choose("filled_by", "with_help")
    assert patient.answer("adult") == Answer("yes", None, "with_help", TODAY)
    patient.turn_to("heart").choose("heart_disease", "no")
    assert patient.answer("heart_disease") == Answer("no", None, "with_help", TODAY)
    patient.turn_to("start").choose("filled_by", "interpreter")
    assert patient.answer("heart_disease").origin == "interpreter"


def test_what_the_desk_measures_is_measured_whoever_filled_in_the_rest(desk: Sitting) -> None:
    desk.choose("filled_by", "interpreter")
    desk.turn_to("desk").type("measured_systolic", "142")
    assert desk.answer("measured_systolic") == Answer(142, None, "measured", TODAY)
    desk.turn_to("start").choose("filled_by", "self")
    assert desk.answer("measured_systolic").origin == "measured"
    desk.turn_to("desk").press(desk.key("measured_on", "now"))
    assert desk.answer("measured_on").given_on == TODAY
    assert desk.answer("measured_on").is_known


def test_only_the_desk_is_asked_what_only_the_desk_knows(patient: Sitting, desk: Sitting) -> None:
    assert not patient.asks("record_number")
    assert desk.asks("record_number")
    assert "measured_pulse" not in patient.turn_to(REVIEW).shown()
    assert "measured_pulse" in desk.turn_to(REVIEW).shown()


def test_the_desk_goes_on_below_18_after_a_warning() -> None:
    desk = Sitting("desk")
    desk.choose("adult", "no")
    assert "This person is under 18" in desk.shown()
    desk.go_on()
    assert desk.visit.position.step == "reason"


def test_nothing_to_add_to_words_that_are_there_leaves_them(patient: Sitting) -> None:
    patient.turn_to("reason").type("hopes", "To sleep")
    patient.pill("hopes", "nothing")
    assert patient.visit.response.answers["hopes"].value == "To sleep"
    assert patient.visit.position.focus == "hopes"
    patient.turn_to("heart").turn_to("reason")
    patient.type("hopes", "")
    patient.pill("hopes", "nothing")
    assert patient.visit.response.answers["hopes"].value == ""


def test_the_review_page_shows_each_open_question_with_its_answer_word_for_word(patient: Sitting) -> None:
    patient.turn_to("reason").type("reason", "I can’t sleep — ever 😀")
    patient.pill("hopes", "nothing")
    patient.turn_to("mood").choose("phq9_1", "(declined)")
    shown = re.sub(r"\s+", " ", patient.turn_to(REVIEW).shown())
    for question, answer in (("What brings you here?", "I can’t sleep — ever 😀"), ("Are you 18 or older?", "Yes"),
                             ("What would you like to be better in your life?", "Nothing to add"),
                             ("Little interest or pleasure in doing things", "Prefer not to say"),
                             ("Trouble relaxing", "Not answered")):
        assert re.search(rf"<dt>{re.escape(question)}</dt> <dd[^>]*> <p dir=\"auto\">{re.escape(answer)}</p>", shown)


def test_the_review_page_folds_what_is_left_if_that_is_much_but_never_an_answer_that_cannot_be_used(
    patient: Sitting,
) -> None:
    patient.turn_to("heart").choose("high_blood_pressure", "yes")
    patient.type("systolic", "a thousand")
    parts = patient.turn_to(REVIEW).shown().split('<section class="review">')[1:]
    of_heart = next(part for part in parts if 'id="review-systolic"' in part)
    assert "<h3>" in of_heart
    assert all("<h3>" not in part for part in parts if part != of_heart)
    assert all(part.index("<summary>") < part.index("<dl>") for part in parts if part != of_heart)


def test_the_review_page_shows_the_few_questions_that_are_left(patient: Sitting) -> None:
    for item in patient.visit.questionnaire.items.values():
        if item.link_id not in patient.visit.answers.given() and item.type not in ("rows", "text"):
            patient.visit.keep(patient.visit.response.with_answer(item.link_id, Answer(absent="unsure")))
    shown = patient.turn_to(REVIEW).shown()
    assert "<h3>" in shown


def test_the_summary_stands_on_the_page_with_the_person_s_own_words(patient: Sitting) -> None:
    patient.turn_to("reason").type("reason", "Worry keeps me up.")
    assert "Worry keeps me up." in patient.turn_to(SUMMARY).shown()
    patient.press("back-SUMMARY")
    assert patient.visit.position.step == REVIEW


def test_the_desk_prints_a_summary_for_someone_under_18_too() -> None:
    desk = Sitting("desk")
    desk.choose("adult", "no")
    assert "discussion-summary" in desk.turn_to(SUMMARY).shown()


def test_when_the_pdf_cannot_be_made_the_summary_stands_and_the_page_says_so(
    patient: Sitting, monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Broken:
        def has_failed(self, _job: PrintJob) -> bool:
            return True

        def ahead(self, _job: PrintJob) -> Future[bytes]:
            made: Future[bytes] = Future()
            made.set_exception(PdfError("no paper"))
            return made

        def render(self, job: PrintJob) -> bytes:
            return self.ahead(job).result()

    monkeypatch.setattr("screens.pages.summary.pdf_worker", Broken)
    shown = patient.turn_to(SUMMARY).shown()
    assert "The PDF could not be made just now." in shown
    assert "discussion-summary" in shown


def test_starting_over_asks_first_and_then_forgets_everything(patient: Sitting) -> None:
    patient.turn_to("reason").type("reason", "Worry")
    patient.press("start-over")
    patient.press("keep")
    assert patient.value("reason") == "Worry"
    patient.press("start-over")
    patient.press("delete")
    assert not patient.visit.response.answers
    assert not patient.keys()
    patient.press("on-WELCOME")
    patient.choose("adult", "yes")
    assert patient.turn_to("reason").app.text_area(key=patient.key("reason", "typed")).value == ""


def test_answers_are_written_and_read_again_as_a_file(patient: Sitting) -> None:
    patient.turn_to("medicines").choose("takes_medicines", "yes")
    patient.type("medicines", "Sertraline", "name-0")
    questionnaire = load_questionnaire()
    written = write_response(patient.visit.response, questionnaire)
    assert read_response(written, questionnaire, today=TODAY) == patient.visit.response


def test_a_broken_rule_file_shows_a_plain_page_with_file_and_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise SourceError([Problem("heart.yaml", 12, "rule 'x' reads 'systollic'. Did you mean 'systolic'?")])

    monkeypatch.setattr(screens.opening, "load_rule_sets", broken)
    sitting = new_app().run()
    assert not sitting.exception
    shown = "".join(piece.proto.body for piece in sitting.main.get("html"))
    assert "This tool can’t start" in shown
    assert "heart.yaml, line 12" in shown
    assert "Traceback" not in shown


NAMED: dict[str, Any] = {"patient_name": "Rosa Álvarez", "birth_date": "1980-03-03"}
LONG_AGO, LATELY = TODAY - timedelta(days=200), TODAY - timedelta(days=5)


def answers_file(given_on: date = LONG_AGO, **answers: Any) -> bytes:
    """A RESPONSE.json of an adult, all of one day; None is "I'm not sure"."""
    entries = {link_id: {"absent": "unsure"} if value is None else {"value": value}
               for link_id, value in {"adult": "yes", **answers}.items()}
    dated = {link_id: {"origin": "self", "on": given_on.isoformat(), **entry} for link_id, entry in entries.items()}
    return json.dumps({"questionnaire": load_questionnaire().questionnaire_id, "answers": dated}).encode()


def summary_pdf(content: bytes, copy: Copy = "clinician") -> bytes:
    """The PDF of an answers file."""
    questionnaire = load_questionnaire()
    answers = answers_in_force(questionnaire, read_response(content, questionnaire, today=TODAY))
    return render_pdf(summary_of_answers(answers, load_rule_sets(), as_of=TODAY, copy=copy))


def opening(door: str = "patient", content: bytes | None = None) -> Sitting:
    """Someone on the page where earlier answers are opened, after choosing a file where one is given."""
    sitting = Sitting(door)
    sitting.press("open-earlier")
    if content is not None:
        sitting.hand_in(content)
    return sitting


def uploads_kept() -> int:
    """How many files the server holds that somebody handed in."""
    managers = [one for one in gc.get_objects() if isinstance(one, MemoryUploadedFileManager)]
    files = chain.from_iterable(manager.file_storage.values() for manager in managers)
    return sum(map(len, files))


@pytest.mark.parametrize("door", ["patient", "desk"])
def test_a_printed_summary_gives_back_every_answer_with_origin_and_day(door: str) -> None:
    content = answers_file(LONG_AGO, **NAMED, reason="Worry", systolic=128, high_blood_pressure=None,
                           heart_symptoms=["fainting"])
    sitting = opening(door, summary_pdf(content))
    for found in ("Rosa Álvarez", "3 Mar 1980", ">7<"):
        assert found in sitting.shown()
    assert not sitting.visit.response.answers
    sitting.press("same_visit")
    assert sitting.visit.position.step == REVIEW
    expected = read_response(content, sitting.visit.questionnaire, today=TODAY)
    assert sitting.visit.response == expected
    assert "7 of these answers come from" in sitting.shown()
    assert "Answered on" in sitting.shown()
    sitting.turn_to("start").choose("filled_by", "interpreter")
    assert sitting.answer("reason").origin == "self"


def test_a_photo_of_page_1_gives_back_what_was_ticked_and_says_what_it_cannot() -> None:
    photo = io.BytesIO()
    content = answers_file(LONG_AGO, **NAMED, reason="Worry", pregnant="could_be", systolic=128)
    image_of(summary_pdf(content), dpi=150).save(photo, "PNG")
    sitting = opening("patient", photo.getvalue())
    assert "It does not hold your name" in sitting.shown()
    sitting.press("same_visit")
    assert set(sitting.visit.response.answers) == {"adult", "pregnant", "systolic"}
    assert sitting.answer("pregnant") == Answer("could_be", None, "self", LONG_AGO)


def test_the_desk_s_copy_says_what_is_not_in_it() -> None:
    sitting = opening("patient", summary_pdf(answers_file(**NAMED, pregnant="yes"), "desk"))
    assert "This is the copy of the front desk" in sitting.shown()
    sitting.press("same_visit")
    assert "pregnant" not in sitting.visit.response.answers


@pytest.mark.parametrize(("content", "said"), [
    (b"%PDF-1.7\n", "This PDF is damaged or not whole."),
    (pdf_with(), "This PDF was not made by this tool."),
    (b"Hello", "This is not a photo that can be read."),
    (b"%PDF-1.7\n" + b" " * 30_000_000, "This file is larger than 30 MB"),
    (b'{"questionnaire": "ketamine-consult", "answers": {"\\ud83d": "no"}}', "answers.�"),
    (b"{}", "this is not a response"),
    (b'{"questionnaire": "ketamine-consult", "answers": {}}', "There are no answers in this file."),
    (answers_file(systolic=9999), "Enter a whole number from 50 to 300 mmHg."),
    (answers_file(shoe_size=43), "the questionnaire does not ask this"),
])
def test_a_file_that_cannot_be_read_says_what_to_do_and_nothing_typed_is_lost(content: bytes, said: str) -> None:
    desk = Sitting("desk")
    desk.choose("adult", "yes")
    desk.type("record_number", "A-17")
    desk.press("open-earlier")
    desk.hand_in(content)
    assert "This file could not be opened" in desk.shown()
    assert said in desk.shown()
    assert "What was typed here before is still here." in desk.shown()
    desk.press("leave-open")
    assert desk.visit.position.step == "start"
    assert desk.app.text_input(key=desk.key("record_number", "typed")).value == "A-17"


def test_what_was_handed_in_is_not_kept_after_reading() -> None:
    gc.collect()
    before = uploads_kept()
    sitting = opening("patient", answers_file(reason="Zebrafish"))
    assert sitting.visit.handed_in.opened is not None
    assert uploads_kept() == before
    sitting.press("leave-open")
    assert sitting.visit.handed_in.opened is None
    assert "Zebrafish" not in sitting.turn_to(REVIEW).shown()


def test_an_error_while_reading_is_said_kindly_and_the_file_is_not_read_again(
    monkeypatch: pytest.MonkeyPatch, log: pytest.LogCaptureFixture,
) -> None:
    read = []

    def breaks(_: ReadingWorker, content: bytes, *__: object, **___: object) -> None:
        read.append(content)
        raise RuntimeError("Zebrafish")

    monkeypatch.setattr(ReadingWorker, "read_back", breaks)
    sitting = opening("patient", answers_file(reason="Zebrafish"))
    assert "Something went wrong here" in sitting.shown()
    sitting.app.run()
    assert len(read) == 1
    assert "Zebrafish" not in log.text


def test_answers_that_are_here_are_replaced_only_after_asking(desk: Sitting) -> None:
    desk.turn_to("reason").type("reason", "Typed here")
    desk.turn_to("start").press("open-earlier")
    desk.hand_in(answers_file(LATELY, reason="From the file"))
    assert "Answers that are on this form already: 2." in desk.shown()
    assert "Whatever else is typed here is deleted." in desk.shown()
    desk.press("leave-open")
    assert desk.value("reason") == "Typed here"
    desk.press("open-earlier")
    desk.hand_in(answers_file(LATELY, reason="From the file"))
    desk.press("same_visit")
    assert desk.value("reason") == "From the file"
    assert desk.turn_to("reason").app.text_area(key=desk.key("reason", "typed")).value == "From the file"


def test_a_new_visit_keeps_what_is_typed_carries_over_what_is_fresh_and_asks_the_rest() -> None:
    desk = Sitting("desk")
    desk.choose("adult", "yes")
    desk.type("record_number", "A-17")
    desk.press("open-earlier")
    desk.hand_in(answers_file(LONG_AGO, **NAMED, record_number="A-17", reason="Worry", heart_disease="no",
                              seizures="no", psychosis="no", phq9_1="0"))
    desk.press("new_visit")
    assert desk.visit.position.step == "start"
    assert desk.asks("record_number")
    assert not desk.asks("patient_name")
    assert desk.answer("record_number").given_on == TODAY
    for link_id, value in (("patient_name", "Rosa Álvarez"), ("heart_disease", "no"), ("seizures", "no")):
        assert desk.answer(link_id) == Answer(value, None, "self", LONG_AGO)
    for link_id in ("reason", "phq9_1"):
        assert desk.value(link_id) is None
        assert desk.turn_to(desk.visit.questionnaire.item(link_id).section).asks(link_id)


def test_a_new_visit_walks_only_through_what_to_ask_and_shows_all_when_told_to() -> None:
    patient = opening("patient", answers_file(LATELY, **NAMED, filled_by="self", heart_disease="no"))
    patient.press("new_visit")
    assert patient.visit.position.step == "reason"
    assert "We only ask again what may have changed." in patient.shown()
    patient.turn_to(patient.visit.way.step_of("heart_symptoms"))
    assert not patient.asks("heart_disease")
    patient.press("ask-all")
    assert patient.asks("heart_disease")
    assert patient.visit.position.step == patient.visit.way.step_of("heart_symptoms")
    patient.press("ask-all")
    assert not patient.asks("heart_disease")
    assert "Have you ever been told that you have a heart problem?" in patient.turn_to(REVIEW).shown()
    change(patient.visit, "heart_disease")
    patient.app.run()
    assert patient.is_drawn("heart_disease")
    patient.choose("heart_disease", "yes")
    assert patient.asks("heart_disease_kind")
    assert patient.answer("heart_disease").given_on == TODAY
    patient.go_on()
    assert patient.visit.position.step == REVIEW


def test_what_an_answer_newly_opens_is_asked_and_what_it_opens_again_is_carried_over() -> None:
    patient = opening("patient", answers_file(TODAY - timedelta(days=60), filled_by="self", takes_medicines="yes",
                                              recreational_ketamine="never"))
    patient.press("new_visit")
    patient.turn_to("substances").choose("recreational_ketamine", "past_year")
    assert patient.turn_to("ketamine").asks("ketamine_after")


def test_last_time_s_answer_stands_beside_the_question_and_can_be_taken_over_with_today_s_date() -> None:
    rows = [{"name": "Sertraline", "dose": "50 mg", "frequency": ""}]
    patient = opening("patient", answers_file(LONG_AGO, reason="Worry", takes_medicines="yes", medicines=rows,
                                              phq9_1="2", high_blood_pressure=None, suicidal_thoughts_now="no"))
    patient.press("new_visit")
    assert "Worry" in patient.turn_to("reason").shown()
    still_the_same(patient.visit, "reason")
    assert patient.answer("reason") == Answer("Worry", None, None, TODAY)
    patient.turn_to("medicines").choose("takes_medicines", "yes")
    still_the_same(patient.visit, "medicines")
    patient.app.run()
    assert patient.app.text_input(key=patient.key("medicines", "name-0")).value == "Sertraline"
    assert "Last time" not in patient.shown()
    still_the_same(patient.visit, "high_blood_pressure")
    assert patient.answer("high_blood_pressure") == Answer(None, "unsure", None, TODAY)
    assert "Last time" not in patient.turn_to("mood").shown()
    still_the_same(patient.visit, "phq9_1")
    assert patient.value("phq9_1") is None


def test_an_old_yes_to_thoughts_of_suicide_is_asked_anew_and_one_of_today_shows_the_crisis_page() -> None:
    patient = opening("patient", answers_file(LONG_AGO, suicidal_thoughts_now="yes"))
    patient.press("new_visit")
    assert patient.visit.help.crisis is None
    assert patient.value("suicidal_thoughts_now") is None
    for choice in ("same_visit", "new_visit"):
        patient = opening("patient", answers_file(TODAY, suicidal_thoughts_now="yes"))
        patient.press(choice)
        assert "You can get help right now" in patient.shown()


def test_someone_under_18_then_is_asked_again_and_stopped_where_it_is_the_same_visit() -> None:
    young = answers_file(LONG_AGO, adult="no")
    patient = opening("patient", young)
    patient.press("new_visit")
    assert patient.visit.position.step == "start"
    assert patient.keys() == {patient.key("adult", "choice")}
    patient = opening("patient", young)
    patient.press("same_visit")
    assert patient.visit.position.step == STOPPED


def test_answers_that_may_be_another_person_s_are_warned_of_before_and_after_and_can_be_taken_out() -> None:
    desk = Sitting("desk")
    desk.choose("adult", "yes")
    desk.type("patient_name", "Somebody Else")
    desk.press("open-earlier")
    desk.hand_in(answers_file(LATELY, **NAMED, heart_disease="no"))
    assert "Is this the same person?" in desk.shown()
    assert "Rosa Álvarez (typed here: Somebody Else)" in desk.shown()
    for choice in ("new_visit", "same_visit"):
        desk.press(choice)
        assert "Type this first: Rosa Álvarez." in desk.shown()
        assert desk.visit.position.step == OPEN
        assert set(desk.visit.response.answers) == {"adult", "patient_name"}
    desk.app.text_input(key=whose_key(desk.visit)).set_value("rosa alvarez").run()
    desk.press("new_visit")
    assert desk.value("birth_date") is None
    assert desk.value("heart_disease") == "no"
    for step in ("heart", REVIEW, SUMMARY):
        assert "Is this the same person?" in desk.turn_to(step).shown()
    desk.press("part")
    assert "Is this the same person?" not in desk.shown()
    assert desk.value("heart_disease") is None
    assert desk.value("patient_name") == "Somebody Else"
    assert desk.visit.handed_in.earlier is None


def test_a_name_typed_after_the_file_was_opened_stops_before_the_summary_until_it_is_confirmed() -> None:
    desk = Sitting("desk")
    desk.press("open-earlier")
    desk.hand_in(answers_file(LATELY, **NAMED, heart_disease="no"))
    desk.press("new_visit")
    desk.visit.handed_in.asks_all = True
    desk.turn_to("start").type("patient_name", "Somebody Else")
    desk.turn_to(REVIEW).go_on()
    assert desk.visit.position.step == REVIEW
    desk.app.text_input(key=taken_key(desk.visit)).set_value("Somebody Else").run()
    desk.press("same-person")
    desk.go_on()
    assert desk.visit.position.step == REVIEW
    desk.app.text_input(key=taken_key(desk.visit)).set_value("alvarez, rosa").run()
    desk.press("same-person")
    desk.go_on()
    assert desk.visit.position.step == SUMMARY
    desk.turn_to("start").type("patient_name", "A Third One")
    desk.turn_to(REVIEW).go_on()
    assert desk.visit.position.step == REVIEW
    desk.press("part")
    desk.go_on()
    assert desk.visit.position.step == SUMMARY
    assert desk.value("heart_disease") is None


def test_a_name_typed_over_the_same_visit_stops_before_the_summary_too() -> None:
    desk = Sitting("desk")
    desk.press("open-earlier")
    desk.hand_in(answers_file(LATELY, **NAMED, heart_disease="no"))
    desk.press("same_visit")
    desk.go_on()
    assert desk.visit.position.step == SUMMARY
    desk.turn_to("start").type("patient_name", "Somebody Else")
    desk.turn_to(REVIEW).go_on()
    assert desk.visit.position.step == REVIEW


def of_bob(content: bytes) -> Sitting:
    """A form in the name of Bob Brown in which a file was opened."""
    desk = Sitting("desk")
    desk.choose("adult", "yes")
    desk.type("patient_name", "Bob Brown")
    desk.press("open-earlier")
    desk.hand_in(content)
    return desk


@pytest.mark.parametrize(("named", "to_write"), [
    ({"patient_name": "Maria Silva", "birth_date": "1980-03-04"}, "silva, maria"),
    ({"birth_date": "1980-03-04"}, "4 3 1980"), ({"birth_date": "1980-03-04"}, "4 mar 1980"),
    ({"record_number": "A-17"}, "a-17"), ({}, "Brown, Bob"),
])
@pytest.mark.parametrize("choice", ["new_visit", "same_visit"])
def test_a_file_that_may_be_another_person_s_is_taken_over_after_typing_whose_it_is_and_no_identity_is_mixed(
    choice: str, named: dict[str, str], to_write: str,
) -> None:
    desk = of_bob(answers_file(LATELY, **named, heart_disease="no"))
    for wrong in ("", "Somebody", "5 3 1980"):
        desk.app.text_input(key=whose_key(desk.visit)).set_value(wrong).run()
        desk.press(choice)
        assert desk.value("heart_disease") is None
    desk.app.text_input(key=whose_key(desk.visit)).set_value(to_write).run()
    desk.press(choice)
    assert desk.value("heart_disease") == "no"
    identity = desk.visit.questionnaire.roles.identity
    assert [desk.value(link_id) for link_id in identity] == ["Bob Brown", None, None]


@pytest.mark.parametrize("choice", ["new_visit", "same_visit"])
def test_the_summary_and_a_draft_opened_again_know_that_a_file_of_another_name_was_taken_over(choice: str) -> None:
    desk = of_bob(answers_file(LATELY, patient_name="Maria Silva", heart_disease="no"))
    desk.app.text_input(key=whose_key(desk.visit)).set_value("Maria Silva").run()
    desk.press(choice)
    note = summary_for(desk.visit, "clinician").whose_note
    assert note is not None
    assert note.startswith("The form is for Bob Brown.")
    assert "names Maria Silva; staff at the desk" in note
    saving = desk.visit.saving
    assert saving is not None
    assert saving.draft is not None
    again = open_kept_visit(desk.visit.door, saving.who, saving.draft.draft_id)
    assert taken_in_doubt(again) is not None
    assert summary_for(again, "clinician").whose_note == note


@pytest.mark.parametrize("make", [
    lambda visit: render_pdf(summary_for(visit, "clinician")), lambda visit: answers_to_save(visit).encode()])
def test_a_summary_that_is_opened_again_still_says_that_answers_came_from_a_file_of_another_name(
    make: Callable[[Visit], bytes],
) -> None:
    desk = of_bob(answers_file(LATELY, patient_name="Maria Silva", heart_disease="no"))
    desk.app.text_input(key=whose_key(desk.visit)).set_value("Maria Silva").run()
    desk.press("same_visit")
    note = summary_for(desk.visit, "clinician").whose_note
    again = Sitting("desk")
    again.press("open-earlier")
    again.hand_in(make(desk.visit))
    again.press("same_visit")
    summary = summary_for(again.visit, "clinician")
    assert summary.whose_note == f"As a file says that was opened: {note}"  # staff here have not confirmed it
    assert "from the file" in summary_html(summary)
    saving = again.visit.saving
    assert saving is not None
    assert saving.draft is not None
    kept = open_kept_visit(again.visit.door, saving.who, saving.draft.draft_id)
    assert summary_for(kept, "clinician").whose_note == summary.whose_note


def test_only_where_something_is_deleted_the_page_says_so() -> None:
    desk = of_bob(answers_file(LATELY, patient_name="Maria Silva", heart_disease="no"))
    assert "deleted" not in desk.shown()
    assert "What is typed here stays as it is." in desk.shown()
    desk.press("leave-open")
    desk.type("record_number", "A-1")
    desk.turn_to("reason").type("reason", "Worry")
    desk.turn_to(OPEN).hand_in(answers_file(LATELY, patient_name="Maria Silva", heart_disease="no"))
    assert "Whatever else is typed here is deleted." in desk.shown()


def test_a_second_file_is_compared_with_the_person_of_the_first_and_a_photo_takes_no_name_away() -> None:
    desk = opening("desk", answers_file(LATELY, **NAMED))
    desk.press("same_visit")
    desk.turn_to(OPEN).hand_in(answers_file(LATELY, patient_name="Maria Silva", seizures="no"))
    desk.press("new_visit")
    assert "Type this first: Maria Silva." in desk.shown()
    desk.press("open-earlier")
    desk.hand_in(answers_file(LATELY, heart_disease="no"))
    desk.app.text_input(key=whose_key(desk.visit)).set_value("Rosa Alvarez").run()
    desk.press("new_visit")
    assert desk.value("patient_name") == "Rosa Álvarez"


def test_nobody_is_doubted_where_the_name_is_the_same(desk: Sitting) -> None:
    desk.type("patient_name", "rosa  álvarez")
    desk.press("open-earlier")
    desk.hand_in(answers_file(LATELY, **NAMED))
    assert "Is this the same person?" not in desk.shown()


def test_the_summary_of_a_new_visit_marks_what_changed() -> None:
    patient = opening("patient", summary_pdf(answers_file(LATELY, **NAMED, pregnant="no", heart_disease="no")))
    patient.press("new_visit")
    change(patient.visit, "pregnant")
    patient.app.run()
    patient.choose("pregnant", "could_be")
    summary = summary_for(patient.visit, "patient")
    assert {point.mark for point in summary.points if point.topic == "pregnancy"} == {"new"}
    assert "Since last time" in patient.turn_to(SUMMARY).shown()


def test_a_code_is_not_taken_to_say_that_words_and_medicines_are_new() -> None:
    photo = io.BytesIO()
    rows = [{"name": "Naltrexone", "dose": "", "frequency": ""}]
    answers = {"takes_medicines": "yes", "medicines": rows, "reason": "Worry", "heart_disease": "no"}
    image_of(summary_pdf(answers_file(LATELY, **answers)), dpi=150).save(photo, "PNG")
    patient = opening("patient", photo.getvalue())
    patient.press("new_visit")
    patient.turn_to("medicines").type("medicines", "Naltrexone", "name-0")
    patient.turn_to("reason").type("reason", "Worry")
    private = summary_for(patient.visit, "patient")
    assert private.inside is not None
    since = private.inside.since
    assert since is not None
    assert since.is_empty


def test_starting_over_forgets_the_earlier_visit_too() -> None:
    patient = opening("patient", answers_file(LATELY, **NAMED))
    patient.press("new_visit")
    patient.press("start-over")
    patient.press("delete")
    assert (patient.visit.handed_in.earlier, patient.visit.handed_in.brought) == (None, {})
    assert patient.visit.response.answers == {}


def test_page_1_names_private_things_only_if_the_patient_asks_for_it(patient: Sitting) -> None:
    patient.turn_to("substances").choose("substance_use_disorder", "yes")
    assert "Your own copy." in patient.turn_to(SUMMARY).shown()
    key = f"patient-{patient.visit.edition}-private"
    assert "Page 1 leaves out what may be private" in patient.shown()
    assert summary_for(patient.visit, "patient").inside is not None
    patient.app.radio(key=key).set_value(True).run()
    assert "Page 1 leaves out what may be private" not in patient.shown()
    assert summary_for(patient.visit, "patient").inside is None


def test_the_desk_prints_a_copy_for_each_reader(desk: Sitting) -> None:
    desk.turn_to("pregnancy").choose("pregnant", "yes")
    desk.turn_to(SUMMARY)
    assert "The clinician’s copy." in desk.shown()
    labels = [button.proto.label for button in desk.app.get("download_button")]
    assert labels == ["Print (Alt + P)", "Save the clinician’s copy", "Save the desk’s copy", "Save the person’s copy",
                      "Save the answers as a file", "Save as a FHIR file", "Save the points as text"]
    assert "pregnant" in summary_for(desk.visit, "clinician").answers_json
    assert "pregnant" not in summary_for(desk.visit, "desk").answers_json


def test_at_the_desk_the_person_is_asked_about_their_own_copy_and_the_others_stay_the_same(desk: Sitting) -> None:
    desk.turn_to("pregnancy").choose("pregnant", "yes")
    desk.turn_to(SUMMARY)
    assert "Ask the person" in desk.shown()
    before = [summary_for(desk.visit, copy) for copy in ("clinician", "desk")]
    desk.app.radio(key=f"desk-{desk.visit.edition}-private").set_value(False).run()
    assert summary_for(desk.visit, "patient").inside is not None
    assert [summary_for(desk.visit, copy) for copy in ("clinician", "desk")] == before


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    with caplog.at_level(logging.ERROR):
        yield caplog


def test_an_unexpected_error_is_said_kindly_keeps_the_answers_and_logs_none_of_them(
    patient: Sitting, monkeypatch: pytest.MonkeyPatch, log: pytest.LogCaptureFixture,
) -> None:
    patient.turn_to("reason").type("reason", "Worry")

    def breaks(*_: object) -> None:
        raise RuntimeError("Worry")

    with monkeypatch.context() as patched:
        patched.setattr(screens.opening, "draw_page", breaks)
        patient.app.run()
        assert not patient.app.exception
        assert "Something went wrong here" in patient.shown()
    assert "RuntimeError at" in log.text
    assert "Worry" not in log.text
    patient.app.run()
    assert patient.app.text_area(key=patient.key("reason", "typed")).value == "Worry"


def test_an_error_while_taking_an_answer_is_said_kindly_too(
    patient: Sitting, monkeypatch: pytest.MonkeyPatch, log: pytest.LogCaptureFixture,
) -> None:
    patient.turn_to("reason")
    monkeypatch.setattr("screens.fields.written.enter", lambda *_, **__: 1 / 0)
    patient.type("reason", "Worry")
    assert not patient.app.exception
    assert "Something went wrong here" in patient.shown()
    assert "Worry" not in log.text


def _keys(words: Any, place: str = "") -> Iterator[str]:
    for key, text in words.items():
        if isinstance(text, str):
            yield f"{place}{key}"
        else:
            yield from _keys(text, f"{place}{key}.")


def _texts(words: Any) -> Iterator[str]:
    for text in words.values():
        yield from [text] if isinstance(text, str) else _texts(text)


def test_every_word_the_screens_ask_for_is_there_and_every_word_there_is_asked_for() -> None:
    code = "\n".join(path.read_text("utf-8") for path in (*(ROOT / "screens").rglob("*.py"), *HTML.glob("*.html")))
    asked = set(re.findall(r"""["']([a-z_]+(?:\.[a-z_0-9]+)+)["']""", code))
    groups = (*re.findall(r'group\("([a-z_.]+)"\)', code), *re.findall(r'f"([a-z_]+)\.\{', code))
    there = {*_keys(words_for("patient").tree), *_keys(words_for("desk").tree), *_keys(words_for("alone").tree)}
    first_names = {key.split(".")[0] for key in there}
    prefixes = tuple(f"{group}." for group in groups)
    in_groups = {key for key in there if key.startswith(prefixes)}
    assert {key for key in asked - set(groups) if key.split(".")[0] in first_names} <= there
    assert there - in_groups <= asked


def test_a_date_of_birth_is_typed_in_the_order_of_the_clinics_country(desk: Sitting) -> None:
    desk.choose("adult", "yes")
    keys = [str(field.key) for field in desk.app.text_input if "birth_date" in str(field.key)]
    order = order_of_date(load_clinic().locale("en"))
    assert keys == [desk.key("birth_date", part) for part in order]


def test_a_missing_word_names_the_nearest_and_a_missing_fact_stops_the_page() -> None:
    words = words_for("patient")
    with pytest.raises(KeyError, match="Did you mean 'go_on'"):
        words("walk.goon")
    with pytest.raises(KeyError):
        words("app.tab", page="x")
    with pytest.raises(Exception, match="undefined"):
        html("question")


def test_a_words_file_without_a_door_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "en.yaml").write_text("everyone: {title: Here}\n", "utf-8")
    monkeypatch.setattr("screens.words.WORDS", tmp_path / "en.yaml")
    with pytest.raises(SourceError, match=r"en\.yaml, line 1: this needs a group 'patient'\."):
        words_for("patient", "en")


def test_garbage_is_collected_now_and_then_and_not_after_every_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    collected = Event()
    monkeypatch.setattr("gc.collect", collected.set)
    just_now = time.monotonic()
    monkeypatch.setattr(housekeeping, "_last", just_now)
    housekeeping.tidy_up()
    assert housekeeping._last == just_now  # a collection that begins writes down when
    monkeypatch.setattr(housekeeping, "_last", time.monotonic() - 2 * housekeeping.EVERY)
    housekeeping.tidy_up()
    assert collected.wait(PATIENCE)


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_words_for_patients_can_be_read_at_eleven(language: str) -> None:
    words = words_for("alone", language).tree
    pages = ("welcome", "crisis", "stopped", "review", "summary", "lost", "trouble", "start_over", "footer", "open",
             "again", "alone")
    for page in pages:
        sentences = [str(text) for text in _texts(words[page]) if " " in text and "{" not in text]
        assert reading_age(". ".join(sentences), language) <= 11, page


def test_no_word_on_the_screens_reads_as_a_verdict() -> None:
    for path in (*WORDS.parent.glob("*.yaml"), *HTML.glob("*.html")):
        assert verdict_words(path.read_text("utf-8")) == [], path.name


def test_a_notice_stands_on_top_at_once_and_goes_with_its_answer(patient: Sitting) -> None:
    patient.turn_to("heart")
    patient.tick("heart_symptoms", "chest_pain_at_rest")
    [notice] = [one for one in patient.visit.questionnaire.notices if one.notice_id == "chest_pain_at_rest"]
    assert notice.title in patient.shown()
    assert notice.source in patient.shown()
    assert patient.visit.position.focus == f"notice-{notice.notice_id}"
    moves = patient.visit.position.moves
    patient.tick("heart_symptoms", "fainting")
    assert patient.visit.position.moves == moves
    patient.tick("heart_symptoms", "none")
    assert notice.title not in patient.shown()


def test_the_desk_sees_what_is_worth_asking_first_and_the_patient_does_not(patient: Sitting, desk: Sitting) -> None:
    heading = words_for("desk")("review.worth_asking")
    desk.turn_to(REVIEW)
    assert heading in desk.shown()
    first = desk.shown().split(heading)[1].split("</section>")[0]
    form = load_questionnaire()
    assert (form.item("suicidal_thoughts_now").aloud or form.item("suicidal_thoughts_now").text) in first
    boxes, last = first.split(words_for("desk")("review.worth_own_words"))
    assert boxes.count("<dt>") == 8
    in_own_words = [item.aloud or item.text for item in form.items.values() if item.type == "text"]
    assert not any(text in boxes for text in in_own_words)
    assert (form.item("mind_in_own_words").aloud or form.item("mind_in_own_words").text) in last
    patient.turn_to(REVIEW)
    assert heading not in patient.shown()
