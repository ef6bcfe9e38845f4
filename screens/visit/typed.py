"""The text in the fields of a question: made from an answer, and converted to the input of `read_answer`.

Words and numbers have one text, dates have one for each part (DATE_PARTS), medicines have a row each.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from forms import (
    DATE_PARTS,
    MEMORY,
    OLDEST_PERSON,
    ROW_FIELDS,
    Item,
    MedicineRow,
    PartialDate,
    Value,
    iso_day,
    part_of_date,
    plain,
    plain_number,
    whole_day,
)


@dataclass(frozen=True)
class TypedRow:
    """The text in the fields of one medicine. `number` identifies the row while it exists."""

    number: int
    name: str = ""
    dose: str = ""
    frequency: str = ""

    @property
    def is_blank(self) -> bool:
        return not (self.name + self.dose + self.frequency).strip()

    @property
    def is_begun(self) -> bool:
        """True if there is a dose or a frequency, and the name is still missing."""
        return not self.is_blank and not self.name.strip()

    def as_entered(self) -> dict[str, str]:
        """Returns the row as input of `read_answer`."""
        return {field: getattr(self, field) for field in ROW_FIELDS}


Typed = str | tuple[str, ...] | tuple[TypedRow, ...]


def as_json(typed: Typed) -> Any:
    """Returns the text in fields as data for a JSON file."""
    if isinstance(typed, str):
        return typed
    return [{"number": part.number, **part.as_entered()} if isinstance(part, TypedRow) else part for part in typed]


def from_json(kept: Any) -> Typed:
    """Returns the text in fields from `as_json`."""
    if isinstance(kept, str):
        return kept
    if kept and isinstance(kept[0], dict):
        return tuple(TypedRow(**row) for row in kept)
    return tuple(kept)


def is_blank(typed: Typed) -> bool:
    """True if all fields are empty."""
    if isinstance(typed, str):
        return not typed.strip()
    return all(part.is_blank if isinstance(part, TypedRow) else not part.strip() for part in typed)


def is_begun(item: Item, typed: Typed) -> bool:
    """True if a part is still missing: a part of a date, or the name of a medicine that has a dose.

    A year is enough for a date that may be known in part.
    """
    if isinstance(typed, str):
        return False
    if item.may_be_partial:
        day, _month, year = _texts(typed)
        if year.strip() and not day.strip():
            return False
    return any(part.is_begun if isinstance(part, TypedRow) else not part.strip() for part in typed)


def entered(item: Item, typed: Typed, newest: date, *, is_birth: bool = False) -> Any:
    """Returns the typed text as input of `read_answer`. An impossible date is passed through and rejected there.

    `newest` is the latest day that a date may have. `is_birth`: the date is of the person's birth.
    """
    if isinstance(typed, str):
        return plain_number(typed, item.unit) if item.type == "number" else typed
    if item.type in DATE_PARTS:
        day, month, year, *time = _texts(typed)
        oldest = OLDEST_PERSON if is_birth else MEMORY
        iso = iso_day((day, month, year), newest, oldest if item.not_in_future else None)
        return iso + "".join(f"T{plain(clock).replace('.', ':').zfill(5)}" for clock in time)
    return [row.as_entered() for row in typed if isinstance(row, TypedRow) and not row.is_blank]


def spread(item: Item, typed: Typed, order: Sequence[str]) -> Typed:
    """Returns the texts of a date, with a whole date that was typed or pasted into one field spread over its fields.

    `order` is that of day, month and year in the country. Anything else is returned as it is.
    """
    if item.type not in DATE_PARTS or isinstance(typed, str):
        return typed
    filled = [text for text in _texts(typed) if text.strip()]
    part = part_of_date(filled[0]) if item.may_be_partial and len(filled) == 1 else None
    if part is not None:
        return part
    days = [whole_day(text, order) for text in _texts(typed)[:3]]
    found = {day for day in days if day is not None}
    return (*found.pop(), *_texts(typed)[3:]) if len(found) == 1 else typed


def _texts(typed: Typed) -> list[str]:
    return [part for part in typed if isinstance(part, str)]


def in_fields(item: Item, value: Value | None) -> Typed:
    """Returns the text that the fields show for an answer; blank fields for None."""
    if item.type in DATE_PARTS:
        if isinstance(value, PartialDate):
            return ("", str(value.month or ""), str(value.year))
        if not isinstance(value, date):
            return ("",) * len(DATE_PARTS[item.type])
        time = (f"{value:%H:%M}",) if isinstance(value, datetime) else ()
        return (str(value.day), str(value.month), str(value.year), *time)
    if item.type == "rows":
        rows = value if isinstance(value, tuple) else ()
        return tuple(TypedRow(i, row.name, row.dose, row.frequency)
                     for i, row in enumerate(rows) if isinstance(row, MedicineRow)) or (TypedRow(0),)
    return "" if value is None else str(value)


def with_another_row(rows: tuple[TypedRow, ...]) -> tuple[TypedRow, ...]:
    """Returns the rows and a blank one."""
    return (*rows, TypedRow(max((row.number for row in rows), default=-1) + 1))


def without_row(rows: tuple[TypedRow, ...], number: int) -> tuple[TypedRow, ...]:
    """Returns the rows without the one with this number; a blank row if no other is left."""
    left = tuple(row for row in rows if row.number != number)
    return left or with_another_row(rows)[-1:]


def in_place_of(rows: tuple[TypedRow, ...], number: int, several: Sequence[MedicineRow]) -> tuple[TypedRow, ...]:
    """Returns the rows with `several` in place of one. The last of them gets the dose and frequency of that row."""
    new = max(row.number for row in rows) + 1
    found: list[TypedRow] = []
    for row in rows:
        if row.number != number:
            found.append(row)
            continue
        made = [TypedRow(number if place == 0 else new + place, one.name, one.dose, one.frequency)
                for place, one in enumerate(several)]
        last = made[-1]
        dose, frequency = (" ".join(filter(None, pair)) for pair in (
            (last.dose, row.dose), (last.frequency, row.frequency)))
        found += [*made[:-1], TypedRow(last.number, last.name, dose, frequency)]
    return tuple(found)
