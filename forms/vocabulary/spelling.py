"""Corrects spelling errors in long words, such as "suicde" and "anurysm". Ordinary words are never corrected.

A word is compared with the listed words that begin with the same letter and have about the same length. Errors are
counted by optimal string alignment: a letter left out, added or changed, or two letters that changed places. Words of
six letters or more may have one error, words of nine or more two. For stems, whose ending is open, the limits are seven
and eleven letters.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from forms.vocabulary.tokens import words_of
from forms.vocabulary.word_patterns import Word

SHORTEST, LONG = 6, 9  # letters of a word that may have one error, or two
SHORTEST_STEM, LONG_STEM = 7, 11  # the same for stems
REMEMBERED = 10_000  # words that were looked at
LONGEST = 24  # letters; longer words are not corrected
ByLetter = dict[str, dict[int, list[str]]]  # first letter → length → words


class Spelling:
    """`listed` are the correct words; those with an open end are stems. `ordinary` words are never corrected."""

    def __init__(self, listed: Iterable[Word], ordinary: Iterable[str]) -> None:
        known: set[str] = set()
        stems: set[str] = set()
        for word in listed:
            known.add(word.text)
            if word.open_end:
                stems.add(word.text)
        self.stems = tuple(stems)
        self.whole = _by_letter({word for word in known if word not in stems or len(word) < SHORTEST_STEM}, SHORTEST)
        self.beginnings = _by_letter(stems, SHORTEST_STEM)
        for phrase in ordinary:
            known.update(words_of(phrase))
        self.known = frozenset(known)
        self._meant = lru_cache(REMEMBERED)(self._listed_for)

    def corrected(self, words: Sequence[str]) -> list[str]:
        """Returns the words, with misspelt ones replaced by the listed word. The length does not change."""
        return [self._meant(word) if SHORTEST <= len(word) <= LONGEST and word not in self.known else word
                for word in words]

    def _listed_for(self, word: str) -> str:
        if not word.isalpha() or word.startswith(self.stems):
            return word
        found = sorted([*self._words_alike(word), *self._beginnings_alike(word)])
        return found[0][1] if found else word

    def _words_alike(self, word: str) -> Iterator[tuple[int, str]]:
        """Yields similar whole words with the number of errors."""
        by_length = self.whole.get(word[0], {})
        for length in range(len(word) - 2, len(word) + 3):
            most = 2 if length >= LONG else 1
            for other, slips, _ in extract(
                    word, by_length.get(length, ()), scorer=OSA.distance, processor=None, score_cutoff=most, limit=3):
                yield int(slips), other

    def _beginnings_alike(self, word: str) -> Iterator[tuple[int, str]]:
        """Yields similar stems with the number of errors in the beginning of this word."""
        for length, stems in self.beginnings.get(word[0], {}).items():
            most = 2 if length >= LONG_STEM else 1
            if length > len(word) + most:
                continue
            near = extract(word[:length], stems, scorer=OSA.distance, processor=None, score_cutoff=2 * most, limit=3)
            for stem, _, _ in near:
                ends = range(length - most, length + most + 1)
                slips = min(OSA.distance(word[:end], stem, score_cutoff=most) for end in ends)
                if slips <= most:
                    yield slips, stem


def _by_letter(words: Iterable[str], shortest: int) -> ByLetter:
    found: ByLetter = {}
    for word in sorted(words):
        if len(word) >= shortest and word.isalpha():
            found.setdefault(word[0], {}).setdefault(len(word), []).append(word)
    return found
