"""Decides whether two versions of the word lists read a text alike, without reading it twice."""

from collections.abc import Sequence
from itertools import chain

from forms.vocabulary.terms import Term, Terminology
from forms.vocabulary.tokens import tokens_of, words_of
from forms.vocabulary.word_patterns import first_words, parsed

MOST_REMEMBERED = 100_000  # pieces of text; people use the same words again and again


class SameReading:
    """Compares two versions of the terms. `everywhere` is True if both read every text alike."""

    def __init__(self, before: Terminology, now: Terminology) -> None:
        self.before, self.now = before, now
        self._comparable = before.context == now.context and _judged_alike(before, now)
        entries = before.entries ^ now.entries
        names = {*before.names_in_texts} ^ {*now.names_in_texts}
        same_spelling = before.ordinary_words == now.ordinary_words and _names(before) == _names(now)
        self.everywhere = self._comparable and same_spelling and not entries and not names
        first = set(chain.from_iterable(first_words(parsed(entry.word)) for entry in entries))
        self._first = {words_of(name)[0] for name, _ in names} | {word.text for word in first if not word.open_end}
        self._beginnings = tuple(word.text for word in first if word.open_end)
        self._remembered: dict[str, bool] = {}

    def of(self, text: str) -> bool:
        """Returns True if both versions find the same terms in a text, asserted or in doubt.

        False means that they may differ: the text has a word that begins an entry of only one version, or a word whose
        spelling they correct differently.
        """
        return self.everywhere or (self._comparable and all(map(self._is_piece_alike, text.split())))

    def _is_piece_alike(self, piece: str) -> bool:
        if piece not in self._remembered:
            if len(self._remembered) >= MOST_REMEMBERED:
                self._remembered.clear()
            self._remembered[piece] = self._are_words_alike(tokens_of(piece).words)
        return self._remembered[piece]

    def _are_words_alike(self, words: Sequence[str]) -> bool:
        corrected = self.now.corrected(words)
        return corrected == self.before.corrected(words) and not any(map(self._begins, corrected))

    def _begins(self, word: str) -> bool:
        return word in self._first or word.startswith(self._beginnings)


def _judged_alike(before: Terminology, now: Terminology) -> bool:
    """True if the terms differ in their words alone: no term is judged differently, or follows from another term."""
    then, here = _without_words(before), _without_words(now)
    if any(then[name] != here[name] for name in then.keys() & here.keys()):
        return False
    return not any((then | here)[name].told_of_relatives for name in then.keys() ^ here.keys())


def _without_words(terminology: Terminology) -> dict[str, Term]:
    """Each term without its words and meaning; the rest says how its mentions are judged."""
    left_out = {"means": "", "words": {}, "here": (), "idioms": {}, "look_alikes": {}}
    return {term.term: term.model_copy(update=left_out) for term in terminology.terms}


def _names(terminology: Terminology) -> frozenset[str]:
    """The names of all medicines; their spelling is never corrected."""
    return frozenset(chain.from_iterable(medicine.names for medicine in terminology.medicines))
