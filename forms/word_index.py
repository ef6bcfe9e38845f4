"""Looks up which listed words stand in a text, in time that grows with the text and not with the lists."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from forms.context import Span
from forms.tokens import tokens_of

Sort = Literal["says", "idiom", "look_alike"]


class Entry(NamedTuple):
    """A listed word or phrase and the term it stands for.

    `places` are the sections and link ids it counts in, None for everywhere. `sort` is what finding it means: it says
    the term, it uses the word in another sense (idiom), or it names something else (look-alike).
    """

    word: str
    term: str
    sort: Sort = "says"
    places: frozenset[str] | None = None
    is_medicine: bool = False


class Listed(NamedTuple):
    """An entry as it is compared. `capitals` are its words that must be written in capitals: where, and the word."""

    words: tuple[str, ...]
    open_end: bool
    capitals: tuple[int, ...]
    entry: Entry


class Hit(NamedTuple):
    """A listed word found in a text."""

    span: Span
    listed: Listed


class WordIndex:
    """A trailing `*` of an entry stands for any ending; a space between its words for any character that is none."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.whole: dict[str, list[Listed]] = {}
        self.pairs: dict[tuple[str, str], list[Listed]] = {}
        self.starts: dict[str, list[Listed]] = {}
        for entry in entries:
            self._add(_listed(entry))
        self.lengths = sorted({len(start) for start in self.starts})

    def _add(self, listed: Listed) -> None:
        words = listed.words
        if len(words) == 1:
            (self.starts if listed.open_end else self.whole).setdefault(words[0], []).append(listed)
        elif len(words) == 2 and listed.open_end:
            self.whole.setdefault(words[0], []).append(listed)
        else:
            self.pairs.setdefault((words[0], words[1]), []).append(listed)

    def find(self, words: Sequence[str]) -> Iterator[Hit]:
        """Every listed word in these words, from left to right."""
        last = len(words) - 1
        for at, word in enumerate(words):
            for listed in self._beginning(word):
                yield Hit(Span(at, at + 1), listed)
            for listed in self.whole.get(word, ()):
                if _stands_at(listed, words, at):
                    yield Hit(Span(at, at + len(listed.words)), listed)
            if at < last:
                for listed in self.pairs.get((word, words[at + 1]), ()):
                    if _stands_at(listed, words, at):
                        yield Hit(Span(at, at + len(listed.words)), listed)

    def _beginning(self, word: str) -> Iterator[Listed]:
        for length in self.lengths:
            if length > len(word):
                return
            yield from self.starts.get(word[:length], ())


def _listed(entry: Entry) -> Listed:
    tokens = tokens_of(entry.word)
    capitals = () if entry.is_medicine else tuple(at for at, word in enumerate(tokens.written) if word.isupper())
    return Listed(tuple(tokens.words), entry.word.endswith("*"), capitals, entry)


def _stands_at(listed: Listed, words: Sequence[str], at: int) -> bool:
    wanted = listed.words
    end = at + len(wanted)
    if not listed.open_end:
        return tuple(words[at:end]) == wanted
    return tuple(words[at:end - 1]) == wanted[:-1] and end <= len(words) and words[end - 1].startswith(wanted[-1])
