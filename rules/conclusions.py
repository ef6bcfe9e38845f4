"""Removes the answers that a reader may not see, then evaluates the rules.

So no finding that the reader sees depends on a hidden answer.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from forms import (
    CLINICIAN,
    AnswersInForce,
    Questionnaire,
    Reader,
    Response,
    answers_in_force,
    cut,
    private_items,
    withheld_from,
)
from rules.changes_between_visits import Changes, what_changed
from rules.evaluation import Finding, Judged, evaluate_all
from rules.ruleset import RuleSet


@dataclass(frozen=True)
class Conclusions:
    """The answers that one reader sees, and the findings computed from these alone.

    `judged`: the rule sets that are on, each with its findings, in printing order. `turned_off`: the other rule sets.
    `earlier`: the answers of an earlier visit that this reader sees. `changes`: the differences from `earlier` to
    `answers`. Both are None at a first visit.
    """

    reader: Reader
    answers: AnswersInForce
    judged: Judged
    turned_off: tuple[RuleSet, ...] = ()
    earlier: AnswersInForce | None = None
    changes: Changes | None = None


def conclude(
    answers: AnswersInForce, rule_sets: Iterable[RuleSet], reader: Reader = CLINICIAN,
    earlier: Response | None = None,
) -> Conclusions:
    """Returns the conclusions for one reader. `answers` may contain answers that this reader does not see.

    `earlier` is None at a first visit. Each rule set is evaluated once for `answers` and once for `earlier`.
    """
    used, turned_off = _on_and_off(rule_sets)
    withheld = withheld_from(reader, answers)
    before = _earlier(answers, earlier, withheld)
    seen = cut(answers, withheld)
    hidden = frozenset() if reader.sees_private_topics else private_topics(used, answers.questionnaire)
    judged = without_topics(evaluate_all(used, seen), hidden)
    changes = None
    if before is not None:
        changes = what_changed(before, without_topics(evaluate_all(used, before), hidden), seen, judged)
    return Conclusions(reader, seen, judged, turned_off, before, changes)


def conclude_openly(conclusions: Conclusions) -> Conclusions:
    """Returns the conclusions for a page that anybody may see: without private answers and without private topics.

    They contain no earlier visit and no changes.
    """
    questionnaire = conclusions.answers.questionnaire
    seen = cut(conclusions.answers, private_items(questionnaire))
    rule_sets = [ruleset for ruleset, _ in conclusions.judged]
    judged = without_topics(evaluate_all(rule_sets, seen), private_topics(rule_sets, questionnaire))
    return replace(conclusions, answers=seen, judged=judged, earlier=None, changes=None)


def private_topics(rule_sets: Iterable[RuleSet], questionnaire: Questionnaire) -> frozenset[tuple[str, str]]:
    """Returns (rule set, topic) for each topic that has a rule which reads a sensitive question.

    The name of such a topic is private, whichever answer raises it.
    """
    found = set()
    for ruleset in rule_sets:
        for rule in ruleset.rules:
            if any(questionnaire.item(test.item).sensitive for test in rule.when.leaves()):
                found.add((ruleset.rule_set, rule.topic))
    return frozenset(found)


def without_topics(judged: Judged, topics: Collection[tuple[str, str]]) -> Judged:
    """Returns `judged` without the findings on `topics`, which are given as (rule set, topic)."""
    if not topics:
        return judged
    left: list[tuple[RuleSet, tuple[Finding, ...]]] = []
    for ruleset, findings in judged:
        kept = tuple(one for one in findings if (ruleset.rule_set, one.rule.topic) not in topics)
        left.append((ruleset, kept))
    return tuple(left)


def _on_and_off(rule_sets: Iterable[RuleSet]) -> tuple[tuple[RuleSet, ...], tuple[RuleSet, ...]]:
    rule_sets = tuple(rule_sets)
    return tuple(one for one in rule_sets if one.on), tuple(one for one in rule_sets if not one.on)


def _earlier(
    answers: AnswersInForce, earlier: Response | None, withheld: Collection[str],
) -> AnswersInForce | None:
    if earlier is None:
        return None
    return cut(answers_in_force(answers.questionnaire, earlier, today=answers.today), withheld)
