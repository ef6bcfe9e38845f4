"""The values of a visit besides its answers. Each has the methods that change it."""

from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import date, datetime
from secrets import token_hex
from typing import Literal

from forms import (
    Answer,
    AnswerError,
    Copy,
    Danger,
    DoorName,
    Level,
    Paper,
    Questionnaire,
    Response,
    TakenFromFile,
    load_clinic,
)
from forms.exchange import ChartFile, ReadBack
from forms.exchange.fhir import Suggestion, read_record, read_suggestions
from records import HeldElsewhereError, State
from screens.smart.grants import Linked
from screens.visit.earlier import Earlier
from screens.visit.hand_over import HandedOver
from screens.visit.staff import Why
from screens.visit.typed import Typed


@dataclass
class Fields:
    """The content of the form's fields, by link id, if it differs from the answer itself.

    `typed`: the text in the fields of a question, even if it cannot be an answer. The fields of all other questions
    show their answer. `problems`: why the text cannot be an answer. `set_aside`: the text that was in the fields before
    "I'm not sure" was chosen, to bring it back. `names_left`: names of medicines, as typed, for which the person wants
    no more suggestions.
    """

    typed: dict[str, Typed] = field(default_factory=dict)
    problems: dict[str, AnswerError] = field(default_factory=dict)
    set_aside: dict[str, Typed] = field(default_factory=dict)
    names_left: frozenset[str] = frozenset()

    def forget(self, link_id: str) -> None:
        """Makes the fields of a question show its answer again, whatever was typed."""
        self.typed.pop(link_id, None)
        self.problems.pop(link_id, None)
        self.set_aside.pop(link_id, None)

    def clear(self, *, but: Collection[str] = ()) -> None:
        """Makes the fields of every question show its answer, except those with a link id in `but`."""
        for link_id in {*self.typed, *self.problems, *self.set_aside}.difference(but):
            self.forget(link_id)


def row_of(link_id: str) -> str:
    """Returns the id of a question on the review page."""
    return f"review-{link_id}"


@dataclass
class Position:
    """The person's position in the form.

    `step`: the page, which is the id of a section or one of the pages around them (see walk.py). `focus`: the id of the
    element to move the focus to; None for the heading of the page. `moves` counts changes of page and of focus, so that
    the browser scrolls once for each. `came_from`: the page to return to after opening a file; None if the person did
    not go to that page. `back_to`: the page to which Continue and Back return, in place of the next; None for the next
    one. `changed`: the link id of the answer that the person left the review page to change; None if none.
    `asks_to_start_over`: the page asks
    whether to delete every answer. `seen_at`: the door whose address was open last; None before the first page.
    `walk`: a random name under which the browser's history has the pages of this visit. `walked`: the number that the
    browser gave to the last Back or Forward; `stays`: that one closed the crisis page, and the page below it stays.
    """

    step: str
    focus: str | None = None
    moves: int = 0
    came_from: str | None = None
    back_to: str | None = None
    changed: str | None = None
    asks_to_start_over: bool = False
    seen_at: DoorName | None = None
    walk: str = field(default_factory=lambda: token_hex(8))
    walked: int = 0
    stays: bool = False

    def move(self, step: str, focus: str | None = None) -> None:
        """Goes to a page: to its heading, or to the element `focus`."""
        self.step, self.focus = step, focus
        self.moves += 1

    def come_to(self, step: str) -> None:
        """Goes to a page: to its heading, or back to the answer there that the person left to change."""
        self.move(step, row_of(self.changed) if self.changed is not None and self.back_to == step else None)
        self.back_to = self.changed = None

    def look_at(self, focus: str | None) -> None:
        """Moves the focus on this page; None for the heading."""
        self.move(self.step, focus)


