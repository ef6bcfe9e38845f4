"""How each answer was given: staff choose it once, every later answer carries it, and single answers can be changed."""

from pathlib import Path

import pytest

from screens.actions.steps import mark
from screens.desk.giving import mark_beside
from screens.pages.copies import summary_for
from screens.visit.contents import content_of
from screens.visit.drafts import open_kept_visit
from screens.visit.walk import REVIEW
from tests.screens.test_keeping import SOMEBODY_ELSE
from tests.support.sitting import Sitting


@pytest.fixture
def desk() -> Sitting:
    return Sitting("desk")


def give(desk: Sitting, origin: str) -> None:
    desk.app.selectbox(key=f"desk-{desk.visit.edition}-giving").set_value(origin).run()


def test_every_answer_carries_how_answers_were_given_when_it_was(desk: Sitting) -> None:
    desk.choose("adult", "yes")
    give(desk, "interpreter")
    desk.turn_to("head").choose("seizures", "no")
    give(desk, "chart")
    desk.choose("head_injury", "no")
    assert [desk.answer(link_id).origin for link_id in ("adult", "seizures", "head_injury")] == [
        None, "interpreter", "chart"]


def test_what_staff_chose_holds_whatever_the_form_says_of_who_fills_it_in(desk: Sitting) -> None:
    give(desk, "interpreter")
    desk.choose("adult", "yes")
    desk.choose("filled_by", "self")
    assert desk.answer("adult").origin == desk.answer("filled_by").origin == "interpreter"


def test_a_measurement_stays_measured(desk: Sitting) -> None:
    give(desk, "chart")
    desk.turn_to("desk").type("measured_systolic", "128")
    assert desk.answer("measured_systolic").origin == "measured"
    assert mark_beside(desk.visit, desk.visit.questionnaire.item("measured_systolic")) is None


def test_one_answer_is_marked_as_given_in_the_way_of_now(desk: Sitting) -> None:
    give(desk, "read_aloud_by_staff")
    desk.turn_to("head").choose("seizures", "no")
    assert "data-mark" not in desk.shown()
    give(desk, "chart")
    assert "Given read aloud by staff · " in desk.shown()
    assert 'data-mark="seizures">Mark as given from the chart' in desk.shown()
    before = desk.answer("seizures")
    mark(desk.visit, "seizures")
    assert (desk.answer("seizures").origin, desk.answer("seizures").on) == ("chart", before.on)


def test_the_review_and_the_clinicians_page_name_what_was_given_in_another_way(desk: Sitting) -> None:
    give(desk, "read_aloud_by_staff")
    desk.turn_to("head")
    for link_id in ("seizures", "head_injury"):
        desk.choose(link_id, "no")
    give(desk, "interpreter")
    desk.choose("aneurysm_or_avm", "yes")
    assert desk.turn_to(REVIEW).shown().count("through an interpreter") == 1
    remarks = [said.remarks for point in summary_for(desk.visit, "clinician").page_1.points for said in point.said
               if said.link_id == "aneurysm_or_avm"]
    assert remarks
    assert all("through an interpreter" in " ".join(one) for one in remarks)


def test_a_form_that_is_opened_again_keeps_how_answers_are_given(desk: Sitting) -> None:
    give(desk, "interpreter")
    desk.choose("adult", "yes")
    saving = desk.visit.saving
    assert saving is not None
    assert saving.draft is not None
    again = open_kept_visit(desk.visit.door, SOMEBODY_ELSE, saving.draft.draft_id, take_over=True)
    assert (again.giving, again.answers.answer("adult").origin) == ("interpreter", "interpreter")
    assert content_of(again).giving == "interpreter"


def test_a_clinic_sets_how_answers_are_usually_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clinic = tmp_path / "clinic.yaml"
    clinic.write_text("country: US\nanswers_given: read_aloud_by_staff\n", "utf-8")
    monkeypatch.setenv("SCREENING_CLINIC", str(clinic))
    desk = Sitting("desk")
    desk.choose("adult", "yes")
    assert desk.answer("adult").origin == "read_aloud_by_staff"
    desk.choose("filled_by", "with_help")
    assert desk.answer("adult").origin == "with_help"
    patient = Sitting("patient")
    patient.go_on()
    patient.choose("adult", "yes")
    assert patient.answer("adult").origin is None
