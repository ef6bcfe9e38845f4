"""A patient can save the answers on any page, and finish another day; and delete everything on any page."""

import json

from screens.visit.to_file import answers_to_save
from screens.visit.walk import LATER, LOOK, OPEN, REVIEW, STOPPED, SUMMARY, WELCOME
from tests.support.sitting import Sitting


def buttons(sitting: Sitting) -> set[str]:
    return {str(button.key) for button in sitting.app.button}


def test_every_page_with_answers_has_the_two_buttons(patient: Sitting) -> None:
    sections = [section.section_id for section in patient.visit.way.sections]
    for step in (WELCOME, LOOK, OPEN, *sections, REVIEW, SUMMARY):
        assert {"later", "start-over"} <= buttons(patient.turn_to(step)), step
    assert "start-over" in buttons(patient.turn_to(LATER))


def test_before_the_first_answer_there_is_nothing_to_save_or_to_delete() -> None:
    patient = Sitting()
    assert not {"later", "start-over"} & buttons(patient)


def test_words_that_cannot_be_an_answer_yet_can_be_deleted_too(patient: Sitting) -> None:
    patient.turn_to("heart").type("systolic", "12,5")
    patient.visit.keep_nothing()
    patient.turn_to(WELCOME)
    assert "start-over" in buttons(patient)


def test_where_the_form_has_stopped_nothing_is_offered_to_save(patient: Sitting) -> None:
    patient.choose("adult", "no")
    patient.go_on()
    assert patient.visit.position.step == STOPPED
    assert "later" not in buttons(patient)
    assert "start-over" in buttons(patient)


def test_the_desk_has_no_such_page() -> None:
    desk = Sitting("desk")
    desk.choose("adult", "yes")
    assert "later" not in buttons(desk)


def test_the_file_has_what_was_typed_on_the_page_and_one_comes_back_to_that_page(patient: Sitting) -> None:
    patient.turn_to("reason")
    key = patient.key("reason", "typed")
    patient.app.text_area(key=key).set_value("Worry")  # still being typed
    patient.press("later")
    assert patient.visit.position.step == LATER
    assert patient.keys() == set()
    assert json.loads(answers_to_save(patient.visit))["answers"]["reason"]["value"] == "Worry"
    patient.press("leave-later")
    assert patient.visit.position.step == "reason"
    assert patient.app.text_area(key=patient.key("reason", "typed")).value == "Worry"


def test_the_file_brings_every_answer_back(patient: Sitting) -> None:
    patient.turn_to("reason").type("reason", "Worry")
    patient.turn_to("heart").pill("systolic", "unsure")
    patient.press("later")
    saved = answers_to_save(patient.visit)
    another_day = Sitting()
    another_day.press("open-earlier")
    another_day.hand_in(saved.encode(), "answers.json")
    another_day.press("same_visit")
    assert another_day.visit.response.answers == patient.visit.response.answers
    assert another_day.answer("systolic").absent == "unsure"


def test_from_the_page_of_earlier_answers_one_comes_back_to_the_form(patient: Sitting) -> None:
    patient.turn_to(WELCOME).press("open-earlier")
    patient.press("later")
    patient.press("leave-later")
    assert patient.visit.position.step == WELCOME


def test_what_cannot_be_used_yet_is_said_not_to_be_in_the_file(patient: Sitting) -> None:
    patient.turn_to("heart").type("systolic", "12,5")
    patient.press("later")
    assert "cannot be used yet" in patient.shown()
    assert "systolic" not in json.loads(answers_to_save(patient.visit))["answers"]


def test_the_page_says_who_else_may_open_the_file_and_how_it_is_opened_again(patient: Sitting) -> None:
    patient.press("later")
    shown = patient.shown()
    assert "Do other people use it too?" in shown
    assert "“I have filled this in before”" in shown
    assert "“Look through my answers”" in shown


def test_words_of_danger_come_before_the_file(patient: Sitting) -> None:
    patient.turn_to("reason")
    patient.app.text_area(key=patient.key("reason", "typed")).set_value("I want to kill myself")
    patient.press("later")
    assert patient.visit.help.crisis is not None
    patient.press("leave-crisis")
    assert patient.visit.position.step == LATER


def test_the_question_stands_in_place_of_its_button_and_the_focus_goes_there(patient: Sitting) -> None:
    patient.press("start-over")
    assert patient.visit.position.focus == "start-over-question"
    assert "start-over" not in buttons(patient)
    assert {"keep", "delete"} <= buttons(patient)
    patient.press("keep")
    assert patient.visit.position.focus == "start-over"
    assert patient.value("adult") == "yes"


def test_everything_can_be_deleted_from_the_page_of_a_crisis_too(patient: Sitting) -> None:
    patient.turn_to("mood").choose("suicidal_thoughts_now", "yes")
    assert patient.visit.help.crisis is not None
    patient.press("start-over")
    patient.press("delete")
    assert patient.visit.help.crisis is None
    assert patient.visit.position.step == WELCOME
    assert not patient.visit.would_be_lost
