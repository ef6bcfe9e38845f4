"""Finds the terms that free texts and medicine rows mention: word lists by language, and medicine classes.

It finds words and does not understand sentences. "No schizophrenia" and "my sister's schizophrenia" mention
schizophrenia and do not assert that the person has it. Such a mention is in doubt: it counts neither as present nor as
absent, and a person has to read the words.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from forms.vocabulary.context import Mark, Reason, Span, Triggers, crosses_sentences, marks_of
from forms.vocabulary.medicine_list import Medicine, MedicineList, all_classes
from forms.vocabulary.medicine_names import MedicineNames
from forms.vocabulary.nothing import Nothing
from forms.vocabulary.spelling import Spelling
from forms.vocabulary.tokens import Tokens, tokens_of, words_of
from forms.vocabulary.word_index import Entry, Hit, NameIndex, WordIndex
from forms.vocabulary.word_patterns import GAP, Word, each_word, first_of, parsed


def _that_can_be_read(pattern: str) -> str:
    parsed(pattern)
    return pattern


Words = dict[str, tuple[str, ...]]
Phrases = dict[str, tuple[Annotated[str, AfterValidator(_that_can_be_read)], ...]]
EVERYWHERE: frozenset[str] = frozenset()
MYSELF = frozenset(["i", "im", "id", "ive", "ill", "me", "my", "myself", "mi", "matarme", "morirme", "yo"])
SHOUTED = 4  # words; in a text of this length or more that has only capitals, capitals mean nothing


class Mentioned(NamedTuple):
    """The terms and medicine classes that a text mentions, and the reason for each term in doubt.

    A term is in doubt if every mention of it is denied, feared, about somebody else, or used in another sense.
    """

    asserted: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()
    reasons: tuple[tuple[str, Reason], ...] = ()

    def joined(self, other: "Mentioned") -> "Mentioned":
        """Returns the terms of both. A term is in doubt only if neither asserts it."""
        asserted = self.asserted | other.asserted
        reasons = {term: reason for term, reason in (*other.reasons, *self.reasons) if term not in asserted}
        return Mentioned(asserted, (self.doubtful | other.doubtful) - asserted, tuple(sorted(reasons.items())))

    def reason(self, term: str) -> Reason | None:
        """Returns why this term is in doubt; None if it is not."""
        return dict(self.reasons).get(term)


def mentioned(asserted: Collection[str], reasons: Mapping[str, Reason]) -> Mentioned:
    """Makes a Mentioned. A term is in doubt if it has a reason and is not in `asserted`."""
    left = {term: reason for term, reason in reasons.items() if term not in asserted}
    return Mentioned(frozenset(asserted), frozenset(left), tuple(sorted(left.items())))


class Here(BaseModel):
    """Words that name a term in these sections or questions only ("pressure" on the page about the head)."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    in_: tuple[str, ...] = Field(alias="in", min_length=1)
    words: Phrases


class Term(BaseModel):
    """A named list of words, by language. A `*` at the end of a word matches any ending; see terms.yaml."""

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
        """Every word and phrase to look for."""
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
        """Phrases that mean something else, or use the term in another sense."""
        yield from _all(self.idioms)
        yield from _all(self.look_alikes)

    def doubt(self, marks: Collection[Mark]) -> Reason | None:
        """Returns why a mention of this term with these marks is in doubt; None if it is asserted."""
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
    """Yields every word of these patterns; "..." yields nothing."""
    for pattern in patterns:
        yield from each_word(parsed(pattern))


