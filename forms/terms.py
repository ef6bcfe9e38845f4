"""Which terms a person's own words or medicine rows mention: word lists by language, and medicine classes by name.

Finds words; does not read sentences. "No schizophrenia" mentions schizophrenia: it is for the clinician to reconcile.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property

from pydantic import BaseModel, ConfigDict


class Term(BaseModel):
    """A named list of words, by language. A trailing `*` in a word stands for any ending."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    term: str
    means: str
    words: dict[str, tuple[str, ...]]


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

    def words(self, name: str) -> tuple[str, ...]:
        """The words and medicine names that stand for this term or class. Raises KeyError where it is neither."""
        return tuple(word.rstrip("*") for word in self._words[name])

    def meaning(self, name: str) -> str:
        """What this term or class stands for, in plain words. Raises KeyError for a name that is neither."""
        return self._meanings[name]

    @cached_property
    def _meanings(self) -> dict[str, str]:
        return {**{term.term: term.means for term in self.terms}, **self.classes}

    def mentioned(self, words: str) -> frozenset[str]:
        """The terms and medicine classes that `words` name; empty for none."""
        return self._index.find(words)

    def mentioned_in_rows(self, names: Iterable[str]) -> frozenset[str]:
        """The terms and medicine classes that medicine names belong to."""
        return frozenset[str]().union(*map(self.mentioned, names))


class _Index:
    """Looks words up by their first token, in time that grows with the text and not with the vocabulary."""

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        self.whole: dict[str, list[tuple[tuple[str, ...], bool, str]]] = {}
        self.starts: dict[str, list[str]] = {}
        for word, name in entries:
            tokens, open_end = _tokens(word), word.endswith("*")
            if open_end and len(tokens) == 1:
                self.starts.setdefault(tokens[0], []).append(name)
            else:
                self.whole.setdefault(tokens[0], []).append((tuple(tokens), open_end, name))
        self.lengths = sorted({len(start) for start in self.starts})

    def find(self, text: str) -> frozenset[str]:
        tokens = _tokens(text)
        found: set[str] = set()
        for at, token in enumerate(tokens):
            found.update(name for length in self.lengths for name in self.starts.get(token[:length], ()))
            found.update(name for entry, open_end, name in self.whole.get(token, ())
                         if _stands_at(entry, open_end, tokens[at:at + len(entry)]))
        return frozenset(found)


def _stands_at(entry: tuple[str, ...], open_end: bool, tokens: list[str]) -> bool:
    if len(tokens) < len(entry) or tuple(tokens[:-1]) != entry[:-1]:
        return False
    return tokens[-1].startswith(entry[-1]) if open_end else tokens[-1] == entry[-1]


def _tokens(words: str) -> list[str]:
    """Lower case, without accents, one kind of apostrophe: as a hurried person types."""
    parts = unicodedata.normalize("NFKD", words.casefold().replace("’", "'"))
    return re.findall(r"[\w']+", "".join(char for char in parts if not unicodedata.combining(char)))
