"""The values that go into the store and come out of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, get_args

State = Literal["draft", "waiting", "discussed"]
STATES: tuple[State, ...] = get_args(State)


@dataclass(frozen=True)
class Holder:
    """Who has a draft open: the id of a page in a browser, and the name to show to others.

    `person` stands for their account among all, as two people can have one name; None where there are no accounts.
    """

    holder_id: str
    name: str
    person: str | None = None


@dataclass(frozen=True)
class Identity:
    """How a patient is recognised. What is not known is None."""

    name: str | None = None
    birth_date: date | None = None
    record_number: str | None = None


@dataclass(frozen=True)
class Note:
    """What a clinician noted of the discussion: when (UTC), who, and the text. It is never changed, only added to.

    `person` stands for the account behind the name; None where there are no accounts, and in notes of older versions.
    """

    at: datetime
    who: str
    text: str
    person: str | None = None


@dataclass(frozen=True)
class Content:
    """Everything that a draft keeps of a visit. Nothing of it is checked here.

    `answers`: by link id, in the long form of RESPONSE.json; `version` is that of their questions. `step`: the page
    that was open. `earlier`: the answers of the visit before, to compare with; None if there was no earlier visit.
    `not_in_earlier`: link ids of answers that the file of the earlier visit never contains. `brought`: link ids of
    answers that were taken from a file. `typed`: by link id, text in the fields that cannot be an answer yet.
    `in_private`: the patient answers some questions alone, and the desk does not see these answers. `handed_over`: who
    has the device while the patient answers; None if staff have it. `named_in_file`: the name, date of birth and record
    number in the file from which answers were taken, in the long form. `in_danger`: an answer may mean danger.
    `notes`: those of clinicians, the oldest first. `giving`: how the answers are being given, as staff chose it; None
    if they did not. `taken_before`: which answers of the file from which answers were taken had come from one of
    another name. `typed_note`: a note of a clinician that is still being typed. `suggested`: what the patient's chart
    suggests, as JSON.
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
    in_danger: bool = field(default=False, repr=False)
    notes: tuple[Note, ...] = field(default=(), repr=False)
    giving: str | None = None
    taken_before: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)
    typed_note: str = field(default="", repr=False)
    suggested: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)


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
class ToSend:
    """What a patient sends. `sender` is a random id of their page, the same if they send again; `reference` has digits.

    `answers` is a file of answers, which nothing here reads. `in_danger`: an answer may mean danger.
    """

    sender: str
    reference: str
    identity: Identity = field(repr=False)
    in_danger: bool = field(repr=False)
    answers: bytes = field(repr=False)


@dataclass(frozen=True)
class SentForm:
    """What a patient sent, without the answers. It is due to be erased at `ends`. Times are in UTC.

    `identity` and `reference` are None if it does not open. `in_danger`: also of what was sent from that page before.
    """

    sent_id: str
    sent_at: datetime
    ends: datetime
    identity: Identity | None = field(default=None, repr=False)
    reference: str | None = field(default=None, repr=False)
    in_danger: bool = field(default=False, repr=False)


@dataclass(frozen=True)
class Listed:
    """A line of the worklist. `holder` is the name of whoever has it open; None if nobody has. Times are in UTC.

    `identity` is None if the record does not open with these keys, or was damaged. `in_danger` is that of its content.
    """

    draft_id: str
    state: State
    began: datetime
    changed: datetime
    holder: str | None
    identity: Identity | None = field(repr=False)
    in_danger: bool = field(default=False, repr=False)
