"""Cases in sentences that a clinician can read and add, and the examples beside the rules: the one runner of both.

Cases are in tests/cases/articles and tests/cases/usual_care, by topic.
"""

import pytest

from forms import load_questionnaire, urgent
from rules import Example, Rule, load_rule_sets
from rules.review.checks import asks
from tests.support.rule_cases import Case, answers_of, cases_in, cited, findings

SETS = load_rule_sets()
RULES = [rule for ruleset in SETS for rule in ruleset.rules]
EXAMPLES = [(rule, example) for rule in RULES for example in rule.examples]
CASES = cases_in("articles", "usual_care")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.case)
def test_the_case_holds(case: Case) -> None:
    found = findings(case.given)
    assert {rule: found[rule].state for rule in case.states} == case.states
    shown = cited(found.values())
    assert set(case.shows) <= shown
    assert set(case.hides).isdisjoint(shown)
    assert tuple(one.notice.notice_id for one in urgent(answers_of(case.given))) == case.notices


@pytest.mark.parametrize("case", [case for case in CASES if case.raised == ()], ids=lambda case: case.case)
def test_a_case_that_raises_nothing_raises_nothing_of_the_set_of_its_folder(case: Case) -> None:
    (ruleset,) = (one for one in SETS if one.rule_set == case.folder)
    assert [rule for rule, found in findings(case.given).items()
            if rule in ruleset.rules_by_id and found.state == "raised"] == []


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=lambda part: getattr(part, "id", None) or part.says)
def test_the_example_of_a_rule_holds(rule: Rule, example: Example) -> None:
    found = findings(example.given)[rule.id]
    assert found.state == example.state
    assert example.ask is None or found.ask == asks(example, load_questionnaire())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_has_an_example_of_each_state_and_an_open_one_says_what_to_ask(rule: Rule) -> None:
    assert {example.state for example in rule.examples} == {"raised", "open", "silent"}
    assert all(example.ask for example in rule.examples if example.state == "open")


def test_every_case_is_told_once() -> None:
    told = [(case.folder, case.case) for case in CASES]
    assert len(told) == len(set(told))


def test_every_topic_of_the_articles_and_every_rule_of_the_others_has_a_case_that_raises_it() -> None:
    raised: set[str] = set()
    for case in CASES:
        raised.update(case.raised or ())
    articles, *others = SETS
    assert {rule.topic for rule in articles.rules if rule.id not in raised} <= {
        rule.topic for rule in articles.rules if rule.id in raised}
    for ruleset in others:
        assert [rule for rule in ruleset.rules_by_id if rule not in raised] == []


def test_when_nothing_is_answered_every_finding_is_open_and_asks_something() -> None:
    found = findings({}).values()
    assert {finding.state for finding in found} == {"open"}
    assert all(finding.ask for finding in found)
