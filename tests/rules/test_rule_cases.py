"""Cases in sentences that a clinician can read and add, and the examples beside the rules: the one runner of both.

Cases are in tests/cases/articles and tests/cases/usual_care, by topic. They are written for a form with PHQ-9 and
GAD-7. Where a clinic does not ask a question, an answer to it changes nothing.
"""

from itertools import chain
from typing import Any

import pytest

from forms import load_questionnaire, urgent
from rules import Example, Rule, load_rule_sets
from rules.review.checks import asks
from tests.support.rule_cases import Case, answers_of, cases_in, cited, findings
from tests.support.this_clinic import asks_all, not_asked

pytestmark = pytest.mark.every_clinic
SETS = [ruleset for ruleset in load_rule_sets() if ruleset.on]
RULES = [rule for ruleset in SETS for rule in ruleset.rules]
EXAMPLES = [(rule, example) for rule in RULES for example in rule.examples]
CASES = cases_in("articles", "usual_care")
STATEMENTS = set(chain.from_iterable(ruleset.statements for ruleset in SETS))
OF_INSTRUMENTS = [link_id for link_id, item in load_questionnaire().items.items() if item.instrument is not None]
GIVEN = [one for one in (*(case.given for case in CASES), *(example.given for _, example in EXAMPLES))
         if any(link_id in one for link_id in OF_INSTRUMENTS)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.case)
def test_the_case_holds(case: Case) -> None:
    found = findings(case.given)
    shown = cited(found.values())
    if asks_all(case.given):
        expected = {rule: state for rule, state in case.states.items() if rule in found}
        assert {rule: found[rule].state for rule in expected} == expected
        assert set(case.shows) & STATEMENTS <= shown
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
    if asks_all(test.item for test in rule.when.leaves()):
        assert found.state == example.state
        assert example.ask is None or found.ask == asks(example, load_questionnaire())
    assert not_asked().isdisjoint((*found.ask, *found.because))


@pytest.mark.parametrize("given", GIVEN, ids=str)
def test_an_answer_to_what_the_clinic_does_not_ask_changes_nothing(given: dict[str, Any]) -> None:
    asked = {link_id: answer for link_id, answer in given.items() if link_id not in not_asked()}
    assert findings(given) == findings(asked)


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
    articles, *others = load_rule_sets()
    assert {rule.topic for rule in articles.rules if rule.id not in raised} <= {
        rule.topic for rule in articles.rules if rule.id in raised}
    for ruleset in others:
        assert [rule for rule in ruleset.rules_by_id if rule not in raised] == []


def test_when_nothing_is_answered_every_finding_is_open_and_asks_something() -> None:
    found = findings({}).values()
    assert {finding.state for finding in found} == {"open"}
    assert all(finding.ask for finding in found)
