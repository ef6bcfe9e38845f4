"""Whatever is handed in gets an answer, the one that is due, in little time and memory."""

from collections.abc import Iterator

import pytest

from forms.exchange import exchange_texts
from forms.exchange.limits import SECONDS
from tests.hostile.files.every_case import CASES
from tests.hostile.files.harness import Reading, in_shares

SHARES = 2
MEGABYTES = 300


class Readings:
    """What each file of the set came to. It waits for those that are not read yet."""

    def __init__(self, coming: Iterator[Reading]) -> None:
        self._coming, self._found = coming, dict[str, Reading]()

    def of(self, name: str) -> Reading:
        while name not in self._found:
            reading = next(self._coming)
            self._found[reading.name] = reading
        return self._found[name]

    def all(self) -> list[Reading]:
        return [self.of(name) for name in CASES]


@pytest.fixture(scope="module")
def readings() -> Iterator[Readings]:
    with in_shares(SHARES) as coming:
        yield Readings(coming)


@pytest.mark.parametrize("name", CASES)
def test_a_file_gets_its_answer_within_the_limits(readings: Readings, name: str) -> None:
    reading = readings.of(name)
    assert any(due in reading.answer for due in CASES[name].answer.split("|")), reading
    assert reading.seconds <= SECONDS + 1, reading  # the system looks once a second
    assert reading.megabytes <= MEGABYTES, reading


def test_no_file_meets_an_error_of_ours(readings: Readings) -> None:
    assert [one for one in readings.all() if one.answer.startswith("broken")] == []


def test_no_answer_repeats_what_stands_in_the_file(readings: Readings) -> None:
    assert [one for one in readings.all() if "Zebrafish" in one.answer] == []


def test_each_reason_for_a_refusal_has_its_text() -> None:
    texts = exchange_texts().tree
    due = {one for case in CASES.values() for one in case.answer.split("|")}
    codes = {one for one in due if one.replace("_", "").isalpha() and "_" in one}
    assert codes <= set(texts)


def test_the_set_is_a_large_one() -> None:
    assert len(CASES) >= 150
