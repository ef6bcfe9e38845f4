"""Looks up a medicine's name as people write it: it is known, similar to a known name, or neither.

A name is known if it is spelled as in the list, even with a dose attached ("Lexapro20mg") or with other words around
it. A misspelt name is never replaced: the most similar names are offered, and the person says yes or no.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

from forms.vocabulary.medicine_list import Medicine, MedicineList

TOKEN = re.compile(r"[^\W\d_]+(?:['’‘′`´][^\W\d_]+)*|\d+")
LONGEST_NAME = 48  # letters of a part that is compared with every name; longer parts are sentences
MOST_OFFERED = 3
AS_NEAR = 0.05  # another name is offered too if its likeness is at most this much below the best one
LEFT_OVER_NEAR = 0.8  # the likeness that words beside a known name need, for another name to be offered
LONG_ENOUGH_BESIDE = 6  # letters of a name that counts in a dose or a frequency
LONG_ENOUGH_IN_ONE_WORD = 6  # letters of a name that is also known when it is joined to one word, or split in two
SHORTEST_BEGINNING = 5  # letters of an abbreviated name ("metop") for which full names are offered
SHORTEST_NAME = 3  # letters; shorter words are not compared with names
REMEMBERED = 2_000  # names in the cache, so that a page drawn again reads no name twice

# One spelling for sounds that people mix up. Applied in this order, to listed names and to typed names.
SOUNDS: tuple[tuple[str, str], ...] = (
    ("ph", "f"), ("ght", "t"), ("ps", "s"), ("kn", "n"), ("wr", "r"), ("sch", "s"), ("ck", "k"), ("qu", "k"),
    ("q", "k"), ("ce", "se"), ("ci", "si"), ("cy", "si"), ("c", "k"), ("x", "ks"), ("z", "s"), ("y", "i"), ("ee", "i"),
    ("ea", "i"), ("ie", "i"), ("ei", "i"), ("ae", "e"), ("oe", "e"), ("ou", "u"), ("oo", "u"), ("ai", "e"), ("j", "g"),
    ("h", ""),
    ("v", "b"), ("w", "b"))
DOUBLE = re.compile(r"(.)\1+")
START = re.compile(r"^(?:x|z)")


class Word(NamedTuple):
    """A word or number in a text: in plain letters, and its position in the text."""

    plain: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Near:
    """A similar name to offer: `name` as the list spells it, of this medicine, for the part from `start` to `end`."""

    name: str
    medicine: Medicine
    start: int
    end: int

    def put_into(self, typed: str) -> str:
        """Returns `typed` with this name in place of the part. The text around it stays."""
        return typed[:self.start] + self.name + typed[self.end:]


@dataclass(frozen=True, slots=True)
class NameRead:
    """The medicines that a text in a medicine row names.

    `known` are the medicines whose names are spelled as in the list. `near` are similar names to offer, the most
    similar first; they do not count until somebody accepts one. Both are empty if nothing is recognised.
    """

    known: tuple[Medicine, ...] = ()
    near: tuple[Near, ...] = ()

    @property
    def is_recognised(self) -> bool:
        """True if the whole text is known, and there is no similar name to offer."""
        return bool(self.known) and not self.near

    @property
    def classes(self) -> frozenset[str]:
        """The classes of the known medicines."""
        return frozenset(chain.from_iterable(medicine.classes for medicine in self.known))


class _Entry(NamedTuple):
    words: tuple[str, ...]
    name: str
    medicines: tuple[Medicine, ...]  # several if different medicines have this name


class _Match(NamedTuple):
    start: int  # first word
    end: int  # word after the last one
    entry: _Entry


class MedicineNames:
    """Looks up names in the list. The time of a look-up depends on the length of the text, not on that of the list."""

    def __init__(self, listed: MedicineList) -> None:
        usual = {medicine.name: medicine for medicine in listed.medicines}
        entries: list[_Entry] = []
        for one in listed.medicines:
            entries += [_Entry(words_of(name), name, (one,)) for name in one.names]
        entries += [_Entry(words_of(name), name, tuple(map(usual.__getitem__, choices)))
                    for name, choices in listed.may_be.items()]
        self._entries = tuple(entries)
        self._beside, self._counted, self._release = listed.beside, listed.counted, listed.release
        self._by_first: dict[str, list[_Entry]] = {}
        for entry in entries:
            self._by_first.setdefault(entry.words[0], []).append(entry)
        for some in self._by_first.values():
            some.sort(key=lambda entry: -len(entry.words))
        self.read = lru_cache(REMEMBERED)(self._read)

    @cached_property
    def _in_one_word(self) -> dict[str, _Entry]:
        """Names by their letters only: "co-codamol" is "cocodamol" too."""
        return {"".join(entry.words): entry for entry in reversed(self._entries)
                if len("".join(entry.words)) >= LONG_ENOUGH_IN_ONE_WORD}

    @cached_property
    def _likeness(self) -> "_Likeness":
        return _Likeness(self._entries)

    def known(self, typed: str) -> tuple[Medicine, ...]:
        """Returns the medicines named in `typed`, if spelled as in the list. Faster than `read`: no similar names."""
        words = words_in(typed)
        return _medicines(match.entry for match in self._matches(words) if len(match.entry.medicines) == 1)

    def starts(self, typed: str) -> tuple[int, ...]:
        """Returns the positions in `typed` at which known names begin."""
        words = words_in(typed)
        return tuple(words[match.start].start for match in self._matches(words))

    def known_beside(self, typed: str) -> tuple[Medicine, ...]:
        """Returns the medicines named in the dose or frequency of a row. Short names do not count there."""
        matches = self._matches(words_in(typed))
        return _medicines(match.entry for match in matches if len(match.entry.medicines) == 1
                          and len("".join(match.entry.words)) >= LONG_ENOUGH_BESIDE)

    def is_recognised(self, typed: str) -> bool:
        """True if the name field of a row contains a known name, and there is no similar name to offer."""
        return bool(self.known(typed)) and self.read(typed).is_recognised

    def _read(self, typed: str) -> NameRead:
        words = words_in(typed)
        matches = list(self._matches(words))
        known = _medicines(match.entry for match in matches if len(match.entry.medicines) == 1)
        near: list[Near] = []
        for match in matches:
            choices = match.entry.medicines
            if len(choices) > 1 and not set(known) & set(choices):  # "Benadryl (cetirizine)" says which
                near += _offers(match.entry, words[match.start].start, words[match.end - 1].end)
        named: set[int] = set()
        for match in matches:
            named.update(range(match.start, match.end))
        left = [word for at, word in enumerate(words) if at not in named and not self._is_beside(word.plain)]
        if not near and left:
            near = self._likeness.nearest(left, LEFT_OVER_NEAR if known else None)
            near = [one for one in near if one.medicine not in known]
        return NameRead(known, tuple(near[:MOST_OFFERED]))

    def _matches(self, words: Sequence[Word]) -> Iterator[_Match]:
        at = 0
        while at < len(words):
            match = self._at(words, at)
            if match is not None:
                yield match
            at = at + 1 if match is None else match.end

    def _at(self, words: Sequence[Word], at: int) -> _Match | None:
        """Returns the longest name that begins at this word; None if no name does."""
        for entry in self._by_first.get(words[at].plain, ()):
            end = at + len(entry.words)
            if all(word.plain == part for word, part in zip(words[at:end], entry.words, strict=False)) and (
                    end <= len(words) and not self._counts(entry, words, end)):
                return _Match(at, end, entry)
        for end in (at + 3, at + 2, at + 1):
            found = self._in_one_word.get(self._one_word(words[at:end])) if end <= len(words) else None
            if found is not None:
                return _Match(at, end, found)
        return None

    def _counts(self, entry: _Entry, words: Sequence[Word], end: int) -> bool:
        """True if the number at the end of this name belongs to the words after it."""
        is_number = len(entry.words) > 1 and entry.words[-1].isdigit()
        return is_number and end < len(words) and words[end].plain in self._counted

    def _one_word(self, words: Sequence[Word]) -> str:
        """The letters of these words joined, without an ending for the kind of release ("XR")."""
        plain = "".join(word.plain for word in words)
        if len(words) == 1:
            for ending in self._release:
                if plain.endswith(ending) and len(plain) - len(ending) >= LONG_ENOUGH_IN_ONE_WORD:
                    return plain.removesuffix(ending)
        return plain

    def _is_beside(self, plain: str) -> bool:
        return plain in self._beside or plain.isdigit() or len(plain) < SHORTEST_NAME


def _offers(entry: _Entry, start: int, end: int) -> Iterator[Near]:
    """Yields an offer for each medicine with this name. If there are several, the offered text names the medicine."""
    if len(entry.medicines) > 1:
        yield from (Near(f"{entry.name} ({medicine.name})", medicine, start, end) for medicine in entry.medicines)
    else:
        (medicine,) = entry.medicines
        yield Near(entry.name if entry.name[0].isupper() else medicine.name, medicine, start, end)


def _medicines(entries: Iterable[_Entry]) -> tuple[Medicine, ...]:
    return tuple({entry.medicines[0].name: entry.medicines[0] for entry in entries}.values())


def words_in(typed: str) -> tuple[Word, ...]:
    """Returns the words and numbers of a text. A number attached to a word is split off: "Lexapro20mg" gives three."""
    return tuple(Word(plain_letters(found[0]), found.start(), found.end()) for found in TOKEN.finditer(typed))


def words_of(name: str) -> tuple[str, ...]:
    return tuple(word.plain for word in words_in(name))


def plain_letters(word: str) -> str:
    """Returns a word in lower case, without accents or apostrophes."""
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in parts if char.isalnum())


def sounds_of(word: str) -> str:
    """Returns a rough code of how a word in plain letters sounds, for spelling by ear."""
    sound = START.sub("z", word)
    for pattern, same in SOUNDS:
        sound = sound.replace(pattern, same)
    sound = DOUBLE.sub(r"\1", sound)
    return sound[:-1] if sound.endswith("e") and len(sound) > 3 else sound


class _Likeness:
    """Finds names that are similar to a typed text, in letters and in sound."""

    def __init__(self, entries: Sequence[_Entry]) -> None:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        self._extract, self._scorer = process.extract, OSA.normalized_similarity
        once: dict[str, _Entry] = {}
        for entry in entries:
            if len("".join(entry.words)) >= 4:
                once.setdefault("".join(entry.words), entry)
        self._by_letters, self._letters, self._named = once, list(once), list(once.values())
        self._sounds = [sounds_of(letters) for letters in self._letters]
        self._in_order = sorted(once)

    def nearest(self, words: Sequence[Word], at_least: float | None) -> list[Near]:
        """Returns the most similar names, first those that begin with one of the words.

        Each word is compared, and each two neighbours together. `at_least` is the likeness that is needed; without it,
        `threshold` decides.
        """
        scored: list[tuple[float, int, Word, Word]] = []
        for first, last in _parts(words):
            letters = "".join(word.plain for word in words if first.start <= word.start <= last.start)
            scored += [(score, at, first, last) for at, score in self._scores(letters, at_least)]
        found: dict[str, Near] = {}
        for near in (*self._begun(words), *self._offered(sorted(scored, key=lambda one: -one[0]))):
            found.setdefault(near.medicine.name, near)
        return list(found.values())

    def _begun(self, words: Sequence[Word]) -> Iterator[Near]:
        """Yields medicines whose names begin with one of these words: for the first such word, if they are few."""
        for word in words[:8]:
            found: dict[str, Near] = {}
            for letters in self._beginning_with(word.plain):
                for near in _offers(self._by_letters[letters], word.start, word.end):
                    found.setdefault(near.medicine.name, near)
            if 0 < len(found) <= MOST_OFFERED:
                yield from found.values()
                return

    def _beginning_with(self, plain: str) -> Iterator[str]:
        at = bisect_left(self._in_order, plain)
        while len(plain) >= SHORTEST_BEGINNING and at < len(self._in_order) and self._in_order[at].startswith(plain):
            yield self._in_order[at]
            at += 1

    def _scores(self, letters: str, at_least: float | None) -> Iterator[tuple[int, float]]:
        if not 4 <= len(letters) <= LONGEST_NAME:
            return
        found: dict[int, float] = {}
        for choices, query in ((self._letters, letters), (self._sounds, sounds_of(letters))):
            needed = at_least or threshold(len(query))
            for _, score, at in self._extract(query, choices, scorer=self._scorer, score_cutoff=needed, limit=8):
                found[at] = max(found.get(at, 0.0), score)
        yield from found.items()

    def _offered(self, scored: Sequence[tuple[float, int, Word, Word]]) -> Iterator[Near]:
        for score, at, first, last in scored:
            if score < scored[0][0] - AS_NEAR:
                return
            yield from _offers(self._named[at], first.start, last.end)


def _parts(words: Sequence[Word]) -> Iterator[tuple[Word, Word]]:
    """Yields each word, and each two neighbours; in a long text only the first few."""
    some = words[:8]
    yield from ((word, word) for word in some)
    yield from pairwise(some)


def threshold(letters: int) -> float:
    """Returns the likeness, 0 to 1, that a name of so many letters needs to be offered.

    tests/benchmarks/medicine_names.py measures this choice.
    """
    if letters <= 4:
        return 0.99
    return 0.78 if letters <= 6 else 0.71
