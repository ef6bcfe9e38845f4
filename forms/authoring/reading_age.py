"""Estimates the reading age of a text: the Flesch-Kincaid grade level (Kincaid and others, 1975) plus five years."""

import re
from functools import cache

import pyphen


@cache
def _hyphenation() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US", left=1, right=1)


def reading_age(text: str) -> float:
    """Returns the age in years at which a person reads this English text with ease; 0 for a text without words."""
    words = re.findall(r"[A-Za-z]+(?:['’-][A-Za-z]+)*", text)
    if not words:
        return 0.0
    sentences = max(1, len(re.findall(r"[.!?]+(?=\s|$)", text)))
    syllables = sum(_syllables(word.lower()) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59 + 5


def _syllables(word: str) -> int:
    return 1 + len(_hyphenation().positions(word))
