"""How long something takes: the middle of many runs, and the loop that milliseconds are held against."""

import statistics
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple


class Row(NamedTuple):
    """A line of the table; `target` is empty where there is none."""

    what: str
    took: str
    target: str = ""


def cpu_seconds(function: Callable[[], object], *, runs: int, at_once: int = 1) -> float:
    """The median of `runs` measurements of `at_once` calls each, per call, after one that does not count.

    Counts the work of this process alone, so that other programs on the machine disturb it less.
    """
    function()
    taken = []
    for _ in range(runs):
        start = time.process_time()
        for _ in range(at_once):
            function()
        taken.append((time.process_time() - start) / at_once)
    return statistics.median(taken)


def calibration() -> float:
    """CPU seconds of a loop that does nothing else: how fast this machine is at this moment."""
    return cpu_seconds(_loop, runs=9)


def beside_the_loop(function: Callable[[], object], *, runs: int) -> tuple[float, float]:
    """CPU seconds of a call, and of the loop, as medians: they take turns, so that neither has the better hour."""
    function()
    calls, loops = [], []
    for _ in range(runs):
        calls.append(cpu_seconds_once(function))
        loops.append(cpu_seconds_once(_loop))
    return statistics.median(calls), statistics.median(loops)


def cpu_seconds_once(function: Callable[[], object]) -> float:
    start = time.process_time()
    function()
    return time.process_time() - start


def _loop() -> int:
    return sum(i * i for i in range(10**6))


def in_microseconds(taken: float) -> str:
    return f"{taken * 1e6:,.0f} µs"


def in_milliseconds(taken: float) -> str:
    return f"{taken * 1e3:,.0f} ms"


def in_milliseconds_and_multiples(taken: float, loop: float) -> str:
    return f"{in_milliseconds(taken)}, {taken / loop:.1f} times the loop"


def as_table(rows: Sequence[Row]) -> str:
    heading = Row("", "median", "target")
    wide = [max(len(row[i]) for row in (heading, *rows)) for i in range(len(heading))]
    return "\n".join(f"{row.what:<{wide[0]}}  {row.took:>{wide[1]}}  {row.target:>{wide[2]}}".rstrip()
                     for row in (heading, *rows))
