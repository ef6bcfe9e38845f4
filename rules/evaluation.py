"""Evaluates rules: answers in, findings out. Uses no clock, files or session, and computes no overall result."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from pydantic import VERSION

from forms import AnswersInForce, may_be_in_danger
from forms.exchange import as_json
from rules.ruleset import Rule, RuleSet, State

STATES: dict[bool | None, State] = {True: "raised", None: "open", False: "silent"}


class Finding(NamedTuple):
    """The result of one rule.

    `raised`: true however the unknown answers turn out. `open`: could still be raised; `ask` lists the questions to
    ask. `silent`: not raised, which does not mean that all is well. `because`: link ids of the answers that decided.
    `statements`: ids of the statements to show. Those marked `not_in_crisis` are left out unless a crisis is ruled out.
    """

    rule: Rule
    state: State
    statements: tuple[str, ...]
    because: tuple[str, ...]
    ask: tuple[str, ...]


Judged = Sequence[tuple[RuleSet, Sequence[Finding]]]  # each rule set with its findings, in printing order


def evaluate(ruleset: RuleSet, answers: AnswersInForce) -> tuple[Finding, ...]:
    """Returns one finding for each rule, in the order of the rule set."""
    may_be = may_be_in_danger(answers)
    facts, found = answers.facts, []
    for rule in ruleset.rules:
        value, because, ask = rule.when.trace(facts)
        cited = ruleset.fit_for_a_crisis[rule.id] if may_be else rule.statements
        found.append(Finding(rule, STATES[value], cited, because, ask))
    return tuple(found)


def evaluate_all(rule_sets: Iterable[RuleSet], answers: AnswersInForce) -> Judged:
    """Returns each rule set with its findings, in the given order. A rule set that is off has no findings."""
    return tuple((ruleset, evaluate(ruleset, answers) if ruleset.on else ()) for ruleset in rule_sets)


def report(findings: Judged, answers: AnswersInForce) -> dict[str, Any]:
    """Returns the findings, the answers in force and the versions used, as data for `json.dumps`."""
    versions = {"questionnaire": answers.questionnaire.version, "pydantic": VERSION}
    entries = []
    for ruleset, found in findings:
        versions[ruleset.rule_set] = ruleset.version
        entries += [{"rule": one.rule.id, "topic": one.rule.topic, "state": one.state, "statements": one.statements,
                     "because": one.because, "ask": one.ask} for one in found]
    in_force = {link_id: as_json(answer) for link_id, answer in answers.given().items()}
    return {"findings": entries, "in_force": in_force, "versions": versions}
