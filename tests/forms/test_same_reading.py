"""Two versions of the word lists: a text that they are said to read alike is read alike."""

from functools import cache

import pytest
from hypothesis import given

from forms import SameReading, load_questionnaire
from forms.vocabulary.context import Triggers
from forms.vocabulary.terms import Terminology
from tests.support.any_response import SAID

NOW = load_questionnaire().terminology


def changed(**other: object) -> Terminology:
    """Today's terms with some parts made different, and nothing remembered of the others."""
    return Terminology.model_construct(**{**dict(NOW), **other})


def with_term(name: str, **other: object) -> Terminology:
    return changed(terms=tuple(
        term.model_copy(update=other) if term.term == name else term for term in NOW.terms))


@cache
def fewer_words() -> Terminology:
    """Every third of the English words of each term alone, and every other medicine."""
    terms = []
    for term in NOW.terms:
        words = {**term.words, "en": term.words.get("en", ())[::3]}
        terms.append(term.model_copy(update={"words": words}))
    medicines = NOW.medicine_list.model_copy(update={"medicines": NOW.medicines[::2]})
    return changed(terms=tuple(terms), medicine_list=medicines)


@cache
def versions() -> SameReading:
    return SameReading(fewer_words(), NOW)


def test_the_same_terms_read_everything_alike() -> None:
    assert SameReading(NOW, changed()).everywhere


def test_another_meaning_reads_everything_alike() -> None:
    assert SameReading(with_term("blood_pressure_words", means="Something else."), NOW).everywhere


@pytest.mark.parametrize("before", [
    pytest.param(with_term("suicide_words", harm_first=False), id="a term judged in another way"),
    pytest.param(changed(context=Triggers(negated={"en": ("not",)})), id="other phrases of negation"),
])
def test_where_the_terms_are_judged_differently_no_text_is_said_to_be_read_alike(before: Terminology) -> None:
    assert not SameReading(before, NOW).of("Nothing to say.")


@given(SAID.map(". ".join) | SAID.map(", ".join))
def test_a_text_that_is_said_to_be_read_alike_is_read_alike(said: str) -> None:
    if versions().of(said):
        assert fewer_words().read(said) == NOW.read(said)


def test_a_text_without_any_of_the_words_is_read_alike_and_one_with_a_word_may_not_be() -> None:
    words = with_term("blood_pressure_words", words={"en": ("pressure",)})
    assert SameReading(words, NOW).of("I worry from morning to evening.")
    assert not SameReading(words, NOW).of("They found hypertension.")


def test_a_misspelt_word_that_only_one_version_corrects_may_be_read_differently() -> None:
    words = with_term("seizure_words", words={"en": ("epilepsy",)})
    assert NOW.corrected(["seizre"]) == ["seizer"]
    assert not SameReading(words, NOW).of("I had a seizre.")
