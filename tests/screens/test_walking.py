"""Back and Forward of the browser lead to pages that a patient has, and that the answers allow; to no others."""

import re

import pytest

from forms import length, ordinary_way
from screens.actions.steps import change, walk_to
from screens.visit.state import row_of
from screens.visit.walk import HAND_OVER, LATER, OPEN, REVIEW, STOPPED, SUMMARY, WELCOME, WORKLIST
from tests.support.sitting import Sitting


def walk(sitting: Sitting, step: str) -> str:
    """Goes to a page by Back or Forward, and returns the page that is shown."""
    number = sitting.visit.position.walked + 1
    walk_to(sitting.visit, number, step)
    sitting.app.run()
    assert sitting.visit.position.walked == number  # so that the browser need not ask again
    return sitting.visit.position.step


def test_any_page_of_the_form_can_be_walked_to(patient: Sitting) -> None:
    sections = [section.section_id for section in patient.visit.way.sections]
    for step in (WELCOME, *sections, REVIEW, SUMMARY, OPEN, LATER):
        assert walk(patient, step) == step


@pytest.mark.parametrize("step", [WORKLIST, HAND_OVER, "no_such_page", STOPPED])
def test_what_is_no_page_of_this_patient_is_not_shown(patient: Sitting, step: str) -> None:
    assert walk(patient, step) in (patient.visit.way.first, "start")
    assert patient.value("adult") == "yes"


def test_the_desk_is_not_walked_through() -> None:
    desk = Sitting("desk")
    desk.visit.position.move("heart")
    assert walk(desk, "head") == "heart"


def test_no_page_comes_before_the_age_and_none_after_a_minor_said_so(patient: Sitting) -> None:
    assert walk(Sitting(), "heart") == "start"
    patient.choose("adult", "no")
    assert walk(patient, "heart") == STOPPED
    assert walk(patient, "start") == "start"


def test_what_is_being_typed_is_taken(patient: Sitting) -> None:
    patient.turn_to("reason")
    patient.app.text_area(key=patient.key("reason", "typed")).set_value("Worry")
    patient.app.run()
    walk(patient, "start")
    assert patient.value("reason") == "Worry"


def test_no_summary_while_something_has_to_be_corrected(patient: Sitting) -> None:
    patient.turn_to("heart").type("systolic", "12,5")
    assert walk(patient, SUMMARY) == REVIEW
    assert patient.visit.position.focus == "problems"


def test_the_page_of_a_crisis_is_closed_and_the_page_below_it_stays(patient: Sitting) -> None:
    patient.turn_to("mood").choose("suicidal_thoughts_now", "yes")
    assert walk(patient, "start") == patient.visit.way.step_of("suicidal_thoughts_now")
    assert patient.visit.help.crisis is None
    assert patient.visit.position.stays
    assert walk(patient, "start") == "start"
    assert not patient.visit.position.stays


def test_an_answer_that_is_changed_again_leads_back_to_the_review(patient: Sitting) -> None:
    patient.turn_to(REVIEW)
    walk(patient, "heart")
    patient.go_on()
    assert patient.visit.position.step == REVIEW
    last = patient.visit.way.before(REVIEW)
    assert last is not None
    walk(patient, last)
    assert patient.visit.position.back_to is None


def test_a_form_that_is_begun_anew_has_a_history_of_its_own(patient: Sitting) -> None:
    before = patient.visit.position.walk
    patient.press("start-over")
    patient.press("delete")
    assert patient.visit.position.walk != before


def test_after_a_change_the_focus_is_on_that_answer_of_the_review_page(patient: Sitting) -> None:
    patient.turn_to(REVIEW)
    change(patient.visit, "heart_disease")
    patient.app.run()
    patient.choose("heart_disease", "yes")
    patient.go_on()
    assert (patient.visit.position.step, patient.visit.position.focus) == (REVIEW, row_of("heart_disease"))
    assert "<details open>" in patient.shown()  # the answer is in sight
    walk(patient, "heart")
    patient.go_on()
    assert patient.visit.position.focus is None


def test_the_review_page_folds_what_is_answered_and_shows_what_is_left(patient: Sitting) -> None:
    patient.turn_to("heart").type("systolic", "12,5")
    patient.pill("diastolic", "unsure")
    shown = patient.turn_to(REVIEW).shown()
    (heart,) = (part for part in shown.split('<section class="review">') if 'id="review-systolic"' in part)
    in_sight, folded = heart.split("<details>")
    assert 'id="review-systolic"' in in_sight
    assert 'id="review-diastolic"' in folded


def test_the_desk_sees_all_answers_at_once() -> None:
    desk = Sitting("desk")
    desk.choose("adult", "yes")
    desk.turn_to(REVIEW)
    assert 'id="review-adult"' in desk.shown()
    assert desk.visit.words("review.fold", count=1) not in desk.shown()


def test_each_page_says_how_many_minutes_are_left(patient: Sitting) -> None:
    ordinary = length(patient.visit.questionnaire, ordinary_way(patient.visit.questionnaire)).minutes
    left = [minutes_on(patient.turn_to(section.section_id)) for section in patient.visit.way.sections]
    assert left == sorted(left, reverse=True)
    assert abs(left[0] - ordinary) <= 3, "the first page tells the time of an ordinary person, as the start does"
    assert left[-1] <= 2


def test_before_the_age_is_known_the_whole_form_is_left(patient: Sitting) -> None:
    unknown = Sitting()
    unknown.press("on-WELCOME")
    assert minutes_on(unknown) == minutes_on(patient.turn_to("start"))


def minutes_on(sitting: Sitting) -> int:
    """The minutes that the page says are left."""
    found = re.search(r'class="left">\D*(\d+)', sitting.shown())
    assert found is not None
    return int(found.group(1))
