"""How days, times and numbers are written in a language and a country, by Babel's copy of the Unicode CLDR.

Babel's own modules for dates and numbers are loaded when the first is written: most commands write none.
"""

from datetime import date, datetime
from string import Formatter
from typing import Any

from babel import Locale, UnknownLocaleError

from forms.partial_dates import PartialDate

ENGLISH_DAY = "d MMM y"  # in every country: "3 Nov 2026" cannot be misread, and the layout of page 1 is made for it
LETTERS = {"day": "d", "month": "m", "year": "y"}  # of the parts of a date, in the CLDR's patterns
TIME = "HH:mm"  # in every country: as times are typed into the form, and as clinics write them


def locale_of(language: str, country: str | None) -> Locale:
    """Returns the locale of a language in a country, a code such as US; of the language alone if Babel has no other."""
    try:
        return Locale.parse(f"{language}_{country}") if country else Locale.parse(language)
    except UnknownLocaleError:
        return Locale.parse(language)


def written_day(day: date, locale: Locale) -> str:
    """Returns a day with its month as a word, "3 Nov 2026"; with the time if `day` has one, "3 Nov 2026, 14:30"."""
    from babel.dates import format_date, format_skeleton

    if locale.language == "en":
        return _with_time(day, format_date(day, ENGLISH_DAY, locale), locale)
    return _with_time(day, format_skeleton("yMMMd", day, locale=locale), locale)


def written_in_full(day: date, locale: Locale) -> str:
    """Returns a day with the whole name of its month, as people of the country say it, and with its time if any.

    "14 de marzo de 1992"; in the USA "March 14, 1992".
    """
    from babel.dates import format_skeleton

    return _with_time(day, format_skeleton("yMMMMd", day, locale=locale), locale)


def written_part(part: PartialDate, locale: Locale) -> str:
    """Returns a date without its day: "April 2019" or "2019"."""
    from babel.dates import format_skeleton

    return str(part.year) if part.month is None else str(format_skeleton("yMMMM", part.first, locale=locale))


def _with_time(day: date, text: str, locale: Locale) -> str:
    from babel.dates import format_time, get_datetime_format

    if not isinstance(day, datetime):
        return text
    time = format_time(day.time(), TIME, locale=locale)
    return str(get_datetime_format("medium", locale)).replace("{0}", time).replace("{1}", text)


def order_of_date(locale: Locale) -> tuple[str, ...]:
    """Returns "day", "month" and "year" in the order in which dates are written in numbers: month first in the USA."""
    pattern = locale.date_formats["short"].pattern
    return tuple(sorted(LETTERS, key=lambda part: pattern.lower().index(LETTERS[part])))


def written_time(moment: datetime, locale: Locale) -> str:
    """Returns the time of a moment, "14:30:05"."""
    from babel.dates import format_time

    return format_time(moment.time(), f"{TIME}:ss", locale=locale)


def written_number(number: float, locale: Locale, *, grouped: bool = True) -> str:
    """Returns a number, "10,000"; without `grouped` as "10000"."""
    from babel.numbers import format_decimal

    return format_decimal(number, locale=locale, group_separator=grouped)


def filled_in(text: str, locale: Locale, **facts: object) -> str:
    """Returns a text with its `{facts}`; numbers in `{fact:,}` are grouped as the locale does. Raises KeyError."""
    return _Filling(locale).format(text, **facts)


class _Filling(Formatter):
    def __init__(self, locale: Locale) -> None:
        self._locale = locale

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec == "," and isinstance(value, int):
            return written_number(value, self._locale)
        return str(super().format_field(value, format_spec))
