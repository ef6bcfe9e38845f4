"""A slip in a long word is read as the word that was meant: "suicde", "anurysm". Never where it is a word of its own.

A word is compared with the listed ones that begin with the same letter and are about as long, by optimal string
alignment (letters left out, added, changed, or two that changed places). One slip in six letters, two in nine.
"""

from collections.abc import Iterable, Sequence

from rapidfuzz.distance import OSA

from forms.tokens import tokens_of

SHORTEST = 6  # letters that a word has at least, where one may be wrong
LONG = 9  # letters that a word has at least, where two may be
LONGEST = 24  # letters of a word that is looked at


class Spelling:
    """`listed` are the words that may be meant (a trailing `*`: any ending); `ordinary` ones never are slips."""

    def __init__(self, listed: Iterable[str], ordinary: Iterable[str]) -> None:
        self.known: set[str] = set()
        self.whole: dict[str, dict[int, list[str]]] = {}
        self.stems: dict[str, list[str]] = {}
        stems: set[str] = set()
        for phrase in listed:
            words = tokens_of(phrase).words
            self.known.update(words)
            if phrase.endswith("*"):
                stems.add(words[-1])
        for stem in sorted(filter(_is_long, stems)):
            self.stems.setdefault(stem[0], []).append(stem)
        for word in sorted(filter(_is_long, self.known - stems)):
            self.whole.setdefault(word[0], {}).setdefault(len(word), []).append(word)
        for phrase in ordinary:
            self.known.update(tokens_of(phrase).words)

    def corrected(self, words: Sequence[str]) -> list[str]:
        """The words, with the word that was meant in place of a slip. The list is as long as before."""
        return [self._meant(word) if SHORTEST <= len(word) <= LONGEST and word not in self.known else word
                for word in words]

    def _meant(self, word: str) -> str:
        if not word.isalpha():
            return word
        best, fewest = word, 3
        for other in self._alike(word):
            slips = OSA.distance(word, other, score_cutoff=min(_slips(other), fewest - 1))
            if slips < fewest and slips <= _slips(other):
                best, fewest = other, slips
        for stem in self.stems.get(word[0], ()):
            if word.startswith(stem):
                return word
            slips = self._slips_in_stem(word, stem, min(_slips(stem), fewest - 1))
            if slips < fewest and slips <= _slips(stem):
                best, fewest = stem, slips
        return best

    def _alike(self, word: str) -> Iterable[str]:
        by_length = self.whole.get(word[0], {})
        for length in range(len(word) - 2, len(word) + 3):
            yield from by_length.get(length, ())

    def _slips_in_stem(self, word: str, stem: str, most: int) -> int:
        """The fewest slips between a stem and the beginning of a word."""
        size = len(stem)
        return min(OSA.distance(word[:length], stem, score_cutoff=most)
                   for length in range(size - most, size + most + 1)) if most > 0 else most + 1


def _is_long(word: str) -> bool:
    return len(word) >= SHORTEST and word.isalpha()


def _slips(word: str) -> int:
    return 2 if len(word) >= LONG else 1
