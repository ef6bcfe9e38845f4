"""Parts of answers that other software writes, read loosely: items wherever they stand, values, reasons for none."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from forms.exchange.fhir.names import ABSENT, ABSENT_REASON, ABSENT_REASONS, NOTHING
from forms.exchange.fhir.resource_parts import Json, has_modifier, objects_in

REASONS = {code: reason for reason, code in ABSENT_REASONS.items()} | {"unknown": "unsure"}
OUR_REASONS = (*ABSENT_REASONS, NOTHING)


class Reason(NamedTuple):
    """A reason for no answer: ours, None if we know no such reason, and as it was written."""

    ours: str | None
    written: str


def each_item(node: Json) -> Iterator[tuple[Json, bool]]:
    """Yields every item, in order, wherever it stands: under an item or under an answer.

    With each, it says whether the item, or what the item stands in, has a modifier.
    """
    waiting = [_inside(node, is_modified=False)]
    while waiting:
        item, is_modified = next(waiting[-1], (None, False))
        if item is None:
            waiting.pop()
            continue
        yield item, is_modified
        waiting.append(_inside(item, is_modified=is_modified))


def items_of(node: Json, but_not: str | None = None) -> Iterator[Json]:
    """Yields the items of a part of a response. It does not look into items with the link id `but_not`."""
    waiting = [_inside(node, is_modified=False)]
    while waiting:
        item, _is_modified = next(waiting[-1], (None, False))
        if item is None:
            waiting.pop()
        elif item.get("linkId") != but_not or but_not is None:
            yield item
            waiting.append(_inside(item, is_modified=False))


def _inside(node: Json, *, is_modified: bool) -> Iterator[tuple[Json, bool]]:
    for item in objects_in(node.get("item")):
        yield item, is_modified or has_modifier(item)
    for answer in objects_in(node.get("answer")):
        for item in objects_in(answer.get("item")):
            yield item, is_modified or has_modifier(answer) or has_modifier(item)


def value_in(given: Json) -> Any:
    """Returns the value of an answer or an extension as it stands there; None if there is none."""
    return next((value for key, value in given.items() if key.startswith("value") and value is not None), None)


def plain(given: Json) -> Any:
    """Returns the value of an answer or an extension; of a quantity its number, of a coding its code or display."""
    value = value_in(given)
    return _first_of(value, "value", "code", "display") if isinstance(value, dict) else value


def in_words(given: Json) -> Any:
    """Returns the same as somebody would read it: of a coding its display, of a quantity also its unit."""
    value = value_in(given)
    if not isinstance(value, dict):
        return value
    if value.get("value") is None:
        return _first_of(value, "display", "text", "code")
    parts = (value.get("comparator"), value["value"], value.get("unit") or value.get("code"))
    return " ".join(str(part) for part in parts if isinstance(part, str | int | float) and part != "")


def shown(given: Json) -> str:
    """Returns an answer as text for a list of what was left out; empty if it has no text."""
    value = in_words(given)
    return str(value) if isinstance(value, str | int | float) else ""


def _first_of(value: Json, *keys: str) -> Any:
    return next((value[key] for key in keys if value.get(key) is not None), None)


def reasons_at(node: Json) -> Iterator[Reason]:
    """Yields the reasons for no answer in HL7's extension at an element."""
    for one in objects_in(node.get("extension")):
        if one.get("url") == ABSENT_REASON:
            code = plain(one)
            written = code if isinstance(code, str) else ""
            yield Reason(REASONS.get(written), written)


def reason_in(answer: Json) -> Reason | None:
    """Returns the reason if an answer stands for none: an option of ours, or HL7's extension in place of the value."""
    coding = answer.get("valueCoding")
    if isinstance(coding, dict) and coding.get("system") == ABSENT:
        code = str(coding.get("code"))
        return Reason(code if code in OUR_REASONS else None, shown(answer))
    for key, value in answer.items():
        if key.startswith(("value", "_value")) and isinstance(value, dict):
            reason = next(reasons_at(value), None)
            if reason is not None:
                return reason
    return next(reasons_at(answer), None)
