"""The content of a summary in its order, as frozen data without markup or layout. Answers are texts, not codes."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from forms import Copy, Level, Notice

FULL_POINTS = 5  # if there are more strong points, they are shortened to fit on page 1; weak points always are
BRIEF_POINTS = 15  # if there are more strong points, each is one paragraph with an answer or two


@dataclass(frozen=True, slots=True)
class Said:
    """A question and its answer as text.

    `is_known`: there is a value; a list may be incomplete. `is_given`: there is a value, "I'm not sure" or "Prefer not
    to say". `lines` has one line for most answers, and one for each row of medicines. `code` is the code of the chosen
    option; None for other types. `remarks` are notes on the answer, such as its age.
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
    """A statement of a document, in our own words, with the document's strength.

    `flag` and `note` warn about the statement; None without a warning. `beside` are the ids of the statements that are
    always printed with it.
    """

    statement: str
    says: str
    flag: str | None
    note: str | None
    beside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """Statements of one rule set (`whose` is its mark) and one strength, given in words.

    `is_weak`: the strength is "consider" or weaker. `is_a_check`: the statements are not published; this tool compared
    two answers.
    """

    whose: str
    strength: str
    statements: tuple[StatementLine, ...]
    is_weak: bool
    is_a_check: bool


@dataclass(frozen=True, slots=True)
class Point:
    """A topic to talk over: wordings, strongest first; the person's answers; texts to discuss; questions to ask.

    `weight` is the index of its strongest wording in STRENGTHS, 0 for the strongest. `is_strong`: the strength is
    "discuss the risk" or stronger. `is_general`: it applies to nearly everybody. `is_cut`: further answers raise it,
    which are printed with all answers. `more` are texts to discuss that are printed with the statements, for lack of
    room. `mark` is how it differs from an earlier visit; None if it does not, or if there was no earlier visit. `rules`
    are those that raised it: the id of the rule set, and that of the rule.
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
    rules: tuple[tuple[str, str], ...] = ()

    @property
    def statements(self) -> tuple[StatementLine, ...]:
        """The statements of all wordings."""
        return tuple(chain.from_iterable(wording.statements for wording in self.wordings))

    @property
    def untold(self) -> tuple[str, ...]:
        """The ids of the statements that are cited and not printed in full."""
        told: set[str] = set()
        for wording in self.told:
            for line in wording.statements:
                told.update(line.statement.split())
        named = chain.from_iterable(wording.statements for wording in self.wordings if not wording.is_a_check)
        return tuple(line.statement for line in named if line.statement not in told)

    @property
    def sources(self) -> tuple[Wording, ...]:
        """The strongest wording of each rule set, the strongest first."""
        found: dict[str, Wording] = {}
        for wording in self.wordings:
            found.setdefault(wording.whose, wording)
        return tuple(found.values())

    @property
    def told(self) -> tuple[Wording, ...]:
        """The wordings with only the statements to print in full: weak statements only if a stronger one needs them.

        Statements with the same text are one line.
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
    """Merges statements with the same text into one line with all their ids."""
    found: dict[StatementLine, list[str]] = {}
    for line in lines:
        found.setdefault(replace(line, statement=""), []).append(line.statement)
    return tuple(replace(line, statement=" ".join(ids)) for line, ids in found.items())


def are_many_strong(points: Iterable[Point]) -> bool:
    """True if there are more strong points than page 1 has room for in full."""
    return sum(one.is_strong for one in points) > FULL_POINTS


def are_very_many_strong(points: Iterable[Point]) -> bool:
    """True if there are more strong points than page 1 has room for when they are shortened."""
    return sum(one.is_strong for one in points) > BRIEF_POINTS


@dataclass(frozen=True, slots=True)
class PointGroup:
    """Points with the same strength, and this strength in words."""

    strength: str
    is_strong: bool
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Differing:
    """A question with the answer of the earlier visit and the present answer."""

    question: str
    before: Said
    now: Said


@dataclass(frozen=True, slots=True)
class Since:
    """The differences from an earlier visit, except new and changed points, which have a mark.

    `gone` and `open_again` are titles of points that are no longer raised: ruled out now, or unknown now. `own_words`
    are the questions whose free text differs, `not_now` those that no longer have an answer. `warning`: the earlier
    visit may be of another person; None if not.
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
        """True if nothing differs."""
        return not any((self.gone, self.open_again, self.totals, self.answers, self.own_words, self.not_now))


@dataclass(frozen=True, slots=True)
class Silent:
    """An answer that raised no point, as text, with notes on it, and the questions with this answer."""

    answer: str
    remarks: tuple[str, ...]
    questions: tuple[str, ...]
    link_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A document. `trust` is a short text on how far to trust it: its kind, and how far it could be read."""

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
    """Unknown answers for which the same is to be done, and the topics that they could raise."""

    to_do: str
    questions: tuple[str, ...]
    could_raise: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnknownGroup:
    """Unknown answers that could raise a point of this strength."""

    strength: str
    rows: tuple[Unknown, ...]


@dataclass(frozen=True, slots=True)
class StillUnknown:
    """The unknown answers that could raise a point, the strongest first.

    `first` could raise a contraindication, and each has its own line; `then` are the others. `own_words` are unanswered
    free texts, which could raise many points. `unread` are answered free texts in which no term of a rule was found:
    they are not unknown, but a person has to read them.
    """

    first: tuple[Unknown, ...]
    then: tuple[UnknownGroup, ...]
    own_words: tuple[str, ...]
    unread: tuple[str, ...] = ()

    @property
    def questions(self) -> tuple[str, ...]:
        """All unknown questions, in the order printed."""
        rows = (*self.first, *chain.from_iterable(group.rows for group in self.then))
        return (*chain.from_iterable(row.questions for row in rows), *self.own_words)


