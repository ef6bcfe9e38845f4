"""Which names are one name written in another way, and which identities differ."""

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from forms import Answer, Response, identity_differs, is_same_name, load_questionnaire

FORM = load_questionnaire()
BASE = "abcdefghijklmnopqrstuvwxyz"
WORD = st.text(BASE, min_size=1, max_size=8)
NAME = st.lists(WORD, min_size=1, max_size=4).map(" ".join)
MARKS = st.lists(st.sampled_from(["", "\u0301", "\u0308", "\u0327"]), min_size=60, max_size=60)

SAME = [
    ("Bob Brown", "bob  BROWN "), ("Bob Brown", "Brown, Bob"), ("Anna Maria Silva", "Silva, Anna-Maria"),
    ("Rosa Álvarez", "rosa alvarez"), ("Rosa A\u0301lvarez", "Rosa Álvarez"), ("Anna-Maria", "anna maria"),
    ("Jean\u2010Luc", "Jean Luc"), ("Bob J. Brown", "Bob J Brown"), ("O\u2019Brien", "O'Brien"), ("Strauß", "STRAUSS"),
    ("İpek", "ipek"), ("\uff22\uff4f\uff42", "Bob"), ("Bob\u200e Brown", "Bob Brown"), ("Νίκος", "νικος"),
    ("De la Cruz, María", "Maria de la Cruz"),
]
DIFFERENT = [
    ("Bob Brown", "Maria Silva"), ("Bob Brown", "Rob Brown"), ("James Thomas", "Thomas James"), ("Bob", "Bob Brown"),
    ("Brown, Bob", "Bob, Brown"), ("Brown, Bob, Jr", "Bob Brown Jr"), ("Anna Maria", "Annamaria"),
    ("Bob Brown I", "Bob Brown II"), ("Иван", "Ивана"), ("Сергеи", "Сергей"),  # й is a letter of its own
    ("\u0930\u093e\u092e\u0941", "\u0930\u093e\u092e\u0942"),  # Ramu and Ramoo: the vowels are marks
    ("\u304b\u306a", "\u304c\u306a"),  # Kana and Gana
    ("דָּן", "דֵּן"), ("-", "."), (",", "-"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_name_written_in_two_ways_is_one_name(one: str, other: str) -> None:
    assert is_same_name(one, other)
    assert is_same_name(other, one)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_names_are_never_called_one(one: str, other: str) -> None:
    assert not is_same_name(one, other)
    assert not is_same_name(other, one)


@given(NAME, NAME)
def test_names_of_different_words_are_never_the_same(one: str, other: str) -> None:
    assume(one.split() != other.split())
    assert not is_same_name(one, other)
    assert not is_same_name(one.title(), other.upper())


@given(st.text(min_size=1), st.text(min_size=1))
def test_what_is_the_same_has_the_same_letters_and_figures(one: str, other: str) -> None:
    if is_same_name(one, other):
        left, right = (sorted(filter(str.isalnum, text.casefold())) for text in (one, other))
        assert left == right or not (one + other).isascii()


@given(st.lists(WORD, min_size=2, max_size=4), MARKS)
def test_capitals_accents_hyphens_and_a_comma_make_no_other_name(words: list[str], marks: list[str]) -> None:
    plain = " ".join(words)
    accented = "".join(letter + (mark if letter != " " else "")
                       for letter, mark in zip(plain, marks, strict=False))
    assert is_same_name(plain, accented.upper())
    assert is_same_name(plain, "-".join(words))
    assert is_same_name(plain, f"{words[-1]}, {' '.join(words[:-1])}")


@pytest.mark.parametrize(("then", "now", "differ"), [
    ({"patient_name": "Bob Brown"}, {"patient_name": "Brown, Bob"}, ()),
    ({"patient_name": "Bob Brown", "record_number": "A-17"}, {"patient_name": "Bob Brown", "record_number": "A17"},
     ("record_number",)),
    ({"record_number": "a-17 "}, {"record_number": "A-17"}, ()),
    ({"patient_name": "Bob Brown"}, {"record_number": "A-17"}, ()),
    ({"patient_name": "Bob"}, {"patient_name": None}, ()),
    ({}, {"patient_name": "Bob"}, ()),
])
def test_only_what_was_given_both_times_can_differ(
    then: dict[str, Any], now: dict[str, Any], differ: tuple[str, ...],
) -> None:
    earlier, later = (Response(FORM.questionnaire_id, {link_id: Answer(value) for link_id, value in given.items()})
                      for given in (then, now))
    assert identity_differs(FORM, earlier, later) == differ
