"""A date of birth is found in whatever way it is written, and nothing else is taken for one."""

from datetime import date

import pytest

from records.model import Identity
from records.search import BIRTH_DATE, LONGEST, asked_for, terms_of
from records.written_days import days_and_words, days_of

BORN = date(1992, 3, 14)
WAYS = ("1992-03-14", "14.3.1992", "3/14/1992", "14/3/92", "14 Mar 1992", "14 March 1992", "March 14, 1992",
        "Mar 14th 1992", "14th of March 1992", "14. March 1992", "1992 March 14", "14 3 1992", "3 14 1992", "1992 3 14",
        "19920314", "14031992", "03141992", "14 MAR. 92")
NO_DAYS = ("31 Feb 1992", "14 Mar", "Mar 1992", "March April 1992", "99 99 1992", "14 Marta 1992", "1992")


def is_found(text: str, identity: Identity) -> bool:
    terms = terms_of(identity)
    asked = asked_for(text)
    return bool(asked) and all(not one.isdisjoint(terms) for one in asked)


@pytest.mark.parametrize("way", WAYS)
def test_a_birthday_is_found_as_people_write_it(way: str) -> None:
    patient = Identity("Ana Ruiz", BORN)
    assert is_found(way, patient)
    assert is_found(f"ruiz {way}", patient)
    assert not is_found(way, Identity("Ana Ruiz", date(1992, 3, 15)))


@pytest.mark.parametrize("text", NO_DAYS)
def test_what_is_no_day_stays_words(text: str) -> None:
    days, words = days_and_words(text.split())
    assert (days, words) == ([], text.split())
    assert not [kind for terms in asked_for(text) for kind, _value in terms if kind == BIRTH_DATE]


def test_a_day_in_numbers_is_read_in_both_orders_and_a_short_year_in_both_centuries() -> None:
    assert days_of("3/4/1980") == {date(1980, 3, 4), date(1980, 4, 3)}
    assert days_of("14/3/92") == {date(1992, 3, 14), date(2092, 3, 14)}


def test_eight_digits_may_still_be_a_record_number() -> None:
    assert is_found("19920314", Identity(record_number="19920314"))


def test_a_name_that_is_also_a_month_is_found_as_a_name() -> None:
    assert is_found("mar ruiz", Identity("María del Mar Ruiz"))
    assert is_found("del mar", Identity("María del Mar Ruiz"))


@pytest.mark.parametrize("word", ["ab ", "1 ", "a", "14 Mar 1992 ", "1/2/3 ", "\u200b"], ids=ascii)
def test_of_a_text_that_is_longer_than_any_name_the_beginning_is_searched_for(word: str) -> None:
    assert asked_for(word * 50_000) == asked_for((word * LONGEST)[:LONGEST])
    assert sum(map(len, asked_for(word * 50_000))) <= 10 * LONGEST
