"""What a person typed, made ready for paper."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from templates.summary.typed_text import MOST_MARKS, boxed_on_paper, in_a_list, printable


@pytest.mark.parametrize(("typed", "printed"), [
    ("plain words", "plain words"),
    ("two\r\nlines\u2028three", "two\nlines\nthree"),
    ("  outer blanks \u00a0", "outer blanks"),
    ("cafe\u0301", "café"),
    ("😀", "[grinning face]"),
    ("👍🏽 ok", "[thumbs up sign] ok"),
    ("👩‍⚕️", "[woman][staff of aesculapius]"),
    ("🇬🇧", "[GB]"),
    ("1️⃣", "1"),
    ("it is ≥ 140/90 → high", "it is ≥ 140/90 → high"),
    ("a\u202eb\u2066c\u200fd\ufeff", "abcd"),
    ("نمی\u200cخواهم", "نمی\u200cخواهم"),
    ("half \ud83d of one", "half  of one"),
    ("private \ue000 use", "private  use"),
    ("bell\x07", "bell"),
    ("", ""),
])
def test_it_prints_as(typed: str, printed: str) -> None:
    assert printable(typed) == printed


@given(st.text())
def test_nothing_is_left_that_turns_hides_or_breaks(typed: str) -> None:
    printed = printable(typed)
    kinds = {unicodedata.category(char) for char in printed if char not in "\n\u200c\u200d"}
    assert kinds.isdisjoint({"Cc", "Cf", "Cs", "Co", "Cn"})
    printed.encode()


@given(st.text())
def test_printing_twice_changes_nothing(typed: str) -> None:
    assert printable(printable(typed)) == printable(typed)


@pytest.mark.parametrize(("typed", "printed"), [
    ("sertraline", "sertraline"), ("سيرترالين", "\u2068سيرترالين\u2069"), ("50 מ״ג", "\u206850 מ״ג\u2069"),
    ("セルトラリン", "セルトラリン"),
])
def test_right_to_left_text_in_a_list_keeps_its_neighbours_in_place(typed: str, printed: str) -> None:
    assert in_a_list(typed) == printed


def test_letters_that_no_font_here_has_are_named_once(a_letter_without_font: str) -> None:
    assert boxed_on_paper(f"Ada {a_letter_without_font * 2} 😀") == a_letter_without_font


def test_accents_do_not_climb_over_the_lines_around() -> None:
    assert len(printable("Z" + "\u0335" * 50)) == 1 + MOST_MARKS
