"""Phrases in a short form: "(kill|hurt) myself" stands for two, "high (blood|) pressure" for two as well.

Brackets bind whole words and may stand within brackets. "..." between words stands for up to four words of any kind,
within one sentence. A trailing `*` of any word stands for any ending. A word in
capitals has to be written in capitals.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from forms.vocabulary.tokens import tokens_of

PART = re.compile(r"[()|]|[^()|]+")
GAP = "..."
MOST_BETWEEN = 4  # words that a gap may hold


class Word(NamedTuple):
    """One word of a phrase, as it is compared."""

    text: str
    open_end: bool = False
    in_capitals: bool = False


class Choice(NamedTuple):
    """Several ways to go on, one of which may be to leave the place empty."""

    ways: tuple["Phrase", ...]


Phrase = tuple[Word | Choice, ...]
ANY_WORD = Word("", open_end=True)
SOME_WORDS = Choice(tuple((ANY_WORD,) * count for count in range(MOST_BETWEEN + 1)))


@cache
def parsed(pattern: str) -> Phrase:
    """What a pattern stands for. Raises ValueError where a bracket is not opened or not closed, or nothing is said."""
    parts = PART.findall(pattern)
    ways, end = _ways(parts, 0)
    if end != len(parts):
        raise ValueError(f"'{pattern}' has a bracket that is {'never opened' if end < len(parts) else 'never closed'}.")
    phrase = ways[0] if len(ways) == 1 else (Choice(tuple(ways)),)
    if may_be_empty(phrase):
        raise ValueError(f"'{pattern}' may be nothing at all.")
    return phrase


def _ways(parts: list[str], at: int) -> tuple[list[Phrase], int]:
    """The ways up to the end of this bracket, and where that is; past the end where it is missing."""
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
    """The words of a part without brackets. Raises ValueError for a `*` that ends no word."""
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
    """Whether every part of it may be left out."""
    return all(isinstance(part, Choice) and any(map(may_be_empty, part.ways)) for part in phrase)


def first_words(phrase: Phrase) -> Iterator[Word]:
    """Every word that a phrase may begin with."""
    for part in phrase:
        if isinstance(part, Word):
            yield part
            return
        for way in part.ways:
            yield from first_words(way)
        if not may_be_empty((part,)):
            return


def each_word(phrase: Phrase) -> Iterator[Word]:
    """Every word in it, whichever way is gone; nothing for a gap."""
    for part in phrase:
        if isinstance(part, Word):
            yield part
        elif part is not SOME_WORDS:
            for way in part.ways:
                yield from each_word(way)


def first_of(pattern: str) -> str:
    """The first of the phrases that a pattern stands for, without `*`, as somebody may write it."""
    return " ".join(word.text.upper() if word.in_capitals else word.text for word in _first(parsed(pattern)))


def _first(phrase: Phrase) -> Iterator[Word]:
    for part in phrase:
        if isinstance(part, Word):
            yield part
        else:
            yield from _first(part.ways[0])
