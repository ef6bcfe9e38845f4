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
        return frozenset(term.term for term in self.terms) | frozenset(self.classes)

    @cached_property
    def _patterns(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        words: dict[str, list[str]] = {}
        for term in self.terms:
            words.setdefault(term.term, []).extend(word for some in term.words.values() for word in some)
        for medicine in self.medicines:
            for name in medicine.classes:
                words.setdefault(name, []).extend((medicine.name, *medicine.also))
        return tuple((name, re.compile(rf"\b(?:{'|'.join(map(_pattern, some))})(?!\w)")) for name, some in words.items())

    def mentioned(self, words: str) -> frozenset[str]:
        """The terms and medicine classes that `words` name; empty for none."""
        plain = _plain(words)
        return frozenset(name for name, pattern in self._patterns if pattern.search(plain))

    def mentioned_in_rows(self, names: Iterable[str]) -> frozenset[str]:
        """The terms and medicine classes that medicine names belong to."""
        return frozenset[str]().union(*map(self.mentioned, names))


def _pattern(word: str) -> str:
    plain = re.escape(_plain(word.rstrip("*"))).replace(r"\ ", r"[\s-]+")
    return plain + (r"\w*" if word.endswith("*") else "")


def _plain(words: str) -> str:
    """Lower case, without accents, one kind of apostrophe: as a hurried person types."""
    parts = unicodedata.normalize("NFKD", words.casefold().replace("’", "'"))
    return "".join(char for char in parts if not unicodedata.combining(char))
