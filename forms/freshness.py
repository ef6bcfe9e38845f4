"""Decides whether an answer is past its shelf life, and which questions to ask again."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

from forms.answers import Answer
from forms.questionnaire import Item

Freshness = Literal["fresh", "undated", "stale"]


def freshness(item: Item, answer: Answer, as_of: date | None) -> Freshness:
    """Returns how old an answer is on the day `as_of`, measured by the item's shelf life.

    `fresh`: within its shelf life, or the item has none, or `as_of` is None. `undated`: the answer has no date, so it
    may be old. `stale`: past its shelf life.
    """
    if item.shelf_life_days is None or as_of is None:
        return "fresh"
    day = answer.given_on
    if day is None:
        return "undated"
    return "stale" if day + timedelta(days=item.shelf_life_days) < as_of else "fresh"


def to_ask_again(answers: Iterable[tuple[Item, Answer]], as_of: date) -> tuple[Item, ...]:
    """Returns the items that a later visit asks again, from open items with their answers.

    These are unanswered items, "I'm not sure", and answers that are not fresh. "Prefer not to say" is not asked again.
    Readings that staff measure are taken at every visit, however fresh the last one is.
    """
    return tuple(item for item, answer in answers if _is_to_be_asked(item, answer, as_of))


def _is_to_be_asked(item: Item, answer: Answer, as_of: date) -> bool:
    if item.measured and item.type in ("number", "datetime"):  # a reading, not something copied from a chart
        return True
    if answer.absent == "declined":
        return False
    return answer.absent is not None or freshness(item, answer, as_of) != "fresh"
