"""Which answers count: `answers_in_force`, the one pure function that rules, review page, PDF and exports all use.

An answer of a closed item is kept in the response and gets past here to nobody. That rows were listed all the same is
told by `rows_laid_aside`, so that a person is asked which of the two answers is right.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from forms.answers import UNANSWERED, Answer, MedicineRow, Value
from forms.computed import COMPUTED
from forms.conditions import Fact
from forms.freshness import Freshness, freshness
from forms.questionnaire import ComputedItem, Item, Questionnaire
from forms.response import Response

NOTHING: frozenset[str] = frozenset()
WITHHELD = Fact(None, False, None, (), ())  # of a hidden answer: unknown to conditions, and never a question to ask


@dataclass(frozen=True)
class AnswersInForce:
    """The answers of the items that are open, in the order asked, and what conditions read of all items.

    An open item without an answer is there as UNANSWERED. Closed and undecided items are in `facts` alone.
    """

    questionnaire: Questionnaire
    answers: Mapping[str, Answer]
    facts: Mapping[str, Fact]
    today: date | None = None

    def __getitem__(self, link_id: str) -> Fact:
        return self.facts[link_id]

    def __iter__(self) -> Iterator[tuple[Item, Answer]]:
        return ((self.questionnaire.item(link_id), answer) for link_id, answer in self.answers.items())

    def is_open(self, link_id: str) -> bool:
        """Whether the item is to be asked, as far as the answers so far tell."""
        return link_id in self.answers

    def is_withheld(self, link_id: str) -> bool:
        """Whether this is a copy in which nothing tells of the item."""
        return self.facts[link_id] is WITHHELD

    def answer(self, link_id: str) -> Answer:
        """The answer that counts; UNANSWERED for an item that is closed or undecided, or has none."""
        return self.answers.get(link_id, UNANSWERED)

    def freshness(self, link_id: str, as_of: date | None) -> Freshness:
        """How the answer that counts stands on a day."""
        return freshness(self.questionnaire.item(link_id), self.answer(link_id), as_of)

    def given(self) -> dict[str, Answer]:
        """The answers somebody gave, be it a value, "not sure" or "prefer not to say"."""
        return {link_id: answer for link_id, answer in self.answers.items() if answer != UNANSWERED}

    def as_response(self) -> Response:
        """The answers somebody gave, as a response."""
        return Response(self.questionnaire.questionnaire_id, self.given())

    def without(self, link_ids: Collection[str]) -> "AnswersInForce":
        """A copy in which nothing tells of these items, nor of those that are asked because of their answers.

        To conditions they are unknown, and not worth asking, so whatever a condition finds here holds without them.
        """
        questionnaire, withheld = self.questionnaire, set(link_ids)
        for item in questionnaire.items.values():  # in the order asked: what opens an item stands before it
            read = {test.item for test in item.enable_when.leaves()} if item.enable_when else set()
            if not withheld.isdisjoint(questionnaire.asked_for(read)):
                withheld.add(item.link_id)
        answers = {link_id: one for link_id, one in self.answers.items() if link_id not in withheld}
        facts = _Facts(questionnaire, answers, self.today)
        for link_id, item in questionnaire.items_read.items():
            if link_id in self.facts and not isinstance(item, ComputedItem):
                facts[link_id] = WITHHELD if link_id in withheld else self.facts[link_id]
        return AnswersInForce(questionnaire, answers, facts.with_computed(), self.today)


def rows_laid_aside(in_force: AnswersInForce, response: Response) -> dict[str, tuple[MedicineRow, ...]]:
    """The rows that a response keeps and that take part in nothing: a list beside "takes none", or beside "not sure".

    Link id of the list → its rows; empty where nothing is laid aside.
    """
    aside = {}
    for link_id, answer in response.answers.items():
        if in_force.questionnaire.item(link_id).type != "rows" or in_force.is_open(link_id):
            continue
        rows = tuple(row for row in answer.value if isinstance(row, MedicineRow)) if isinstance(
            answer.value, tuple) else ()
        if rows:
            aside[link_id] = rows
    return aside


def answers_in_force(
    questionnaire: Questionnaire, response: Response, items: Iterable[Item] | None = None,
    read: Callable[[Questionnaire, Item, Answer], Fact] | None = None, today: date | None = None,
) -> AnswersInForce:
    """The answers of open items only. Conditions look back only, so one pass in the order asked is enough.

    An item is open when its enable-when is true. It is closed when that is false, and undecided while an answer it
    depends on is unknown; children of a closed item are closed, since a test on a closed item is false.
    `items` narrows it to these, in the order asked, together with all that their conditions read; a computed one among
    them is read as if it had been asked. `read` stands in for `fact_of` where the same answers are read over and over.
    `today` is what the age is counted to; without it, it is unknown.
    """
    answers: dict[str, Answer] = {}
    facts = _Facts(questionnaire, answers, today)
    read = read or fact_of
    for item in questionnaire.items.values() if items is None else items:
        applies, because, ask = _enabled(questionnaire, item, facts)
        if applies:
            answers[item.link_id] = response.answers.get(item.link_id, UNANSWERED)
            facts[item.link_id] = read(questionnaire, item, answers[item.link_id])
        else:
            facts[item.link_id] = Fact(None, False, applies, because, ask)
    return AnswersInForce(questionnaire, answers, facts.with_computed() if items is None else facts, today)


class _Facts(dict[str, Fact]):
    """Link id → Fact. A computed one is made when it is first read, of the answers and facts that are here."""

    def __init__(self, questionnaire: Questionnaire, answers: Mapping[str, Answer], today: date | None) -> None:
        super().__init__()
        self.questionnaire, self.answers, self.today = questionnaire, answers, today

    def __missing__(self, link_id: str) -> Fact:
        item = self.questionnaire.item(link_id)
        if not isinstance(item, ComputedItem):
            raise KeyError(link_id)
        self[link_id] = COMPUTED[item.function](self.questionnaire, item, self.answers, self, self.today)
        return self[link_id]

    def with_computed(self) -> "_Facts":
        """The same, with every computed fact made."""
        for item in self.questionnaire.computed:
            self[item.link_id]
        return self


def _enabled(
    questionnaire: Questionnaire, item: Item, facts: Mapping[str, Fact],
) -> tuple[bool | None, tuple[str, ...], tuple[str, ...]]:
    if questionnaire.is_switched_off(item):
        return False, (), ()
    if item.enable_when is None:
        return True, (), ()
    return item.enable_when.trace(facts)


def fact_of(questionnaire: Questionnaire, item: Item, answer: Answer) -> Fact:
    """What conditions read of an open item with this answer."""
    if answer.value is None:
        return Fact(None, False, True, (), (item.link_id,))
    itself = (item.link_id,)
    if item.type == "rows":
        classes, all_recognised = _of_rows(questionnaire, answer.value)
        return Fact(classes, answer.is_complete and all_recognised, True, because=itself, ask=itself)
    readable, doubtful = _readable(questionnaire, item, answer.value)
    return Fact(readable, answer.is_complete, True, because=itself, ask=itself, doubtful=doubtful)


def _readable(questionnaire: Questionnaire, item: Item, value: Value) -> tuple[object, frozenset[str]]:
    """What a condition reads of a value, and the terms that are in doubt in it."""
    match item.type:
        case "many":
            return (frozenset(value) if isinstance(value, tuple) else frozenset()), NOTHING
        case "text" | "string":
            if not isinstance(value, str):
                return NOTHING, NOTHING
            found = questionnaire.terminology.read(value, (item.section, item.link_id))
            return found.asserted, found.doubtful
        case _:
            return value, NOTHING


def _of_rows(questionnaire: Questionnaire, value: Value) -> tuple[frozenset[str], bool]:
    """The classes of the medicines that rows name, and whether every row is recognised.

    One that is not may be anything, so what no other row names stays unknown.
    """
    names = questionnaire.terminology.medicine_names
    rows = [row for row in (value if isinstance(value, tuple) else ()) if isinstance(row, MedicineRow)]
    classes: set[str] = set()
    for row in rows:
        for medicine in (*names.known(row.name), *names.known_beside(row.dose), *names.known_beside(row.frequency)):
            classes.update(medicine.classes)
    return frozenset(classes), all(names.is_recognised(row.name) for row in rows)
