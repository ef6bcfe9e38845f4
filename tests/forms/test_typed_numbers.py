"""A number is read with its unit and in any digits; it is never rounded, joined or guessed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.typed_dates import plain
from forms.typed_numbers import plain_number, two_numbers

NUMBERS = st.integers(0, 999_999)
READINGS = st.integers(10, 999)


@given(NUMBERS, st.sampled_from(["{}", " {} ", "{} mmHg", "{}mmHg", "{} MM HG.", "{},", "{}.0", "{},00", "{}.0 mmHg"]))
def test_a_whole_number_is_read_however_it_is_written(number: int, written: str) -> None:
    assert plain_number(written.format(number), "mmHg") == str(number)


@given(READINGS, READINGS, st.sampled_from(["{}/{}", "{} / {}", "{} over {}", "{} Sobre {} mmHg", "{} con {}", "{} {}",
                                            "{}, {}", "{}\\{}."]))
def test_two_numbers_of_a_reading_are_read_however_they_are_written(upper: int, lower: int, written: str) -> None:
    assert two_numbers(written.format(upper, lower), "mmHg") == (upper, lower)


@given(st.text(max_size=20), st.sampled_from([None, "mmHg", "/min"]))
def test_no_digit_is_added_left_out_or_moved(text: str, unit: str | None) -> None:
    read = plain_number(text, unit)
    typed = re.sub(r"[.,]0{1,2}(?=\D*$)", "", plain(text))
    assert read == text or re.sub(r"\D", "", typed) == read
    both = two_numbers(text, unit)
    assert both is None or [int(one) for one in re.findall(r"\d+", plain(text))] == list(both)


@pytest.mark.parametrize("text", ["", "12,5", "170.6", "1 70", "-5", "²", "half", "170 kg", "mmHg", "1,000"])
def test_what_is_no_whole_number_is_left_as_it_is(text: str) -> None:
    assert plain_number(text, "mmHg") == text


@pytest.mark.parametrize("text", ["118", "120-130", "120–130", "118,76", "118/7", "118/76/60", "118/76.5", "1180/760"])
def test_what_is_no_reading_of_two_numbers_is_none(text: str) -> None:
    assert two_numbers(text, "mmHg") is None
