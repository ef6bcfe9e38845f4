"""Answers in, findings out. No clock, no files, no session, and no overall result."""

from collections.abc import Iterable, Sequence
from importlib.metadata import version
from typing import Any, NamedTuple

from forms import AnswersInForce, may_be_in_danger
from forms.exchange import as_json
from rules.ruleset import Rule, RuleSet, State

STATES: dict[bool | None, State] = {True: "raised", None: "open", False: "silent"}


class Finding(NamedTuple):
    """What one rule comes to.

    `raised`: true however the unknown answers turn out. `open`: could still be raised; `ask` says what to ask.
    `silent`: not raised, which is not the same as clear. `because` are the answers that settled it.
    `statements` are those to show: not the ones that have no place in a crisis, unless there is known to be none.
    """

    rule: Rule
    state: State
    statements: tuple[str, ...]
    because: tuple[str, ...]
    ask: tuple[str, ...]


Judged = Sequence[tuple[RuleSet, Sequence[Finding]]]  # rule sets with their findings, in the order to print


def evaluate(ruleset: RuleSet, answers: AnswersInForce) -> tuple[Finding, ...]:
    """One finding a rule, in the rule set's order."""
    may_be = may_be_in_danger(answers)
    facts, found = answers.facts, []
    for rule in ruleset.rules:
        value, because, ask = rule.when.trace(facts)
        cited = ruleset.fit_for_a_crisis[rule.id] if may_be else rule.statements
        found.append(Finding(rule, STATES[value], cited, because, ask))
    return tuple(found)


def evaluate_all(rule_sets: Iterable[RuleSet], answers: AnswersInForce) -> Judged:
    """Each rule set with its findings, in their order. A rule set that the clinic has turned off finds nothing."""
    return tuple((ruleset, evaluate(ruleset, answers) if ruleset.on else ()) for ruleset in rule_sets)


def report(findings: Judged, answers: AnswersInForce) -> dict[str, Any]:
    """The findings, the answers they rest on, and the versions of all that made them, as JSON takes them."""
    versions = {"questionnaire": answers.questionnaire.version, "pydantic": version("pydantic")}
    entries = []
    for ruleset, found in findings:
        versions[ruleset.rule_set] = ruleset.version
        entries += [{"rule": one.rule.id, "topic": one.rule.topic, "state": one.state, "statements": one.statements,
                     "because": one.because, "ask": one.ask} for one in found]
    in_force = {link_id: as_json(answer) for link_id, answer in answers.given().items()}
    return {"findings": entries, "in_force": in_force, "versions": versions}
