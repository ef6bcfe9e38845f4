"""The questions that matter: those that could still raise a point, what matters most first."""

import json
from datetime import date
from typing import Any

import pytest

from forms import answers_in_force, load_questionnaire
from forms.exchange import read_response
from rules import STRENGTHS, Question, evaluate, load_rule_sets, questions_worth_asking
from tests.support import SAMPLE_FILES

pytestmark = pytest.mark.every_clinic
FORM = load_questionnaire()
RULE_SETS = load_rule_sets()
RULES = {rule.id: (ruleset, rule) for ruleset in RULE_SETS for rule in ruleset.rules}
TODAY = date(2026, 11, 30)


def asked(answers: dict[str, Any]) -> dict[str, Question]:
    return read(json.dumps({"questionnaire": FORM.questionnaire_id, "answers": answers}))


def read(content: str | bytes) -> dict[str, Question]:
    """The questions worth asking of a response, by link id, in their order."""
    answers = answers_in_force(FORM, read_response(content, FORM, today=TODAY))
    found = questions_worth_asking([(ruleset, evaluate(ruleset, answers)) for ruleset in RULE_SETS], answers)
    assert len({one.link_id for one in found}) == len(found)
    return {one.link_id: one for one in found}


def test_an_answer_that_was_not_given_says_which_points_wait_for_it() -> None:
    found = asked({})["high_blood_pressure"]
    assert found.unknown == "unanswered"
    assert {"unmanaged_blood_pressure", "high_blood_pressure"} <= set(found.could_raise)
    assert found.strongest == "discuss_risk"
    assert not found.is_safety


@pytest.mark.parametrize(("answer", "why"), [({"absent": "unsure"}, "unsure"), ({"absent": "declined"}, "declined")])
def test_not_sure_and_prefer_not_to_say_stay_what_they_are(answer: dict[str, str], why: str) -> None:
    assert asked({"suicidal_thoughts_now": answer})["suicidal_thoughts_now"].unknown == why


def test_a_list_with_more_to_it_is_asked_as_not_sure() -> None:
    answers = {"takes_medicines": "yes", "medicines": {"value": [{"name": "sertraline"}], "absent": "unsure"}}
    assert asked(answers)["medicines"].unknown == "unsure"


def test_words_that_mention_something_after_a_no_are_to_be_read() -> None:
    found = asked({"mind_in_own_words": "No psychosis."})["mind_in_own_words"]
    assert found.unknown == "in_doubt"
    assert "psychosis_in_own_words" in found.could_raise


def test_an_answer_that_settles_its_points_is_asked_no_more() -> None:
    assert "heart_disease" not in asked({"heart_disease": "no"})


def test_a_question_that_is_closed_or_undecided_is_not_asked_but_the_one_that_decides() -> None:
    assert "blood_pressure_managed" not in asked({})
    assert "blood_pressure_managed" not in asked({"high_blood_pressure": "no"})
    assert asked({"high_blood_pressure": "yes"})["blood_pressure_managed"].could_raise == ("unmanaged_blood_pressure",)


def test_safety_comes_first_then_the_strongest_wording_then_how_many_wait_then_the_form_and_free_text_last() -> None:
    order = list(FORM.items)
    for path in SAMPLE_FILES.glob("*.json"):
        found = list(read(path.read_bytes()).values())
        places = [(one.is_open_ended, not one.is_safety, STRENGTHS.index(one.strongest), -len(one.could_raise),
                   order.index(one.link_id)) for one in found]
        assert places == sorted(places)
    assert asked({})["suicidal_thoughts_now"].is_safety
    assert next(iter(asked({}).values())).is_safety


def test_what_could_raise_a_contraindication_leads_and_no_free_text_does() -> None:
    found = list(asked({"phq9_9": "0", "suicidal_thoughts_now": "no", "suicide_attempt": "no"}).values())
    assert found[0].strongest == "contraindication"
    first_text = next(i for i, one in enumerate(found) if FORM.item(one.link_id).type == "text")
    assert all(FORM.item(one.link_id).type == "text" for one in found[first_text:])
    assert {"aneurysm_or_avm", "brain_bleed_or_stroke", "ketamine_reaction"} <= {one.link_id for one in found[:14]}


def test_words_that_are_there_and_in_doubt_are_not_put_last() -> None:
    found = list(asked({"mind_in_own_words": "No psychosis."}))
    assert found.index("mind_in_own_words") < found.index("heart_in_own_words")
    assert not asked({"mind_in_own_words": "No psychosis."})["mind_in_own_words"].is_open_ended


def test_the_points_of_a_question_stand_in_that_order_too() -> None:
    for question in asked({}).values():
        places = [(not rule.safety, STRENGTHS.index(ruleset.strongest(ruleset.fit_for_a_crisis[rule.id])))
                  for ruleset, rule in map(RULES.__getitem__, question.could_raise)]
        assert places == sorted(places)
        assert question.is_safety == (not places[0][0])
        assert STRENGTHS.index(question.strongest) == min(strength for _, strength in places)


def test_what_is_worth_asking_is_what_open_findings_ask_and_nothing_else() -> None:
    content = (SAMPLE_FILES / "past_dependence_home_tablets.json").read_bytes()
    answers = answers_in_force(FORM, read_response(content, FORM, today=TODAY))
    pairs = {(link_id, one.rule.id) for ruleset in RULE_SETS if ruleset.asks
             for one in evaluate(ruleset, answers) if one.state == "open" for link_id in one.ask}
    assert pairs == {(one.link_id, rule) for one in read(content).values() for rule in one.could_raise}


def test_a_rule_set_that_asks_nothing_takes_no_part() -> None:
    answers = answers_in_force(FORM, read_response(json.dumps(
        {"questionnaire": FORM.questionnaire_id, "answers": {}}), FORM, today=TODAY))
    silent = [(ruleset.model_copy(update={"asks": False}), evaluate(ruleset, answers)) for ruleset in RULE_SETS]
    assert questions_worth_asking(silent, answers) == ()
