"""Fields take what people type in the ways in which they type it, show how it was read, and guess nothing."""

from dataclasses import replace
from datetime import date

import pytest

from forms import PartialDate, load_clinic
from screens.visit.walk import REVIEW, STOPPED, SUMMARY
from tests.support.sitting import Sitting


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


def not_sure_of_the_age() -> Sitting:
    sitting = Sitting()
    sitting.press("on-WELCOME")
    sitting.choose("adult", "(unsure)")
    return sitting


def test_someone_who_is_not_sure_of_their_age_is_asked_for_the_date_of_birth_alone() -> None:
    sitting = not_sure_of_the_age()
    assert "Do you know when you were born?" in sitting.shown()
    keys = sitting.keys()
    assert {key.split("-")[2] for key in keys} == {"adult", "birth_date"}


def test_the_date_of_birth_of_an_adult_lets_them_go_on_and_their_answer_stays_not_sure() -> None:
    sitting = not_sure_of_the_age()
    sitting.type("birth_date", "14 March 1992", "day")
    assert sitting.asks("filled_by")
    assert "Do you know when you were born?" not in sitting.shown()
    sitting.go_on()
    assert sitting.visit.position.step == "reason"
    assert sitting.answer("adult").absent == "unsure"
    assert sitting.visit.way.allowed(SUMMARY) == SUMMARY


def test_without_a_date_of_birth_a_kind_page_waits_and_says_whom_to_ask() -> None:
    sitting = not_sure_of_the_age()
    sitting.go_on()
    assert sitting.visit.position.step == STOPPED
    assert "It is fine that you are not sure." in sitting.shown()
    assert "Ask someone who knows you well" in sitting.shown()
    assert "tel:988" in sitting.shown()
    assert "This form is for adults" not in sitting.shown()
    assert not sitting.keys()
    assert sitting.turn_to(SUMMARY).visit.position.step == STOPPED
    sitting.press("back-to-age")
    sitting.choose("adult", "yes")
    sitting.go_on()
    assert sitting.visit.position.step == "reason"


def test_someone_who_is_not_sure_and_was_born_too_late_is_stopped_as_a_minor() -> None:
    sitting = not_sure_of_the_age()
    type_date(sitting, "birth_date", "1", "2", str(date.today().year - 11))
    sitting.go_on()
    assert sitting.visit.position.step == STOPPED
    assert "This form is for adults" in sitting.shown()


def test_half_a_date_of_birth_is_asked_for_again_and_not_sure_of_it_leads_on_too() -> None:
    sitting = not_sure_of_the_age()
    sitting.type("birth_date", "14", "day")
    sitting.go_on()
    assert sitting.visit.position.step == "start"
    assert sitting.problem("birth_date") is not None
    sitting.pill("birth_date", "unsure")
    sitting.go_on()
    assert sitting.visit.position.step == STOPPED


def test_the_browser_offers_name_and_birthday_on_the_patients_own_device_alone(
    patient: Sitting, monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert offered(patient) == {"name", "bday-day", "bday-month", "bday-year"}
    shared = replace(load_clinic(), idle_minutes=5)
    monkeypatch.setattr("screens.fields.field.load_clinic", lambda: shared)
    assert offered(patient.turn_to("start")) == {"off"}


def offered(sitting: Sitting) -> set[str]:
    return {field.proto.autocomplete for field in sitting.app.text_input}


@pytest.mark.parametrize(("typed", "value", "said"), [
    (("", "", "2019"), PartialDate(2019), "about 2019"), (("", "4", "2019"), PartialDate(2019, 4), "about April 2019"),
    (("", "abril", "19"), PartialDate(2019, 4), "about April 2019"),
    (("about 2019", "", ""), PartialDate(2019), "about 2019"),
    (("", "", "Apr 2019"), PartialDate(2019, 4), "about April"),
])
def test_a_month_or_a_year_is_enough_for_the_date_of_a_reading(
    patient: Sitting, typed: tuple[str, str, str], value: PartialDate, said: str,
) -> None:
    patient.turn_to("heart").type("systolic", "118/76")
    for part, words in zip(("day", "month", "year"), typed, strict=True):
        if words:
            patient.type("blood_pressure_date", words, part)
    assert patient.value("blood_pressure_date") == value
    assert f"We read this as: {said}" in patient.shown()
    patient.go_on()
    assert patient.visit.position.step == patient.visit.way.step_of("heart_disease")
    assert f"{said}" in patient.turn_to(REVIEW).shown()


def test_a_day_without_its_month_and_a_year_to_come_are_no_date_of_a_reading(patient: Sitting) -> None:
    patient.turn_to("heart").type("systolic", "118/76")
    for typed in (("3", "", "2019"), ("", "", str(date.today().year + 2)), ("", "4", "")):
        type_date(patient, "blood_pressure_date", *typed)
        patient.go_on()
        assert patient.visit.position.step == "heart"
        assert patient.problem("blood_pressure_date") is not None


def test_a_month_and_a_year_are_not_enough_for_a_date_of_birth(patient: Sitting) -> None:
    type_date(patient, "birth_date", "", "3", "1992")
    assert patient.value("birth_date") is None
    assert patient.problem("birth_date") is None
    patient.go_on()
    assert patient.problem("birth_date") is not None


def test_a_time_of_a_measurement_needs_its_day() -> None:
    desk = Sitting("desk")
    desk.turn_to("desk")
    for part, words in (("year", "2026"), ("time", "09:30")):
        desk.type("measured_on", words, part)
    desk.go_on()
    assert desk.value("measured_on") is None
    assert desk.problem("measured_on") is not None
