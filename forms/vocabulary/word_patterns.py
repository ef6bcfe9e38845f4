"""Patterns for phrases: "(kill|hurt) myself" matches two phrases, and so does "high (blood|) pressure".

Brackets contain whole words, and may be nested. "..." between words matches up to four words within one sentence. A
`*` at the end of a word matches any ending. A word in capitals matches only words written in capitals.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from forms.vocabulary.tokens import tokens_of

PART = re.compile(r"[()|]|[^()|]+")
GAP = "..."
MOST_BETWEEN = 4  # words that "..." matches


class Word(NamedTuple):
    """One word of a phrase, in the form for comparing."""

    text: str
    open_end: bool = False
    in_capitals: bool = False


class Choice(NamedTuple):
    """Alternatives at one place of a phrase. One of them may be empty."""

    ways: tuple["Phrase", ...]


Phrase = tuple[Word | Choice, ...]
ANY_WORD = Word("", open_end=True)
SOME_WORDS = Choice(tuple((ANY_WORD,) * count for count in range(MOST_BETWEEN + 1)))


@cache
def parsed(pattern: str) -> Phrase:
    """Parses a pattern. Raises ValueError if a bracket is not opened or not closed, or if the pattern may be empty."""
    parts = PART.findall(pattern)
    ways, end = _ways(parts, 0)
    if end != len(parts):
        raise ValueError(f"'{pattern}' has a bracket that is {'never opened' if end < len(parts) else 'never closed'}.")
    phrase = ways[0] if len(ways) == 1 else (Choice(tuple(ways)),)
    if may_be_empty(phrase):
        raise ValueError(f"'{pattern}' may be nothing at all.")
    return phrase


def _ways(parts: list[str], at: int) -> tuple[list[Phrase], int]:
    """Returns the alternatives in a bracket, and the position of its end; past the last part if the end is missing."""
    ways: list[Phrase] = []
    begun: list[Word | Choice] = []
    while at < len(parts) and parts[at] != ")":
        if parts[at] == "(":
            inner, at = _ways(parts, at + 1)
            begun.append(Choice(tuple(inner)))
            if at >= len(parts):
                return ways, at + 1
        elif parts[at] == "|":
            ways.append(tuple(begun))
            begun = []
        else:
            begun += _words(parts[at])
        at += 1
    return [*ways, tuple(begun)], at


def _words(text: str) -> list[Word | Choice]:
    """The words of a part without brackets. Raises ValueError for a `*` that is not at the end of a word."""
    words: list[Word | Choice] = []
    for written in text.split():
        if written == GAP:
            words.append(SOME_WORDS)
            continue
        word = written.rstrip("*")
        if word.isalnum() and word.isascii():
            words.append(Word(word.lower(), word != written, word.isupper()))
            continue
        tokens = tokens_of(word)
        if not tokens.words:
            raise ValueError(f"'{text}' has '{written}', which is no word.")
        last = len(tokens.words) - 1
        for at, as_written in enumerate(tokens.written):
            words.append(Word(tokens.words[at], at == last and word != written, as_written.isupper()))
    return words


def may_be_empty(phrase: Phrase) -> bool:
    """True if every part of it may be left out."""
    return all(isinstance(part, Choice) and any(map(may_be_empty, part.ways)) for part in phrase)


def first_words(phrase: Phrase) -> Iterator[Word]:
    """Yields every word with which the phrase may begin."""
    for part in phrase:
        if isinstance(part, Word):
            yield part
            return
        for way in part.ways:
            yield from first_words(way)
        if not may_be_empty((part,)):
            return


def each_word(phrase: Phrase) -> Iterator[Word]:
    """Yields every word in all alternatives of the phrase; "..." yields nothing."""
    for part in phrase:
        if isinstance(part, Word):
            yield part
        elif part is not SOME_WORDS:
            for way in part.ways:
                yield from each_word(way)


def first_of(pattern: str) -> str:
    """Returns the first phrase that a pattern matches, without `*`, as an example."""
    return " ".join(word.text.upper() if word.in_capitals else word.text for word in _first(parsed(pattern)))


def _first(phrase: Phrase) -> Iterator[Word]:
    for part in phrase:
        if isinstance(part, Word):
            yield part
        else:
            yield from _first(part.ways[0])
