"""What a draft can be found by: the beginnings of each word of the name, the date of birth, and the record number.

The database holds keyed hashes of them only.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from records.model import Identity

NAME, BIRTH_DATE, RECORD_NUMBER = "name", "birth date", "record number"
FEWEST, MOST = 2, 12  # letters of a beginning of a name
Term = tuple[str, str]  # a kind, and a value in its plain form

ORDERS = {  # how days are written, by what stands first: the places of year, month and day
    "year": (0, 1, 2),
    "day": (2, 1, 0),
    "month": (2, 0, 1),
}


def terms_of(identity: Identity) -> frozenset[Term]:
    """Returns every term by which this patient can be found."""
    terms: set[Term] = set()
    for word in words_of(identity.name or ""):
        terms.update((NAME, word[:length]) for length in range(FEWEST, min(len(word), MOST) + 1))
        terms.add((NAME, word))
    if identity.birth_date is not None:
        terms.add((BIRTH_DATE, identity.birth_date.isoformat()))
    if identity.record_number:
        terms.add((RECORD_NUMBER, plain_number(identity.record_number)))
    return frozenset(terms)


def asked_for(text: str) -> list[frozenset[Term]]:
    """Returns what a search asks for: a draft is found if it has a term of each set. Empty if nothing can be found.

    "1980-03-04" and "3/4/1980" are dates of birth, the latter in both orders. Other words begin a word of the name, or
    are the record number.
    """
    wanted: list[frozenset[Term]] = []
    for part in text.replace(",", " ").split():
        terms: set[Term] = {(BIRTH_DATE, day.isoformat()) for day in days_of(part)}
        terms.add((RECORD_NUMBER, plain_number(part)))
        if not terms_are_a_day(terms):
            terms.update((NAME, word[:MOST]) if len(word) < MOST else (NAME, word) for word in words_of(part))
        wanted.append(frozenset(terms))
    return wanted


def terms_are_a_day(terms: set[Term]) -> bool:
    """True if one of the terms is a date of birth."""
    return any(kind == BIRTH_DATE for kind, _value in terms)


def words_of(name: str) -> list[str]:
    """Returns the words of a name in small letters without accents: "Núñez-Ortiz, Ana" → nunez, ortiz, ana."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return re.findall(r"\w+", "".join(letter for letter in plain if not unicodedata.combining(letter)))


def plain_number(number: str) -> str:
    """Returns a record number in small letters, without spaces and signs."""
    return "".join(words_of(number))


def days_of(text: str) -> Iterator[date]:
    """Yields each day that a text can be: one if it begins with the year, up to two otherwise."""
    match = re.fullmatch(r"(\d{1,4})[-./](\d{1,2})[-./](\d{1,4})", text)
    if match is None:
        return
    parts = [int(part) for part in match.groups()]
    names = ("year",) if len(match[1]) == 4 else ("day", "month")
    for name in names:
        year, month, day = (parts[place] for place in ORDERS[name])
        if year < 1000:
            continue
        try:
            yield date(year, month, day)
        except ValueError:
            continue
