"""What a summary says and in which order, as plain frozen data: no markup, no paper, no answers as codes."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from forms import Copy, Level, Notice

FULL_POINTS = 5  # with more strong points than these they are brief, as the weaker always are: page 1 has to be enough
BRIEF_POINTS = 15  # with more than these each is one paragraph with an answer or two


@dataclass(frozen=True, slots=True)
class Said:
    """A question and its answer word for word.

    `is_known`: there is a value, in part at least. `is_given`: that, or "I'm not sure" or "Prefer not to say".
    `lines` has one part for most answers, one a row for medicines. `code` is the option's, for a choice.
    `remarks`: what else to know, as its age.
    """

    link_id: str
    question: str
    lines: tuple[str, ...]
    is_known: bool
    is_given: bool
    code: str | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A statement of a document: our paraphrase, in the document's own strength.

    `flag` and `note` say what is known against it; `beside` are the statements it never stands without.
    """

    statement: str
    says: str
    flag: str | None
    note: str | None
    beside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """Whose some statements are, how strongly they put it, in words, and the statements.

    `is_weak`: weaker than a risk to discuss or a condition on where it is given. `is_a_check`: nobody published it, for
    this tool held two answers against each other.
    """

    whose: str
    strength: str
    statements: tuple[StatementLine, ...]
    is_weak: bool
    is_a_check: bool


@dataclass(frozen=True, slots=True)
class Point:
    """A topic to talk over: the documents' wordings, strongest first; what the person said; what to discuss and ask.

    `weight` is the place of its heaviest wording among the strengths, 0 the heaviest; `is_strong` is True from "discuss
    the risk" upwards. `is_general`: it holds for nearly everybody. `is_cut`: further answers raise it too, and stand
    with all answers. `more` is what there is no room for beside the point: it stands with the statements. `mark` says
    how it differs from an earlier visit; None where it does not, or where there is none to compare with.
    """

    number: int
    topic: str
    title: str
    is_safety: bool
    is_strong: bool
    weight: int
    is_general: bool
    wordings: tuple[Wording, ...]
    said: tuple[Said, ...]
    is_cut: bool
    discuss: tuple[str, ...]
    questions: tuple[str, ...]
    more: tuple[str, ...]
    mark: str | None = None

    @property
    def statements(self) -> tuple[StatementLine, ...]:
        """All its statements."""
        return tuple(chain.from_iterable(wording.statements for wording in self.wordings))

    @property
    def untold(self) -> tuple[str, ...]:
        """The ids of the statements that are named and not printed."""
        told: set[str] = set()
        for wording in self.told:
            for line in wording.statements:
                told.update(line.statement.split())
        named = chain.from_iterable(wording.statements for wording in self.wordings if not wording.is_a_check)
        return tuple(line.statement for line in named if line.statement not in told)

    @property
    def sources(self) -> tuple[Wording, ...]:
        """Of each source its heaviest wording, the heaviest first."""
        found: dict[str, Wording] = {}
        for wording in self.wordings:
            found.setdefault(wording.whose, wording)
        return tuple(found.values())

    @property
    def told(self) -> tuple[Wording, ...]:
        """The wordings with the statements to print in full: not the weak ones, unless they belong beside another.

        Statements of the same words stand together.
        """
        whole: set[str] = set()
        for wording in self.wordings:
            if not (wording.is_weak or wording.is_a_check):
                whole.update(line.statement for line in wording.statements)
        wanted = set(whole)
        for wording in self.wordings:
            for line in wording.statements:
                wanted.update(line.beside if line.statement in whole else ())
        found = []
        for wording in self.wordings:
            lines = tuple(line for line in wording.statements if line.statement in wanted)
            found.append(replace(wording, statements=_of_same_words(lines)))
        return tuple(wording for wording in found if wording.statements)


def _of_same_words(lines: Iterable[StatementLine]) -> tuple[StatementLine, ...]:
    """Statements that say the same are one line that names them all."""
    found: dict[StatementLine, list[str]] = {}
    for line in lines:
        found.setdefault(replace(line, statement=""), []).append(line.statement)
    return tuple(replace(line, statement=" ".join(ids)) for line, ids in found.items())


