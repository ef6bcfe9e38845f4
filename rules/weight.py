"""Computes the weight of a finding from its strongest wording. The weight decides the order of the points."""

from collections.abc import Iterable, Sequence

from forms import Mentions, Questionnaire
from rules.evaluation import Finding
from rules.ruleset import STRENGTHS, Rule, RuleSet

LIGHTEST = len(STRENGTHS)


def weight(ruleset: RuleSet, finding: Finding, rule_sets: Sequence[RuleSet], questionnaire: Questionnaire) -> int:
    """Returns the index of the finding's strongest wording in STRENGTHS. 0 is the heaviest; LIGHTEST means no wording.

    A finding on contradictory answers is at least as heavy as any point that one of these answers could raise. So
    "no aneurysm" beside a chart that names an aneurysm is not printed last.
    """
    own = _heaviest(ruleset, finding.statements)
    if ruleset.asks:
        return own
    doubted = [_heaviest(other, rule.statements) for other, rule in doubted_by(finding.rule, rule_sets, questionnaire)]
    return min([own, *doubted])


def doubted_by(rule: Rule, rule_sets: Iterable[RuleSet], questionnaire: Questionnaire) -> list[tuple[RuleSet, Rule]]:
    """Returns the rules on the same topic that read a box which this rule reads, or a box that it opens.

    Each comes with its rule set. Rule sets that are off or have `asks: no` are skipped.
    """
    boxes = _boxes_read(rule, questionnaire)
    found = []
    for ruleset in rule_sets:
        for other in ruleset.rules if ruleset.asks and ruleset.on else ():
            if other.topic == rule.topic and not boxes.isdisjoint(_boxes_behind(other, questionnaire)):
                found.append((ruleset, other))
    return found


def _boxes(rule: Rule) -> set[str]:
    return {test.item for test in rule.when.leaves() if not isinstance(test, Mentions)}


def _boxes_read(rule: Rule, questionnaire: Questionnaire) -> set[str]:
    """The boxes that a rule reads; for a computed item, those that decide whether the items it is made of are asked."""
    found = _boxes(rule)
    for link_id in sorted(found):
        for part in questionnaire.made_of(questionnaire.item(link_id)):
            opened_by = questionnaire.item(part).enable_when
            if part != link_id and opened_by is not None:
                found.update(test.item for test in opened_by.leaves())
    return found


def _boxes_behind(rule: Rule, questionnaire: Questionnaire) -> set[str]:
    """The boxes that a rule reads, and those that decide whether these are asked."""
    found: set[str] = set()
    left = _boxes(rule)
    while left:
        link_id = left.pop()
        found.add(link_id)
        opened_by = questionnaire.item(link_id).enable_when
        left |= {test.item for test in opened_by.leaves()} - found if opened_by else set()
    return found


def _heaviest(ruleset: RuleSet, statements: Iterable[str]) -> int:
    printed = (ruleset.statements[one] for one in statements)
    return min((STRENGTHS.index(one.strength) for one in printed if one.flag != "wrong"), default=LIGHTEST)
