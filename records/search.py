"""What a draft can be found by: the beginnings of each word of the name, the date of birth, and the record number.

The database holds keyed hashes of them only.
"""

import re
from collections.abc import Iterable
from datetime import date

from forms import clean, is_same_name
from records.model import Identity
from records.plain_words import words_of
from records.written_days import days_and_words, days_of

NAME, BIRTH_DATE, RECORD_NUMBER = "name", "birth date", "record number"
FEWEST, MOST = 2, 12  # letters of a beginning of a name
LONGEST = 300  # characters of what is searched for; the rest is left out
FEWEST_DIGITS = 4  # by which a record number is found without its letters
# Signs without which a name is searched too: apostrophes, and those that nobody sees (joiners, variants of a letter).
WITHIN_A_NAME = re.compile("['’ʼ‘`\u180b-\u180f\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]+")
Term = tuple[str, str]  # a kind, and a value in its plain form


def terms_of(identity: Identity) -> frozenset[Term]:
    """Returns every term by which this patient can be found."""
    terms: set[Term] = set()
    name = identity.name or ""
    for word in _names_in(name):
        terms.update((NAME, word[:length]) for length in range(FEWEST, min(len(word), MOST) + 1))
        terms.add((NAME, word))
    if identity.birth_date is not None:
        terms.add((BIRTH_DATE, identity.birth_date.isoformat()))
    if identity.record_number:
        terms.add((RECORD_NUMBER, plain_number(identity.record_number)))
        digits = re.sub(r"\D", "", identity.record_number)
        if len(digits) >= FEWEST_DIGITS:
            terms.add((RECORD_NUMBER, digits))  # MR-10421 is found as 10421
    return frozenset(terms)


def is_same_person(one: Identity, other: Identity) -> bool:
    """True if both have the same record number; if one has none, the same name and date of birth."""
    if one.record_number and other.record_number:
        return plain_number(one.record_number) == plain_number(other.record_number)
    if not (one.name and other.name and one.birth_date):
        return False
    return is_same_name(one.name, other.name) and one.birth_date == other.birth_date


def asked_for(text: str) -> list[frozenset[Term]]:
    """Returns what a search asks for: a draft is found if it has a term of each set. Empty if nothing can be found.

    "1980-03-04", "3/4/1980" and "4 March 1980" are dates of birth, 3/4 in both orders. Other words begin a word of the
    name, or are the record number. A single letter beside other words is left out: names are found by two and more.
    """
    days, parts = days_and_words(clean(text[:LONGEST]).replace(",", " ").split())
    wanted = [_as_terms(one) for one in days]
    for part in [part for part in parts if len(plain_number(part)) >= FEWEST] or parts:
        terms = set(_as_terms(days_of(part)))
        terms.add((RECORD_NUMBER, plain_number(part)))
        if not terms_are_a_day(terms):
            terms.update((NAME, word) for word in _names_in(part))
        wanted.append(frozenset(terms))
    return wanted


def _names_in(text: str) -> set[str]:
    """The words of a name, as O'Brien is found as "brien" and as "obrien"."""
    return {*words_of(text), *words_of(WITHIN_A_NAME.sub("", text))}


def _as_terms(days: Iterable[date]) -> frozenset[Term]:
    return frozenset((BIRTH_DATE, day.isoformat()) for day in days)


def terms_are_a_day(terms: set[Term]) -> bool:
    """True if one of the terms is a date of birth."""
    return any(kind == BIRTH_DATE for kind, _value in terms)


def plain_number(number: str) -> str:
    """Returns a record number in small letters, without spaces and signs."""
    return "".join(words_of(number))