class Terminology(BaseModel):
    """All terms that a condition can look for. Word lists and medicine classes share one namespace."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    terms: tuple[Term, ...]
    medicine_list: MedicineList = MedicineList(classes={}, medicines=())
    context: Triggers = Triggers()
    ordinary_words: Words = {}
    nothing: Nothing = Nothing()

    @property
    def classes(self) -> dict[str, str]:
        """The meaning of each medicine class."""
        return self.medicine_list.classes

    @property
    def medicines(self) -> tuple[Medicine, ...]:
        return self.medicine_list.medicines

    @cached_property
    def medicine_names(self) -> MedicineNames:
        """The names of the medicines, for looking up the text of a medicine row."""
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
    def entries(self) -> frozenset[Entry]:
        """Every word and phrase of the terms that a text is searched for."""
        return frozenset(chain.from_iterable(term.entries() for term in self.terms))

    @cached_property
    def names_in_texts(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Every name of a medicine that a text is searched for, with its classes."""
        names: list[tuple[str, tuple[str, ...]]] = []
        for medicine in self.medicines:
            names += [(name, medicine.classes) for name in self._in_free_text(medicine)]
        return tuple(names)

    def corrected(self, words: Sequence[str]) -> list[str]:
        """Returns the words of a text as they are searched, with misspelt ones replaced by listed ones."""
        return self._spelling.corrected(words)

    @cached_property
    def _index(self) -> WordIndex:
        return WordIndex(chain.from_iterable(term.entries() for term in self.terms))

    @cached_property
    def _medicine_index(self) -> NameIndex:
        return NameIndex(self.names_in_texts)

    def _in_free_text(self, medicine: Medicine) -> tuple[str, ...]:
        """The names of a medicine that are not everyday words."""
        return tuple(name for name in medicine.names if name not in self.medicine_list.in_rows_only)

    @cached_property
    def _terms(self) -> dict[str, Term]:
        return {term.term: term for term in self.terms}

    @cached_property
    def _told_of_relatives(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if term.told_of_relatives)

    @cached_property
    def _spelling(self) -> Spelling:
        names = chain.from_iterable(medicine.names for medicine in self.medicines)
        listed = chain.from_iterable(_all(term.words) for term in self.terms)
        other_senses = chain.from_iterable(term.other_senses() for term in self.terms)
        never_corrected = [*_all(self.ordinary_words), *names, *(word.text for word in _each_word(other_senses))]
        return Spelling(_each_word(listed), never_corrected)

    def words(self, name: str) -> tuple[str, ...]:
        """Returns the words or medicine names of this term or class. Raises KeyError if the name is neither."""
        return self._words[name]

    def examples(self, name: str) -> tuple[str, ...]:
        """Returns one example word for each distinct set of terms that the words of this name mention."""
        return self._examples[name]

    @cached_property
    def _examples(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for name, words in self._words.items():
            first_by_reading = {self.read(word)[:2]: word for word in reversed(words)}
            found[name] = tuple(reversed(first_by_reading.values()))
        return found

    def meaning(self, name: str) -> str:
        """Returns the meaning of this term or class in plain words. Raises KeyError if the name is neither."""
        return self._meanings[name]

    def meaning_in(self, terms: Iterable[Mapping[str, Any]], classes: Mapping[str, Any]) -> "Terminology":
        """Returns the same terms with meanings from these translated files. The words to look for stay."""
        means = {one["term"]: one["means"] for one in terms}
        own = tuple(term.model_copy(update={"means": means[term.term]}) for term in self.terms)
        listed = self.medicine_list.model_copy(update={"uses": classes["uses"], "classes": all_classes(classes)})
        found = self.model_copy(update={"terms": own, "medicine_list": listed})
        found.__dict__.pop("_meanings", None)  # the cached meanings in the previous language, if any
        return found

    @cached_property
    def _meanings(self) -> dict[str, str]:
        return {**{term.term: term.means for term in self.terms}, **self.classes}

    def read(self, words: str, places: Collection[str] = EVERYWHERE) -> Mentioned:
        """Finds the terms in a text, and which of them are in doubt.

        `places` are the section and the link id of the question: some words count in some places only.
        """
        tokens = tokens_of(words)
        hits = self._hits(tokens, frozenset(places))
        if not hits:
            return Mentioned()
        spans = [self._span_for_context(hit) for hit in hits]
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

    def asserts(self, words: str, name: str) -> bool:
        """True if a text has this name, of anything, as whole words, and nothing around them puts it in doubt."""
        tokens, parts = tokens_of(words), words_of(name)
        places = range(len(tokens.words) - len(parts) + 1) if parts else ()
        spans = [Span(at, at + len(parts)) for at in places if tokens.words[at:at + len(parts)] == parts]
        return bool(spans) and not all(marks_of(tokens, spans, self.context))

    def _span_for_context(self, hit: Hit) -> Span:
        """The words found. For a `harm_first` term, a "no" among them has no effect: "if I die I would not care"."""
        is_harm_first = self._terms.get(hit.entry.term, MEDICINE_CLASS).harm_first
        return hit.span._replace(between=()) if is_harm_first else hit.span

    def _hits(self, tokens: Tokens, places: frozenset[str]) -> list[Hit]:
        """Finds the listed words. Words within an idiom or a look-alike of a term do not count for this term."""
        corrected = self.corrected(tokens.words)
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
        """True if an idiom or look-alike overlaps the words found ("had a stroke of luck").

        For a `harm_first` term, it must contain all of the words.
        """
        if self._terms.get(hit.entry.term, MEDICINE_CLASS).harm_first:
            return any(other.at <= hit.span.at and hit.span.end <= other.end for other in others)
        return any(other.at < hit.span.end and hit.span.at < other.end for other in others)

    def mentioned(self, words: str) -> frozenset[str]:
        """Returns the terms and medicine classes that a text mentions without doubt. May be empty."""
        return self.read(words).asserted

    def mentioned_in_rows(self, names: Iterable[str]) -> frozenset[str]:
        """Returns the classes of the medicines in rows, if spelled as in the list. A "no" in a row has no effect."""
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
        """Adds the terms that a mention of a parent, brother, sister or child asserts (`told_of_relatives`)."""
        for term in self._told_of_relatives:
            if not kin.isdisjoint(term.told_of_relatives):
                asserted.add(term.term)
            elif any(reasons.get(name) == "relative" for name in term.told_of_relatives):
                reasons.setdefault(term.term, "relative")


MEDICINE_CLASS = Term(term="", means="")


def _beginning(hit: Hit) -> int:
    return hit.span.at


def _counts(hit: Hit, tokens: Tokens, places: frozenset[str]) -> bool:
    """True if the entry counts in this place, and its words are in capitals where that is required."""
    if hit.entry.places is not None and hit.entry.places.isdisjoint(places):
        return False
    if GAP in hit.entry.word and crosses_sentences(tokens, hit.span):
        return False
    return all(tokens.written[at].isupper() for at in hit.capitals)
