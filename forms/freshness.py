"""How long an answer holds, and what has to be asked again. The one place that decides it."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

from forms.answers import Answer
from forms.questionnaire import Item

Freshness = Literal["fresh", "undated", "stale"]


def freshness(item: Item, answer: Answer, as_of: date | None) -> Freshness:
    """How an answer stands on a day. `fresh` also where it does not age, or where the day of today is not known.

    `undated`: it ages, and nobody knows when it was given, so it may be old. `stale`: it is older than it is good for.
    """
    if item.shelf_life_days is None or as_of is None:
        return "fresh"
    day = answer.given_on
    if day is None:
        return "undated"
    return "stale" if day + timedelta(days=item.shelf_life_days) < as_of else "fresh"


def to_ask_again(answers: Iterable[tuple[Item, Answer]], as_of: date) -> tuple[Item, ...]:
    """What a later visit has to ask, of questions that are open with their answers.

    These are questions without an answer, unsure ones, and answers that are not fresh. "Prefer not to say" is not asked
    again. What staff measure is measured at every visit, however fresh the last reading is.
    """
    return tuple(item for item, answer in answers if _is_to_be_asked(item, answer, as_of))


def _is_to_be_asked(item: Item, answer: Answer, as_of: date) -> bool:
    if item.measured and item.type in ("number", "datetime"):  # a reading, and nothing copied from a chart
        return True
    if answer.absent == "declined":
        return False
    return answer.absent is not None or freshness(item, answer, as_of) != "fresh"
