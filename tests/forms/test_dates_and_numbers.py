"""Days, times and numbers are written as the language and the clinic's country write them."""

from datetime import date, datetime

import pytest

from forms.dates_and_numbers import filled_in, locale_of, order_of_date, written_day, written_number

DAY = date(2026, 9, 3)


@pytest.mark.parametrize(("language", "country", "day", "number"), [
    ("en", "US", "3 Sep 2026", "10,000"), ("en", "GB", "3 Sept 2026", "10,000"), ("es", "MX", "3 sep 2026", "10,000"),
    ("es", "ES", "3 sept 2026", "10.000"), ("es", "GB", "3 sept 2026", "10.000"),
    ("de", "AT", "3. Sep. 2026", "10.000"),
])
def test_days_and_numbers_follow_language_and_country(language: str, country: str, day: str, number: str) -> None:
    locale = locale_of(language, country)
    assert (written_day(DAY, locale), written_number(10_000, locale)) == (day, number)


@pytest.mark.parametrize(("language", "country", "order"), [
    ("en", "US", "month day year"), ("en", "GB", "day month year"), ("es", "US", "day month year"),
    ("es", "MX", "day month year"), ("en", "CA", "year month day"), ("de", "AT", "day month year"),
])
def test_a_date_is_typed_in_the_order_of_the_country(language: str, country: str, order: str) -> None:
    assert order_of_date(locale_of(language, country)) == tuple(order.split())


@pytest.mark.parametrize("country", ["US", "GB", None])
def test_times_are_written_as_they_are_typed(country: str | None) -> None:
    assert written_day(datetime(2026, 11, 3, 14, 5), locale_of("en", country)) == "3 Nov 2026, 14:05"


def test_a_number_in_a_text_is_grouped_where_the_text_asks_for_it() -> None:
    assert filled_in("{limit:,} of {year}", locale_of("es", "ES"), limit=10_000, year=2026) == "10.000 of 2026"
    with pytest.raises(KeyError):
        filled_in("{limit:,}", locale_of("en", None))
