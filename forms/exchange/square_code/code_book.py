"""For each question, the list of possible answers and their numbers in the square code.

Names and free texts have no number. A change of this list makes old codes unreadable: each code contains the mark of
the code book with which it was made.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from forms import Absent, Answer, Item, PartialDate, Questionnaire, Value, reasons_offered

CODED = ("choice", "many", "number", "date", "datetime")
FIRST_DAY = date(1880, 1, 1)
DAYS = 1 << 17  # until the year 2238
MINUTES = 24 * 60


@dataclass(frozen=True)
class States:
    """The states of one item. 0 is no answer; then come the reasons for giving none, then the values."""

    item: Item

    @property
    def count(self) -> int:
        return 1 + len(self._reasons) + self._values

    def can_hold(self, answer: Answer) -> bool:
        """True if the answer has a state. A date without its day or far in the past has none, nor an unknown option."""
        try:
            first = 0 if answer.value is None else 1 + len(self._reasons)
            return first <= self.number(answer) < self.count
        except ValueError:
            return False

    def number(self, answer: Answer) -> int:
        """Returns the state of an answer. Raises ValueError if the item cannot have this answer."""
        if answer.value is None:
            return 0 if answer.absent in (None, "unanswered") else 1 + self._reasons.index(answer.absent)
        return 1 + len(self._reasons) + self._value_number(answer.value, answer.absent)

    def entry(self, number: int) -> dict[str, Any]:
        """Returns the answer of a state in the long form of RESPONSE.json; empty for no answer."""
        if number == 0:
            return {}
        if number <= len(self._reasons):
            return {"absent": self._reasons[number - 1]}
        return self._value_entry(number - 1 - len(self._reasons))

    @cached_property
    def _reasons(self) -> tuple[Absent, ...]:
        return reasons_offered(self.item)

    @cached_property
    def _alone(self) -> list[str]:
        return [option.code for option in self.item.options if option.exclusive]

    @cached_property
    def _together(self) -> list[str]:
        return [option.code for option in self.item.options if not option.exclusive]

    @cached_property
    def _of_the_rest(self) -> tuple[Absent | None, ...]:
        """What `absent` may be beside ticked options: None if the list is complete, or a reason if it is not."""
        return (None, "unanswered", *self._reasons)

    @cached_property
    def _values(self) -> int:
        match self.item.type:
            case "choice":
                return len(self.item.options)
            case "many":
                return (len(self._alone) + (1 << len(self._together)) - 1) * len(self._of_the_rest)
            case "number":
                return (self.item.maximum or 0) - (self.item.minimum or 0) + 1
            case "date":
                return DAYS
            case _:
                return DAYS * MINUTES

    def _value_number(self, value: Value, absent: Absent | None) -> int:
        match value:
            case datetime():
                return day_number(value.date()) * MINUTES + value.hour * 60 + value.minute
            case date():
                return day_number(value)
            case PartialDate():
                raise ValueError("a date without its day has no number")  # with one, every code on paper would change
            case int():
                return value - (self.item.minimum or 0)
            case tuple():
                return self._ticked_number([str(code) for code in value]) * len(self._of_the_rest) + (
                    self._of_the_rest.index(absent))
            case _:
                return [option.code for option in self.item.options].index(value)

    def _value_entry(self, number: int) -> dict[str, Any]:
        match self.item.type:
            case "choice":
                return {"value": self.item.options[number].code}
            case "many":
                ticked, rest = divmod(number, len(self._of_the_rest))
                reason = self._of_the_rest[rest]
                return {"value": self._ticked(ticked), **({"absent": reason} if reason else {})}
            case "number":
                return {"value": number + (self.item.minimum or 0)}
            case "date":
                return {"value": day(number).isoformat()}
            case _:
                days, minutes = divmod(number, MINUTES)
                return {"value": f"{day(days)}T{minutes // 60:02}:{minutes % 60:02}"}

    def _ticked_number(self, codes: list[str]) -> int:
        if codes[0] in self._alone:
            return self._alone.index(codes[0])
        return len(self._alone) + sum(1 << self._together.index(code) for code in codes) - 1

    def _ticked(self, number: int) -> list[str]:
        if number < len(self._alone):
            return [self._alone[number]]
        bits = number - len(self._alone) + 1
        return [code for place, code in enumerate(self._together) if bits >> place & 1]


def day_number(given: date) -> int:
    return (given - FIRST_DAY).days


def has_day(given: date) -> bool:
    """True if the code can contain this day."""
    return 0 <= day_number(given) < DAYS


def day(number: int) -> date:
    return FIRST_DAY + timedelta(days=number)


@dataclass(frozen=True)
class CodeBook:
    """The states of every coded item by link id, in the order asked, and the mark that identifies this book."""

    states: Mapping[str, States]
    mark: int

    @classmethod
    def of(cls, questionnaire: Questionnaire) -> "CodeBook":
        states = {item.link_id: States(item) for item in questionnaire.items.values()
                  if item.type in CODED and item.link_id not in questionnaire.roles.identity}
        content = json.dumps([questionnaire.questionnaire_id, [_listed(one) for one in states.values()]]).encode()
        return cls(states, int.from_bytes(hashlib.sha256(content).digest()[:2]))


def _listed(states: States) -> list[Any]:
    """Everything that affects the numbers of one question's answers."""
    item = states.item
    codes = [option.code for option in item.options]
    return [item.link_id, item.type, states.count, item.minimum, item.measured, codes]
