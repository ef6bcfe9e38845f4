"""Names of medicines as people write them, and how they are read: `python -m tests.benchmarks medicines`.

Each line of medicine_names.txt is what somebody writes and the medicine that is meant; "-" for none, or for one that
nobody can tell. The thresholds of forms/vocabulary/medicine_names.py were chosen by this table.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from forms import MedicineRow, load_questionnaire, recognised
from forms.vocabulary.medicine_names import MedicineNames
from tests.benchmarks.timing import Row, cpu_seconds, in_milliseconds

Outcome = Literal["known", "offered", "offered wrongly", "not recognised", "classed wrongly"]
OUTCOMES: tuple[Outcome, ...] = ("known", "offered", "offered wrongly", "not recognised", "classed wrongly")
LINES = (Path(__file__).parent / "medicine_names.txt").read_text(encoding="utf-8").splitlines()


class Written(NamedTuple):
    """What somebody wrote, and the usual name of what they meant; None for nothing that can be told."""

    typed: str
    meant: str | None
    kind: str


def written() -> Iterator[Written]:
    """The lines of the table, each with the heading it stands under."""
    kind = ""
    for line in LINES:
        if line.startswith("# "):
            kind = line.removeprefix("# ")
        elif line.strip():
            typed, _, meant = line.rpartition(" = ")
            yield Written(typed.strip(), None if meant.strip() == "-" else meant.strip(), kind)


def outcome(one: Written) -> Outcome:
    """How one of them is read. A known name that was not meant is the one thing that must not happen."""
    read = recognised(load_questionnaire().terminology, MedicineRow(one.typed))
    if read.known:
        return "known" if one.meant in {medicine.name for medicine in read.known} else "classed wrongly"
    if read.near:
        return "offered" if one.meant in {near.medicine.name for near in read.near} else "offered wrongly"
    return "not recognised"


def table() -> dict[str, Counter[Outcome]]:
    """How many of each kind are read how."""
    found: dict[str, Counter[Outcome]] = {}
    for one in written():
        found.setdefault(one.kind, Counter())[outcome(one)] += 1
    return found


def rows() -> list[Row]:
    """How long it takes to read the medicines of one response, each name for the first time."""
    names = [one.typed for one in written()][:80]

    def read_all() -> None:
        fresh = MedicineNames(load_questionnaire().terminology.medicine_list)
        for name in names:
            fresh.is_recognised(name)

    def build() -> None:
        MedicineNames(load_questionnaire().terminology.medicine_list)

    taken = cpu_seconds(read_all, runs=5) - cpu_seconds(build, runs=5)
    return [Row(f"recognise the names of {len(names)} medicine rows, each for the first time", in_milliseconds(taken))]


def tables() -> Iterator[str]:
    """The table, and each line that is read otherwise than it was meant."""
    found = table()
    wide = max(map(len, found))
    yield f"{'':<{wide}}  " + "  ".join(OUTCOMES)
    for kind, counts in found.items():
        yield f"{kind:<{wide}}  " + "  ".join(f"{counts[name]:>{len(name)}}" for name in OUTCOMES)
    for one in written():
        read = outcome(one)
        if read in ("offered wrongly", "classed wrongly") or (read == "not recognised" and one.meant):
            yield f"{read}: {one.typed}"
