"""What holds for every rule as it stands, whatever anybody answers."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms import Answer, AnswersInForce, Item, Response, Test, answers_in_force, fact_of
from rules import Finding, Rule, evaluate
from rules.review import cases
from tests.support.any_response import FORM, RULE_SETS, RULES, any_response, full_response
from tests.support.this_clinic import tries

pytestmark = pytest.mark.every_clinic
TODAY = date(2026, 11, 22)
FEW = 4  # unknown answers that are few enough to try every way in which they could turn out
STATES = {True: "raised", None: "open", False: "silent"}
thorough = settings(max_examples=tries(60))


def in_force(response: Response) -> AnswersInForce:
    return answers_in_force(FORM, response, today=TODAY)


def findings(response: Response) -> dict[str, Finding]:
    """What every rule comes to, by its id."""
    return {found.rule.id: found for ruleset in RULE_SETS for found in evaluate(ruleset, in_force(response))}


def states(response: Response) -> dict[str, str]:
    return {rule: found.state for rule, found in findings(response).items()}


def completed(response: Response, full: Response) -> Response:
    """`response` with what is unknown in it taken from `full`; a list that has more to it gets more."""
    answers = dict(full.answers)
    for link_id, answer in response.answers.items():
        if answer.is_complete:
            answers[link_id] = answer
        elif isinstance(answer.value, tuple):
            more = full.answers[link_id].value
            answers[link_id] = Answer((*answer.value, *(more if isinstance(more, tuple) else ())))
    return Response(FORM.questionnaire_id, answers)


@thorough
@given(any_response())
def test_the_state_of_a_finding_is_the_value_of_its_condition(response: Response) -> None:
    answers = in_force(response)
    for rule, found in findings(response).items():
        value, because, ask = found.rule.when.trace(answers)
        assert found.rule.when.value(answers) is value
        assert (found.state, found.because, found.ask) == (STATES[value], because, ask), rule


@thorough
@given(any_response(), full_response())
def test_completing_the_answers_takes_no_point_back_and_raises_no_silent_one(
    response: Response, full: Response,
) -> None:
    before, after = states(response), states(completed(response, full))
    assert {rule: after[rule] for rule, state in before.items() if state != "open"} == {
        rule: state for rule, state in before.items() if state != "open"}


@thorough
@given(any_response(), any_response())
def test_what_stands_in_closed_or_undecided_branches_changes_nothing(response: Response, other: Response) -> None:
    is_open = in_force(response).is_open
    hidden = {link_id: answer for link_id, answer in other.answers.items() if not is_open(link_id)}
    kept = {link_id: answer for link_id, answer in response.answers.items() if is_open(link_id)}
    changed = replace(response, answers={**kept, **hidden})
    assert findings(changed) == findings(response) == findings(replace(response, answers=kept))


@thorough
@given(any_response())
def test_an_open_finding_asks_open_questions_and_a_settled_one_asks_nothing(response: Response) -> None:
    answers = in_force(response)
    for found in findings(response).values():
        assert bool(found.ask) == (found.state == "open")
        assert bool(found.because) == (found.state != "open")
        assert all(answers.is_open(link_id) for link_id in (*found.ask, *found.because))


@thorough
@given(any_response())
def test_because_and_what_opens_it_is_enough_to_settle_a_finding(response: Response) -> None:
    for found in findings(response).values():
        if found.state == "open":
            continue
        needed = set(found.because)
        for item in reversed(FORM.items.values()):
            if item.link_id in needed and item.enable_when is not None:
                needed |= {test.item for test in item.enable_when.leaves()}
        alone = {link_id: response.answers[link_id] for link_id in needed & response.answers.keys()}
        assert states(replace(response, answers=alone))[found.rule.id] == found.state


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
@settings(max_examples=tries(40))
@given(data=st.data())
def test_an_open_finding_asks_what_could_change_it_and_nothing_in_vain(rule: Rule, data: st.DataObject) -> None:
    items = cases.items_behind(FORM, [rule.when])
    response = data.draw(any_response(items))
    answers = answers_in_force(FORM, response, items)
    value, _, ask = rule.when.trace(answers)
    ways = _ways(rule, items, answers)
    unknown = [link_id for link_id, some in ways.items() if len(some) > 1]
    if value is not None or len(unknown) > FEW:
        return
    matter = {link_id for link_id in unknown if answers.is_open(link_id) and _matters(rule, items, ways, link_id)}
    assert matter == set(ask)


def _ways(rule: Rule, items: tuple[Item, ...], answers: AnswersInForce) -> dict[str, list[Answer]]:
    """Each item's answer; where that is unknown or has more to it, one for each way in which it could turn out."""
    found = {}
    for item in items:
        tests = cases.tests_on(item, [rule.when], items)
        fact, answer = answers[item.link_id], answers.answer(item.link_id)
        settled = [test.holds(fact) if fact.applies and fact.value is not None else None for test in tests]
        if None not in settled:
            found[item.link_id] = [answer]
            continue
        found[item.link_id] = [one.answer for one in cases.likenesses(FORM, item, tests)
                               if _continues(item, one.answer, tests, settled)]
    return found


def _continues(item: Item, answer: Answer, tests: list[Test], settled: list[bool | None]) -> bool:
    results = [test.holds(fact_of(FORM, item, answer)) for test in tests]
    return None not in results and all(then in (None, now) for then, now in zip(settled, results, strict=True))


def _matters(rule: Rule, items: tuple[Item, ...], ways: dict[str, list[Answer]], link_id: str) -> bool:
    """Whether two answers to this question, all others alike, can make a difference."""
    others = [other for other in ways if other != link_id]
    return any(len({_value(rule, items, {**dict(zip(others, chosen, strict=True)), link_id: answer})
                    for answer in ways[link_id]}) > 1
               for chosen in product(*(ways[other] for other in others)))


def _value(rule: Rule, items: tuple[Item, ...], answers: dict[str, Answer]) -> bool | None:
    return rule.when.value(answers_in_force(FORM, Response(FORM.questionnaire_id, answers), items))
