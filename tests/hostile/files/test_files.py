"""Whatever is handed in gets an answer, the one that is due, in little time and memory."""

import pytest

from forms.exchange import exchange_texts
from forms.exchange.limits import SECONDS
from tests.hostile.files.every_case import CASES
from tests.hostile.files.harness import Reading, in_shares

SHARES = 2
MEGABYTES = 300


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    return in_shares(SHARES)


@pytest.mark.parametrize("name", CASES)
def test_a_file_gets_its_answer_within_the_limits(readings: dict[str, Reading], name: str) -> None:
    reading = readings[name]
    assert any(due in reading.answer for due in CASES[name].answer.split("|")), reading
    assert reading.seconds <= SECONDS + 1, reading  # the system looks once a second
    assert reading.megabytes <= MEGABYTES, reading


def test_no_file_meets_an_error_of_ours(readings: dict[str, Reading]) -> None:
    assert [one for one in readings.values() if one.answer.startswith("broken")] == []


def test_no_answer_repeats_what_stands_in_the_file(readings: dict[str, Reading]) -> None:
    assert [one for one in readings.values() if "Zebrafish" in one.answer] == []


def test_each_reason_for_a_refusal_has_its_text() -> None:
    texts = exchange_texts().tree
    due = {one for case in CASES.values() for one in case.answer.split("|")}
    codes = {one for one in due if one.replace("_", "").isalpha() and "_" in one}
    assert codes <= set(texts)


def test_the_set_is_a_large_one() -> None:
    assert len(CASES) >= 150
