"""What a patient's chart says: of each thing, whether it holds now, is past, or is in doubt."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from forms import MedicineRow
from forms.exchange.fhir.codes import PregnancyStatus

State = Literal["now", "past", "unsure"]


@dataclass(frozen=True)
class Entry:
    """What one resource says. `why` is the status, or the reason that counted instead. `on` is when it began.

    `ended` is when it ended, of a condition that says so.
    """

    state: State
    why: str
    name: str
    code: str
    on: date | None
    resource_id: str
    ended: date | None = None


@dataclass(frozen=True)
class Finding:
    """A topic of codes.yaml, and the entries on it: the first one decides, and the newest of a state come first."""

    topic: str
    entries: tuple[Entry, ...]

    @property
    def state(self) -> State:
        return self.entries[0].state


@dataclass(frozen=True)
class ChartMedicine:
    """A medicine: as a row of the form, and the classes of what is in it."""

    entry: Entry
    row: MedicineRow
    classes: frozenset[str]


@dataclass(frozen=True)
class ChartReading:
    """The newest whole reading of the blood pressure, in mmHg. `is_old`: taken more than a year ago.

    `at` is its moment in UTC, which orders the readings of one day.
    """

    systolic: int
    diastolic: int
    on: date
    is_old: bool
    resource_id: str
    at: datetime


@dataclass(frozen=True)
class ChartPregnancy:
    """What is known on a pregnancy, and why."""

    status: PregnancyStatus
    why: str
    on: date | None
    resource_id: str


@dataclass(frozen=True)
class ChartScore:
    """The total of an instrument."""

    total: int
    on: date
    resource_id: str
    at: datetime


@dataclass(frozen=True)
class Chart:
    """What a chart says of one person. `passed_over` counts, by reason, what could not be used."""

    names: tuple[str, ...] = ()
    born: date | None = None
    gender: str | None = None
    is_deceased: bool = False
    findings: Mapping[str, Finding] = field(default_factory=dict)
    medicines: tuple[ChartMedicine, ...] = ()
    reading: ChartReading | None = None
    pregnancy: ChartPregnancy | None = None
    scores: Mapping[str, ChartScore] = field(default_factory=dict)
    allergies: tuple[Entry, ...] = ()
    passed_over: Mapping[str, int] = field(default_factory=dict)
