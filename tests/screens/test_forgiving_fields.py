"""Fields take what people type in the ways in which they type it, show how it was read, and guess nothing."""

from datetime import date

import pytest

from tests.support.sitting import Sitting


@pytest.fixture
def patient() -> Sitting:
    """An adult at the patient's door, on the first section."""
    sitting = Sitting()
    sitting.press("on-WELCOME")
    sitting.choose("adult", "yes")
    return sitting


def boxes(sitting: Sitting, link_id: str) -> tuple[str, ...]:
    return tuple(str(sitting.app.text_input(key=sitting.key(link_id, part)).value) for part in ("day", "month", "year"))


def type_date(sitting: Sitting, link_id: str, *typed: str) -> None:
    for part, words in zip(("day", "month", "year"), typed, strict=True):
        sitting.type(link_id, words, part)


@pytest.mark.parametrize("part", ["day", "month", "year"])
@pytest.mark.parametrize("whole", ["14 March 1992", "14.3.1992", "1992-03-14", "14 de marzo de 1992"])
def test_a_whole_date_in_any_field_of_a_date_fills_all_three(patient: Sitting, part: str, whole: str) -> None:
    patient.type("birth_date", whole, part)
    assert boxes(patient, "birth_date") == ("14", "3", "1992")
    assert patient.value("birth_date") == date(1992, 3, 14)
    assert "We read this as: March 14, 1992" in patient.shown()


def test_a_whole_date_takes_the_place_of_an_earlier_one(patient: Sitting) -> None:
    type_date(patient, "birth_date", "1", "2", "1980")
    patient.type("birth_date", "14 March 1992", "day")
    assert boxes(patient, "birth_date") == ("14", "3", "1992")
    assert patient.value("birth_date") == date(1992, 3, 14)


def test_a_date_that_can_be_two_days_is_read_as_the_country_does_and_shown_in_words(patient: Sitting) -> None:
    patient.type("birth_date", "7/4/1992", "month")
    assert patient.value("birth_date") == date(1992, 7, 4)
    assert "We read this as: July 4, 1992" in patient.shown()


def test_a_month_in_words_and_a_short_year_stay_as_they_were_typed(patient: Sitting) -> None:
    type_date(patient, "birth_date", "14th", "Marzo", "92")
    assert patient.value("birth_date") == date(1992, 3, 14)
    assert boxes(patient, "birth_date") == ("14th", "Marzo", "92")
    patient.turn_to("reason").turn_to("start")
    assert boxes(patient, "birth_date") == ("14th", "Marzo", "92")
    assert "We read this as: March 14, 1992" in patient.shown()


def test_what_could_be_read_in_two_ways_or_not_at_all_shows_no_day(patient: Sitting) -> None:
    for typed in (("1", "1", f"{date.today():%y}"), ("31", "2", "1992"), ("1", "Merch", "1992")):
        type_date(patient, "birth_date", *typed)
        assert "We read this as" not in patient.shown()
        assert patient.problem("birth_date") is not None
        assert boxes(patient, "birth_date") == typed


def test_the_time_of_a_measurement_stays_when_a_whole_day_is_pasted() -> None:
    desk = Sitting("desk")
    desk.turn_to("desk").type("measured_on", "9.30", "time")
    desk.type("measured_on", "March 1st, 2026", "day")
    assert str(desk.value("measured_on")) == "2026-03-01 09:30:00"
    assert "We read this as: March 1, 2026, 09:30" in desk.shown()
