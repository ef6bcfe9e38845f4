"""Which unknown answers matter: the questions that open findings ask, those that could raise the most first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from forms import Absent, AnswersInForce
from rules.evaluation import Finding
from rules.ruleset import STRENGTHS, RuleSet, Strength

Unknown = Absent | Literal["in_doubt"]
Point = tuple[bool, int, str]  # not a safety rule; where its strongest wording stands in STRENGTHS; its id


@dataclass(frozen=True, slots=True)
class Question:
    """An answer that is unknown, why, and the ids of the rules it could raise: safety first, then strongest wording.

    `in_doubt` is an answer that is there and has to be read: words that mention something after a "no".
    `strongest` is the strongest wording among these rules. `is_open_ended`: own words that nobody wrote, which could
    raise nearly everything.
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
    """Every question whose answer could still raise or settle a point, what matters most first.

    That is: safety, then the strongest wording it could raise, then how many points wait for it, then the form's order.
    Own words that nobody wrote come last, whatever they could raise: a box asks for one thing, they ask for all.
    Includes declined questions: whether to ask one again is for people to decide. Skips rule sets with `asks: no`.
    """
    waiting: dict[str, list[Point]] = {}
    for ruleset, findings in judged:
        for finding in findings if ruleset.asks else ():
            for link_id in finding.ask if finding.state == "open" else ():
                waiting.setdefault(link_id, []).append(_point(ruleset, finding))
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
