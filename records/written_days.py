"""Finds days in a text as people write them: 3/4/1980, 4 March 1980, Mar 4th, 1980, 19800304."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from forms import months
from records.plain_words import words_of

BETWEEN = ("de", "del", "of")  # "4 of March", "4 de marzo de 1980"
NUMBER = re.compile(r"(\d{1,4})(?:st|nd|rd|th|\.|º)?")
IN_ONE = re.compile(r"(\d{1,4})[-./](\d{1,2})[-./](\d{1,4})")
DIGITS = re.compile(r"\d{8}")
Split = tuple[list[frozenset[date]], list[str]]


def days_and_words(words: Sequence[str]) -> Split:
    """Returns the days that several words write together, each with every way to read it, and the other words."""
    days: list[frozenset[date]] = []
    rest: list[str] = []
    left = list(words)
    while left:
        found, length = _day_at_start(left)
        if found:
            days.append(found)
            del left[:length]
        else:
            rest.append(left.pop(0))
    return days, rest


def days_of(word: str) -> frozenset[date]:
    """Returns each day that one word can be: "1980-03-04", "3/4/80", "19800304", "04031980". Empty if it is none."""
    match = IN_ONE.fullmatch(word)
    if match is not None:
        return _read(match.groups())
    if not DIGITS.fullmatch(word):
        return frozenset()
    return _read((word[:4], word[4:6], word[6:])) | _read((word[:2], word[2:4], word[4:]))


def _day_at_start(words: Sequence[str]) -> tuple[frozenset[date], int]:
    """The day that the first words write, with all its readings, and how many words those are."""
    parts: list[str] = []
    for i, word in enumerate(words):
        if parts and word.casefold() in BETWEEN:
            continue
        number = NUMBER.fullmatch(word)
        month = months().get("".join(words_of(word)))
        if number is None and month is None:
            break
        parts.append(number[1] if number else f"month {month}")
        if len(parts) == 3:
            return _read(parts), i + 1
    return frozenset(), 0


def _read(parts: Sequence[str]) -> frozenset[date]:
    named = [part for part in parts if part.startswith("month ")]
    if len(named) > 1:
        return frozenset()
    if named:
        numbers = [part for part in parts if part not in named]
        month = named[0].removeprefix("month ")
        orders = [(numbers[1], month, numbers[0])] if len(numbers[0]) < 4 else [(numbers[0], month, numbers[1])]
    else:
        first, second, third = parts
        orders = [(first, second, third)] if len(first) == 4 else [(third, second, first), (third, first, second)]
    return frozenset(_days(orders))


def _days(orders: Sequence[tuple[str, str, str]]) -> Iterator[date]:
    for year, month, day in orders:
        for century in (0,) if len(year) == 4 else (1900, 2000) if len(year) == 2 else ():
            try:
                yield date(century + int(year), int(month), int(day))
            except ValueError:
                continue
