"""The fields of the fillable form: their names, and how to read them as answers of RESPONSE.json.

The name of a field is its item's link id, with a part if the item has several fields: `birth_date:day`,
`heart_symptoms:fainting`, `medicines:2:dose`. The value of a radio button is the option's code.
"""

from collections.abc import Callable, Mapping
from typing import Any

from forms import DATE_PARTS, ROW_FIELDS, Absent, Item, Questionnaire

MARK = "questionnaire"  # a hidden field with the questionnaire's id and version
FILLED_IN_ON = "filled_in_on"
NOTHING = "nothing"  # the box "nothing to add" beside a text
SEPARATOR = ":"
ROWS = 12
Fields = Mapping[str, str]


def field_name(link_id: str, *parts: str | int) -> str:
    """Returns the name of the field of an item, or of a part of it."""
    return SEPARATOR.join(map(str, (link_id, *parts)))


def absent_code(absent: Absent) -> str:
    """Returns the code of a reason for giving no answer. It differs from option codes, which have no hyphen."""
    return f"absent-{absent}"


def mark_of(questionnaire: Questionnaire) -> str:
    return f"{questionnaire.questionnaire_id} {questionnaire.version}"


def answers_filled_in(fields: Fields, questionnaire: Questionnaire) -> dict[str, Any]:
    """Returns the fields as entries of RESPONSE.json, not checked. Items that were not filled in are missing."""
    read = {item.link_id: _READERS[item.type](item, fields) for item in questionnaire.items.values()}
    known = {link_id: entry for link_id, entry in read.items() if entry}
    asked = {*questionnaire.items, MARK, FILLED_IN_ON}
    return known | {name: {"value": text} for name, text in fields.items() if name.partition(SEPARATOR)[0] not in asked}


def date_in(fields: Fields, name: str) -> str | None:
    """Returns the day in the fields day, month and year as 2026-03-31; None if all three are empty.

    Without a day it is 2026-03, and without a month too 2026. The day may be impossible; it is not checked here.
    """
    day, month, year = (fields.get(field_name(name, part), "") for part in DATE_PARTS["date"])
    if not (day or month or year):
        return None
    if not day:
        return f"{year:0>4}" + (f"-{month:0>2}" if month else "")
    return f"{year:0>4}-{month:0>2}-{day:0>2}"


def _entry(value: Any, absent: str | None) -> dict[str, Any]:
    return {key: given for key, given in (("value", value), ("absent", absent)) if given}


def _absent(item: Item, fields: Fields) -> str | None:
    """The ticked reason for giving no answer; None if none is ticked.

    A reason that the form does not offer is returned too, so that it is refused and not lost.
    """
    reasons: tuple[Absent, ...] = ("declined", "unsure")
    return next((one for one in reasons if field_name(item.link_id, absent_code(one)) in fields), None)


def _choice(item: Item, fields: Fields) -> dict[str, Any]:
    code = fields.get(item.link_id, "")
    return _entry(None, code.removeprefix("absent-")) if code.startswith("absent-") else _entry(code, None)


def _many(item: Item, fields: Fields) -> dict[str, Any]:
    parts = []
    for name in fields:
        link_id, _, part = name.partition(SEPARATOR)
        if link_id == item.link_id:
            parts.append(part)
    return _entry([part for part in parts if not part.startswith("absent-")], _absent(item, fields))


def _written(item: Item, fields: Fields) -> dict[str, Any]:
    words, absent = fields.get(item.link_id, ""), _absent(item, fields)
    if item.type == "text" and words.strip():
        absent = None  # as on the screen: a written text is the answer, whatever else is ticked
    if not words and not absent and field_name(item.link_id, NOTHING) in fields:
        return {"value": ""}
    return _entry(words, absent)


def _dated(item: Item, fields: Fields) -> dict[str, Any]:
    day = date_in(fields, item.link_id)
    time = fields.get(field_name(item.link_id, "time"), "")
    return _entry(f"{day or ''}T{time:0>5}" if time else day, _absent(item, fields))


def _rows(item: Item, fields: Fields) -> dict[str, Any]:
    rows = [_row(item, number, fields) for number in range(1, ROWS + 1)]
    return _entry([row for row in rows if any(row.values())], _absent(item, fields))


def _row(item: Item, number: int, fields: Fields) -> dict[str, str]:
    """The fields of one row by the part of the row. Fields that are not filled in are empty texts."""
    return {part: fields.get(field_name(item.link_id, number, part), "") for part in ROW_FIELDS}


_READERS: dict[str, Callable[[Item, Fields], dict[str, Any]]] = {
    "choice": _choice, "many": _many, "string": _written, "text": _written, "number": _written, "date": _dated,
    "datetime": _dated, "rows": _rows,
}
