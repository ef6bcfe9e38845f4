"""Finds listed words in a text. The time depends on the length of the text, not on that of the lists."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from forms.vocabulary.context import Span
from forms.vocabulary.tokens import words_of
from forms.vocabulary.word_patterns import ANY_WORD, MOST_BETWEEN, SOME_WORDS, Phrase, Word, first_words, parsed

REMEMBERED = 10_000  # words; people use the same ones again and again
Sort = Literal["says", "idiom", "look_alike"]


class Entry(NamedTuple):
    """A listed word or phrase and its term.

    `places` are the sections and link ids in which it counts, None for everywhere. `sort` is its meaning: it names the
    term, it uses the word in another sense (idiom), or it means something else (look-alike).
    """

    word: str
    term: str
    sort: Sort = "says"
    places: frozenset[str] | None = None


class Hit(NamedTuple):
    """A listed word found in a text, and the positions of its words that must be written in capitals."""

    span: Span
    entry: Entry
    capitals: tuple[int, ...] = ()


class Node:
    """A node of the search tree: how a phrase may continue from here, and the entries that are complete here."""

    __slots__ = ("complete", "starts", "whole")

    def __init__(self) -> None:
        self.complete: tuple[Entry, ...] = ()
        self.whole: dict[str, tuple[Arc, ...]] = {}
        self.starts: dict[str, tuple[Arc, ...]] = {}

    def add(self, word: Word, then: "Node") -> None:
        arcs = self.starts if word.open_end else self.whole
        arcs[word.text] = (*arcs.get(word.text, ()), Arc(word.in_capitals, word == ANY_WORD, then))

    def take_in(self, other: "Node") -> None:
        """Adds the continuations and entries of another node to this one."""
        self.complete += other.complete
        for mine, others in ((self.whole, other.whole), (self.starts, other.starts)):
            for text, arcs in others.items():
                mine[text] = mine.get(text, ()) + arcs

    def arcs(self, word: str) -> tuple["Arc", ...]:
        """Returns the steps that this word takes from here."""
        found = self.whole.get(word, ())
        for start, arcs in self.starts.items():
            if word.startswith(start):
                found += arcs
        return found


class Arc(NamedTuple):
    """A step from one node to the next by a word, which must be in capitals, or is any word in place of "..."."""

    in_capitals: bool
    is_between: bool
    node: Node


class WordIndex:
    """An index of phrases. Each phrase is a path through nodes; its alternatives share the nodes that follow them.

    Entries are indexed by the words with which they may begin. Their nodes are made when such a word first occurs,
    since most words never do.
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
        self._beginning = lru_cache(REMEMBERED)(self._arcs_of)

    def find(self, words: Sequence[str]) -> Iterator[Hit]:
        """Yields every listed word in these words, from left to right."""
        for at, word in enumerate(words):
            for arc in self._beginning(word):
                yield from _ends(arc.node, words, Span(at, at + 1), (at,) if arc.in_capitals else ())

    def _arcs_of(self, word: str) -> tuple[Arc, ...]:
        """Returns the next nodes of all entries that may begin with this word."""
        found = self._arcs(word, open_end=False) if word in self.whole else ()
        for length in self.lengths:
            if length <= len(word) and word[:length] in self.starts:
                found += self._arcs(word[:length], open_end=True)
        return found

    def _arcs(self, text: str, *, open_end: bool) -> tuple[Arc, ...]:
        """The next nodes of entries that begin with this word; with `open_end`, with any word with this beginning."""
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
    """An index of plain names, such as those of medicines, without patterns. Capitals make no difference.

    The names are indexed by their first word, so that indexing thousands of names is fast: every start does it.
    """

    def __init__(self, names: Iterable[tuple[str, Sequence[str]]]) -> None:
        """`names` are pairs of a name and its terms."""
        self.by_first_word: dict[str, list[tuple[list[str], tuple[Entry, ...]]]] = {}
        for name, terms in names:
            words = words_of(name)
            entries = tuple(Entry(name, term) for term in terms)
            self.by_first_word.setdefault(words[0], []).append((words, entries))

    def find(self, words: Sequence[str]) -> Iterator[Hit]:
        """Yields every name in these words, from left to right."""
        for at, word in enumerate(words):
            for name, entries in self.by_first_word.get(word, ()):
                end = at + len(name)
                if list(words[at:end]) == name:
                    yield from (Hit(Span(at, end), entry) for entry in entries)


def _joined(arcs: tuple[Arc, ...]) -> tuple[Arc, ...]:
    """Merges the next nodes of a word into one, and those that require capitals into another."""
    joined: dict[bool, Node] = {}
    for arc in arcs:
        joined.setdefault(arc.in_capitals, Node()).take_in(arc.node)
    return tuple(Arc(in_capitals, False, node) for in_capitals, node in joined.items())


def _node(phrase: Phrase, then: Node) -> Node:
    """Returns the first node of a phrase; after its last word comes `then`."""
    for part in reversed(phrase):
        before = Node()
        if isinstance(part, Word):
            before.add(part, then)
        elif part is SOME_WORDS:
            before = _gap(then)
        else:
            for way in part.ways:
                before.take_in(_node(way, then))
        then = before
    return then


def _gap(then: Node) -> Node:
    """Returns the first node of "...": after each of its words, `then` may follow."""
    gap = then
    for _ in range(MOST_BETWEEN):
        before = Node()
        before.take_in(then)
        before.add(ANY_WORD, gap)
        gap = before
    return gap


def _ends(node: Node, words: Sequence[str], span: Span, capitals: tuple[int, ...]) -> Iterator[Hit]:
    for entry in node.complete:
        yield Hit(span, entry, capitals)
    end = span.end
    if end < len(words) and (node.whole or node.starts):
        for arc in node.arcs(words[end]):
            between = (*span.between, end) if arc.is_between else span.between
            in_capitals = (*capitals, end) if arc.in_capitals else capitals
            yield from _ends(arc.node, words, Span(span.at, end + 1, between), in_capitals)
