"""A slip in a long word is read as the word that was meant, and an ordinary word never is."""

import pytest

from forms import load_questionnaire
from forms.vocabulary.spelling import Spelling
from forms.vocabulary.word_patterns import Word

LISTED = [Word("stroke"), Word("strokes"), Word("seizure", open_end=True), Word("schizophren", open_end=True),
          Word("suicidal"), Word("murmur"), Word("hallucination")]
SPELLING = Spelling(LISTED, ordinary=["strike"])
READ = load_questionnaire().terminology.read


@pytest.mark.parametrize(("written", "meant"), [
    ("strok", "strok"), ("stroek", "stroke"), ("strke", "strke"), ("strokke", "stroke"), ("siezures", "seizure"),
    ("siezure", "seizure"), ("seizur", "seizure"), ("skizophrenia", "schizophren"), ("schitzophrenic", "schizophren"),
    ("suicdal", "suicidal"), ("murmer", "murmur"), ("halucinatoin", "hallucination"),
])
def test_one_slip_is_forgiven_in_six_letters_and_two_in_nine(written: str, meant: str) -> None:
    assert SPELLING.corrected([written]) == [meant]


@pytest.mark.parametrize("word", ["strike", "struck", "seize", "seizing", "hear", "stoke", "murder", "alone", "stro4e"])
def test_a_word_of_its_own_and_a_short_one_stay_as_they_are(word: str) -> None:
    assert SPELLING.corrected([word]) == [word]


@pytest.mark.parametrize("words", [
    "I strike a balance", "I hear well", "a stoke of luck", "my lover is serious", "seizing the day",
    "I was sorted out", "I direct films", "conversion of money", "my addition to the team", "the alleged thief",
    "personal affairs",
])
def test_ordinary_words_are_no_terms(words: str) -> None:
    assert READ(words).asserted == frozenset()


@pytest.mark.parametrize(("words", "term"), [
    ("I had a siezure", "seizure_words"), ("brain anurysm", "aneurysm_words"), ("hart murmer, heart murmer",
    "heart_disease_words"), ("cirhosis", "liver_words"), ("skizophrenia", "schizophrenia_words"),
    ("tengo epilepcia y convulciones", "seizure_words"),
])
def test_slips_are_found_in_sentences(words: str, term: str) -> None:
    assert term in READ(words).asserted
