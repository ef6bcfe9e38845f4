"""What may be entered, what may not, and what the person is told to do."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from forms import (
    AnswerError,
    MedicineRow,
    clean,
    load_questionnaire,
    offers_nothing_to_add,
    read_answer,
    reasons_offered,
)

TODAY = date(2026, 11, 22)
FORM = load_questionnaire()


def read(link_id: str, entered: Any) -> Any:
    return read_answer(FORM.item(link_id), entered, today=TODAY)


def told(link_id: str, entered: Any) -> str:
    """What the person is told who enters this."""
    with pytest.raises(AnswerError) as caught:
        read(link_id, entered)
    return caught.value.in_words(FORM.messages)


@pytest.mark.parametrize(("link_id", "entered", "value"), [
    ("pregnant", "could_be", "could_be"),
    ("other_diagnoses", ["adhd", "depression"], ("depression", "adhd")),
    ("systolic", "120", 120),
    ("systolic", 120.0, 120),
    ("systolic", " 300 ", 300),
    ("systolic", 50, 50),
    ("birth_date", "1961-03-14", date(1961, 3, 14)),
    ("birth_date", "2024-02-29", date(2024, 2, 29)),
    ("measured_on", "2026-11-22T09:30", datetime(2026, 11, 22, 9, 30)),
    ("patient_name", "  Marisol \n Peña ", "Marisol Peña"),
    ("reason", "", ""),
    ("reason", "a\r\nb", "a\nb"),
    ("medicines", [{"name": "Lithium"}], (MedicineRow("Lithium"),)),
])
def test_what_people_enter_is_read(link_id: str, entered: Any, value: Any) -> None:
    assert read(link_id, entered) == value


@pytest.mark.parametrize("entered", ["12,5", "170.6", "120 mmHg", "16 kPa", "49", "301", "", "-5", "٣٠٠", "1e2", True,
                                     None, 120.5, float("nan"), float("inf"), 10**400, [120]])
def test_a_number_that_is_none_gets_the_range_and_is_not_guessed(entered: Any) -> None:
    assert told("systolic", entered) == "Enter a whole number from 50 to 300 mmHg."


@pytest.mark.parametrize("entered", ["2026-02-30", "31.3.2026", "2026-13-01", "yesterday", 20260331, None])
def test_an_impossible_date_gets_an_example(entered: Any) -> None:
    assert "2026-03-31" in told("birth_date", entered)


def test_a_date_after_today_is_told_so() -> None:
    assert told("blood_pressure_date", "2026-11-23") == "Enter a date that is not after today."


@pytest.mark.parametrize("entered", ["2026-11-21T08:00Z", "2026-11-21T23:30:00-11:00", "2026-11-21 08:00+00:00",
                                     datetime(2026, 11, 21, 8, tzinfo=UTC)], ids=str)
def test_a_time_of_a_zone_is_refused_as_prints_have_none(entered: Any) -> None:
    assert "without a time zone" in told("measured_on", entered)


@pytest.mark.parametrize("entered", ["2026-11-21T08:15:30", "2026-11-21 08:15:59.123456",
                                     datetime(2026, 11, 21, 8, 15, 1, 1)], ids=str)
def test_a_time_is_kept_to_the_minute_as_it_is_printed(entered: Any) -> None:
    assert read("measured_on", entered) == datetime(2026, 11, 21, 8, 15)


def test_a_birth_date_of_another_age_is_a_slip() -> None:
    assert "1896" in told("birth_date", "0061-03-14")


def test_a_misspelt_option_gets_the_nearest() -> None:
    assert "Did you mean 'could_be'?" in told("pregnant", "could_by")


def test_none_does_not_go_with_another_tick() -> None:
    assert FORM.item("heart_symptoms").option("none").text in told("heart_symptoms", ["none", "fainting"])


def test_an_empty_list_is_no_answer() -> None:
    told("heart_symptoms", [])


@pytest.mark.parametrize("entered", [10_001, 100_000])
def test_a_text_too_long_says_by_how_much(entered: int) -> None:
    assert f"{entered:,}" in told("reason", "x" * entered)


def test_a_text_of_ten_thousand_characters_is_kept_whole() -> None:
    assert read("reason", "x" * 10_000) == "x" * 10_000


def test_a_medicine_row_needs_a_name() -> None:
    told("medicines", [{"dose": "5 mg"}])


def test_a_misspelt_row_field_gets_the_nearest() -> None:
    assert "Did you mean 'frequency'?" in told("medicines", [{"name": "Lithium", "frequence": "daily"}])


@pytest.mark.parametrize("entered", ["secret-words", ["secret-words"], {"secret-words": 1}, 424242])
@pytest.mark.parametrize("link_id", ["pregnant", "other_diagnoses", "systolic", "birth_date", "medicines",
                                     "measured_on"])
def test_an_error_repeats_nothing_of_what_was_entered(link_id: str, entered: Any) -> None:
    with pytest.raises(AnswerError) as caught:
        read(link_id, entered)
    said = str(caught.value) + caught.value.in_words(FORM.messages)
    assert "secret" not in said
    assert "424242" not in said


def test_half_characters_and_control_characters_are_taken_out() -> None:
    assert clean("a\ud800b\x00c\td\u0065\u0301") == "a b c\tdé"


def test_not_sure_is_offered_on_all_but_short_texts_and_prefer_not_to_say_on_what_is_sensitive() -> None:
    for item in FORM.items.values():
        reasons = reasons_offered(item)
        assert ("unsure" in reasons) == (item.type != "string"), item.link_id
        assert ("declined" in reasons) == item.sensitive, item.link_id
        assert offers_nothing_to_add(item) == (item.type == "text"), item.link_id
