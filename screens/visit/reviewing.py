"""A clinician's review of rules and questions in one browser tab: what there is to review, and what is open.

Independent of Streamlit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from records import SignedOff, Wording
from templates import SourceQuestion, SourceRule

Reviewed = SourceRule | SourceQuestion
Standing = Literal["changed", "unsigned", "signed", "mine"]  # what is to be reviewed first comes first
STANDINGS: tuple[Standing, ...] = ("changed", "unsigned", "signed", "mine")
WHOLE = ""  # the name of what is open, if it is a whole part


@dataclass(frozen=True)
class Part:
    """A rule set, or the questions of the form. `part_of` is its id."""

    part_of: str
    title: str
    ones: tuple[Reviewed, ...]

    def at(self, name: str) -> int:
        """Returns the place of a rule or question, from 0. Raises StopIteration."""
        return next(place for place, one in enumerate(self.ones) if one.name == name)


@dataclass(frozen=True)
class History:
    """The sign-offs of one rule or question: of its present wording, and of older ones, the oldest first."""

    present: tuple[SignedOff, ...]
    older: tuple[SignedOff, ...]

    def standing(self, person: str) -> Standing:
        """How it stands for a reviewer."""
        if any(one.person == person for one in self.present):
            return "mine"
        if self.present:
            return "signed"
        return "changed" if self.older else "unsigned"


@dataclass
class Reviewing:
    """What `person` does in this tab. `opened`: the id of a part and the name of what is open in it; None for the list.

    `read`: the fingerprints of what was shown in full. `told` is the key of a text about the last deed, with `facts`.
    `moves` counts what was opened.
    """

    person: str
    opened: tuple[str, str] | None = None
    read: set[str] = field(default_factory=set)
    told: str | None = None
    facts: dict[str, object] = field(default_factory=dict)
    moves: int = 0

    def open(self, opened: tuple[str, str] | None) -> None:
        """Shows something else."""
        self.opened, self.moves = opened, self.moves + 1

    def tell(self, told: str | None, **facts: object) -> None:
        """Sets the text about the last deed."""
        self.told, self.facts = told, facts


def history_of(one: Reviewed, held: Iterable[SignedOff]) -> History:
    """Returns the sign-offs of a rule or question."""
    own = [signed for signed in held if (signed.wording.part_of, signed.wording.name) == (one.part_of, one.name)]
    present = tuple(signed for signed in own if signed.wording.fingerprint == one.fingerprint)
    return History(present, tuple(signed for signed in own if signed.wording.fingerprint != one.fingerprint))


def histories(part: Part, held: Sequence[SignedOff]) -> dict[str, History]:
    """Returns the history of each rule or question of a part, by name."""
    by_name: dict[str, list[SignedOff]] = {}
    for signed in held:
        if signed.wording.part_of == part.part_of:
            by_name.setdefault(signed.wording.name, []).append(signed)
    return {one.name: history_of(one, by_name.get(one.name, ())) for one in part.ones}


def wording_of(one: Reviewed) -> Wording:
    """Returns what a clinician signs, for the records."""
    return Wording(one.part_of, one.name, one.fingerprint, one.as_read)


def changed_parts(signed: SignedOff, one: Reviewed) -> dict[str, tuple[str, str]]:
    """Returns the parts that differ from what was signed: name → the text then and the text now, empty for none."""
    then, now = signed.wording.texts, one.as_read
    return {name: (then.get(name, ""), now.get(name, "")) for name in {**then, **now}
            if then.get(name, "") != now.get(name, "")}


def next_to_review(part: Part, found: dict[str, History], person: str, after: str | None = None) -> str | None:
    """Returns the name of what nobody has signed in its present wording; None if there is nothing but `after`.

    What has changed since it was signed comes first, then what follows `after`.
    """
    start = 0 if after is None else part.at(after) + 1
    others = [one.name for one in (*part.ones[start:], *part.ones[:start]) if one.name != after]
    for wanted in ("changed", "unsigned"):
        for name in others:
            if found[name].standing(person) == wanted:
                return name
    return None
