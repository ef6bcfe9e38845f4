"""A day is read however people write it, and is never guessed."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.clinic import languages_written
from forms.dates_and_numbers import locale_of, order_of_date, written_day, written_in_full
from forms.partial_dates import PartialDate, read_partial_date
from forms.translating import form_files, languages_begun
from forms.typed_dates import (
    MEMORY,
    OLDEST_PERSON,
    DayTyped,
    iso_day,
    months,
    part_of_date,
    plain,
    whole_day,
)

USA, UK, CANADA = ("month", "day", "year"), ("day", "month", "year"), ("year", "month", "day")
ORDERS = (USA, UK, CANADA)
NEWEST = date(2026, 11, 27)
DAYS = st.dates(date(1906, 11, 28), NEWEST)
PI_DAY = ("14", "3", "1992")


def test_months_are_read_in_every_language_of_the_form() -> None:
    assert set(languages_written()) == {"en", *languages_begun(form_files())}
    assert [months()[name] for name in ("january", "enero", "december", "diciembre")] == [1, 1, 12, 12]


@pytest.mark.parametrize("text", [
    "14 March 1992", "March 14, 1992", "14.3.1992", "1992-03-14", "14 de marzo de 1992", "14/3/1992", "3/14/1992",
    "Mar 14th, 1992", "19920314", "14031992", "14º MARZO 1992", "１４／３／１９９２", "١٤/٣/١٩٩٢",
    "the 14th of March 1992", " 14 – 3 – 1992 ", "14 mar. 1992", "el 14 de mar. del 1992", "1992/3/14", "14-Mar-1992",
])
@pytest.mark.parametrize("order", ORDERS)
def test_a_whole_date_that_can_be_only_one_day_is_read_in_every_country(text: str, order: Sequence[str]) -> None:
    assert whole_day(text, order) == PI_DAY


@pytest.mark.parametrize("text", ["3/4/1992", "03.04.1992", "03041992", "3 4 1992", "3-4-1992"])
def test_a_date_that_can_be_two_days_is_read_in_the_order_of_the_country_if_it_has_one(text: str) -> None:
    assert [whole_day(text, order) for order in ORDERS] == [("4", "3", "1992"), ("3", "4", "1992"), None]


@pytest.mark.parametrize("text", ["", "14", "14 March", "March 1992", "1992", "31/2/1992", "31.2.92", "0/1/1992",
                                  "14 March 1992 14:30", "14 Merch 1992", "14+3+1992", "14 March March", "1 2 3 4",
                                  "14/3/192", "99/99/99", "1/1/19920", "²/3/1992", "x" * 1000, "1" * 1000])
@pytest.mark.parametrize("order", ORDERS)
def test_what_is_no_whole_date_is_left_alone(text: str, order: Sequence[str]) -> None:
    assert whole_day(text, order) is None


@given(DAYS, st.sampled_from([("en", "US"), ("en", "GB"), ("es", "US"), ("es", "MX"), ("en", "CA")]))
def test_every_day_that_the_tool_itself_writes_is_read_as_the_same_day(day: date, place: tuple[str, str]) -> None:
    locale = locale_of(*place)
    order = order_of_date(locale)
    typed = (str(day.day), str(day.month), str(day.year))
    assert whole_day(written_in_full(day, locale), order) == typed
    assert whole_day(written_day(day, locale), order) == typed
    assert whole_day(day.isoformat(), order) == typed
    assert whole_day(f"{day:%Y%m%d}", order) == typed
    in_numbers = "/".join(str(getattr(day, part)) for part in order)
    assert whole_day(in_numbers, order) == typed


@given(st.text(max_size=30), st.sampled_from(ORDERS))
def test_whatever_is_typed_the_day_that_is_read_exists_and_its_year_was_typed(text: str, order: Sequence[str]) -> None:
    found = whole_day(text, order)
    if found is not None:
        day, month, year = map(int, found)
        assert date(year if year > 99 else 2000 + year, month, day)
        assert found[2] in plain(text)


@given(DAYS)
def test_three_fields_of_a_whole_year_are_that_day(day: date) -> None:
    assert iso_day((str(day.day), str(day.month), str(day.year)), NEWEST, OLDEST_PERSON) == day.isoformat()


@pytest.mark.parametrize("month", ["3", "03", "March", "march", "MAR", "Mar.", "marzo", "Márzo", " marzo ", "３"])
def test_a_month_is_a_number_or_a_name_in_either_language(month: str) -> None:
    assert iso_day(("14", month, "1992"), NEWEST, None) == "1992-03-14"


@pytest.mark.parametrize(("name", "number"), [
    ("sept", 9), ("set", 9), ("setiembre", 9), ("ene", 1), ("jan", 1), ("agosto", 8), ("Aug", 8), ("dic", 12),
    ("febr", 2),
])
def test_a_clear_beginning_of_a_month_is_enough(name: str, number: int) -> None:
    assert months()[name.casefold()] == number


@pytest.mark.parametrize("name", ["ma", "ju", "m", "", "xyz", "marc h"])
def test_an_unclear_beginning_of_a_month_is_none(name: str) -> None:
    assert name not in months()


@given(DAYS)
def test_a_birthday_of_a_short_year_is_read_only_if_nobody_alive_can_have_another(day: date) -> None:
    read = iso_day((str(day.day), str(day.month), f"{day:%y}"), NEWEST, OLDEST_PERSON)
    years = [year for year in range(NEWEST.year - OLDEST_PERSON, NEWEST.year + 1) if year % 100 == day.year % 100]
    assert read == (day.isoformat() if len(years) == 1 else "")


def test_a_short_year_of_a_reading_is_the_last_one_and_of_a_day_to_come_none() -> None:
    assert iso_day(("1", "2", "24"), NEWEST, MEMORY) == "2024-02-01"
    assert iso_day(("1", "2", "24"), NEWEST, None) == ""


@pytest.mark.parametrize("typed", [("x", "1", "1992"), ("-1", "1", "1990"), ("1", "W1", "1992"), ("1", "1", "99999"),
                                   ("", "x", "1990"), ("1", "1", "199"), ("1 2", "1", "1990"), ("1", "1.5", "1990"),
                                   ("", "3", ""), ("1", "", "1990"), ("", "", "")])
def test_what_is_no_part_of_a_date_is_read_as_nothing(typed: DayTyped) -> None:
    assert iso_day(typed, NEWEST, OLDEST_PERSON) == ""


def test_the_day_in_words_is_as_people_of_the_country_say_it() -> None:
    day = date(1992, 4, 7)
    said = [written_in_full(day, locale_of(*place)) for place in (("en", "US"), ("en", "GB"), ("es", "US"))]
    assert said == ["April 7, 1992", "7 April 1992", "7 de abril de 1992"]
    assert written_in_full(day + timedelta(days=1), locale_of("en", None)) == "April 8, 1992"


@pytest.mark.parametrize(("text", "part"), [
    ("2019", ("", "", "2019")), ("about 2019", ("", "", "2019")), ("hacia 2019", ("", "", "2019")),
    ("April 2019", ("", "4", "2019")), ("abril de 2019", ("", "4", "2019")), ("2019 abr.", ("", "4", "2019")),
    ("4/2019", ("", "4", "2019")), ("2019-04", ("", "04", "2019")), ("in April, 2019", ("", "4", "2019")),
])
def test_a_month_of_a_year_or_a_year_alone_is_a_date_without_its_day(text: str, part: DayTyped) -> None:
    assert part_of_date(text) == part
    assert read_partial_date(iso_day(part, NEWEST, MEMORY)) is not None


@pytest.mark.parametrize("text", ["", "19", "April", "April 19", "13/2019", "14 April 2019", "2019-2020", "0/2019",
                                  "long ago", "3019", "20190401"])
def test_anything_else_is_no_date_without_its_day(text: str) -> None:
    assert part_of_date(text) is None


@given(st.integers(1, 9998), st.one_of(st.none(), st.integers(1, 12)))
def test_a_date_without_its_day_is_written_and_read_unchanged_and_holds_its_days(year: int, month: int | None) -> None:
    part = PartialDate(year, month)
    assert read_partial_date(part.isoformat()) == part
    assert (part.first.year, part.last.year) == (year, year)
    assert part.first.day == 1
    assert (part.last + timedelta(days=1)).day == 1
    assert (part.first.month, part.last.month) == ((1, 12) if month is None else (month, month))


@pytest.mark.parametrize("text", ["", "19", "2019-13", "2019-00", "2019-4", "0000", "9999", "2019-04-01", "٢٠١٩"])
def test_no_other_text_is_a_date_without_its_day(text: str) -> None:
    assert read_partial_date(text) is None
