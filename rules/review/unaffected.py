"""Finds the questions and conditions that cannot differ between two versions, so that a comparison can skip them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from forms import Condition, Item, Mentions, Questionnaire
from rules.review.cases import items_behind, tests_on

TOLD = ("text", "short", "help", "why", "section")  # fields of an item that people read and conditions do not
IN_WORDS = ("text", "rows")  # types in which conditions read the terms that an answer mentions


@dataclass(frozen=True)
class Unaffected:
    """The parts that are the same in both versions.

    `items`: link ids of the questions that accept the same answers. `terms`: names that stand for the same words.
    `every_term`: True if all names do.
    """

    before: Questionnaire
    now: Questionnaire
    items: frozenset[str]
    terms: frozenset[str]
    every_term: bool

    @classmethod
    def of(cls, before: Questionnaire, now: Questionnaire) -> "Unaffected":
        terms = frozenset(_terms(before, now))
        every_term = before.terminology.names == now.terminology.names == terms
        return cls(before, now, frozenset(_items(before, now)), terms, every_term)

    def is_read_alike(self, item: Item) -> bool:
        """Returns whether, for every response, both versions read the same answer from this item, asked or not."""
        if not self._takes_the_same(item) or (item.type in IN_WORDS and not self.every_term):
            return False
        gates = items_behind(self.now, [] if item.enable_when is None else [item.enable_when])
        return all(map(self.is_read_alike, gates))

    def comes_out_alike(self, condition: Condition) -> bool:
        """Returns whether, for every response, this condition has the same value in both versions."""
        items = items_behind(self.now, [condition])
        tests = chain.from_iterable(tests_on(item, [condition], items) for item in items)
        return all(map(self._takes_the_same, items)) and all(
            self.terms.issuperset(test.mentions) for test in tests if isinstance(test, Mentions))

    def _takes_the_same(self, item: Item) -> bool:
        """Whether this item has the same parts in both versions, and each part accepts the same answers."""
        made_of = self.now.made_of(item)
        return self.before.made_of(item) == made_of and self.items.issuperset(made_of)


def _items(before: Questionnaire, now: Questionnaire) -> Iterator[str]:
    same_medicines = before.terminology.medicine_list == now.terminology.medicine_list
    for link_id, item in now.items.items():
        other = before.items.get(link_id)
        if item.type == "rows" and not same_medicines:
            continue  # a medicine that only one version knows makes the list incomplete in the other
        if other is None or before.is_switched_off(other) != now.is_switched_off(item):
            continue
        if _as_read(item) == _as_read(other):
            yield link_id


def _as_read(item: Item) -> Item:
    return item.model_copy(update=dict.fromkeys(TOLD, ""))


def _terms(before: Questionnaire, now: Questionnaire) -> Iterator[str]:
    then, here = before.terminology, now.terminology
    if (then.context, then.ordinary_words) == (here.context, here.ordinary_words):
        names = before.terminology.names & now.terminology.names
        yield from (name for name in names if _words_of(before, name) == _words_of(now, name))


def _words_of(questionnaire: Questionnaire, name: str) -> list[object]:
    terms, medicines = questionnaire.terminology.terms, questionnaire.terminology.medicines
    return [*(one.model_copy(update={"means": ""}) for one in terms if one.term == name),
            *((one.name, one.also) for one in medicines if name in one.classes)]
