"""Looks up which listed words stand in a text, in time that grows with the text and not with the lists."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from forms.vocabulary.context import Span
from forms.vocabulary.tokens import words_of
from forms.vocabulary.word_patterns import Phrase, Word, first_words, parsed

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


class Hit(NamedTuple):
    """A listed word found in a text, and the places of those of its words that must be written in capitals."""

    span: Span
    entry: Entry
    capitals: tuple[int, ...] = ()


class Node:
    """A place in a phrase: how it may go on from here, and the entries that are complete here."""

    __slots__ = ("complete", "starts", "whole")

    def __init__(self) -> None:
        self.complete: tuple[Entry, ...] = ()
        self.whole: dict[str, tuple[Arc, ...]] = {}
        self.starts: dict[str, tuple[Arc, ...]] = {}

    def add(self, word: Word, then: "Node") -> None:
        arcs = self.starts if word.open_end else self.whole
        arcs[word.text] = (*arcs.get(word.text, ()), (word.in_capitals, then))

    def take_in(self, other: "Node") -> None:
        """Goes on from here in the other's ways too."""
        self.complete += other.complete
        for mine, others in ((self.whole, other.whole), (self.starts, other.starts)):
            for text, arcs in others.items():
                mine[text] = mine.get(text, ()) + arcs

    def arcs(self, word: str) -> "Iterator[Arc]":
        yield from self.whole.get(word, ())
        for start, arcs in self.starts.items():
            if word.startswith(start):
                yield from arcs


Arc = tuple[bool, Node]  # whether the word must be written in capitals, and where it leads


class WordIndex:
    """Every phrase is a path through nodes; ways that a phrase may go share what follows them.

    Entries are kept by the words they may begin with. Their nodes are made when such a word is first met, since most
    never are.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.whole: dict[str, list[Entry]] = {}
        self.starts: dict[str, list[Entry]] = {}
        for entry in entries:
            for word in first_words(parsed(entry.word)):
                by_word = self.starts if word.open_end else self.whole
                by_word.setdefault(word.text, []).append(entry)
        self.lengths = sorted({len(start) for start in self.starts})
        self._made: dict[tuple[str, bool], tuple[Arc, ...]] = {}

    def find(self, words: Sequence[str]) -> Iterator[Hit]:
        """Every listed word in these words, from left to right."""
        for at, word in enumerate(words):
            for capital, node in self._beginning(word):
                yield from _ends(node, words, at, at + 1, (at,) if capital else ())

    def _beginning(self, word: str) -> Iterator[Arc]:
        if word in self.whole:
            yield from self._arcs(word, open_end=False)
        for length in self.lengths:
            if length > len(word):
                return
            if word[:length] in self.starts:
                yield from self._arcs(word[:length], open_end=True)

    def _arcs(self, text: str, *, open_end: bool) -> tuple[Arc, ...]:
        """Where entries lead that begin with this word, or with any word that begins so."""
        if (text, open_end) not in self._made:
            beginnings = Node()
            for entry in dict.fromkeys((self.starts if open_end else self.whole)[text]):
                done = Node()
                done.complete = (entry,)
                beginnings.take_in(_node(parsed(entry.word), done))
            arcs = (beginnings.starts if open_end else beginnings.whole)[text]
            self._made[text, open_end] = _joined(arcs)
        return self._made[text, open_end]


class NameIndex:
    """Names that stand for themselves, such as those of medicines: no patterns, and capitals make no difference.

    Looked up by their first word, so that thousands of names cost little to list: that is done at every start.
    """

    def __init__(self, names: Iterable[tuple[str, Sequence[str]]]) -> None:
        """Each name comes with the terms that it stands for."""
        self.by_first_word: dict[str, list[tuple[list[str], tuple[Entry, ...]]]] = {}
        for name, terms in names:
            words = words_of(name)
            entries = tuple(Entry(name, term) for term in terms)
            self.by_first_word.setdefault(words[0], []).append((words, entries))

    def find(self, words: Sequence[str]) -> Iterator[Hit]:
        """Every name in these words, from left to right."""
        for at, word in enumerate(words):
            for name, entries in self.by_first_word.get(word, ()):
                end = at + len(name)
                if list(words[at:end]) == name:
                    yield from (Hit(Span(at, end), entry) for entry in entries)


def _joined(arcs: tuple[Arc, ...]) -> tuple[Arc, ...]:
    """One node in place of all that a word leads to, and one for those where it must be in capitals."""
    joined: dict[bool, Node] = {}
    for capital, node in arcs:
        joined.setdefault(capital, Node()).take_in(node)
    return tuple(joined.items())


def _node(phrase: Phrase, then: Node) -> Node:
    """Where a phrase begins that goes on to `then`."""
    for part in reversed(phrase):
        before = Node()
        if isinstance(part, Word):
            before.add(part, then)
        else:
            for way in part.ways:
                before.take_in(_node(way, then))
        then = before
    return then


def _ends(node: Node, words: Sequence[str], at: int, end: int, capitals: tuple[int, ...]) -> Iterator[Hit]:
    for entry in node.complete:
        yield Hit(Span(at, end), entry, capitals)
    if end < len(words) and (node.whole or node.starts):
        for capital, further in node.arcs(words[end]):
            yield from _ends(further, words, at, end + 1, (*capitals, end) if capital else capitals)
