"""Which answers count: `answers_in_force`, the one pure function that rules, review page, PDF and exports all use.

An answer of a closed item is kept in the response and gets past here to nobody.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from forms.answers import UNANSWERED, Answer, MedicineRow, Value
from forms.conditions import Fact
from forms.questionnaire import Item, Questionnaire
from forms.response import Response


@dataclass(frozen=True)
class AnswersInForce:
    """The answers of the items that are open, in the order asked, and what conditions read of all items.

    An open item without an answer is there as UNANSWERED. Closed and undecided items are in `facts` alone.
    """

    questionnaire: Questionnaire
    answers: Mapping[str, Answer]
    facts: Mapping[str, Fact]

    def __getitem__(self, link_id: str) -> Fact:
        return self.facts[link_id]

    def __iter__(self) -> Iterator[tuple[Item, Answer]]:
        return ((self.questionnaire.item(link_id), answer) for link_id, answer in self.answers.items())

    def is_open(self, link_id: str) -> bool:
        """Whether the item is to be asked, as far as the answers so far tell."""
        return link_id in self.answers

    def answer(self, link_id: str) -> Answer:
        """The answer that counts; UNANSWERED for an item that is closed or undecided, or has none."""
        return self.answers.get(link_id, UNANSWERED)

    def given(self) -> dict[str, Answer]:
        """The answers somebody gave, be it a value, "not sure" or "prefer not to say"."""
        return {link_id: answer for link_id, answer in self.answers.items() if answer != UNANSWERED}


def answers_in_force(questionnaire: Questionnaire, response: Response) -> AnswersInForce:
    """The answers of open items only. Conditions look back only, so one pass in the order asked is enough.

    An item is open when its enable-when is true. It is closed when that is false, and undecided while an answer it
    depends on is unknown; children of a closed item are closed, since a test on a closed item is false.
    """
    answers: dict[str, Answer] = {}
    facts: dict[str, Fact] = {}
    for link_id, item in questionnaire.items.items():
        applies, because, ask = _enabled(questionnaire, item, facts)
        if applies:
            answers[link_id] = response.answers.get(link_id, UNANSWERED)
            facts[link_id] = _fact(questionnaire, item, answers[link_id])
        else:
            facts[link_id] = Fact(None, False, applies, because, ask)
    return AnswersInForce(questionnaire, answers, facts)


def _enabled(
    questionnaire: Questionnaire, item: Item, facts: Mapping[str, Fact],
) -> tuple[bool | None, tuple[str, ...], tuple[str, ...]]:
    if questionnaire.is_switched_off(item):
        return False, (), ()
    if item.enable_when is None:
        return True, (), ()
    return item.enable_when.trace(facts)


def _fact(questionnaire: Questionnaire, item: Item, answer: Answer) -> Fact:
    if answer.value is None:
        return Fact(None, False, True, (), (item.link_id,))
    return Fact(_readable(questionnaire, item, answer.value), answer.is_complete, True, (item.link_id,), (item.link_id,))


def _readable(questionnaire: Questionnaire, item: Item, value: Value) -> object:
    match item.type:
        case "many":
            return frozenset(value) if isinstance(value, tuple) else frozenset()
        case "rows":
            rows = value if isinstance(value, tuple) else ()
            return questionnaire.terminology.mentioned_in_rows(row.name for row in rows if isinstance(row, MedicineRow))
        case "text" | "string":
            return questionnaire.terminology.mentioned(value) if isinstance(value, str) and value else frozenset()
        case _:
            return value