def are_many_strong(points: Iterable[Point]) -> bool:
    """Whether more points are strong than page 1 has room for in full."""
    return sum(one.is_strong for one in points) > FULL_POINTS


def are_very_many_strong(points: Iterable[Point]) -> bool:
    """Whether there are more than even brief ones have room for on page 1."""
    return sum(one.is_strong for one in points) > BRIEF_POINTS


@dataclass(frozen=True, slots=True)
class PointGroup:
    """Points whose heaviest wording is the same, and that wording."""

    strength: str
    is_strong: bool
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Differing:
    """A question with the answer of an earlier visit and that of now."""

    question: str
    before: Said
    now: Said


@dataclass(frozen=True, slots=True)
class Since:
    """What differs from an earlier visit, apart from the points that are new or changed: those are marked.

    `gone` and `open_again` are titles of points: not raised any more, and not known any more. `own_words` are the
    questions whose answers in own words differ, `not_now` those that have no answer any more. `warning`: it may be
    another person's.
    """

    heading: str
    warning: str | None
    gone: tuple[str, ...]
    open_again: tuple[str, ...]
    totals: tuple[str, ...]
    answers: tuple[Differing, ...]
    own_words: tuple[str, ...]
    not_now: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not any((self.gone, self.open_again, self.totals, self.answers, self.own_words, self.not_now))


@dataclass(frozen=True, slots=True)
class Silent:
    """An answer that raised no point, word for word, with what to know of it, and the questions answered so."""

    answer: str
    remarks: tuple[str, ...]
    questions: tuple[str, ...]
    link_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A document, and how far to trust it in few words: of which kind it is, and how it could be read."""

    document_id: str
    short: str
    trust: str


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents of one rule set that the points cite, and how many of its rules are signed."""

    title: str
    sources: tuple[Source, ...]
    reviewed: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """Questions of one kind without an answer, what to do about them, and the topics an answer could raise."""

    to_do: str
    questions: tuple[str, ...]
    could_raise: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnknownGroup:
    """Questions that could raise wordings of one strength."""

    strength: str
    rows: tuple[Unknown, ...]


