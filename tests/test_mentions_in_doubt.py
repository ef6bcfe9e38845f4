"""A mention after a "no" is neither there nor absent: it is in doubt, and the words are to be read."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms import AnswersInForce, answers_in_force, load_questionnaire, read_response
from forms.negations import Negations
from rules import evaluate, load_rules

FORM = load_questionnaire()
READ = FORM.terminology.read
SCHIZOPHRENIA, PSYCHOSIS = "schizophrenia_words", "psychosis_words"
WORDS = [(term.term, word) for term in FORM.terminology.terms for word in FORM.terminology.words(term.term)]


def in_force(**given: Any) -> AnswersInForce:
    content = json.dumps({"questionnaire": FORM.questionnaire_id, "answers": given})
    return answers_in_force(FORM, read_response(content, FORM, today=date(2026, 11, 22)))


@pytest.mark.parametrize("words", [
    "No schizophrenia.", "No history of schizophrenia", "I have never had schizophrenia", "denies any schizophrenia",
    "I was never told that I have schizophrenia", "I don’t have schizophrenia", "i dont have schizophrenia",
    "not schizophrenic", "neither bipolar nor schizophrenic", "without schizophrenia", "Schizophrenia was ruled out",
    "schizophrenia negative", "nicht schizophren", "keine Schizophrenie oder schizophrene Episode",
    "sin esquizofrenia", "nunca he tenido esquizofrenia", "no tengo esquizofrenia", "esquizofrenia descartada",
    "NO SCHIZOPHRENIA", "no personal or family history of schizophrenia",
])
def test_a_no_near_a_mention_puts_it_in_doubt(words: str) -> None:
    found = READ(words)
    assert SCHIZOPHRENIA in found.doubtful
    assert SCHIZOPHRENIA not in found.asserted


@pytest.mark.parametrize("words", [
    "Schizophrenia.", "I cannot say enough. Schizophrenia since 2010", "No thanks; schizophrenia",
    "not well, schizophrenia",
    "no sleep but schizophrenia", "I have not been the same since schizophrenia", "not only schizophrenia",
    "no doubt schizophrenia", "I no longer take lithium for schizophrenia", "ya no tomo nada para la esquizofrenia",
    "No. I have schizophrenia", "schizophrenia: no", "no duermo porque tengo esquizofrenia",
    "no one in my whole family knows of my schizophrenia",
])
def test_a_no_about_something_else_leaves_the_mention_alone(words: str) -> None:
    assert SCHIZOPHRENIA in READ(words).asserted


def test_what_is_said_outright_elsewhere_wins() -> None:
    found = READ("My mother had no schizophrenia. I was told of schizophrenia in 2015.")
    assert (SCHIZOPHRENIA in found.asserted, SCHIZOPHRENIA in found.doubtful) == (True, False)


def test_each_mention_is_judged_by_itself() -> None:
    asserted, doubtful = READ("no psychosis but schizophrenia")
    assert asserted == {SCHIZOPHRENIA}
    assert doubtful == {PSYCHOSIS}


@pytest.mark.parametrize("words", ["I am not suicidal", "no thoughts of suicide", "I don't know why I want to die"])
def test_words_of_suicide_count_even_after_a_no(words: str) -> None:
    assert "suicide_words" in READ(words).asserted


@pytest.mark.parametrize("words", ["I don't want to live", "no quiero vivir", "no reason to live"])
def test_a_no_that_belongs_to_the_words_themselves_puts_nothing_in_doubt(words: str) -> None:
    assert "suicide_words" in READ(words).asserted


def test_a_medicine_that_is_listed_is_taken_whatever_stands_beside_it() -> None:
    assert "mood_stabiliser" in FORM.terminology.mentioned_in_rows(["no other than lithium"])


def test_a_name_may_run_across_a_full_stop() -> None:
    assert "other_antidepressant" in READ("I take St. John's wort").asserted


@pytest.mark.parametrize(("term", "word"), WORDS, ids=lambda part: part)
def test_a_no_never_makes_a_mention_vanish(term: str, word: str) -> None:
    asserted, doubtful = READ(f"No {word}")
    assert term in asserted | doubtful
    assert term in READ(word).asserted


@given(st.text())
def test_any_words_can_be_read_and_no_term_is_both(words: str) -> None:
    asserted, doubtful = READ(words)
    assert asserted.isdisjoint(doubtful)
    assert FORM.terminology.mentioned(words) == asserted


def test_without_a_list_of_words_that_deny_nothing_is_in_doubt() -> None:
    assert not Negations().deny(["no"], ["ruled", "out"])


# What follows from it

def test_a_mention_in_doubt_leaves_its_point_open_and_asks_the_words() -> None:
    others = dict.fromkeys(("diagnoses_in_own_words", "treatments_in_own_words", "reason"), "I worry.")
    answers = in_force(mind_in_own_words="No schizophrenia in my life.", **others)
    found = next(one for one in evaluate(load_rules(), answers) if one.rule.id == "schizophrenia_in_own_words")
    assert (found.state, found.ask) == ("open", ("mind_in_own_words",))
    assert answers["mind_in_own_words"].doubtful == {SCHIZOPHRENIA}
    assert answers.answer("mind_in_own_words").is_complete


def test_words_that_name_something_else_after_a_no_settle_this_point() -> None:
    texts = [item.link_id for item in FORM.items.values() if item.type == "text"]
    answers = in_force(takes_medicines="no", **dict.fromkeys(texts, "No asthma."))
    found = next(one for one in evaluate(load_rules(), answers) if one.rule.id == "schizophrenia_in_own_words")
    assert found.state == "silent"
