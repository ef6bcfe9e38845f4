"""Which terms a person's own words or medicine rows mention: word lists by language, and medicine classes by name.

Finds words; does not understand sentences. "No schizophrenia" and "my sister's schizophrenia" name schizophrenia in a
way that asserts nothing of the person: such a mention is in doubt, neither there nor absent, and for a person to read.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from forms.vocabulary.context import Mark, Reason, Span, Triggers, crosses_sentences, marks_of
from forms.vocabulary.medicine_list import Medicine, MedicineList
from forms.vocabulary.medicine_names import MedicineNames
from forms.vocabulary.spelling import Spelling
from forms.vocabulary.tokens import Tokens, tokens_of
from forms.vocabulary.word_index import Entry, Hit, NameIndex, WordIndex
from forms.vocabulary.word_patterns import GAP, Word, each_word, first_of, parsed


def _that_can_be_read(pattern: str) -> str:
    parsed(pattern)
    return pattern


Words = dict[str, tuple[str, ...]]
Phrases = dict[str, tuple[Annotated[str, AfterValidator(_that_can_be_read)], ...]]
EVERYWHERE: frozenset[str] = frozenset()
MYSELF = frozenset(["i", "im", "id", "ive", "ill", "me", "my", "myself", "mi", "matarme", "morirme", "yo"])
SHOUTED = 4  # words that a text has at least, where its capitals tell nothing because there is nothing else


class Mentioned(NamedTuple):
    """The terms and medicine classes that words name, and for each that is in doubt the reason why.

    Terms in doubt are denied, feared, told of somebody else or used in another sense, each time they are named.
    """

    asserted: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()
    reasons: tuple[tuple[str, Reason], ...] = ()

    def joined(self, other: "Mentioned") -> "Mentioned":
        """What either names; in doubt is what neither asserts."""
        asserted = self.asserted | other.asserted
        reasons = {term: reason for term, reason in (*other.reasons, *self.reasons) if term not in asserted}
        return Mentioned(asserted, (self.doubtful | other.doubtful) - asserted, tuple(sorted(reasons.items())))

    def reason(self, term: str) -> Reason | None:
        """Why this term is in doubt; None where it is not."""
        return dict(self.reasons).get(term)


def mentioned(asserted: Collection[str], reasons: Mapping[str, Reason]) -> Mentioned:
    """What is asserted, and of the rest why it is in doubt."""
    left = {term: reason for term, reason in reasons.items() if term not in asserted}
    return Mentioned(frozenset(asserted), frozenset(left), tuple(sorted(left.items())))


class Here(BaseModel):
    """Words that name a term in these sections or boxes only ("pressure" on the page about the head)."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    in_: tuple[str, ...] = Field(alias="in", min_length=1)
    words: Phrases