@dataclass(frozen=True, slots=True)
class StillUnknown:
    """What is unknown and could raise a point, heaviest wording first.

    `first` could raise a contraindication and has a line each, `then` the others. `own_words` are the questions for
    a person's own words that nobody answered, which could raise many points at once. `unread` are those for own words
    in which nothing was found that a rule reads: they are not unknown, and a person has to read them.
    """

    first: tuple[Unknown, ...]
    then: tuple[UnknownGroup, ...]
    own_words: tuple[str, ...]
    unread: tuple[str, ...] = ()

    @property
    def questions(self) -> tuple[str, ...]:
        """All of them, in the order they stand."""
        rows = (*self.first, *chain.from_iterable(group.rows for group in self.then))
        return (*chain.from_iterable(row.questions for row in rows), *self.own_words)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing to see at a glance. `is_urgent`: it has to be asked or measured before anything else."""

    label: str
    text: str
    is_urgent: bool = False


@dataclass(frozen=True, slots=True)
class MedicineLine:
    """A medicine as it was written. `taken` is its dose and how often, empty where neither was written.

    `known_as` is what it is usually given for, of every medicine that the row names; empty where it names none that is
    known. `is_recognised`: the whole name is known. `nearest`: the nearest name where it is not; empty where none is
    near. It counts for nothing.
    """

    name: str
    taken: str
    known_as: str
    is_recognised: bool
    nearest: str = ""


@dataclass(frozen=True, slots=True)
class Medicines:
    """The list of medicines, as tables side by side. `note`: how many are not recognised, and what else to know.

    `stands_below`: page 1 has no room for it, so that it stands with all other answers. `is_cut`: a long name or dose
    is cut, and all of it stands there too.
    """

    tables: tuple[tuple[MedicineLine, ...], ...]
    note: str
    stands_below: bool
    is_cut: bool

    @property
    def count(self) -> int:
        """How many medicines."""
        return sum(map(len, self.tables))


@dataclass(frozen=True, slots=True)
class SectionAnswers:
    """The answers of one section: short ones in `said`, long ones in `in_full`."""

    said: tuple[Said, ...]
    in_full: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Scored:
    """An instrument: its total in words, or how many of its questions are answered; and each answer as its points.

    `band` is the published one, None without a total. `scale` is the least and the most points with what they stand
    for, None where that differs between questions. `answers` are empty where nobody answered any; each with what else
    to know of it, as its age, unless that is the same for all: then `remarks` has it.
    """

    title: str
    total: str
    band: str | None
    scale: tuple[str, str] | None
    answers: tuple[str, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """Whose summary this is. A part is None where it was not given."""

    name: str | None
    born: str | None
    record_number: str | None


@dataclass(frozen=True, slots=True)
class UrgentMatter:
    """Something that cannot wait for the visit: what to do about it, and the answers that say so."""

    notice: Notice
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Talk:
    """What there is to see at a glance and to talk over: safety first, then own words, points, and what is unknown.

    `danger` is how much danger of suicide the answers speak of, None where none do; `danger_said` are those answers.
    `urgent` is what else cannot wait. `medicines` is None where none are listed, `since` at a first visit.
    """

    danger: Level | None
    danger_said: tuple[Said, ...]
    urgent: tuple[UrgentMatter, ...]
    safety_unknown: tuple[Said, ...]
    facts: tuple[Fact, ...]
    own_words: tuple[Said, ...]
    medicines: Medicines | None
    since: Since | None
    safety: tuple[Point, ...]
    groups: tuple[PointGroup, ...]
    unknown: StillUnknown

    @property
    def is_crowded(self) -> bool:
        """Whether so many points are strong that they are brief, and stand before the person's own words."""
        return are_many_strong(self.points)

    @property
    def is_overfull(self) -> bool:
        """Whether there are so many that each is one paragraph."""
        return are_very_many_strong(self.points)

    @property
    def named_unknown(self) -> tuple[str, ...]:
        """The questions that it says are unknown."""
        on_top = (said.question for said in (*self.safety_unknown, *self.own_words) if not said.is_given)
        return (*self.unknown.questions, *on_top)

    @property
    def points(self) -> tuple[Point, ...]:
        """All points, in the order of their numbers."""
        return (*self.safety, *chain.from_iterable(group.points for group in self.groups))


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything a printed summary says, from top to bottom. `answers_json` is the answers in force, to attach.

    `inside` is what page 1 leaves to the page inside; None where page 1 names everything. `how_filled_inside` says when
    all answers were given, and how many there are; empty where `how_filled` says so. `copy_note` says what the
    copy leaves out; None where it leaves out nothing. `sections` are all answers but those in `silent` and on page 1,
    and `unanswered` the questions without one.
    """

    language: str
    as_of: date
    made_on: str
    copy: Copy
    copy_note: str | None
    label: Label
    how_filled: tuple[str, ...]
    page_1: Talk
    how_filled_inside: tuple[str, ...]
    inside: Talk | None
    nothing_from: tuple[str, ...]
    turned_off: tuple[str, ...]
    silent: tuple[Silent, ...]
    scored: tuple[Scored, ...]
    sections: tuple[SectionAnswers, ...]
    unanswered: tuple[str, ...]
    usually: str
    documents: tuple[Documents, ...]
    reviewed: tuple[str, ...]
    versions: tuple[str, ...]
    signed: str
    answers_json: str
    code: str

    @property
    def points(self) -> tuple[Point, ...]:
        """All points, in the order of their numbers."""
        return (*self.page_1.points, *(self.inside.points if self.inside else ()))

    @property
    def told(self) -> tuple[Point, ...]:
        """The points of which there is more to tell than stands beside them."""
        return tuple(one for one in self.points if one.told or one.more or one.untold)
