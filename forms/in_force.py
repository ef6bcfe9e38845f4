"""Decides which answers count. Rules, review page and PDF all use the pure function `answers_in_force`.

The answer to a closed item stays in the response, but it is not in force, and nothing reads it. One exception:
`rows_laid_aside` returns medicine rows of a closed list, so that the person is asked which of the two answers is right.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from forms.answers import UNANSWERED, Answer, MedicineRow, Value
from forms.computed import COMPUTED
from forms.conditions import Fact
from forms.freshness import Freshness, freshness
from forms.medicine_rows import says_none
from forms.questionnaire import ComputedItem, Item, Questionnaire
from forms.response import Response

NOTHING: frozenset[str] = frozenset()
WITHHELD = Fact(None, False, None, (), ())  # a hidden answer: reads as unknown and is never suggested as a question


@dataclass(frozen=True)
class AnswersInForce:
    """The answers to open items, in the order asked, and the facts of all items, as conditions read them.

    An open item without an answer has UNANSWERED in `answers`. Closed and undecided items are in `facts` only.
    `today` is None if today's date is not known.
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
        """True if the answers so far decide that the item is asked."""
        return link_id in self.answers

    def is_withheld(self, link_id: str) -> bool:
        """True if this is a copy from which the item was removed."""
        return self.facts[link_id] is WITHHELD

    def answer(self, link_id: str) -> Answer:
        """The answer that counts; UNANSWERED for an item that is closed or undecided, or has none."""
        return self.answers.get(link_id, UNANSWERED)

    def freshness(self, link_id: str, as_of: date | None) -> Freshness:
        """Returns the freshness of the answer in force on the day `as_of`."""
        return freshness(self.questionnaire.item(link_id), self.answer(link_id), as_of)

    def given(self) -> dict[str, Answer]:
        """Returns the answers that somebody gave: a value, "I'm not sure" or "Prefer not to say"."""
        return {link_id: answer for link_id, answer in self.answers.items() if answer.says_something}

    def as_response(self) -> Response:
        """Returns the same answers as `given`, as a response."""
        return Response(self.questionnaire.questionnaire_id, self.given())

    def without(self, link_ids: Collection[str]) -> "AnswersInForce":
        """Returns a copy without these items, and without the items that are asked because of their answers.

        Conditions read all of them as unknown, and do not suggest them as questions. An answer that was inferred from
        one of these items is unanswered in the copy, as if that item had never been answered.
        """
        inferred = [link_id for link_id, answer in self.answers.items() if answer.inferred_from in link_ids]
        if inferred:
            return self._unanswered(inferred).without(link_ids)
        questionnaire, withheld = self.questionnaire, set(link_ids)
        for item in questionnaire.items.values():  # in the order asked: an item that opens another comes before it
            read = {test.item for test in item.enable_when.leaves()} if item.enable_when else set()
            if not withheld.isdisjoint(questionnaire.asked_for(read)):
                withheld.add(item.link_id)
        answers = {link_id: one for link_id, one in self.answers.items() if link_id not in withheld}
        facts = _Facts(questionnaire, answers, self.today)
        for link_id, item in questionnaire.items_read.items():
            if link_id in self.facts and not isinstance(item, ComputedItem):
                facts[link_id] = WITHHELD if link_id in withheld else self.facts[link_id]
        return AnswersInForce(questionnaire, answers, facts.with_computed(), self.today)

    def _unanswered(self, link_ids: Iterable[str]) -> "AnswersInForce":
        """Returns a copy in which these items are unanswered. What was removed from this copy stays removed."""
        removed = {link_id for link_id, fact in self.facts.items() if fact is WITHHELD}
        response = self.as_response()
        for link_id in link_ids:
            response = response.without(link_id)
        found = answers_in_force(self.questionnaire, response, today=self.today)
        return found.without(removed) if removed else found


def rows_laid_aside(in_force: AnswersInForce, response: Response) -> dict[str, tuple[MedicineRow, ...]]:
    """Returns the medicine rows that are not in force, because the person also answered "takes none" or "not sure".

    Maps the link id of the list to its rows, without those that say "none". Empty if there are none.
    """
    terminology = in_force.questionnaire.terminology
    aside = {}
    for link_id, answer in response.answers.items():
        if in_force.questionnaire.item(link_id).type != "rows" or in_force.is_open(link_id):
            continue
        listed = answer.value if isinstance(answer.value, tuple) else ()
        rows = tuple(row for row in listed if isinstance(row, MedicineRow) and not says_none(terminology, row))
        if rows:
            aside[link_id] = rows
    return aside


