"""The list of patients: a new form from an earlier one, and what every desk is told of danger on another form."""

from datetime import timedelta

import pytest

from forms import now
from screens.desk import in_danger
from screens.desk.beside import places
from screens.visit.doors import DESK
from screens.visit.drafts import open_kept_visit, store_here
from screens.visit.walk import WORKLIST
from tests.screens.test_clinician import draft_id, form
from tests.screens.test_keeping import SOMEBODY_ELSE
from tests.support.sitting import Sitting

IN_DANGER = "An answer on another form may mean danger"


def at_worklist(desk: Sitting, *, days: int) -> Sitting:
    """The list of patients, some days later."""
    desk.press("to-worklist")
    desk.visit.clock = lambda: now() + timedelta(days=days)
    desk.app.run()
    return desk


def test_a_new_form_begins_from_one_of_another_day_and_the_earlier_one_stays_as_it_was() -> None:
    desk = form("Again Tomorrow", "W-1", seizures="yes", pregnant="no")
    before = draft_id(desk)
    at_worklist(desk, days=40).press(f"new-from-{before}")
    visit = desk.visit
    assert visit.position.step == "start"
    assert draft_id(desk) != before
    assert desk.value("patient_name") == "Again Tomorrow"
    assert (desk.value("seizures"), desk.value("pregnant")) == ("yes", None)  # pregnancy is asked again after two weeks
    assert visit.handed_in.earlier is not None
    assert visit.handed_in.earlier.answers.answer("pregnant").value == "no"
    old = open_kept_visit(DESK, SOMEBODY_ELSE, before, take_over=True)
    assert old.answers.answer("pregnant").value == "no"


def test_a_form_of_today_is_only_opened() -> None:
    desk = form("Same Day", "W-2")
    mine = draft_id(desk)
    keys = {str(one.key) for one in at_worklist(desk, days=0).app.button}
    assert f"open-{mine}" in keys
    assert f"new-from-{mine}" not in keys


def test_what_was_answered_in_private_stays_hidden_in_the_new_form() -> None:
    desk = form("Private Person", "W-3", psychosis="yes")
    before = draft_id(desk)
    desk.visit.alone.is_used = True
    desk.visit.keep(desk.visit.response)
    at_worklist(desk, days=2).press(f"new-from-{before}")
    assert desk.visit.all_answers.answer("psychosis").value == "yes"
    assert not desk.visit.answers.is_open("psychosis")
    assert desk.visit.hidden


def test_a_note_that_is_typed_and_not_added_is_still_there_when_the_form_is_opened_again() -> None:
    desk = form("Note Typed", "W-5")
    field = f"desk-{desk.visit.edition}-note"
    desk.app.text_area(key=field).set_value("Half a thou").run()
    kept = store_here().look_at(draft_id(desk)).content
    assert kept is not None
    assert (kept.typed_note, kept.notes) == ("Half a thou", ())
    desk.press("add-note")
    assert desk.app.text_area(key=field).value == ""
    again = open_kept_visit(DESK, SOMEBODY_ELSE, draft_id(desk), take_over=True)
    assert (again.typed_note, [note.text for note in again.notes]) == ("", ["Half a thou"])


@pytest.mark.usefixtures("empty_records")
def test_beside_another_form_danger_is_told_without_a_name() -> None:
    danger = form("Edna Danger", "W-4", suicidal_thoughts_now="yes")
    assert IN_DANGER not in danger.shown()  # this form says so itself
    danger.visit.help.crisis = None
    danger.app.run()
    in_danger._just_looked.cache_clear()  # as after some seconds
    other = Sitting("desk")
    assert IN_DANGER in other.shown()
    assert "Edna" not in other.shown()
    other.press("to-worklist")
    assert other.visit.position.step == WORKLIST
    assert "Edna Danger" in other.shown()


def test_a_jump_finds_questions_and_options_that_name_a_topic() -> None:
    found = places(Sitting("desk").visit)
    assert found["seizures"] == "Seizures: Has the patient ever had a seizure (fit)?"
    assert found["chart_conditions aneurysm_or_avm"] == "Aneurysm or AVM → Named in the chart or referral letter"
    assert "seizures yes" not in found
    assert "chart_conditions none" not in found


def test_choosing_an_option_goes_to_its_question_and_answers_nothing() -> None:
    desk = Sitting("desk")
    desk.jump("chart_conditions stroke")
    assert (desk.visit.position.step, desk.visit.position.focus) == ("desk", "chart_conditions")
    assert desk.visit.response.answers == {}
