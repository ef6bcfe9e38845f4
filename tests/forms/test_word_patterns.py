"""Short forms of phrases in the lists of words, and where they are found."""

import re

import pytest

from forms.vocabulary.context import Span
from forms.vocabulary.terms import Term, Terminology
from forms.vocabulary.word_index import Entry, Hit, WordIndex
from forms.vocabulary.word_patterns import each_word, first_of, parsed


def found(pattern: str, text: str) -> list[str]:
    """The parts of a text of single spaces in which the pattern is found."""
    words = text.split()
    return [" ".join(words[hit.span.at:hit.span.end]) for hit in WordIndex([Entry(pattern, "a_term")]).find(words)]


@pytest.mark.parametrize(("pattern", "text", "parts"), [
    ("hurt myself", "i hurt myself", ["hurt myself"]),
    ("(kill|hurt) myself", "kill myself or hurt myself", ["kill myself", "hurt myself"]),
    ("(kill|hurt) myself", "kill himself", []),
    ("high (blood|) pressure", "high pressure and high blood pressure", ["high pressure", "high blood pressure"]),
    ("(blood (in|when i) pee|uti)", "blood when i pee then a uti", ["blood when i pee", "uti"]),
    ("(|very) sad", "very sad", ["very sad", "sad"]),
    ("heart attack*", "two heart attacks", ["heart attacks"]),
    ("(infarct*|stroke) in 2019", "infarction in 2019", ["infarction in 2019"]),
    ("epilep*", "epileptic", ["epileptic"]),
    ("mi in (19*|20*)", "mi in 2016", ["mi in 2016"]),
    ("(stop|quit) ... asleep", "stop breathing when i am asleep", ["stop breathing when i am asleep"]),
    ("stop ... asleep", "stop it now that i am soon asleep", []),
    ("stop ... asleep", "stop asleep", ["stop asleep"]),
    ("non-epileptic", "non epileptic", ["non epileptic"]),
    ("can't (breathe|sleep)", "cant sleep", ["cant sleep"]),
])
def test_a_pattern_is_found_in_each_of_the_phrases_it_stands_for(pattern: str, text: str, parts: list[str]) -> None:
    assert found(pattern, text) == parts


def test_the_words_that_must_be_written_in_capitals_are_told_with_their_places() -> None:
    entry = Entry("(s p|prior) MI", "a_term")
    assert list(WordIndex([entry]).find(["now", "s", "p", "mi"])) == [Hit(Span(1, 4), entry, (3,))]


def test_a_word_in_capitals_is_found_only_where_it_is_written_so() -> None:
    a_term = Term(term="a_term", means="a thing", words={"en": ("prior MI",)})
    terms = Terminology(terms=(a_term,))
    assert terms.read("prior MI").asserted == {"a_term"}
    assert terms.read("prior mi").asserted == frozenset()


def test_words_with_a_gap_are_not_found_across_the_end_of_a_sentence() -> None:
    a_term = Term(term="a_term", means="a thing", words={"en": ("stop ... asleep",)})
    terms = Terminology(terms=(a_term,))
    assert terms.read("I stop breathing asleep").asserted == {"a_term"}
    assert terms.read("I stop now. I fell asleep").asserted == frozenset()


def test_the_first_phrase_of_a_pattern_takes_the_first_way_everywhere() -> None:
    assert first_of("(chronic (SI|sh)|passive) with (a|) plan*") == "chronic SI with a plan"


def test_every_word_of_a_pattern_is_told_whichever_way_is_gone() -> None:
    assert [word.text for word in each_word(parsed("(kill (all|)|hurt) myself*"))] == ["kill", "all", "hurt", "myself"]


@pytest.mark.parametrize(("pattern", "fault"), [
    ("(kill|hurt myself", "'(kill|hurt myself' has a bracket that is never closed."),
    ("kill|hurt) myself", "'kill|hurt) myself' has a bracket that is never opened."),
    ("(kill|)", "'(kill|)' may be nothing at all."),
    ("kill * myself", "'kill * myself' has '*', which is no word."),
    ("", "'' may be nothing at all."),
])
def test_a_pattern_that_cannot_be_read_is_refused_with_the_reason(pattern: str, fault: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(fault)}$"):
        parsed(pattern)


def test_the_list_that_holds_such_a_pattern_is_refused() -> None:
    with pytest.raises(ValueError, match="never closed"):
        Term(term="a_term", means="a thing", words={"en": ("(kill|hurt myself",)})
