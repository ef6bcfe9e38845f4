"""What is found in labelled sentences, and how much is found wrongly; and how long the words of one person take.

The sentences stand in tests/benchmarks/sentences; its README says what a label means. A term counts as found where it
is asserted of the person. One that is in doubt is told apart: for a person to read, it is neither found nor missed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from forms import Mentioned, answers_in_force, load_questionnaire
from forms.authoring import read_yaml
from forms.exchange import read_response
from tests.benchmarks.timing import Row, cpu_seconds, in_microseconds
from tests.support import SAMPLE_FILES

FOLDER = Path(__file__).parent / "sentences"
AS_OF = date(2026, 11, 30)
HALVES = ("tune", "held_out", "fresh")


@dataclass(frozen=True)
class Sentence:
    """A sentence, the box it stands in, and the terms that it says, may say in doubt, or on which readers differ."""

    text: str
    box: str
    language: str
    kind: str
    half: str
    says: tuple[str, ...] = ()
    check: tuple[str, ...] = ()
    either: tuple[str, ...] = ()


@dataclass
class Count:
    """Mentions over some sentences: those to find, those found, those in doubt only, and those found wrongly."""

    said: int = 0
    found: int = 0
    in_doubt: int = 0
    wrongly: int = 0
    sentences: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """The share of what was said that is found; 1 where nothing was said."""
        return self.found / self.said if self.said else 1.0

    @property
    def false_alarms(self) -> float:
        """Mentions found wrongly, as a share of all that are found."""
        found = self.found + self.wrongly
        return self.wrongly / found if found else 0.0


@cache
def sentences() -> tuple[Sentence, ...]:
    """Every labelled sentence."""
    entries: list[dict[str, Any]] = [one for path in sorted(FOLDER.glob("*.yaml")) for one in read_yaml(path).data]
    return tuple(map(_sentence, entries))


def _sentence(entry: dict[str, Any]) -> Sentence:
    fields: dict[str, Any] = {key: tuple(some) if isinstance(some, list) else some for key, some in entry.items()}
    return Sentence(**fields)


def read(sentence: Sentence) -> Mentioned:
    """What the tool reads in a sentence, in its box."""
    questionnaire = load_questionnaire()
    item = questionnaire.item(sentence.box)
    return questionnaire.terminology.read(sentence.text, (item.section, item.link_id))


def count(some: Iterable[Sentence], terms: frozenset[str] | None = None) -> Count:
    """The mentions in these sentences, of these terms or of all that have a list of words."""
    known = terms or frozenset(term.term for term in load_questionnaire().terminology.terms)
    total = Count()
    for one in some:
        mentioned = read(one)
        said = known.intersection(one.says)
        total.sentences += 1
        total.said += len(said)
        total.found += len(said & mentioned.asserted)
        total.in_doubt += len(said & mentioned.doubtful)
        wrongly = (mentioned.asserted & known) - {*one.says, *one.either}
        total.wrongly += len(wrongly)
        missed = said - mentioned.asserted
        if missed or wrongly:
            doubts = {name: mentioned.reason(name) for name in missed}
            total.misses.append(f"{one.language} {one.kind} {one.box}: {one.text!r} missed {doubts} "
                                f"wrongly {sorted(wrongly)}")
    return total


def tables() -> Iterator[str]:
    """For each half: by topic and by kind, the share found, in doubt only, and found wrongly."""
    for half in HALVES:
        some = [one for one in sentences() if one.half == half]
        yield from (f"\n{half}: {len(some)} sentences", _line("", "said", "found", "in doubt", "wrongly"))
        yield _counted("all", count(some))
        for term in sorted({term for one in some for term in (*one.says, *one.check)}):
            about = [one for one in some if term in (*one.says, *one.check)]
            others = [one for one in some if one not in about]
            counted = count(about, frozenset([term]))
            counted.wrongly += count(others, frozenset([term])).wrongly
            yield _counted(term, counted)
        for kind in sorted({one.kind for one in some}):
            yield _counted(kind, count(one for one in some if one.kind == kind))
        for language in sorted({one.language for one in some}):
            yield _counted(language, count(one for one in some if one.language == language))


def _counted(name: str, counted: Count) -> str:
    return _line(name, str(counted.said), f"{counted.recall:.1%}" if counted.said else "", str(counted.in_doubt),
                 f"{counted.wrongly} ({counted.false_alarms:.1%})")


def _line(name: str, *cells: str) -> str:
    return f"{name:<32}" + "".join(f"{cell:>14}" for cell in cells)


def misses() -> Iterator[str]:
    """Each sentence of the half for tuning that is not read as it is labelled."""
    yield from count(one for one in sentences() if one.half == "tune").misses


def rows() -> Iterator[Row]:
    """How long it takes to read all words and medicines of a person: an ordinary one, and one with 4,400 characters."""
    yield Row("an ordinary person's words and medicines", _to_read("managed_blood_pressure"), "under 5 ms")
    yield Row("the words and medicines of one with everything", _to_read("everything_raised"))


def _to_read(sample: str) -> str:
    questionnaire = load_questionnaire()
    response = read_response((SAMPLE_FILES / f"{sample}.json").read_bytes(), questionnaire, today=AS_OF)
    return in_microseconds(cpu_seconds(lambda: answers_in_force(questionnaire, response), runs=30, at_once=3))