class Term(BaseModel):
    """A named list of words, by language. A trailing `*` in a word stands for any ending; see terms.yaml."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    term: str
    means: str
    words: Phrases = {}
    here: tuple[Here, ...] = ()
    idioms: Phrases = {}
    look_alikes: Phrases = {}
    only_now: bool = False
    harm_first: bool = False
    told_of_relatives: tuple[str, ...] = ()

    def entries(self) -> Iterable[Entry]:
        """Everything that is looked for."""
        for word in _all(self.words):
            yield Entry(word, self.term)
        for here in self.here:
            for word in _all(here.words):
                yield Entry(word, self.term, places=frozenset(here.in_))
        for word in _all(self.idioms):
            yield Entry(word, self.term, "idiom")
        for word in _all(self.look_alikes):
            yield Entry(word, self.term, "look_alike")

    def other_senses(self) -> Iterable[str]:
        """Phrases that name something else, or the term in another sense."""
        yield from _all(self.idioms)
        yield from _all(self.look_alikes)

    def doubt(self, marks: Collection[Mark]) -> Reason | None:
        """Why a mention of this term with these marks is in doubt; None where it is asserted."""
        if "relative" in marks and not self.told_of_relatives:
            return "relative"
        if "effect" in marks:
            return "hypothetical"
        if self.harm_first:
            return "negated" if "plainly_negated" in marks else None
        if "negated" in marks:
            return "negated"
        if "hypothetical" in marks:
            return "hypothetical"
        return "past" if self.only_now and "past" in marks else None


def _all(words: Words) -> Iterable[str]:
    for some in words.values():
        yield from some


def _each_word(patterns: Iterable[str]) -> Iterator[Word]:
    """Every word of these patterns; nothing for a gap."""
    for pattern in patterns:
        yield from each_word(parsed(pattern))


class Terminology(BaseModel):
    """All terms a condition can look for: word lists and medicine classes share one namespace."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    terms: tuple[Term, ...]
    medicine_list: MedicineList = MedicineList(classes={}, medicines=())
    context: Triggers = Triggers()
    ordinary_words: Words = {}

    @property
    def classes(self) -> dict[str, str]:
        """What each medicine class stands for."""
        return self.medicine_list.classes

    @property
    def medicines(self) -> tuple[Medicine, ...]:
        return self.medicine_list.medicines

    @cached_property
    def medicine_names(self) -> MedicineNames:
        """The names of the medicines, to look up what somebody wrote into a medicine row."""
        return MedicineNames(self.medicine_list)

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(self._meanings)

    @cached_property
    def _words(self) -> dict[str, tuple[str, ...]]:
        words: dict[str, list[str]] = {name: [] for name in self._meanings}
        for term in self.terms:
            words[term.term].extend(first_of(word) for word in _all(term.words))
        for medicine in self.medicines:
            for name in medicine.classes:
                words[name].extend(self._in_free_text(medicine))
        return {name: tuple(some) for name, some in words.items()}

    @cached_property
    def _index(self) -> WordIndex:
        return WordIndex(chain.from_iterable(term.entries() for term in self.terms))

    @cached_property
    def _medicine_index(self) -> NameIndex:
        names: list[tuple[str, tuple[str, ...]]] = []
        for medicine in self.medicines:
            names += [(name, medicine.classes) for name in self._in_free_text(medicine)]
        return NameIndex(names)

    def _in_free_text(self, medicine: Medicine) -> tuple[str, ...]:
        """The names of a medicine that are no everyday words."""
        return tuple(name for name in medicine.names if name not in self.medicine_list.in_rows_only)

    @cached_property
    def _terms(self) -> dict[str, Term]:
        return {term.term: term for term in self.terms}

    @cached_property
    def _spelling(self) -> Spelling:
        names = chain.from_iterable(medicine.names for medicine in self.medicines)
        listed = chain.from_iterable(_all(term.words) for term in self.terms)
        other_senses = chain.from_iterable(term.other_senses() for term in self.terms)
        never_corrected = [*_all(self.ordinary_words), *names, *(word.text for word in _each_word(other_senses))]
        return Spelling(_each_word(listed), never_corrected)

    def words(self, name: str) -> tuple[str, ...]:
        """The words and medicine names that stand for this term or class. Raises KeyError where it is neither."""
        return self._words[name]

    def examples(self, name: str) -> tuple[str, ...]:
        """One example word for each distinct set of terms that these words name."""
        return self._examples[name]

    @cached_property
    def _examples(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for name, words in self._words.items():
            first_by_reading = {self.read(word)[:2]: word for word in reversed(words)}
            found[name] = tuple(reversed(first_by_reading.values()))
        return found

    def meaning(self, name: str) -> str:
        """What this term or class stands for, in plain words. Raises KeyError for a name that is neither."""
        return self._meanings[name]

    @cached_property
    def _meanings(self) -> dict[str, str]:
        return {**{term.term: term.means for term in self.terms}, **self.classes}

    def read(self, words: str, places: Collection[str] = EVERYWHERE) -> Mentioned:
        """What `words` name, and what of it is in doubt. `places` are the section and the link id they stand in."""
        tokens = tokens_of(words)
        hits = self._hits(tokens, frozenset(places))
        if not hits:
            return Mentioned()
        spans = [hit.span for hit in hits]
        shouted = len(tokens.words) >= SHOUTED and words.isupper()
        asserted: set[str] = set()
        reasons: dict[str, Reason] = {}
        kin: set[str] = set()
        for hit, marks in zip(hits, marks_of(tokens, spans, self.context), strict=True):
            name = hit.entry.term
            reason = self._doubt(hit, marks, tokens, shouted)
            if reason is None:
                asserted.add(name)
            else:
                reasons.setdefault(name, reason)
            if "kin" in marks and "negated" not in marks:
                kin.add(name)
        self._add_told_of_relatives(kin, reasons, asserted)
        return mentioned(asserted, reasons)

    def _hits(self, tokens: Tokens, places: frozenset[str]) -> list[Hit]:
        """What is named here. Words within an idiom or a look-alike name nothing of its term by themselves."""
        corrected = self._spelling.corrected(tokens.words)
        found = [hit for hit in self._index.find(corrected) if _counts(hit, tokens, places)]
        found += self._medicine_index.find(corrected)
        found.sort(key=_beginning)
        others: dict[str, list[Span]] = {}
        for hit in found:
            if hit.entry.sort != "says":
                others.setdefault(hit.entry.term, []).append(hit.span)
        return [hit for hit in found if hit.entry.sort == "idiom" or (
            hit.entry.sort == "says" and not self._is_of_another_sense(hit, others.get(hit.entry.term, ())))]

    def _is_of_another_sense(self, hit: Hit, others: Iterable[Span]) -> bool:
        """Whether one of these idioms and look-alikes holds what was found, or a part of it ("had a stroke of luck").

        Where harm comes first, all of it must be held.
        """
        if self._terms.get(hit.entry.term, MEDICINE_CLASS).harm_first:
            return any(other.at <= hit.span.at and hit.span.end <= other.end for other in others)
        return any(other.at < hit.span.end and hit.span.at < other.end for other in others)

    def mentioned(self, words: str) -> frozenset[str]:
        """The terms and medicine classes that `words` name and do not put in doubt; empty for none."""
        return self.read(words).asserted

    def mentioned_in_rows(self, names: Iterable[str]) -> frozenset[str]:
        """The classes of the medicines that rows name as the list spells them. What is listed counts, "no" or not."""
        classes: set[str] = set()
        for name in names:
            for medicine in self.medicine_names.known(name):
                classes.update(medicine.classes)
        return frozenset(classes)

    def _doubt(self, hit: Hit, marks: frozenset[Mark], tokens: Tokens, shouted: bool) -> Reason | None:
        entry, span = hit.entry, hit.span
        if entry.sort == "idiom" or (shouted and hit.capitals):
            return "idiom"
        term = self._terms.get(entry.term, MEDICINE_CLASS)
        end = min(span.end + term.harm_first, len(tokens.words))  # "he does not know how suicidal I am"
        if any(tokens.words[at] in MYSELF for at in range(span.at, end) if at not in hit.capitals):  # not the "MI"
            marks -= {"relative"}
        return term.doubt(marks)

    def _add_told_of_relatives(self, kin: set[str], reasons: dict[str, Reason], asserted: set[str]) -> None:
        """What is a point of its own where parents, brothers, sisters or children have it."""
        for term in self.terms:
            if not kin.isdisjoint(term.told_of_relatives):
                asserted.add(term.term)
            elif any(reasons.get(name) == "relative" for name in term.told_of_relatives):
                reasons.setdefault(term.term, "relative")


MEDICINE_CLASS = Term(term="", means="")


def _beginning(hit: Hit) -> int:
    return hit.span.at


def _counts(hit: Hit, tokens: Tokens, places: frozenset[str]) -> bool:
    """Whether an entry counts where it was found, and is written in capitals where it has to be."""
    if hit.entry.places is not None and hit.entry.places.isdisjoint(places):
        return False
    if GAP in hit.entry.word and crosses_sentences(tokens, hit.span):
        return False
    return all(tokens.written[at].isupper() for at in hit.capitals)
