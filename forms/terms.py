"""Which terms a person's own words or medicine rows mention: word lists by language, and medicine classes by name.

Finds words; does not read sentences. "No schizophrenia" mentions schizophrenia after a "no": such a mention is in
doubt, neither there nor absent, and for a person to check.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from forms.negations import REACH, Negations

TOKEN = re.compile(r"[\w']+")
CLAUSE_END = re.compile(r"[.,;:!?()\[\]\n]|\s[-–—]+\s|—")


class Mentioned(NamedTuple):
    """The terms and medicine classes that words name. `doubtful` ones stand after a "no", each time they are named."""

    asserted: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()

    def joined(self, other: "Mentioned") -> "Mentioned":
        """What either names; in doubt is what neither asserts."""
        asserted = self.asserted | other.asserted
        return Mentioned(asserted, (self.doubtful | other.doubtful) - asserted)


class Term(BaseModel):
    """A named list of words, by language. A trailing `*` in a word stands for any ending.

    `even_after_no`: a "no" puts no mention in doubt, since to miss one would be worse than to ask in vain.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    term: str
    means: str
    words: dict[str, tuple[str, ...]]
    even_after_no: bool = False


class Medicine(BaseModel):
    """A medicine by its usual name, with brand names and other spellings, and the classes it belongs to."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str
    also: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()


class Terminology(BaseModel):
    """All terms a condition can look for: word lists and medicine classes share one namespace."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    terms: tuple[Term, ...]
    classes: dict[str, str]
    medicines: tuple[Medicine, ...]
    negations: Negations = Negations()

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(self._meanings)

    @cached_property
    def _words(self) -> dict[str, tuple[str, ...]]:
        words: dict[str, list[str]] = {name: [] for name in self._meanings}
        for term in self.terms:
            words[term.term].extend(word for some in term.words.values() for word in some)
        for medicine in self.medicines:
            for name in medicine.classes:
                words[name].extend((medicine.name, *medicine.also))
        return {name: tuple(some) for name, some in words.items()}

    @cached_property
    def _index(self) -> "_Index":
        return _Index((word, name) for name, some in self._words.items() for word in some)

    @cached_property
    def _even_after_no(self) -> frozenset[str]:
        return frozenset(term.term for term in self.terms if term.even_after_no)

    def words(self, name: str) -> tuple[str, ...]:
        """The words and medicine names that stand for this term or class. Raises KeyError where it is neither."""
        return tuple(word.rstrip("*") for word in self._words[name])

    def examples(self, name: str) -> tuple[str, ...]:
        """One of these words for each set of terms that they name: what no two of them tell apart."""
        return self._examples[name]

    @cached_property
    def _examples(self) -> dict[str, tuple[str, ...]]:
        apart = {name: {self.read(word): word for word in reversed(self.words(name))} for name in self._words}
        return {name: tuple(reversed(words.values())) for name, words in apart.items()}

    def meaning(self, name: str) -> str:
        """What this term or class stands for, in plain words. Raises KeyError for a name that is neither."""
        return self._meanings[name]

    @cached_property
    def _meanings(self) -> dict[str, str]:
        return {**{term.term: term.means for term in self.terms}, **self.classes}

    def read(self, words: str) -> Mentioned:
        """What `words` name, and what of it only after a "no"."""
        tokens, clauses = _tokens_and_clauses(words)
        asserted: set[str] = set()
        doubtful: set[str] = set()
        for at, length, name in self._index.find(tokens):
            in_doubt = name not in self._even_after_no and self._is_in_doubt(tokens, clauses, at, length)
            (doubtful if in_doubt else asserted).add(name)
        return Mentioned(frozenset(asserted), frozenset(doubtful - asserted))

    def _is_in_doubt(self, tokens: list[str], clauses: list[int], at: int, length: int) -> bool:
        end = at + length
        before = [tokens[i] for i in range(max(0, at - REACH), at) if clauses[i] == clauses[at]]
        after = [tokens[i] for i in range(end, min(end + REACH, len(tokens))) if clauses[i] == clauses[end - 1]]
        return self.negations.deny(before, after)

    def mentioned(self, words: str) -> frozenset[str]:
        """The terms and medicine classes that `words` name and do not put in doubt; empty for none."""
        return self.read(words).asserted

    def mentioned_in_rows(self, names: Iterable[str]) -> frozenset[str]:
        """The terms and medicine classes that medicine names belong to. What is listed counts, "no" or not."""
        return frozenset(name for words in names for _, _, name in self._index.find(_tokens(words)))


class _Index:
    """Looks words up by their first token, in time that grows with the text and not with the vocabulary."""

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        self.whole: dict[str, list[tuple[tuple[str, ...], bool, str]]] = {}
        starts: list[tuple[str, str]] = []
        for word, name in entries:
            tokens, open_end = _tokens(word), word.endswith("*")
            if open_end and len(tokens) == 1:
                starts.append((tokens[0], name))
            else:
                self.whole.setdefault(tokens[0], []).append((tuple(tokens), open_end, name))
        self.head = min((len(start) for start, _ in starts), default=0)
        self.starts: dict[str, list[tuple[str, str]]] = {}
        for start, name in starts:
            self.starts.setdefault(start[:self.head], []).append((start, name))

    def find(self, tokens: list[str]) -> Iterator[tuple[int, int, str]]:
        """Where a word begins, how many tokens it has, and the term it stands for."""
        starts, whole, head = self.starts, self.whole, self.head
        for at, token in enumerate(tokens):
            for start, name in starts.get(token[:head], ()):
                if token.startswith(start):
                    yield at, 1, name
            for entry, open_end, name in whole.get(token, ()):
                if _stands_at(entry, open_end, tokens[at:at + len(entry)]):
                    yield at, len(entry), name


def _stands_at(entry: tuple[str, ...], open_end: bool, tokens: list[str]) -> bool:
    if len(tokens) < len(entry) or tuple(tokens[:-1]) != entry[:-1]:
        return False
    return tokens[-1].startswith(entry[-1]) if open_end else tokens[-1] == entry[-1]


def _tokens(words: str) -> list[str]:
    """Lower case, without accents, one kind of apostrophe: as a hurried person types."""
    return TOKEN.findall(_plain(words))


def _tokens_and_clauses(words: str) -> tuple[list[str], list[int]]:
    """The tokens, and the number of the clause of each. A name may run across clauses ("St. John's wort")."""
    tokens: list[str] = []
    clauses: list[int] = []
    for number, clause in enumerate(CLAUSE_END.split(_plain(words))):
        found = TOKEN.findall(clause)
        tokens += found
        clauses += [number] * len(found)
    return tokens, clauses


def _plain(words: str) -> str:
    parts = unicodedata.normalize("NFKD", words.casefold().replace("’", "'"))
    return parts if parts.isascii() else "".join(char for char in parts if not unicodedata.combining(char))
