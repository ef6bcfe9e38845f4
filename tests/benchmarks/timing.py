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
    return cpu_seconds(lambda: sum(i * i for i in range(10**6)), runs=9)


def in_microseconds(taken: float) -> str:
    return f"{taken * 1e6:,.0f} µs"


def in_milliseconds(taken: float) -> str:
    return f"{taken * 1e3:,.0f} ms"


def in_multiples(ratio: float) -> str:
    return f"{ratio:.1f} times"


def as_table(rows: Sequence[Row]) -> str:
    heading = Row("", "median", "target")
    wide = [max(len(row[i]) for row in (heading, *rows)) for i in range(len(heading))]
    return "\n".join(f"{row.what:<{wide[0]}}  {row.took:>{wide[1]}}  {row.target:>{wide[2]}}".rstrip()
                     for row in (heading, *rows))
