"""Finds the questions, conditions and answers that cannot differ between two versions, so a comparison skips them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from forms import Answer, ComputedItem, Condition, Item, MedicineRow, Questionnaire, SameReading
from rules.review.cases import items_behind

TOLD = ("text", "aloud", "short", "help", "why", "section")  # fields of an item that people read and conditions do not
WRITTEN = ("text", "string")  # types in which conditions read the terms that an answer mentions
LISTED = "rows"  # its medicines are looked up in the list; only computed items search its words for terms
WORDED = (*WRITTEN, LISTED)


@dataclass(frozen=True)
class Unaffected:
    """The parts that are the same in both versions.

    `items`: link ids of the questions and computed items that accept the same answers. `words`: whether the words of
    an answer are read alike.
    """

    before: Questionnaire
    now: Questionnaire
    items: frozenset[str]
    words: SameReading

    @classmethod
    def of(cls, before: Questionnaire, now: Questionnaire) -> "Unaffected":
        return cls(before, now, frozenset(_items(before, now)), SameReading(before.terminology, now.terminology))

    def takes_the_same(self, condition: Condition) -> bool:
        """Returns whether both versions ask the questions behind this condition alike, and accept the same answers."""
        return all(map(self._is_the_same, items_behind(self.now, [condition])))

    def depends_on_words(self, condition: Condition) -> bool:
        """Returns whether this condition reads words that the two versions may read differently."""
        return not self.words.everywhere and any(map(self._is_read_for_words, items_behind(self.now, [condition])))

    def is_read_alike(self, item: Item, answer: Answer) -> bool:
        """Returns whether both versions read the same from this answer. Where it was not asked does not matter."""
        return item.link_id in self.items and (item.type not in WRITTEN or self.words.of(_words(answer)))

    def worded(self, link_ids: Iterable[str]) -> tuple[str, ...]:
        """Returns those of these questions that both versions take alike, and in whose answers terms are searched."""
        return tuple(link_id for link_id in link_ids if link_id in self.items and self.now.item(link_id).type in WORDED)

    def mentions_the_same(self, answer: Answer) -> bool:
        """Returns whether both versions find the same terms in a text, or in the fields of a list of medicines."""
        return self.words.of(_words(answer))

    def _is_the_same(self, item: Item) -> bool:
        made_of = self.now.made_of(item)
        return item.link_id in self.items and self.items.issuperset(made_of)

    def _is_read_for_words(self, item: Item) -> bool:
        if not isinstance(item, ComputedItem):
            return item.type in WRITTEN
        return any(self.now.item(link_id).type in WORDED for link_id in self.now.made_of(item))


def _items(before: Questionnaire, now: Questionnaire) -> Iterator[str]:
    then, here = before.terminology, now.terminology
    same_medicines = then.medicine_list == here.medicine_list and then.nothing == here.nothing
    for link_id, item in now.items_read.items():
        other = before.items_read.get(link_id)
        if item.type == LISTED and not same_medicines:
            continue  # a medicine that only one version knows makes the list incomplete in the other
        if other is None or before.is_switched_off(other) != now.is_switched_off(item):
            continue
        if before.made_of(other) == now.made_of(item) and _as_read(item) == _as_read(other):
            yield link_id


def _as_read(item: Item) -> Item:
    return item.model_copy(update=dict.fromkeys(TOLD, ""))


def _words(answer: Answer) -> str:
    """The words of a text, or of every field of a list of medicines."""
    if isinstance(answer.value, str):
        return answer.value
    rows = answer.value if isinstance(answer.value, tuple) else ()
    return " ".join(f"{row.name} {row.dose} {row.frequency}" for row in rows if isinstance(row, MedicineRow))
