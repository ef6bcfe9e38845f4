"""Lists the points that a change of rules or questions adds to given responses or removes from them, and why."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Literal, NamedTuple

from forms import (
    Answer,
    AnswerError,
    ComputedItem,
    Fact,
    Item,
    Questionnaire,
    Response,
    answers_in_force,
    read_answer,
)
from forms.exchange import ResponseError, read_response
from rules.evaluation import STATES
from rules.review.cases import items_behind
from rules.review.unaffected import Unaffected
from rules.review.versions import Version
from rules.ruleset import State

Missing = Literal["no such rule"]
NOTHING_TO_TELL = {"no such rule", "silent"}
Facts = Mapping[str, Fact]


class Change(NamedTuple):
    """A point whose state differs. `because` and `ask` are those of the new rule, or of the old one if it is gone."""

    rule: str
    before: State | Missing
    now: State | Missing
    because: tuple[str, ...]
    ask: tuple[str, ...]


class Comparison:
    """Compares two versions, one response at a time, so that memory does not grow.

    Evaluates only rules whose result can differ, and reads only the answers that these need. An answer that both
    versions read in the same way is read once.
    """

    def __init__(self, before: Version, now: Version) -> None:
        self.before, self.now = before, now
        self.alike = Unaffected.of(before.questionnaire, now.questionnaire)
        self.rules = [name for name in dict.fromkeys([*now.rules, *before.rules]) if self._can_differ(name)]
        behind = self._behind(before)
        shared = [item for item in behind if self.alike.is_read_alike(item)]
        apart = [item for item in behind if item not in shared]
        self.computed_apart = [item.link_id for item in apart if isinstance(item, ComputedItem)]
        self.computed_now = [item.link_id for item in self._behind(now) if isinstance(item, ComputedItem)]
        self.items_before = _asked(before.questionnaire, apart)
        self.items_now = _asked(now.questionnaire, [*self._behind(now), *shared])
        self.read = {item.link_id for item in (*self.items_before, *self.items_now)}

    def _can_differ(self, name: str) -> bool:
        then, here = self.before.rules.get(name), self.now.rules.get(name)
        return then is None or here is None or then.when != here.when or not self.alike.comes_out_alike(here.when)

    def _behind(self, version: Version) -> tuple[Item, ...]:
        rules = [version.rules[name] for name in self.rules if name in version.rules]
        return items_behind(version.questionnaire, [rule.when for rule in rules])

    def changes(self, content: bytes | str, today: date) -> list[Change]:
        """Returns the points of a response whose state differs. Raises ResponseError if neither version can read it."""
        then, here = self._read(content, today)
        new = answers_in_force(self.now.questionnaire, here, self.items_now).facts
        apart = answers_in_force(self.before.questionnaire, then, self.items_before).facts
        computed = {link_id: new[link_id] for link_id in self.computed_now}
        computed |= {link_id: apart[link_id] for link_id in self.computed_apart}
        return list(self._changes({**new, **apart, **computed}, new))

    def _read(self, content: bytes | str, today: date) -> tuple[Response, Response]:
        """Returns the response as the older and as the newer questionnaire read it.

        If only one of them can read it, the other gets the answers that it accepts.
        """
        try:
            here = read_response(content, self.now.questionnaire, today=today, items=self.read)
        except ResponseError as error:
            try:
                then = read_response(content, self.before.questionnaire, today=today, items=self.read)
            except ResponseError:
                raise error from None
            return then, self._carried_over(then, self.now.questionnaire, today)
        return self._carried_over(here, self.before.questionnaire, today), here

    def _carried_over(self, response: Response, questionnaire: Questionnaire, today: date) -> Response:
        """Returns the response with the answers that this questionnaire accepts; the others become unanswered."""
        if response.answers.keys() <= self.alike.items:
            return response
        taken = {link_id: answer if link_id in self.alike.items
                 else _taken(questionnaire.items.get(link_id), answer, today)
                 for link_id, answer in response.answers.items()}
        return replace(response, answers={link_id: answer for link_id, answer in taken.items() if answer is not None})

    def _changes(self, old: Facts, new: Facts) -> Iterator[Change]:
        for name in self.rules:
            then, here = self.before.rules.get(name), self.now.rules.get(name)
            was: State | Missing = STATES[then.when.value(old)] if then else "no such rule"
            is_: State | Missing = STATES[here.when.value(new)] if here else "no such rule"
            if was != is_ and {was, is_} != NOTHING_TO_TELL:
                _, because, ask = here.when.trace(new) if here else self.before.rules[name].when.trace(old)
                yield Change(name, was, is_, because, ask)


def _asked(questionnaire: Questionnaire, items: Iterable[Item]) -> tuple[Item, ...]:
    """Returns these items and those that decide whether they are asked, in the order of the form.

    A computed item is replaced by the items that it is computed from.
    """
    wanted = {*questionnaire.asked_for(item.link_id for item in items)}
    for item in reversed(questionnaire.items.values()):  # an item that opens another comes before it
        if item.link_id in wanted and item.enable_when is not None:
            wanted |= questionnaire.asked_for(test.item for test in item.enable_when.leaves())
    return tuple(item for item in questionnaire.items.values() if item.link_id in wanted)


def _taken(item: Item | None, answer: Answer, today: date) -> Answer | None:
    if item is None or answer.value is None:
        return answer if item else None
    try:
        return replace(answer, value=read_answer(item, answer.value, today=today))
    except AnswerError:
        return None
