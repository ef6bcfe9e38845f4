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


@pytest.mark.parametrize("typed", ["１１８", " 118 ", "118 mmHg", "118mmhg", "118,", "118.0", "118,0"])
def test_a_number_is_read_with_its_unit_and_in_the_digits_of_any_keyboard(patient: Sitting, typed: str) -> None:
    patient.turn_to("heart").type("systolic", typed)
    assert patient.value("systolic") == 118
    assert patient.app.text_input(key=patient.key("systolic", "typed")).value == typed


@pytest.mark.parametrize("first", ["systolic", "diastolic"])
@pytest.mark.parametrize("typed", ["118/76", "118 / 76 mmHg", "118 over 76", "118 sobre 76", "１１８／７６", "118 76"])
def test_both_numbers_of_a_reading_in_one_field_fill_both(patient: Sitting, first: str, typed: str) -> None:
    patient.turn_to("heart").type(first, typed)
    assert (patient.value("systolic"), patient.value("diastolic")) == (118, 76)
    assert patient.app.text_input(key=patient.key("systolic", "typed")).value == "118"
    assert patient.app.text_input(key=patient.key("diastolic", "typed")).value == "76"
    patient.go_on()
    assert (patient.value("systolic"), patient.value("diastolic")) == (118, 76)


def test_both_numbers_are_kept_if_continue_comes_with_them(patient: Sitting) -> None:
    patient.turn_to("heart")
    patient.app.text_input(key=patient.key("systolic", "typed")).set_value("118/76")
    patient.go_on()
    assert (patient.value("systolic"), patient.value("diastolic")) == (118, 76)


def test_a_lower_number_that_comes_with_the_upper_one_and_with_continue_is_kept(patient: Sitting) -> None:
    patient.turn_to("heart")
    patient.app.text_input(key=patient.key("systolic", "typed")).set_value("118")
    patient.app.text_input(key=patient.key("diastolic", "typed")).set_value("76")
    patient.go_on()
    assert (patient.value("systolic"), patient.value("diastolic")) == (118, 76)


@pytest.mark.parametrize("typed", ["12/8", "118/7", "120-130", "118/76/80", "400/76", "118/76 kg", "118,76"])
def test_two_numbers_that_are_no_reading_stay_as_they_were_typed(patient: Sitting, typed: str) -> None:
    patient.turn_to("heart").type("diastolic", "80")
    patient.type("systolic", typed)
    assert patient.app.text_input(key=patient.key("systolic", "typed")).value == typed
    assert patient.problem("systolic") == "Enter a whole number from 50 to 300 mmHg."
    assert (patient.value("systolic"), patient.value("diastolic")) == (None, 80)


def test_two_numbers_the_wrong_way_round_are_not_exchanged(patient: Sitting) -> None:
    patient.turn_to("heart").type("systolic", "76/118")
    assert patient.app.text_input(key=patient.key("systolic", "typed")).value == "76"
    assert "lower" in (patient.problem("diastolic") or "")


def test_both_numbers_that_staff_measured_fill_both_in_one_field() -> None:
    desk = Sitting("desk")
    desk.turn_to("desk").type("measured_systolic", "118/76")
    assert (desk.value("measured_systolic"), desk.value("measured_diastolic")) == (118, 76)
    assert desk.answer("measured_diastolic").origin == "measured"
    desk.type("measured_pulse", "72/min")
    assert desk.value("measured_pulse") == 72
