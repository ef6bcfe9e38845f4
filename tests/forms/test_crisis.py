"""Danger of suicide is decided in one place, from boxes and from any own words, and it is scaled."""

import json
from datetime import date
from typing import Any

import pytest

from forms import (
    AnswersInForce,
    answers_in_force,
    danger,
    danger_boxes,
    load_questionnaire,
    may_be_in_danger,
)
from forms.exchange import read_response
from rules import load_rule_sets
from tests.support.this_clinic import asks_all

pytestmark = pytest.mark.every_clinic
FORM = load_questionnaire()
UNSURE, DECLINED = {"absent": "unsure"}, {"absent": "declined"}
BOXES_SAY_NO = {"suicidal_thoughts_now": "no", "phq9_9": "0"}
DANGER: list[tuple[dict[str, Any], str | None, tuple[str, ...]]] = [  # answers, how grave it is, and what says so
    ({}, None, ()),
    (BOXES_SAY_NO, None, ()),
    ({"suicidal_thoughts_now": "yes"}, "now", ("suicidal_thoughts_now",)),
    ({"suicidal_thoughts_now": "yes", "suicidal_plan": "no"}, "now", ("suicidal_thoughts_now",)),
    ({"suicidal_thoughts_now": "yes", "suicidal_plan": "yes"}, "now", ("suicidal_thoughts_now", "suicidal_plan")),
    ({"suicidal_thoughts_now": "yes", "phq9_9": "2"}, "now", ("suicidal_thoughts_now", "phq9_9")),
    ({"suicidal_thoughts_now": "no", "phq9_9": "3"}, "often", ("phq9_9",)),
    ({"phq9_9": "2"}, "often", ("phq9_9",)),
    ({"phq9_9": "1"}, "some", ("phq9_9",)),
    ({"phq9_9": "1", "suicidal_thoughts_now": DECLINED}, "some", ("phq9_9",)),
    ({"suicidal_thoughts_now": DECLINED}, "ask", ("suicidal_thoughts_now",)),
    ({"suicidal_thoughts_now": UNSURE, "phq9_9": "0"}, "ask", ("suicidal_thoughts_now",)),
    ({"suicidal_thoughts_now": "no", "phq9_9": DECLINED}, "ask", ("phq9_9",)),
    ({"suicidal_thoughts_now": "yes", "suicidal_plan": DECLINED}, "now", ("suicidal_thoughts_now",)),
    ({"suicide_attempt": "yes", "suicidal_means": "yes"}, "ask", ("suicidal_means",)),
    ({**BOXES_SAY_NO, "suicide_attempt": "yes", "suicidal_means": "yes"}, "ask", ("suicidal_means",)),
    ({"suicidal_thoughts_now": DECLINED, "suicide_attempt": "yes", "suicidal_means": "yes"}, "ask",
     ("suicidal_means", "suicidal_thoughts_now")),
    ({"suicide_attempt": "yes", "suicidal_means": "yes", "phq9_9": "1"}, "some", ("phq9_9",)),
    ({**BOXES_SAY_NO, "suicide_attempt": "yes", "suicidal_means": "no"}, None, ()),
    ({**BOXES_SAY_NO, "suicide_attempt": "no", "suicidal_means": "yes"}, None, ()),
]


def answers(**given: Any) -> AnswersInForce:
    content = json.dumps({"questionnaire": FORM.questionnaire_id, "answers": given})
    return answers_in_force(FORM, read_response(content, FORM, today=date(2026, 11, 22)))


@pytest.mark.parametrize(("given", "level", "because"), [one for one in DANGER if asks_all(one[0])])
def test_boxes_come_to_a_level_of_danger(given: dict[str, Any], level: str | None, because: tuple[str, ...]) -> None:
    found = danger(answers(**given))
    assert (found.level, found.because) == (level, because)


@pytest.mark.parametrize("words", [
    "i want to kill myself", "I feel suicidal.", "To stop wanting to die.", "better off dead", "quiero morirme",
    "a veces pienso en quitarme la vida",
])
@pytest.mark.parametrize("box", [item.link_id for item in FORM.items.values() if item.type == "text"])
def test_own_words_in_any_box_are_danger_now_whatever_the_boxes_say(words: str, box: str) -> None:
    for boxes in ({}, BOXES_SAY_NO, {"suicidal_thoughts_now": DECLINED}):
        assert (danger(answers(**boxes, **{box: words})).level, danger(answers(**boxes, **{box: words})).because) == (
            "now", (box,))


@pytest.mark.parametrize("part", ["name", "dose", "frequency"])
def test_words_in_any_part_of_a_medicine_row_are_danger_now(part: str) -> None:
    row = {"name": "Zoloft", part: "enough to kill myself"}
    assert danger(answers(takes_medicines="yes", medicines=[row])).level == "now"


def test_a_plan_without_thoughts_cannot_be_given_and_is_no_answer_in_force() -> None:
    assert danger(answers(suicidal_thoughts_now="no", suicidal_plan="yes", phq9_9="0")).level is None


def test_unanswered_is_no_danger_and_still_may_be_one() -> None:
    assert danger(answers(phq9_9="0")).level is None
    assert may_be_in_danger(answers(phq9_9="0"))
    assert may_be_in_danger(answers())


def test_there_is_known_to_be_none_once_the_boxes_say_so_and_no_words_speak_of_it() -> None:
    assert not may_be_in_danger(answers(**BOXES_SAY_NO))
    assert not may_be_in_danger(answers(**BOXES_SAY_NO, reason="I worry all day."))
    assert may_be_in_danger(answers(**BOXES_SAY_NO, reason="I worry all day, and want to die."))


def test_where_answers_are_withheld_nothing_is_said_and_nothing_is_ruled_out() -> None:
    seen = answers(suicidal_thoughts_now="yes", phq9_9="2", reason="i want to die").without(
        {"suicidal_thoughts_now", "phq9_9", "reason"})
    assert danger(seen).level is None
    assert may_be_in_danger(seen)


def test_the_boxes_are_thoughts_plan_and_item_9() -> None:
    assert danger_boxes(FORM) == {"suicidal_thoughts_now", "suicidal_plan", "phq9_9"}


def test_each_answer_that_is_danger_raises_a_safety_point() -> None:
    safety = [rule for ruleset in load_rule_sets() for rule in ruleset.rules if rule.safety]
    every = ({"suicidal_thoughts_now": "yes"}, {"phq9_9": "1"}, {"phq9_9": "3"}, {"reason": "i want to die"})
    for given in filter(asks_all, every):
        assert any(rule.when.value(answers(**given)) for rule in safety)
