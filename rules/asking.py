"""Finds the unknown answers that matter: the questions that open findings ask, the most important first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from forms import Absent, AnswersInForce
from rules.evaluation import Finding
from rules.ruleset import STRENGTHS, RuleSet, Strength

Unknown = Absent | Literal["in_doubt"]
Point = tuple[bool, int, str]  # not a safety rule; index of its strongest wording in STRENGTHS; its id


@dataclass(frozen=True, slots=True)
class Question:
    """A question whose answer is unknown or in doubt, and the rules that an answer could raise.

    `unknown`: why the answer is unknown. `in_doubt` means that a person has to read it: its words mention something
    after a "no". `could_raise`: ids of rules, safety rules first, then the strongest wording first. `strongest`: the
    strongest wording among these rules. `is_open_ended`: a free text without an answer, which could raise nearly any
    rule.
    """

    link_id: str
    unknown: Unknown
    could_raise: tuple[str, ...]
    strongest: Strength
    is_safety: bool
    is_open_ended: bool


def questions_worth_asking(
    judged: Sequence[tuple[RuleSet, Sequence[Finding]]], answers: AnswersInForce,
) -> tuple[Question, ...]:
    """Returns each question whose answer could still raise or settle a point, the most important first.

    The order is: safety, then the strongest wording that an answer could raise, then the number of points that need
    the answer, then the order of the form. Free texts without an answer come last: each could raise nearly any rule.
    Includes declined questions, since people decide whether to ask again. Skips rule sets with `asks: no`.
    """
    waiting: dict[str, list[Point]] = {}
    for ruleset, findings in judged:
        for finding in findings if ruleset.asks else ():
            if finding.state == "open":
                point = _point(ruleset, finding)
                for link_id in finding.ask:
                    waiting.setdefault(link_id, []).append(point)
    in_form_order = (link_id for link_id in answers.questionnaire.items if link_id in waiting)
    return tuple(sorted((_question(link_id, waiting[link_id], answers) for link_id in in_form_order), key=_place))


def _point(ruleset: RuleSet, finding: Finding) -> Point:
    return not finding.rule.safety, STRENGTHS.index(ruleset.strongest(finding.statements)), finding.rule.id


def _question(link_id: str, points: list[Point], answers: AnswersInForce) -> Question:
    in_order = sorted(points, key=lambda point: point[:2])
    absent = answers.answer(link_id).absent
    return Question(
        link_id, absent or "in_doubt", tuple(rule for _, _, rule in in_order),
        STRENGTHS[min(strength for _, strength, _ in points)], is_safety=any(not other for other, _, _ in points),
        is_open_ended=absent is not None and answers.questionnaire.item(link_id).type == "text")


def _place(question: Question) -> tuple[bool, bool, int, int]:
    return (question.is_open_ended, not question.is_safety, STRENGTHS.index(question.strongest),
            -len(question.could_raise))
