"""What every engine is asked to do, and the answers in the form that other engines take."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from forms import AnswersInForce, Condition

Judge = Callable[[Any], Sequence[bool | None]]


class Engine(NamedTuple):
    """`takes` turns answers into what the engine reads; `made_for` compiles conditions into what judges that.

    `knows_unknown`: it can say that a condition is unknown; where it cannot, unknown is read as false.
    """

    name: str
    knows_unknown: bool
    takes: Callable[[AnswersInForce], Any]
    made_for: Callable[[Sequence[Condition]], Judge]


LISTS = ("many", "rows", "text")


def two_valued(answers: AnswersInForce) -> dict[str, Any]:
    """Link id → code, number or list of codes or terms; None or an empty list for what is not known."""
    return {link_id: readable(answers, link_id) for link_id in read_by_conditions(answers)}


def read_by_conditions(answers: AnswersInForce) -> list[str]:
    """The items that a condition can read."""
    items = answers.questionnaire.items_read
    return [link_id for link_id, item in items.items() if item.type in ("choice", "number", *LISTS)]


def readable(answers: AnswersInForce, link_id: str) -> Any:
    value = answers[link_id].value
    return value if answers.questionnaire.item(link_id).type not in LISTS else sorted(value or ())
