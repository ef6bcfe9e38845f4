"""Every way in which an answer changes goes through `Visit.keep`, so that the store behind it misses none."""

import ast
import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from forms import Response, load_questionnaire
from records import Holder
from screens.actions.steps import change, clear
from screens.actions.taking_over import still_the_same, whose_key
from screens.visit.drafts import open_kept_visit
from screens.visit.visit import Visit
from tests.support import ROOT
from tests.support.sitting import Sitting

SOMEBODY_ELSE = Holder("b", "B")
TODAY = date.today()
LONG_AGO, LATELY = TODAY - timedelta(days=200), TODAY - timedelta(days=5)


def saves(sitting: Sitting) -> int:
    """How often the visit was saved."""
    saving = sitting.visit.saving
    return saving.draft.version if saving is not None and saving.draft is not None else 0


def opened(sitting: Sitting) -> Visit:
    """The visit as it is in the store, opened by somebody else."""
    saving = sitting.visit.saving
    assert saving is not None
    assert saving.draft is not None
    return open_kept_visit(sitting.visit.door, SOMEBODY_ELSE, saving.draft.draft_id, take_over=True)


def file_of(given_on: date, **answers: Any) -> bytes:
    entries = {link_id: {"value": value, "origin": "self", "on": given_on.isoformat()}
               for link_id, value in {"adult": "yes", **answers}.items()}
    return json.dumps({"questionnaire": load_questionnaire().questionnaire_id, "answers": entries}).encode()


def adult() -> Sitting:
    sitting = Sitting("desk")
    sitting.choose("adult", "yes")
    return sitting


def with_medicine(name: str) -> Sitting:
    sitting = adult()
    sitting.turn_to("medicines").choose("takes_medicines", "yes")
    sitting.type("medicines", name, "name-0")
    return sitting


def at_a_later_visit() -> Sitting:
    sitting = Sitting("desk")
    sitting.press("open-earlier")
    sitting.hand_in(file_of(LONG_AGO, reason="Worry", patient_name="Rosa"))
    sitting.press("new_visit")
    return sitting


def with_a_file() -> Sitting:
    sitting = adult()
    sitting.press(f"on-{sitting.visit.position.step}")
    sitting.turn_to("OPEN")
    sitting.hand_in(file_of(LATELY, heart_disease="no", reason="From the file"))
    return sitting


def of_two_people() -> Sitting:
    desk = Sitting("desk")
    desk.choose("adult", "yes")
    desk.type("patient_name", "Somebody Else")
    desk.press("open-earlier")
    desk.hand_in(file_of(LATELY, patient_name="Rosa", heart_disease="no"))
    desk.app.text_input(key=whose_key(desk.visit)).set_value("Rosa").run()
    desk.press("new_visit")
    return desk


def chosen_and_cleared(sitting: Sitting) -> None:
    change(sitting.visit, "adult")
    clear(sitting.visit, "adult")


WAYS: dict[str, tuple[Callable[[], Sitting], Callable[[Sitting], object]]] = {
    "chosen": (adult, lambda one: one.choose("filled_by", "self")),
    "not sure": (adult, lambda one: one.turn_to("heart").choose("heart_disease", "(unsure)")),
    "cleared": (adult, chosen_and_cleared),
    "typed": (adult, lambda one: one.turn_to("reason").type("reason", "Worry")),
    "nothing to add": (adult, lambda one: one.turn_to("reason").pill("hopes", "nothing")),
    "ticked": (adult, lambda one: one.turn_to("heart").tick("heart_symptoms", "fainting")),
    "not sure about the others": (adult, lambda one: one.turn_to("heart").tick("heart_symptoms", "(unsure)")),
    "a medicine's name is picked": (lambda: with_medicine("xanex 1mg"),
                                    lambda one: one.press(one.key("medicines", "meant-0-0"))),
    "a list becomes rows": (lambda: with_medicine("lisinopril 10, metformin 500mg bid"),
                            lambda one: one.press(one.key("medicines", "split-0"))),
    "a medicine is removed": (lambda: with_medicine("Xanax"), lambda one: one.press(one.key("medicines", "remove-0"))),
    "the same visit goes on": (with_a_file, lambda one: one.press("same_visit")),
    "a new visit begins": (with_a_file, lambda one: one.press("new_visit")),
    "still the same": (at_a_later_visit, lambda one: still_the_same(one.visit, "reason")),
    "the earlier visit is taken out": (of_two_people, lambda one: one.press("part")),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_store_gets_the_answers_each_time_one_of_them_changes(way: str) -> None:
    arrive, act = WAYS[way]
    sitting = arrive()
    before = saves(sitting), sitting.visit.response
    act(sitting)
    assert sitting.visit.response != before[1]
    assert saves(sitting) > before[0]
    assert opened(sitting).response == sitting.visit.response


def test_a_new_visit_and_a_page_that_is_only_looked_at_store_nothing() -> None:
    sitting = Sitting("desk")
    sitting.turn_to("OPEN")
    assert saves(sitting) == 0


def test_a_wrong_number_takes_the_earlier_one_out_of_the_store() -> None:
    sitting = adult()
    sitting.turn_to("heart").type("systolic", "140")
    sitting.type("systolic", "12,5")
    assert "systolic" not in opened(sitting).response.answers


def test_text_that_cannot_be_an_answer_yet_is_kept_with_the_draft() -> None:
    sitting = adult()
    sitting.turn_to("heart").type("systolic", "12,5")
    sitting.turn_to("start").type("birth_date", "31", "day")
    found = opened(sitting)
    assert found.fields.typed["systolic"] == "12,5"
    assert "systolic" in found.problem_texts()
    assert found.fields.typed["birth_date"] == ("31", "", "")


def test_a_draft_with_an_answer_of_danger_opens_at_the_crisis_page() -> None:
    sitting = adult()
    sitting.turn_to("mood").choose("suicidal_thoughts_now", "yes")
    found = opened(sitting)
    assert found.help.crisis is not None


def test_a_draft_that_is_only_opened_is_not_saved_again() -> None:
    sitting = adult()
    found = opened(sitting)
    assert found.saving is not None
    before = found.saving.draft
    found.saving.save_changes()
    assert found.saving.draft == before


def test_nothing_but_keep_can_set_the_answers() -> None:
    with pytest.raises(AttributeError):
        adult().visit.response = Response("x")  # type: ignore[misc] # that it cannot be set is the point
    setters = []
    for path in (ROOT / "screens").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr == "_response" and isinstance(node.ctx, ast.Store):
                setters.append((path.name, node.lineno))
    assert {name for name, _ in setters} == {"visit.py"}
    assert len(setters) == 2  # at the beginning, and in keep
    assert isinstance(Visit.response, property)
