"""What staff measured stands above every page of the desk's form, and one key leads to its fields and back."""

from dataclasses import replace
from datetime import timedelta

from forms import Answer
from screens.desk.vitals import Vitals, vitals_of
from tests.support.sitting import Sitting


def test_measured_numbers_stand_above_the_page_with_when_they_were_measured() -> None:
    desk = Sitting("desk")
    assert "Nothing measured yet" in desk.shown()
    desk.turn_to("desk")
    desk.type("measured_systolic", "128")
    desk.type("measured_pulse", "72")
    assert "Blood pressure 128/? mmHg · Measured pulse 72 /min" in desk.shown()
    assert vitals_of(desk.visit) == Vitals(
        ("Blood pressure 128/? mmHg", "Measured pulse 72 /min"), "time of measurement not noted", True)


def test_a_reading_of_another_day_is_to_be_measured_again() -> None:
    desk = Sitting("desk")
    visit, roles = desk.visit, desk.visit.questionnaire.roles
    shown = []
    for days in (0, 1):
        taken_on = visit.moment_here.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=days)
        answers = {roles.measured.systolic: Answer(128), roles.measured.diastolic: Answer(82),
                   roles.measured.taken_on: Answer(taken_on.replace(tzinfo=None))}
        visit.keep(replace(visit.response, answers=answers))
        vitals = vitals_of(visit)
        assert vitals is not None
        assert vitals.numbers == ("Blood pressure 128/82 mmHg",)
        shown.append((vitals.is_old, vitals.when.endswith("measure again")))
    assert shown == [(False, False), (True, True)]


def test_one_key_leads_to_what_is_measured_and_back_to_the_page_before() -> None:
    desk = Sitting("desk")
    desk.turn_to("mood").press("to-vitals")
    assert (desk.visit.position.step, desk.visit.position.focus) == ("desk", "measured_systolic")
    assert desk.app.button(key="on-desk").label == "Save and go back"
    desk.type("measured_systolic", "128")
    desk.go_on()
    assert desk.visit.position.step == "mood"
    desk.go_on()
    assert desk.visit.position.step == "mind"


def test_a_jump_from_there_to_a_question_forgets_the_page_before() -> None:
    desk = Sitting("desk")
    desk.turn_to("mood").press("to-vitals")
    desk.jump("seizures")
    desk.go_on()
    assert desk.visit.position.step == "body"
