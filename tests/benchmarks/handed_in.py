"""Files that are made to take all time and memory: what each took, and what another person notices meanwhile."""

import statistics
import threading
import time
from collections.abc import Iterator
from datetime import date

from forms import load_questionnaire
from forms.exchange import UnreadableError
from forms.exchange.worker import reading_worker
from tests.benchmarks.timing import Row, in_milliseconds
from tests.hostile.files.every_case import CASES
from tests.hostile.files.harness import in_shares
from tests.support.sitting import Sitting

SHARES = 2
WORST = "a page of nothing but corners of codes"
ROUNDS, ANSWERS = 5, 20
UNDER_WAY = 0.2  # seconds until the file is being read
PAUSE = 0.1  # seconds between two answers; nobody answers faster


def table() -> Iterator[str]:
    """A line for each file of the set: CPU seconds, MB at most, MB of the file, its name, and the answer."""
    yield f"{'CPU s':>6} {'MB':>5} {'size MB':>8}  file: answer"
    with in_shares(SHARES) as coming:
        readings = sorted(coming, key=lambda one: -one.seconds)
    for one in readings:
        yield f"{one.seconds:6.2f} {one.megabytes:5.0f} {one.size:8.2f}  {one.name}: {one.answer[:90]}"


def rows() -> Iterator[Row]:
    quiet, busy = _medians()
    yield Row("an answer of a second person, quiet", in_milliseconds(quiet))
    yield Row("the same while a first one hands in the worst file", f"{busy / quiet:.2f} times", "at most 1.5 times")


def _medians() -> tuple[float, float]:
    """Seconds of an answer while nothing else goes on, and while the worst file is read over and over.

    The two take turns, so that neither has the better hour.
    """
    person, content = Sitting("desk"), CASES[WORST].make()
    quiet, busy = [], []
    for _ in range(ROUNDS):
        quiet += _answers(person)
        over = threading.Event()
        first_one = threading.Thread(target=_hand_in, args=(content, over))
        first_one.start()
        time.sleep(UNDER_WAY)
        busy += _answers(person)
        over.set()
        first_one.join()
    return statistics.median(quiet), statistics.median(busy)


def _hand_in(content: bytes, over: threading.Event) -> None:
    while not over.is_set():
        try:
            reading_worker().read_back(content, load_questionnaire(), today=date.today())
        except UnreadableError:
            continue


def _answers(person: Sitting) -> list[float]:
    """Seconds of each of some answers."""
    taken = []
    for answer in range(ANSWERS):
        start = time.perf_counter()
        person.choose("adult", "yes" if answer % 2 else "no")
        taken.append(time.perf_counter() - start)
        time.sleep(PAUSE)
    return taken
