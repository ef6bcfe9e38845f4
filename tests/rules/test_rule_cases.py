"""Cases in sentences that a clinician can read and add, and what holds for the whole rule set.

Cases stand in tests/cases/articles, by topic; a rule's own examples stand beside it.
"""

import json
import re
from datetime import date
from typing import Any

import pytest

from forms import answers_in_force, load_questionnaire
from forms.authoring import read_yaml, verdict_words
from forms.exchange import read_response
from rules import Example, Finding, Rule, Statement, evaluate, load_rules
from rules.review.checks import as_entered, asks
from tests.support import CASES as CASE_FILES

QUESTIONNAIRE = load_questionnaire()
RULES = load_rules()
TODAY = date(2026, 11, 22)
CASES = [case for path in sorted((CASE_FILES / "articles").glob("*.yaml")) for case in read_yaml(path).data]
KEYS = {"case", "given", "raised", "open", "silent", "shows", "hides"}
EXAMPLES = [(rule, example) for rule in RULES.rules for example in rule.examples]
ALL = list(RULES.statements.values())


def findings(given: dict[str, Any]) -> dict[str, Finding]:
    """What every rule comes to, by rule id, for answers as a RESPONSE.json holds them."""
    typed = as_entered(Example(says="", given=given, state="open"), QUESTIONNAIRE)
    content = json.dumps({"questionnaire": QUESTIONNAIRE.questionnaire_id, "answers": typed})
    response = read_response(content, QUESTIONNAIRE, today=TODAY)
    return {found.rule.id: found for found in evaluate(RULES, answers_in_force(QUESTIONNAIRE, response))}


def shown(found: dict[str, Finding]) -> set[str]:
    """The statements that stand under the points raised."""
    return {one for finding in found.values() if finding.state == "raised" for one in finding.statements}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_the_case_holds(case: dict[str, Any]) -> None:
    assert case.keys() <= KEYS
    found = findings(case["given"])
    for state in ("raised", "open", "silent"):
        assert {rule: found[rule].state for rule in case.get(state, [])} == dict.fromkeys(case.get(state, []), state)
    assert set(case.get("shows", [])) <= shown(found)
    assert set(case.get("hides", [])).isdisjoint(shown(found))
    if case.get("raised") == []:
        assert [rule for rule, finding in found.items() if finding.state == "raised"] == []


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=lambda part: getattr(part, "id", None) or part.says)
def test_the_example_of_a_rule_holds(rule: Rule, example: Example) -> None:
    found = findings(dict(example.given))[rule.id]
    assert found.state == example.state
    assert example.ask is None or found.ask == asks(example, QUESTIONNAIRE)


def test_every_topic_with_rules_has_a_case_that_raises_one() -> None:
    raised = {RULES.rules_by_id[rule].topic for case in CASES for rule in case.get("raised", [])}
    assert raised == {rule.topic for rule in RULES.rules}


def test_every_case_is_told_once() -> None:
    told = [case["case"] for case in CASES]
    assert len(told) == len(set(told))


def test_when_nothing_is_answered_every_finding_is_open_and_asks_something() -> None:
    found = findings({}).values()
    assert {finding.state for finding in found} == {"open"}
    assert all(finding.ask for finding in found)


@pytest.mark.parametrize("rule", RULES.rules, ids=lambda rule: rule.id)
def test_every_open_example_says_exactly_what_to_ask(rule: Rule) -> None:
    assert {example.state for example in rule.examples} == {"raised", "open", "silent"}
    assert all(example.ask for example in rule.examples if example.state == "open")


def test_the_five_documents_hold_274_statements() -> None:
    assert {document.document_id: len(document.statements) for document in RULES.documents} == {
        "A": 101, "B": 41, "C": 44, "D": 47, "E": 41}


@pytest.mark.parametrize("statement", ALL, ids=lambda one: one.id)
def test_a_statement_is_cited_or_background_of_one_topic_or_left_out_with_a_reason(statement: Statement) -> None:
    cited = any(statement.id in rule.statements for rule in RULES.rules)
    background = sum(statement.id in topic.background for topic in RULES.topics)
    assert cited + background + bool(statement.left_out) == 1


def test_a_statement_that_is_wrong_or_claims_too_much_is_left_out() -> None:
    flagged = {one.id for one in ALL if one.flag in ("wrong", "overclaim")}
    assert flagged == {one.id for one in ALL if one.flag in ("wrong", "overclaim") and one.left_out}
    assert {"A06", "A21", "A23", "A61", "B16"} <= flagged


def test_marketing_is_left_out_or_shown_for_what_it_is() -> None:
    used = {one.id for one in ALL if one.strength == "marketing" and one.left_out is None}
    assert used == {"C43"}  # an AI's page that calls itself reviewed; it stands beside its own note that it is not


@pytest.mark.parametrize("rule", RULES.rules, ids=lambda rule: rule.id)
def test_a_statement_that_needs_another_never_stands_without_it(rule: Rule) -> None:
    for one in rule.statements:
        assert set(RULES.statements[one].never_without) <= set(rule.statements)


def test_in_a_crisis_every_point_keeps_a_statement_and_none_loses_its_counterpart() -> None:
    for rule in RULES.rules:
        left = {one for one in rule.statements if not RULES.statements[one].not_in_crisis}
        assert left, rule.id
        assert all(set(RULES.statements[one].never_without) <= left for one in left), rule.id


def test_speed_of_relief_and_suicidal_thoughts_as_a_reason_have_no_place_in_a_crisis() -> None:
    speed = re.compile(r"\b(hours?|minutes|fast(er)?|to six weeks)\b|suicid")
    about_visits = {"A44", "A63", "A64", "B24", "C03", "E07", "E22"}  # how long they take; a fast heartbeat
    found = {one.id for one in ALL if speed.search(one.says) and not one.not_in_crisis} - about_visits
    assert found == set()
    assert RULES.statements["C20"].left_out


def test_only_suicidal_thoughts_are_a_safety_matter() -> None:
    assert {rule.topic for rule in RULES.rules if rule.safety} == {"safety"}
    assert all(rule.safety for rule in RULES.rules if rule.topic == "safety")


def test_nothing_that_is_printed_gives_a_verdict() -> None:
    texts = [text for rule in RULES.rules for text in (rule.title, rule.discuss, *(one.ask for one in rule.questions))]
    texts += [text for one in ALL for text in (one.says, one.note or "", one.locate_by or "")]
    texts += [text for one in RULES.documents for text in (one.title, one.short, one.kind, one.trust)]
    texts += [RULES.about, RULES.reviewed, *(topic.title for topic in RULES.topics)]
    assert [word for text in texts for word in verdict_words(text)] == []


def test_what_is_printed_is_short_enough_to_scan() -> None:
    assert [rule.id for rule in RULES.rules if len(rule.title) > 60 or not 1 <= len(rule.questions) <= 3] == []
    assert [one.document_id for one in RULES.documents if len(one.short) > 30] == []
    assert [one.id for one in ALL if len((one.locate_by or "").split()) > 8] == []
