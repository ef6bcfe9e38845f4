"""Reads a day as people type it: 14 / March / 92 in three fields, or "14 de marzo de 1992" in one of them.

What can be two days is read in the country's order, and the form shows the day in words. A century is never guessed.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache

from babel import Locale

from forms.clinic import languages_written

ALSO_SAID = {"setiembre": 9}  # and not in the CLDR
SHORTEST_NAME = 3  # letters of a month
NUMBERS = {str(month) for month in range(1, 13)}
BETWEEN = frozenset(("of", "the", "de", "del", "el"))  # words of a date that say nothing
ABOUT = frozenset((  # words of a guess
    "about", "around", "circa", "ca", "approx", "approximately", "in", "hacia", "cerca", "alrededor", "aproximadamente",
    "aprox", "en", "como"))
ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|º|°|ª)(?![a-z])")
PIECE = re.compile(r"[^\W\d_]+|\d+")
APART = re.compile(r"[\s,.'’/\\·_–—-]*")
LONGEST_TEXT = 40  # characters of a date; a longer text is none
OLDEST_PERSON = 120  # years; nobody alive is older
MEMORY = 99  # years: a day that people tell of, other than a birthday, is the last one with these two digits
DayTyped = tuple[str, str, str]  # day, month and year


def plain(text: str) -> str:
    """Returns a text with 0 to 9 for digits of other scripts, plain signs for wide ones, and no outer blanks.

    A phone with a Japanese or an Arabic keyboard writes such digits.
    """
    return "".join(map(_plain_character, text)).strip()


def _plain_character(character: str) -> str:
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    wide = unicodedata.decomposition(character).startswith("<wide>")
    return unicodedata.normalize("NFKC", character) if wide else character


def whole_day(text: str, order: Sequence[str]) -> DayTyped | None:
    """Returns day, month and year in digits, if the text is a whole date: "3/14/92" is ("14", "3", "92").

    `order` is that of the country, as `order_of_date` returns it. A date that can be read in two ways is read in this
    order; a country whose order begins with the year has none for such a date, so it is not read. The day exists, but
    it may lie ahead, and the year may have two digits. None if the text is no whole date.
    """
    pieces = _pieces(text)
    if pieces is None:
        return None
    named = [at for at, piece in enumerate(pieces) if not piece.isdecimal()]
    if len(pieces) == 3 and len(named) == 1:
        return _with_named_month(pieces, named[0])
    if named:
        return None
    return next(_real(_in_digits_alone(pieces, order)), None)


def part_of_date(text: str) -> DayTyped | None:
    """Returns an empty day, the month and the year, if the text is a date without a day: "about 2019", "April 2019".

    The month is empty for a year alone, and the year has four digits. None if the text is anything else.
    """
    pieces = _pieces(text, BETWEEN | ABOUT) or []
    years = [piece for piece in pieces if re.fullmatch(r"[12][0-9]{3}", piece)]
    rest = [piece for piece in pieces if piece not in years]
    if len(years) != 1 or len(rest) > 1:
        return None
    month = months().get(rest[0], rest[0]) if rest else ""
    return ("", str(month), years[0]) if not rest or str(month).lstrip("0") in NUMBERS else None


def iso_day(typed: DayTyped, newest: date, oldest: int | None) -> str:
    """Returns the day in three fields as 1992-03-14, not checked; an empty text if a field has something else.

    Without a day it is 1992-03, and without a month too 1992.

    `newest` is the latest day that it may have. A year of two digits is read if only one year with them lies at most
    `oldest` years before; never if `oldest` is None.
    """
    day, month, year = map(_of_one_field, typed)
    full = _full_year(year, newest, oldest)
    month = str(months().get(month, month))
    if full is not None and not day and re.fullmatch(r"[0-9]{0,2}", month):
        return full + (f"-{month.zfill(2)}" if month else "")
    if full is None or not re.fullmatch(r"[0-9]{1,2} [0-9]{1,2}", f"{day} {month}"):
        return ""
    return f"{full}-{month.zfill(2)}-{day.zfill(2)}"


@cache
def months() -> dict[str, int]:
    """The number of each month by its name in small letters without accents, and by every clear beginning of it.

    In every language in which the form has texts.
    """
    meant: dict[str, set[int]] = {}
    for name, number in (*_names(), *ALSO_SAID.items()):
        for length in range(SHORTEST_NAME, len(name) + 1):
            meant.setdefault(name[:length], set()).add(number)
    return {name: min(numbers) for name, numbers in meant.items() if len(numbers) == 1}


def _names() -> Iterator[tuple[str, int]]:
    for language in languages_written():
        written = Locale.parse(language).months["format"]
        for width in ("wide", "abbreviated"):
            for number, name in written[width].items():
                yield _folded(name).strip("."), number


def _folded(text: str) -> str:
    parts = unicodedata.normalize("NFD", plain(text).casefold())
    return unicodedata.normalize("NFC", "".join(part for part in parts if not unicodedata.combining(part)))


def _pieces(text: str, silent: frozenset[str] = BETWEEN) -> list[str] | None:
    """The numbers and names of months of a text; None if it has anything else but `silent` words."""
    folded = ORDINAL.sub(r"\1", _folded(text))
    if len(folded) > LONGEST_TEXT or any(APART.fullmatch(gap) is None for gap in PIECE.split(folded)):
        return None
    pieces = [piece for piece in PIECE.findall(folded) if piece not in silent]
    return pieces if all(piece.isdecimal() or piece in months() for piece in pieces) else None


def _with_named_month(pieces: Sequence[str], at: int) -> DayTyped | None:
    first, second = (piece for piece in pieces if piece.isdecimal())
    month = str(months()[pieces[at]])
    return next(_real([(first, month, second), (second, month, first)]), None)


def _in_digits_alone(pieces: Sequence[str], order: Sequence[str]) -> list[DayTyped]:
    """What a date in numbers can be, the likeliest first."""
    if len(pieces) == 1 and len(pieces[0]) == 8:
        one = pieces[0]
        return [(one[6:], one[4:6], one[:4]), *_year_last(one[:2], one[2:4], one[4:], order)]
    if len(pieces) != 3:
        return []
    first, second, third = pieces
    year_last, year_first = _year_last(first, second, third, order), [(third, second, first)]
    return [*year_first, *year_last] if order[0] == "year" else [*year_last, *year_first]


def _year_last(first: str, second: str, year: str, order: Sequence[str]) -> list[DayTyped]:
    day_first, month_first = (first, second, year), (second, first, year)
    if order[0] != "year":
        return [day_first, month_first] if order.index("day") < order.index("month") else [month_first, day_first]
    both = list(_real([day_first, month_first]))
    return both if len(set(both)) == 1 else []


def _real(readings: Iterable[DayTyped]) -> Iterator[DayTyped]:
    """Those of the readings that are days of a calendar, without leading zeros of day and month."""
    for day, month, year in readings:
        if len(day) > 2 or len(month) > 2 or len(year) not in (2, 4) or not 1 <= int(month) <= 12:
            continue
        is_year = len(year) == 2 or 1800 <= int(year) <= 2999
        if is_year and 1 <= int(day) <= monthrange(2000 if len(year) == 2 else int(year), int(month))[1]:
            yield str(int(day)), str(int(month)), year


def _of_one_field(text: str) -> str:
    folded = re.sub(r"^['’\s]+|[\s.,]+$", "", _folded(text))
    return ORDINAL.sub(r"\1", folded)


def _full_year(year: str, newest: date, oldest: int | None) -> str | None:
    if re.fullmatch(r"[0-9]{4}", year):
        return year
    if oldest is None or not re.fullmatch(r"[0-9]{2}", year):
        return None
    fitting = [one for one in range(newest.year - oldest, newest.year + 1) if one % 100 == int(year)]
    return str(fitting[0]) if len(fitting) == 1 else None
