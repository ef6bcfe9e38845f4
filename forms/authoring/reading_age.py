"""Estimates the reading age of a text from the length of its words and sentences.

English: the Flesch-Kincaid grade level (Kincaid and others, 1975). Spanish: the grade level of Crawford, "Fórmula y
gráfico para determinar la comprensibilidad de textos de nivel primario en castellano" (1984). A child is five years
older than its grade.
"""

import re
from functools import cache

import pyphen

YEARS_BEFORE_SCHOOL = 5
SENTENCE_ENDS = re.compile(r"[.!?]+(?=\s|$)")
ENGLISH_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
SPANISH_WORD = re.compile(r"[a-záéíóúüñ]+", re.IGNORECASE)
SPANISH_SILENT = re.compile(r"(?<=q)u|(?<=g)u(?=[eiéí])")
SPANISH_VOWELS = re.compile(r"[iuü]*[aeoáéó][iuü]*|[iuü]*[íú]|[iuü]+")  # those of one syllable


@cache
def _hyphenation() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US", left=1, right=1)


def reading_age(text: str, language: str = "en") -> float:
    """Returns the age in years at which a person reads this English or Spanish ("es") text with ease.

    0 for a text without words.
    """
    if language == "es":
        return _spanish_age(text)
    words = ENGLISH_WORD.findall(text)
    if not words:
        return 0.0
    syllables = sum(_syllables(word.lower()) for word in words)
    grade = 0.39 * len(words) / _sentences(text) + 11.8 * syllables / len(words) - 15.59
    return grade + YEARS_BEFORE_SCHOOL


def spanish_syllables(word: str) -> int:
    """Returns the number of syllables by the rules of spelling: "ciu-dad", "día" with two, "que" with one."""
    return max(1, len(SPANISH_VOWELS.findall(SPANISH_SILENT.sub("", word.lower()))))


def _spanish_age(text: str) -> float:
    words = SPANISH_WORD.findall(text)
    if not words:
        return 0.0
    in_a_hundred_words = 100 / len(words)
    syllables = sum(map(spanish_syllables, words))
    grade = in_a_hundred_words * (0.049 * syllables - 0.205 * _sentences(text)) - 3.407
    return grade + YEARS_BEFORE_SCHOOL


def _sentences(text: str) -> int:
    return max(1, len(SENTENCE_ENDS.findall(text)))


def _syllables(word: str) -> int:
    return 1 + len(_hyphenation().positions(word))
