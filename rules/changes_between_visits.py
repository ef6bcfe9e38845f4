"""Compares two visits: points and answers that are new, gone or different.

Both responses are evaluated with today's rules, so a difference always comes from the answers. Does not read the clock.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import Literal

from forms import UNANSWERED, Answer, AnswersInForce, Response
from rules.evaluation import Finding, Judged
from rules.ruleset import RuleSet

PointKind = Literal["new", "changed", "open_again", "gone"]
AnswerKind = Literal["new", "changed", "gone"]


@dataclass(frozen=True)
class PointChange:
    """A topic that differs between two visits. `because`: the changed answers that raise it now, or raised it then.

    new: raised only now. changed: raised both times, by other rules or other answers. open_again: raised then, open
    now. gone: raised then, neither raised nor open now.
    """

    rule_set: str
    topic: str
    title: str
    kind: PointKind
    because: tuple[str, ...]


@dataclass(frozen=True)
class AnswerChange:
    """An answer whose value or absent reason differs. Its date and who gave it are not compared.

    new: not answered then. gone: not answered now, or no longer asked.
    """

    link_id: str
    kind: AnswerKind
    before: Answer
    now: Answer


@dataclass(frozen=True)
class Changes:
    """All differences: points in the order of the rule sets, answers in the order of the form."""

    points: tuple[PointChange, ...]
    answers: tuple[AnswerChange, ...]

    def of_point(self, rule_set: str, topic: str) -> PointKind | None:
        """Returns how a topic differs; None if it does not."""
        return self._points.get((rule_set, topic))

    @cached_property
    def _points(self) -> Mapping[tuple[str, str], PointKind]:
        return {(one.rule_set, one.topic): one.kind for one in self.points}


def what_changed(
    earlier: AnswersInForce, judged_then: Judged, now: AnswersInForce, judged_now: Judged,
) -> Changes:
    """Compares the answers in force of two visits, and the points that they raise.

    `judged_then` and `judged_now` are the findings for `earlier` and `now`, from the same rule sets in the same order.
    """
    answers = tuple(_answers(earlier, now))
    differing = {one.link_id for one in answers}
    points: list[PointChange] = []
    for (ruleset, then), (_, here) in zip(judged_then, judged_now, strict=True):
        points += _points(ruleset, then, here, differing)
    return Changes(tuple(points), answers)


def comparable(earlier: Response, now: Response, not_in_it: Collection[str]) -> Response:
    """Returns the earlier response with the answers of `now` to the questions in `not_in_it`.

    The file of the earlier answers never contains these questions. Copied from `now`, they do not count as changed.
    """
    taken = {link_id: answer for link_id, answer in now.answers.items() if link_id in not_in_it}
    return replace(earlier, answers={**earlier.answers, **taken})


def _answers(before: AnswersInForce, now: AnswersInForce) -> Iterator[AnswerChange]:
    for link_id in before.questionnaire.items:
        old, new = before.answer(link_id), now.answer(link_id)
        if (old.value, old.absent) != (new.value, new.absent):
            kind: AnswerKind = "new" if _is_none(old) else "gone" if _is_none(new) else "changed"
            yield AnswerChange(link_id, kind, old, new)


def _is_none(answer: Answer) -> bool:
    return (answer.value, answer.absent) == (UNANSWERED.value, UNANSWERED.absent)


def _points(
    ruleset: RuleSet, earlier: Sequence[Finding], now: Sequence[Finding], differing: set[str],
) -> Iterator[PointChange]:
    then, here = _by_topic(earlier), _by_topic(now)
    for topic in ruleset.topics:
        old, new = then.get(topic.topic, []), here.get(topic.topic, [])
        reasons = _reasons([*old, *new], differing)
        kind = _kind(old, new, reasons)
        if kind is not None:
            yield PointChange(ruleset.rule_set, topic.topic, topic.title, kind, reasons)


def _by_topic(findings: Sequence[Finding]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.rule.topic, []).append(finding)
    return found


def _reasons(findings: Sequence[Finding], differing: set[str]) -> tuple[str, ...]:
    """Link ids of the changed answers that raise the topic now, or raised it then."""
    read = chain.from_iterable(one.because for one in findings if one.state == "raised")
    return tuple(dict.fromkeys(link_id for link_id in read if link_id in differing))


def _kind(old: Sequence[Finding], new: Sequence[Finding], reasons: tuple[str, ...]) -> PointKind | None:
    then, here = _raised(old), _raised(new)
    if here and then:
        return "changed" if here != then or reasons else None
    if here:
        return "new"
    if then:
        return "open_again" if any(one.state == "open" for one in new) else "gone"
    return None


def _raised(findings: Sequence[Finding]) -> set[str]:
    return {one.rule.id for one in findings if one.state == "raised"}
