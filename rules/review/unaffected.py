"""Finds the questions and conditions that cannot differ between two versions, so that a comparison can skip them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from forms import Condition, Item, Mentions, Questionnaire
from rules.review.cases import items_behind, tests_on

TOLD = ("text", "short", "help", "why", "section")  # what people read of an item, and no condition does
IN_WORDS = ("text", "rows")  # types of which conditions read the terms that are mentioned


@dataclass(frozen=True)
class Unaffected:
    """`items` are link ids that take the same answers of the same people; `terms` stand for the same words in both."""

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
        """Whether any response gives conditions the same to read of this item, open or closed."""
        if not self._takes_the_same(item) or (item.type in IN_WORDS and not self.every_term):
            return False
        gates = items_behind(self.now, [] if item.enable_when is None else [item.enable_when])
        return all(map(self.is_read_alike, gates))

    def comes_out_alike(self, condition: Condition) -> bool:
        """Whether any response makes this condition come out the same."""
        items = items_behind(self.now, [condition])
        tests = chain.from_iterable(tests_on(item, [condition], items) for item in items)
        return all(map(self._takes_the_same, items)) and all(
            self.terms.issuperset(test.mentions) for test in tests if isinstance(test, Mentions))

    def _takes_the_same(self, item: Item) -> bool:
        """Whether all that this item is made of takes the same answers, and takes as many."""
        made_of = self.now.made_of(item)
        return self.before.made_of(item) == made_of and self.items.issuperset(made_of)


def _items(before: Questionnaire, now: Questionnaire) -> Iterator[str]:
    same_medicines = before.terminology.medicine_list == now.terminology.medicine_list
    for link_id, item in now.items.items():
        other = before.items.get(link_id)
        if item.type == "rows" and not same_medicines:
            continue  # a name that only one knows leaves the list open for the other, whatever is looked for
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
