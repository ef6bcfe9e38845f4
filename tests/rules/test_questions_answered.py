"""A point asks nothing that another answer has told already: over all rules, and over every patient in the samples."""

import re

import pytest

from forms import Mentions, answers_in_force, load_questionnaire
from rules import Rule, evaluate, load_rule_sets
from tests.support.summaries import response_of, summary_of
from tests.templates.test_sheet import ONE_SHEET, OVERFULL, answers_of

FORM = load_questionnaire()
RULES = {rule.id: rule for ruleset in load_rule_sets() for rule in ruleset.rules}
CONDITIONAL = [rule for rule in RULES.values() if any(one.unless for one in rule.questions)]
ASKED_ELSEWHERE = {  # words of a question → the question of the form that answers it
    "which heart condition": "heart_disease_kind", "which substance": "substance_which",
    "^since when without it": "substance_when", "is it managed|is it under control": "blood_pressure_managed",
    "was a drug": "psychosis_with_substances", "still there today": "psychosis_when",
    "made a plan": "suicidal_plan", "within reach": "suicidal_means", "than planned": "more_than_prescribed",
    "come several times|stay for two": "time_for_visits", "trouble with an anaesthetic": "anaesthetic_concerns",
    "do you still take it": "medicines", "which medicines do you take for it": "medicines",
}


@pytest.mark.parametrize(("words", "link_id"), ASKED_ELSEWHERE.items())
def test_a_question_that_the_form_asks_too_is_left_out_where_it_was_answered(words: str, link_id: str) -> None:
    found = [(rule.id, one) for rule in RULES.values() for one in rule.questions
             if re.search(words, one.ask, re.IGNORECASE) and not one.ask.startswith("You wrote")
             and "what helps" not in one.ask]
    assert found
    for rule_id, one in found:
        assert one.unless is not None, rule_id
        assert link_id in {test.item for test in one.unless.leaves()}, rule_id


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_a_rule_that_rests_on_a_medicine_by_name_does_not_ask_which_it_is(rule: Rule) -> None:
    tests = list(rule.when.leaves())
    if all(isinstance(test, Mentions) and test.item == "medicines" for test in tests):
        assert [one.ask for one in rule.questions if re.match(r"which (one|antidepressant|,)", one.ask.lower())] == []


@pytest.mark.parametrize("name", [*ONE_SHEET, OVERFULL])
def test_no_point_of_a_patient_asks_what_the_patient_answered(name: str) -> None:
    facts = answers_in_force(FORM, response_of(answers_of(name))).facts
    asked = {question for point in summary_of(answers_of(name), rule_sets=load_rule_sets()).points
             for question in point.questions}
    for rule in CONDITIONAL:
        answered = {one.ask for one in rule.questions if one.unless and one.unless.value(facts)}
        still = {one.ask for other in RULES.values() for one in other.questions if one.is_to_be_asked(facts)}
        assert asked.isdisjoint(answered - still), rule.id


def test_nobody_is_asked_which_heart_condition_beside_a_heart_attack() -> None:
    summary = summary_of({"heart_disease": "yes", "heart_disease_kind": ["heart_attack"]})
    (point,) = [one for one in summary.points if one.topic == "heart_disease"]
    assert point.questions == ("Who looks after your heart?", "How are you when you climb stairs?")
    unknown = summary_of({"heart_disease": "yes", "heart_disease_kind": {"absent": "unsure"}})
    (point,) = [one for one in unknown.points if one.topic == "heart_disease"]
    assert point.questions[0] == "Which heart condition is it?"


@pytest.mark.parametrize("rule", CONDITIONAL, ids=lambda rule: rule.id)
def test_with_nothing_else_answered_every_question_stands(rule: Rule) -> None:
    facts = answers_in_force(FORM, response_of({})).facts
    assert rule.questions_on(facts) == tuple(one.ask for one in rule.questions)
    assert any(finding.rule is rule for ruleset in load_rule_sets()
               for finding in evaluate(ruleset, answers_in_force(FORM, response_of({}))))
