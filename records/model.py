"""The values that go into the store and come out of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, get_args

State = Literal["draft", "waiting", "discussed"]
STATES: tuple[State, ...] = get_args(State)


@dataclass(frozen=True)
class Holder:
    """Who has a draft open: the id of a page in a browser, and the name to show to others."""

    holder_id: str
    name: str


@dataclass(frozen=True)
class Identity:
    """How a patient is recognised. What is not known is None."""

    name: str | None = None
    birth_date: date | None = None
    record_number: str | None = None


@dataclass(frozen=True)
class Content:
    """Everything that a draft keeps of a visit. Nothing of it is checked here.

    `answers`: by link id, in the long form of RESPONSE.json; `version` is that of their questions. `step`: the page
    that was open. `earlier`: the answers of the visit before, to compare with; None if there was no earlier visit.
    `not_in_earlier`: link ids of answers that the file of the earlier visit never contains. `brought`: link ids of
    answers that were taken from a file. `typed`: by link id, text in the fields that cannot be an answer yet.
    `in_private`: the patient answers some questions alone, and the desk does not see these answers. `handed_over`: who
    has the device while the patient answers; None if staff have it. `named_in_file`: the name, date of birth and record
    number in the file from which answers were taken, in the long form.
    """

    identity: Identity
    questionnaire_id: str
    version: str
    language: str
    answers: Mapping[str, Any] = field(repr=False)
    step: str | None = None
    earlier: Mapping[str, Any] | None = field(default=None, repr=False)
    not_in_earlier: tuple[str, ...] = ()
    brought: tuple[str, ...] = ()
    typed: Mapping[str, Any] = field(default_factory=dict, repr=False)
    in_private: bool = False
    handed_over: Mapping[str, Any] | None = field(default=None, repr=False)
    named_in_file: Mapping[str, Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Draft:
    """A draft as it was read or saved. `version` counts its saves. `content` is None before the first."""

    draft_id: str
    version: int
    state: State
    began: datetime
    changed: datetime
    content: Content | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Listed:
    """A line of the worklist. `holder` is the name of whoever has it open; None if nobody has. Times are in UTC.

    `identity` is None if the record does not open with these keys, or was damaged.
    """

    draft_id: str
    state: State
    began: datetime
    changed: datetime
    holder: str | None
    identity: Identity | None = field(repr=False)
