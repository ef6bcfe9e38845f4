"""How heavy a finding is: where its heaviest wording stands among the strengths. It decides where a point stands."""

from collections.abc import Iterable, Sequence

from forms import Mentions, Questionnaire
from rules.evaluation import Finding
from rules.ruleset import STRENGTHS, Rule, RuleSet

LIGHTEST = len(STRENGTHS)


def weight(ruleset: RuleSet, finding: Finding, rule_sets: Sequence[RuleSet], questionnaire: Questionnaire) -> int:
    """The place of its heaviest wording in STRENGTHS; 0 is the heaviest.

    Answers that do not fit together say nothing of their own. Such a finding is as heavy as the points that either of
    the two answers could raise, so that "no aneurysm" beside a chart that names one is not read last.
    """
    own = _heaviest(ruleset, finding.statements)
    if ruleset.asks:
        return own
    doubted = [_heaviest(other, rule.statements) for other, rule in doubted_by(finding.rule, rule_sets, questionnaire)]
    return min([own, *doubted])


def doubted_by(rule: Rule, rule_sets: Iterable[RuleSet], questionnaire: Questionnaire) -> list[tuple[RuleSet, Rule]]:
    """The rules on the same topic that one of this rule's boxes raises, itself or by a box that it opens."""
    boxes = _boxes(rule)
    found = []
    for ruleset in rule_sets:
        for other in ruleset.rules if ruleset.asks and ruleset.on else ():
            if other.topic == rule.topic and not boxes.isdisjoint(_boxes_behind(other, questionnaire)):
                found.append((ruleset, other))
    return found


def _boxes(rule: Rule) -> set[str]:
    return {test.item for test in rule.when.leaves() if not isinstance(test, Mentions)}


def _boxes_behind(rule: Rule, questionnaire: Questionnaire) -> set[str]:
    """The boxes it reads, and those that decide whether these are asked."""
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
