"""The names of saved files: whose they are, in every script, and never longer than a file system takes."""

from pathlib import Path
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms import clean, is_same_name
from screens.desk.file_names import LONGEST, MOST_BYTES, of_a_file
from templates.__main__ import main
from tests.support import SAMPLE_FILES

ENDING = "-1980-03-31-the-longest-name-of-a-print-that-we-have.pdf (12).crdownload"


@pytest.mark.parametrize(("name", "shown"), [
    ("Rosa Álvarez", "Rosa-Álvarez"), ("O’Brien, Ana_Maria / Jr.", "O-Brien-Ana-Maria-Jr"), ("..", ""),
    ("../../x", "x"),
    ("रामू", "रामू"), ("राम", "राम"), ("علی\u200cرضا", "علیرضا"), ("ทั่ว", "ทั่ว"), ("王小明", "王小明"),
    ("Nguyễn", "Nguyễn"),
    ("a\u202eb:c|d?e*f\"g<h>i\\j\0k", "ab-c-d-e-f-g-h-i-j-k"),
])
def test_a_name_in_a_file_s_name_keeps_its_letters_and_marks_alone(name: str, shown: str) -> None:
    assert of_a_file(name) == shown


@pytest.mark.parametrize("name", [
    "\U0001e921" * 60, "王" * 60, "कि" * 60, "क्ष" * 60, "\u1112\u1161\u11ab" * 60, "é" * 60, "e\u0301\u0323" * 60,
    "👩" * 60, "x" * 500, "\U0001e921\U0001e944" * 40, "மொ" * 50, "ᠮᠣᠩ" * 40,
], ids=ascii)
def test_a_long_name_is_cut_between_letters_and_takes_few_bytes(name: str) -> None:
    found = of_a_file(name)
    assert len(found) <= LONGEST
    assert len(found.encode()) <= MOST_BYTES
    assert len(f"{found}{ENDING}".encode()) <= 255
    assert name.startswith(found)
    after = name[len(found):len(found) + 1]
    assert not found or not category(after or "x").startswith("M")
    assert not found.endswith("\u094d"), "the two letters of a conjunct belong together"
    assert after not in ("\u1161", "\u11ab")


@given(st.text(max_size=80).map(clean), st.text(max_size=80).map(clean))
def test_every_name_fits_and_two_names_are_not_one_because_of_their_marks(one: str, other: str) -> None:
    left, right = of_a_file(one), of_a_file(other)
    assert len(left.encode()) <= MOST_BYTES
    assert "/" not in left
    assert "\0" not in left
    if left == right and 0 < len(left) < LONGEST / 4 and left.isalpha() and one.isalpha() and other.isalpha():
        assert is_same_name(one, other)


@pytest.mark.parametrize("name", ["x" * 251, "\U0001e921" * 62, "王" * 83], ids=ascii)
def test_a_file_whose_name_is_as_long_as_names_can_be_is_written(name: str, tmp_path: Path) -> None:
    place = str(tmp_path / name)
    assert main(["summary", str(SAMPLE_FILES / "nothing_raised.json"), "--html", "-o", place]) == 0
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_name_that_is_too_long_is_refused_and_nothing_is_left_behind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str],
) -> None:
    place = tmp_path / ("\U0001e921" * 64)
    assert main(["summary", str(SAMPLE_FILES / "nothing_raised.json"), "--html", "-o", str(place)]) == 2
    assert capsys.readouterr().err == f"{place}: cannot be written: File name too long. Nothing was left behind.\n"
    assert list(tmp_path.iterdir()) == []