def answers_in_force(
    questionnaire: Questionnaire, response: Response, items: Iterable[Item] | None = None,
    read: Callable[[Questionnaire, Item, Answer], Fact] | None = None, today: date | None = None,
) -> AnswersInForce:
    """Returns the answers to open items. Conditions only read earlier items, so one pass in the order asked is enough.

    An item is open if its enable-when is true, closed if that is false, and undecided while that is unknown. Children
    of a closed item are closed, because a test on a closed item is false.
    `items` limits the pass to these items; they are in the order asked and include all items that their conditions
    read, and computed items among them are read as if they were asked. `read` replaces `fact_of`, for example by a
    cache. `today` is needed for the person's age; without it the age is unknown.
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
    """Link id → Fact. A computed fact is made when it is first read, from the answers and facts so far."""

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
        for item in self.questionnaire.computed:
            self[item.link_id]
        return self


class FactsOnDemand(_Facts):
    """The facts of one response, each made when a condition first reads it: for who reads a few of many questions.

    The same facts as those of `answers_in_force`. `read` replaces `fact_of`.
    """

    def __init__(
        self, questionnaire: Questionnaire, response: Response, today: date | None,
        read: Callable[[Questionnaire, Item, Answer], Fact] | None = None,
    ) -> None:
        self.open: dict[str, Answer] = {}
        super().__init__(questionnaire, self.open, today)
        self.response, self.read = response, read or fact_of

    def __missing__(self, link_id: str) -> Fact:
        item = self.questionnaire.item(link_id)
        if isinstance(item, ComputedItem):
            return super().__missing__(link_id)
        applies, because, ask = _enabled(self.questionnaire, item, self)
        if applies:
            self.open[link_id] = self.response.answers.get(link_id, UNANSWERED)
            self[link_id] = self.read(self.questionnaire, item, self.open[link_id])
        else:
            self[link_id] = Fact(None, False, applies, because, ask)
        return self[link_id]


def _enabled(
    questionnaire: Questionnaire, item: Item, facts: Mapping[str, Fact],
) -> tuple[bool | None, tuple[str, ...], tuple[str, ...]]:
    if questionnaire.is_switched_off(item):
        return False, (), ()
    if item.enable_when is None:
        return True, (), ()
    return item.enable_when.trace(facts)


def fact_of(questionnaire: Questionnaire, item: Item, answer: Answer) -> Fact:
    """Returns the fact of an open item with this answer, as conditions read it."""
    if answer.value is None:
        return Fact(None, False, True, (), (item.link_id,))
    itself = (item.link_id,)
    if item.type == "rows":
        classes, all_recognised = _of_rows(questionnaire, answer.value)
        return Fact(classes, answer.is_complete and all_recognised, True, because=itself, ask=itself)
    readable, doubtful = _readable(questionnaire, item, answer.value)
    return Fact(readable, answer.is_complete, True, because=itself, ask=itself, doubtful=doubtful)


def _readable(questionnaire: Questionnaire, item: Item, value: Value) -> tuple[object, frozenset[str]]:
    """Returns a value in the form that conditions read, and the terms in it that are in doubt."""
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
    """Returns the classes of the medicines in the rows, and whether every row is recognised.

    A row that is not recognised may be any medicine, so classes that no other row has stay unknown. Rows that say
    "none" are no medicines. A list of them alone contradicts the answer that opened it: all classes stay unknown.
    """
    names = questionnaire.terminology.medicine_names
    rows = [row for row in (value if isinstance(value, tuple) else ()) if isinstance(row, MedicineRow)]
    rows = [row for row in rows if not says_none(questionnaire.terminology, row)]
    classes: set[str] = set()
    for row in rows:
        for medicine in (*names.known(row.name), *names.known_beside(row.dose), *names.known_beside(row.frequency)):
            classes.update(medicine.classes)
    return frozenset(classes), bool(rows) and all(names.is_recognised(row.name) for row in rows)