@dataclass
class HandedIn:
    """The files that the person handed in, and what was taken from them.

    `opened`: the answers of a file, until the person decides what to do with them; None if no file waits for that.
    `refused`: why the last file could not be read; empty if it could. `files`: how many were handed in.
    `brought`: the answers that were taken from a file, as they were given. `taken_before`: those of them that the file
    itself had from a file of another name. `earlier`: the visit before this one; None
    if no file of an earlier visit was taken over. `asked_too`: link ids that the person wants to see although an
    earlier visit answers them; `asks_all`: the person wants to see all of those. `is_to_type`: the person chose what to
    do with a file without typing whose it is, and the page says that this comes first. `confirmed_for`: the name, date
    of birth and record number of the form when somebody confirmed that the answers of the file are of this person.
    `sent_id`: what was opened is no file, but what the patient sent under this id; None for a file.
    `suggested`: what the patient's chart suggests, which was handed in and which staff said is of this person, and what
    their own health record suggests, which they handed in themselves. `record_of`: whose that record is, if it was
    opened in this visit; `record_confirmed_for`: who the form named then.
    `unread`: types of FHIR that the record server did not give whole, for the chart that is open. `linked`: the
    patient of the chart that was read from it last; None if none was. `refused_by_server`: what was refused is no file,
    but came from that server. `sent_to_record`: the answers that were sent to it last, on the copy of which reader, and
    its number there; None if none were. `not_sent`: the key of the text that says why nothing was sent;
    None if nothing is wrong.
    """

    opened: ReadBack | None = None
    refused: tuple[str, ...] = ()
    files: int = 0
    brought: Mapping[str, Answer] = field(default_factory=dict)
    earlier: Earlier | None = None
    taken_before: tuple[TakenFromFile, ...] = ()
    asked_too: frozenset[str] = frozenset()
    asks_all: bool = False
    is_to_type: bool = False
    confirmed_for: Mapping[str, Answer] = field(default_factory=dict)
    sent_id: str | None = None
    suggested: tuple[Suggestion, ...] = ()
    record_of: ChartFile | None = None
    record_confirmed_for: Mapping[str, Answer] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    linked: Linked | None = field(default=None, repr=False)
    refused_by_server: bool = False
    sent_to_record: tuple[Response, Copy, str] | None = field(default=None, repr=False)
    not_sent: str | None = None

    def put_away(self) -> None:
        """Forgets the file that was opened, or why it was refused. Answers taken from it stay."""
        self.opened, self.refused, self.is_to_type, self.sent_id = None, (), False, None
        self.unread, self.refused_by_server = (), False

    def read_chart(self, questionnaire: Questionnaire, newest: date) -> tuple[Suggestion, ...]:
        """Returns what the opened chart suggests to these questions."""
        chart = self.opened.chart if self.opened is not None else None
        return () if chart is None else read_suggestions(chart.suggested, questionnaire, newest)

    def read_record(self, questionnaire: Questionnaire, newest: date) -> tuple[Suggestion, ...]:
        """Returns what the opened file says of the person's own health record, beside its answers."""
        return () if self.opened is None else read_record(self.opened.in_record, questionnaire, newest)

    def suggest(self, suggested: Iterable[Suggestion], *, by_person: bool) -> None:
        """Puts suggestions in the place of those of the same source. Those of the other source stay."""
        self.suggested = (*(one for one in self.suggested if one.by_person != by_person), *suggested)

    def take(
        self, brought: Mapping[str, Answer], earlier: Earlier | None, taken_before: tuple[TakenFromFile, ...] = (),
    ) -> None:
        """Notes which answers came from a file. `earlier` is the visit of the file; None if it is this same visit."""
        self.brought, self.earlier, self.taken_before = brought, earlier, taken_before
        self.asked_too, self.asks_all = frozenset(), False

    def translate(self, questionnaire: Questionnaire) -> None:
        """Takes the texts around the earlier answers from this questionnaire.

        Forgets why a file was refused, and a file with answers that cannot be taken over: these texts are in another
        language.
        """
        if self.opened is None or self.opened.left_out:
            self.put_away()
        if self.earlier is not None:
            self.earlier = self.earlier.in_language_of(questionnaire)

    def untouched(self, response: Response) -> frozenset[str]:
        """Returns the link ids of answers from a file that are unchanged in `response`."""
        return frozenset(link_id for link_id, answer in self.brought.items()
                         if response.answers.get(link_id) == answer)

    def passed_by(self, response: Response) -> frozenset[str]:
        """Returns the link ids that need not be asked again; empty if there was no earlier visit."""
        if self.earlier is None or self.asks_all:
            return frozenset()
        return self.untouched(response) - self.asked_too


@dataclass
class Help:
    """The help that was shown to the person.

    `crisis`: the danger for which the crisis page is open; None while it is closed. `shown_for`: the answers for which
    it was shown, each with its level. `passes_by_arrow`: the person is moving through options with the arrow keys, so
    the chosen option may not be intended. `notices_shown`: ids of the notices on the page, to recognise a new one.
    """

    crisis: Danger | None = None
    shown_for: frozenset[tuple[Level | None, str]] = frozenset()
    passes_by_arrow: bool = False
    notices_shown: frozenset[str] = frozenset()

    @property
    def was_shown(self) -> bool:
        """True if the crisis page was shown for an answer that still indicates danger."""
        return bool(self.shown_for)

    def not_shown_for(self, danger: Danger) -> tuple[str, ...]:
        """Returns the link ids of a danger for which the crisis page was not shown yet."""
        return tuple(link_id for link_id in danger.because if (danger.level, link_id) not in self.shown_for)

    def note_shown(self, dangers: Iterable[Danger]) -> None:
        """Remembers that the crisis page was shown for all answers of these dangers."""
        self.shown_for |= _marks(dangers)

    def forget_all_but(self, dangers: Iterable[Danger]) -> None:
        """Forgets answers that no longer indicate danger, so that the page opens again if they do later."""
        self.shown_for &= _marks(dangers)


