"""What changed between two visits: points and answers that are new, gone or different.

Both responses are held against the rules of today, so a difference always comes from the answers. Pure: no clock.
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
    """A topic that differs. `because` are the answers that differ and raise it, or did.

    new: raised now and not then. changed: raised both times, for other reasons. open_again: raised then, and now it is
    not known, so it is not gone. gone: raised then, and the answers of now do not raise it.
    """

    rule_set: str
    topic: str
    title: str
    kind: PointKind
    because: tuple[str, ...]


@dataclass(frozen=True)
class AnswerChange:
    """An answer that differs in what it says; who gave it and when do not count.

    new: there was none then. gone: there is none now, or the question is not asked any more.
    """

    link_id: str
    kind: AnswerKind
    before: Answer
    now: Answer


@dataclass(frozen=True)
class Changes:
    """All differences, points in the order of the rule sets and answers in the order asked."""

    points: tuple[PointChange, ...]
    answers: tuple[AnswerChange, ...]

    def of_point(self, rule_set: str, topic: str) -> PointKind | None:
        """How a topic differs; None where it does not."""
        return self._points.get((rule_set, topic))

    @cached_property
    def _points(self) -> Mapping[tuple[str, str], PointKind]:
        return {(one.rule_set, one.topic): one.kind for one in self.points}


def what_changed(
    earlier: AnswersInForce, judged_then: Judged, now: AnswersInForce, judged_now: Judged,
) -> Changes:
    """The differences between the answers in force, and between the points they raise, from `earlier` to `now`.

    Both are judged by the same rule sets.
    """
    answers = tuple(_answers(earlier, now))
    differing = {one.link_id for one in answers}
    points: list[PointChange] = []
    for (ruleset, then), (_, here) in zip(judged_then, judged_now, strict=True):
        points += _points(ruleset, then, here, differing)
    return Changes(tuple(points), answers)


def comparable(earlier: Response, now: Response, not_in_it: Collection[str]) -> Response:
    """The earlier answers; of what their file never holds (`not_in_it`), those of now, so that it does not differ."""
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
    """The answers that differ among those that raise the topic, or did."""
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
