"""A slip in a long word is read as the word that was meant: "suicde", "anurysm". Never where it is a word of its own.

A word is compared with the listed ones that begin with the same letter and are about as long, by optimal string
alignment (letters left out, added, changed, or two that changed places). One slip in six letters, two in nine; in the
beginning of a word, where any ending may follow, one in seven and two in eleven.
"""

from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from forms.vocabulary.tokens import words_of
from forms.vocabulary.word_patterns import Word

SHORTEST, LONG = 6, 9  # letters of a word in which one slip is forgiven, and two
SHORTEST_STEM, LONG_STEM = 7, 11  # the same of a beginning
LONGEST = 24  # letters of a word that is looked at
ByLetter = dict[str, dict[int, list[str]]]  # first letter → length → words


class Spelling:
    """`listed` are the words that may be meant, those with an open end as stems; `ordinary` ones never are slips."""

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

    def corrected(self, words: Sequence[str]) -> list[str]:
        """The words, with the word that was meant in place of a slip. The list is as long as before."""
        return [self._meant(word) if SHORTEST <= len(word) <= LONGEST and word not in self.known else word
                for word in words]

    def _meant(self, word: str) -> str:
        if not word.isalpha() or word.startswith(self.stems):
            return word
        found = sorted([*self._words_alike(word), *self._beginnings_alike(word)])
        return found[0][1] if found else word

    def _words_alike(self, word: str) -> Iterator[tuple[int, str]]:
        """Whole words with the slips between."""
        by_length = self.whole.get(word[0], {})
        for length in range(len(word) - 2, len(word) + 3):
            most = 2 if length >= LONG else 1
            for other, slips, _ in extract(
                    word, by_length.get(length, ()), scorer=OSA.distance, processor=None, score_cutoff=most, limit=3):
                yield int(slips), other

    def _beginnings_alike(self, word: str) -> Iterator[tuple[int, str]]:
        """Beginnings of words with the slips between them and the beginning of this one."""
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