def _marks(dangers: Iterable[Danger]) -> frozenset[tuple[Level | None, str]]:
    marks: set[tuple[Level | None, str]] = set()
    for danger in dangers:
        marks.update((danger.level, link_id) for link_id in danger.because)
    return frozenset(marks)


@dataclass
class Printing:
    """How the summary is shown and printed.

    `names_private`: the person asked that page 1 of their own copy names private topics too.
    `compared`: an earlier form in the records, changes since which are marked; None if no one chose one. `chosen`: the
    copies and papers that the desk prints together; None for every copy.

    `shared_at`: at which of the moves (see Position) the page was asked to share a PDF; None if it was not.
    `pdfs`: the PDF for each reader that was made, or is being made. They are forgotten with the visit.
    """

    paper: Paper = field(default_factory=lambda: load_clinic().paper)
    names_private: bool = False
    compared: Earlier | None = None
    chosen: frozenset[str] | None = None
    shared_at: int | None = None
    pdfs: dict[Copy, Future[bytes]] = field(default_factory=dict)


@dataclass
class Alone:
    """The part of the desk's form that the patient fills in alone, on the desk's device.

    `is_used`: a patient was asked to; from then on the desk does not see the answers to those questions. `is_shown`:
    this page shows them all the same, to the clinician. `language`: that of staff, while the patient may choose
    another; None if it is not known. `handed_over`: the browser that the patient has now, and the code that ends it;
    None while staff have the device. `came_from`: the page of the desk before. `problem`: the key of the text that says
    what is wrong with a code; None if nothing is. `is_closed`: this page has no form, and only takes the code, because
    a patient has the browser and the form is not open here.
    """

    is_used: bool = False
    is_shown: bool = False
    language: str | None = None
    handed_over: HandedOver | None = None
    came_from: str | None = None
    problem: str | None = None
    is_closed: bool = False


@dataclass
class Sending:
    """What this page sent to the desk.

    `sender` is a random id of the page. `asks`: the page asks whether to send. `asks_for`: link ids of the name and the
    date of birth, if they were missing then. `problem`: the key of the text that says why nothing was sent. `of`: the
    answers that were sent last, with the `reference` to say at the desk, and `ends`, when they are deleted there if
    nobody takes them in; None if nothing was sent. `with_record`: what of the own health record went with them.
    """

    sender: str = field(default_factory=lambda: token_hex(16))
    asks: bool = False
    asks_for: tuple[str, ...] = ()
    problem: Literal["who", "full", "unreachable"] | None = None
    of: Response | None = field(default=None, repr=False)
    with_record: tuple[Suggestion, ...] = field(default=(), repr=False)
    reference: str | None = field(default=None, repr=False)
    ends: datetime | None = None


@dataclass
class OnDevice:
    """The copy of the answers in a patient's browser, if the person wants one.

    `keeps`: the browser keeps a copy of the answers as they are. `erases`: it deletes the copy that it has. `found`:
    until when it keeps a copy of an earlier visit; None if it has none. `hands` counts how often that one was opened.
    `has_failed`: the browser could not keep a copy.
    """

    keeps: bool = False
    erases: bool = False
    found: date | None = None
    hands: int = 0
    has_failed: bool = False

    @property
    def is_offered(self) -> bool:
        """True if the clinic lets patients keep a copy. Not on a tablet that patients share."""
        clinic = load_clinic()
        return clinic.keep_on_device and clinic.idle_minutes is None

    def go_on(self) -> None:
        """Keeps a copy again, if the form goes on with answers from one."""
        self.keeps = self.keeps or (self.hands > 0 and self.is_offered)


@dataclass
class Incoming:
    """What the worklist shows of what patients sent.

    `checked`: the id of the one that is being checked; None if none is. `fits`: what the person says fits it.
    `problem`: the key of the text that says what is wrong. `asks_to_erase`: the page asks whether to erase it.
    `listed`: the ids that the page lists; None before it was drawn.
    """

    checked: str | None = None
    fits: bool = False
    problem: Literal["wrong", "wait", "unreadable"] | None = None
    asks_to_erase: bool = False
    listed: frozenset[str] | None = None


@dataclass
class Worklist:
    """What the worklist shows. `search`: the text to find patients by. `state`: the drafts to list; None for all.

    `held`: the draft that the person wanted to open and somebody else has open, with who that is. `refused`: why a
    draft could not be opened. `asks_to_erase`: the id of a draft, while the page asks whether to erase it. `not_in`:
    why nobody is signed in; None if somebody is, or need not be. `incoming`: what patients sent.
    """

    search: str = ""
    state: State | None = None
    held: tuple[str, HeldElsewhereError] | None = None
    refused: str | None = None
    asks_to_erase: str | None = None
    not_in: Why | None = None
    incoming: Incoming = field(default_factory=Incoming)