@dataclass(frozen=True, slots=True)
class Fact:
    """One entry of the top line. `is_urgent`: it has to be asked or measured before anything else."""

    label: str
    text: str
    is_urgent: bool = False


@dataclass(frozen=True, slots=True)
class MedicineLine:
    """A medicine as it was written. `taken` is the dose and frequency, empty if neither was written.

    `known_as` are the usual reasons for taking each medicine in the row; empty if none is known. `is_recognised`: the
    whole name is known. `nearest` is the most similar name, to ask about; empty if no name is similar. Rules do not
    read it.
    """

    name: str
    taken: str
    known_as: str
    is_recognised: bool
    nearest: str = ""


@dataclass(frozen=True, slots=True)
class Medicines:
    """The list of medicines, as tables side by side. `note`: how many are not recognised, and other notes.

    `stands_below`: page 1 has no room for the list, so it is printed with all other answers. `is_cut`: a long name or
    dose is shortened, so the list is printed there too.
    """

    tables: tuple[tuple[MedicineLine, ...], ...]
    note: str
    stands_below: bool
    is_cut: bool

    @property
    def count(self) -> int:
        """The number of medicines."""
        return sum(map(len, self.tables))


@dataclass(frozen=True, slots=True)
class SectionAnswers:
    """The answers of one section: short answers in `said`, long ones in `in_full`."""

    said: tuple[Said, ...]
    in_full: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Scored:
    """An instrument: its total as text, or how many of its questions are answered; and the points of each answer.

    `band` is the published band, None without a total. `scale` is the least and the most points of an answer with
    their option texts, None if questions differ. `answers` are empty if no question is answered. Notes on an answer,
    such as its age, are in its text; if they are the same for all, they are in `remarks`.
    """

    title: str
    total: str
    band: str | None
    scale: tuple[str, str] | None
    answers: tuple[str, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """The person of the summary. A part is None if it was not given."""

    name: str | None
    born: str | None
    record_number: str | None


@dataclass(frozen=True, slots=True)
class UrgentMatter:
    """An urgent notice, and the answers that raised it."""

    notice: Notice
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Talk:
    """The content of page 1, or of the page inside: safety first, then own words, points, and unknown answers.

    `danger` is the level of danger of suicide, None if no answer indicates danger; `danger_said` are the answers that
    do. `urgent` are other urgent notices. `medicines` is None if none are listed. `since` is None at a first visit.
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
        """True if there are many strong points. They are shortened, and printed before the person's own words."""
        return are_many_strong(self.points)

    @property
    def is_overfull(self) -> bool:
        """True if there are so many strong points that each is one paragraph."""
        return are_very_many_strong(self.points)

    @property
    def named_unknown(self) -> tuple[str, ...]:
        """The questions that it lists as unknown."""
        on_top = (said.question for said in (*self.safety_unknown, *self.own_words) if not said.is_given)
        return (*self.unknown.questions, *on_top)

    @property
    def points(self) -> tuple[Point, ...]:
        """All points, in the order of their numbers."""
        return (*self.safety, *chain.from_iterable(group.points for group in self.groups))


@dataclass(frozen=True, slots=True)
class ForYou:
    """What the person reads first on their own copy, in plain words: help, what to ask, and what the scores mean.

    `danger` and `notices` are as on the page for clinicians. `own_questions` is what the person wants to ask, empty if
    nothing. `asks` are topics to ask about, the most important first; `has_more`: there are further ones. `is_open`: an
    unknown answer could raise a point. `scores` has one text for each score.
    """

    danger: Level | None
    notices: tuple[Notice, ...]
    own_questions: str
    asks: tuple[str, ...]
    has_more: bool
    is_open: bool
    scores: tuple[str, ...]

    @property
    def is_urgent(self) -> bool:
        """True if something cannot wait."""
        return self.danger is not None or bool(self.notices)

    @property
    def is_empty(self) -> bool:
        """True if there is nothing to say that depends on answers."""
        return not (self.is_urgent or self.own_questions or self.asks or self.scores)


@dataclass(frozen=True, slots=True)
class Summary:
    """The whole content of a printed summary, from top to bottom. `answers_json` are the answers in force, to attach.

    `for_you` is the half page for the person, None on other copies; `for_you_inside` what it leaves to the page inside.
    `inside` is the content that page 1 leaves to the page inside; None if page 1 has everything. `how_filled_inside`
    is when all answers were given, and how many there are; empty if this is in `how_filled`. `copy_note` is the note on
    what the copy leaves out; None if it leaves out nothing. `whose_note` says that answers came from a file of another
    name; None if none did. `sections` are all answers except those in `silent` and on
    page 1; `unanswered` are the questions without an answer. `in_chart`: what the patient's chart says and no answer
    confirms; `in_record`: the same of a health record that the person handed in.
    """

    language: str
    as_of: date
    made_on: str
    copy: Copy
    copy_note: str | None
    label: Label
    whose_note: str | None
    how_filled: tuple[str, ...]
    for_you: ForYou | None
    page_1: Talk
    how_filled_inside: tuple[str, ...]
    for_you_inside: ForYou | None
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
    in_chart: tuple[str, ...] = ()
    in_record: tuple[str, ...] = ()

    @property
    def points(self) -> tuple[Point, ...]:
        """All points, in the order of their numbers."""
        return (*self.page_1.points, *(self.inside.points if self.inside else ()))

    @property
    def told(self) -> tuple[Point, ...]:
        """The points with statements or further texts to print after page 1."""
        return tuple(one for one in self.points if one.told or one.more or one.untold)
