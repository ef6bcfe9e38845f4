"""Lists the points that a change of rules or questions adds to given responses or removes from them, and why."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Literal, NamedTuple

from forms import (
    Answer,
    AnswerError,
    Fact,
    FactsOnDemand,
    Item,
    Questionnaire,
    Response,
    fact_of,
    read_answer,
)
from forms.exchange import ResponseError, read_response
from rules.evaluation import STATES
from rules.review.cases import items_behind
from rules.review.unaffected import WORDED, Unaffected
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

    Evaluates only rules whose result can differ, and reads only the answers that these need. `always` are the rules
    with another condition or another question behind it. The rules of `by_words` can differ only for a response with
    words that the versions read differently. An answer that both read alike is read once.
    """

    def __init__(self, before: Version, now: Version) -> None:
        self.before, self.now = before, now
        self.alike = Unaffected.of(before.questionnaire, now.questionnaire)
        names = dict.fromkeys([*now.rules, *before.rules])
        self.always = frozenset(filter(self._can_always_differ, names))
        self.by_words = frozenset(filter(self._can_differ_by_words, names.keys() - self.always))
        self.rules = [name for name in names if name in self.always or name in self.by_words]
        self.read = self._read_in(before) | self._read_in(now)
        self.worded = self.alike.worded(self.read)

    def _can_always_differ(self, name: str) -> bool:
        then, here = self.before.rules.get(name), self.now.rules.get(name)
        return then is None or here is None or then.when != here.when or not self.alike.takes_the_same(here.when)

    def _can_differ_by_words(self, name: str) -> bool:
        return self.alike.depends_on_words(self.now.rules[name].when)

    def _read_in(self, version: Version) -> frozenset[str]:
        """Returns the link ids of the questions that one version needs."""
        conditions = [version.rules[name].when for name in self.rules if name in version.rules]
        return _asked(version.questionnaire, items_behind(version.questionnaire, conditions))

    def changes(self, content: bytes | str, today: date) -> list[Change]:
        """Returns the points of a response whose state differs. Raises ResponseError if neither version can read it."""
        then, here = self._read(content, today)
        read = _ReadOnce(self.alike).fact_of
        old = FactsOnDemand(self.before.questionnaire, then, today, read)
        new = FactsOnDemand(self.now.questionnaire, here, today, read)
        rules = self.always if self._mention_the_same(here) else self.always | self.by_words
        return list(self._changes([name for name in self.rules if name in rules], old, new))

    def _mention_the_same(self, response: Response) -> bool:
        """Returns whether both versions find the same terms in the words of all answers that they take alike."""
        if not self.by_words:
            return True
        written = [link_id for link_id in self.worded if link_id in response.answers]
        return all(self.alike.mentions_the_same(response.answers[link_id]) for link_id in written)

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

    def _changes(self, rules: Iterable[str], old: Facts, new: Facts) -> Iterator[Change]:
        for name in rules:
            then, here = self.before.rules.get(name), self.now.rules.get(name)
            was: State | Missing = STATES[then.when.value(old)] if then else "no such rule"
            is_: State | Missing = STATES[here.when.value(new)] if here else "no such rule"
            if was != is_ and {was, is_} != NOTHING_TO_TELL:
                _, because, ask = here.when.trace(new) if here else self.before.rules[name].when.trace(old)
                yield Change(name, was, is_, because, ask)


class _ReadOnce:
    """Reads the answers of one response. What both versions read alike is read for the first and kept for the other."""

    def __init__(self, alike: Unaffected) -> None:
        self.alike = alike
        self.found: dict[str, Fact] = {}

    def fact_of(self, questionnaire: Questionnaire, item: Item, answer: Answer) -> Fact:
        if item.type not in WORDED or not self.alike.is_read_alike(item, answer):
            return fact_of(questionnaire, item, answer)
        if item.link_id not in self.found:
            self.found[item.link_id] = fact_of(questionnaire, item, answer)
        return self.found[item.link_id]


def _asked(questionnaire: Questionnaire, items: Iterable[Item]) -> frozenset[str]:
    """Returns the link ids of these items and of those that decide whether they are asked.

    A computed item is replaced by the items that it is computed from.
    """
    wanted = {*questionnaire.asked_for(item.link_id for item in items)}
    for item in reversed(questionnaire.items.values()):  # an item that opens another comes before it
        if item.link_id in wanted and item.enable_when is not None:
            wanted |= questionnaire.asked_for(test.item for test in item.enable_when.leaves())
    return frozenset(wanted)


def _taken(item: Item | None, answer: Answer, today: date) -> Answer | None:
    if item is None or answer.value is None:
        return answer if item else None
    try:
        return replace(answer, value=read_answer(item, answer.value, today=today))
    except AnswerError:
        return None
