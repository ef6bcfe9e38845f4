"""What the words around a mention say of it. A mention after a "no" is neither there nor absent: it is in doubt."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms import AnswersInForce, answers_in_force, load_questionnaire
from forms.exchange import read_response
from forms.vocabulary.context import Span, Triggers, marks_of
from forms.vocabulary.tokens import tokens_of
from rules import evaluate, load_rules

FORM = load_questionnaire()
READ = FORM.terminology.read
SCHIZOPHRENIA, PSYCHOSIS = "schizophrenia_words", "psychosis_words"
WORDS = [(term.term, word) for term in FORM.terminology.terms for word in FORM.terminology.words(term.term)]


def in_force(**given: Any) -> AnswersInForce:
    content = json.dumps({"questionnaire": FORM.questionnaire_id, "answers": given})
    return answers_in_force(FORM, read_response(content, FORM, today=date(2026, 11, 22)))


def check(words: str, asserted: str, doubtful: str) -> None:
    """That the words assert these topics and put those in doubt, and nothing else of the topics watched here."""
    found = READ(words)
    assert {TOPICS[term] for term in found.asserted if term in TOPICS} == set(asserted.split())
    assert {TOPICS[term] for term in found.doubtful if term in TOPICS} == set(doubtful.split())


TOPICS = {
    "schizophrenia_words": "schizophrenia", "psychosis_words": "psychosis", "mania_words": "mania",
    "stroke_words": "stroke", "aneurysm_words": "aneurysm", "seizure_words": "seizure", "suicide_words": "suicide",
    "heart_disease_words": "heart", "blood_pressure_words": "pressure", "pregnancy_words": "pregnancy",
    "breastfeeding_words": "breastfeeding", "liver_words": "liver",
}


# Negated

@pytest.mark.parametrize("words", [
    "No schizophrenia.", "No history of schizophrenia", "I have never had schizophrenia", "denies any schizophrenia",
    "I was never told that I have schizophrenia", "I don’t have schizophrenia", "i dont have schizophrenia",
    "not schizophrenic", "neither bipolar nor schizophrenic", "without schizophrenia", "Schizophrenia was ruled out",
    "schizophrenia negative", "nicht schizophren", "keine Schizophrenie oder schizophrene Episode",
    "sin esquizofrenia", "nunca he tenido esquizofrenia", "no tengo esquizofrenia", "esquizofrenia descartada",
    "NO SCHIZOPHRENIA", "no personal or family history of schizophrenia", "schizophrenia: no", "schizophrenia? no",
    "Schizophrenia - none", "schizophrenia: N", "[ ] schizophrenia", "pt w/o schizophrenia", "no h/o schizophrenia",
    "neg for schizophrenia", "esquizofrenia: no", "niega esquizofrenia", "I don't think I have schizophrenia",
])
def test_a_no_near_a_mention_puts_it_in_doubt(words: str) -> None:
    found = READ(words)
    assert SCHIZOPHRENIA not in found.asserted
    assert found.reason(SCHIZOPHRENIA) in ("negated", "relative")


@pytest.mark.parametrize("words", [
    "Schizophrenia.", "I cannot say enough. Schizophrenia since 2010", "No thanks; schizophrenia",
    "not well, schizophrenia", "no sleep but schizophrenia", "I have not been the same since schizophrenia",
    "not only schizophrenia", "no doubt schizophrenia", "I no longer take lithium for schizophrenia",
    "ya no tomo nada para la esquizofrenia", "No. I have schizophrenia", "no duermo porque tengo esquizofrenia",
    "no one in my whole family knows of my schizophrenia", "schizophrenia not ruled out",
    "can't rule out schizophrenia",
    "schizophrenia: yes", "schizophrenia? yes, 2015", "Schizophrenia +", "[x] schizophrenia",
    "does not want to talk about it, but has schizophrenia", "schizophrenia, no meds for it", "schizophrenia. No meds.",
    "h/o schizophrenia", "no change in schizophrenia", "no se descarta esquizofrenia", "tengo esquizofrenia, no asma",
])
def test_a_no_about_something_else_leaves_the_mention_alone(words: str) -> None:
    assert SCHIZOPHRENIA in READ(words).asserted


@pytest.mark.parametrize(("words", "asserted", "doubtful"), [
    ("No hx of psychosis, mania or schizophrenia", "", "psychosis mania schizophrenia"),
    ("Neg for stroke/aneurysm", "", "stroke aneurysm"),
    ("denies SI/HI, suicidal thoughts, psychosis", "", "suicide psychosis"),
    ("no hay antecedentes de ictus ni convulsiones", "", "stroke seizure"),
    ("Negative for: stroke, seizures, psychosis.", "", "stroke seizure psychosis"),
    ("sin antecedentes de ictus, convulsiones o psicosis", "", "stroke seizure psychosis"),
    ("stroke: no. seizures: none", "", "stroke seizure"),
    ("stroke: yes. seizures: none", "stroke", "seizure"),
    ("stroke: no, seizures: yes", "seizure", "stroke"),
    ("heart attack? no", "", "heart"),
    ("heart attack? yes. stroke? no", "heart", "stroke"),
    ("heart attack? no stroke? no seizures? yes", "seizure", "heart stroke"),
    ("aneurysm - ruled out", "", "aneurysm"),
    ("Seizures: N\nStroke: Y", "stroke", "seizure"),
    ("liver tests normal", "", "liver"),
    ("HTN +\nstroke -", "pressure", "stroke"),
    ("no stroke but had seizures as a child", "seizure", "stroke"),
    ("no stroke, had seizures as a child", "seizure", "stroke"),
    ("no stroke and I had seizures", "seizure", "stroke"),
    ("no heart attack except a stroke in 2019", "stroke", "heart"),
    ("never psychotic, however one manic episode", "mania", "psychosis"),
    ("no psychosis but schizophrenia", "schizophrenia", "psychosis"),
    ("Denies SI, hx of seizures, HTN", "seizure pressure", ""),
    ("no tuve ictus pero si convulsiones", "seizure", "stroke"),
    ("I don't like to talk about it, I had a stroke", "stroke", ""),
    ("never told anyone I am bipolar", "mania", ""),
    ("No seizures since my stroke", "stroke", "seizure"),
])
def test_a_no_reaches_over_a_list_and_to_the_end_of_its_clause(words: str, asserted: str, doubtful: str) -> None:
    check(words, asserted, doubtful)


# About somebody else

@pytest.mark.parametrize(("words", "asserted", "doubtful"), [
    ("my mother had a stroke", "", "stroke"),
    ("My brother's schizophrenia worries me", "", "schizophrenia"),
    ("schizophrenia runs in my family", "", "schizophrenia"),
    ("stroke (mother), seizures (sister)", "", "stroke seizure"),
    ("my dog died of heart failure", "", "heart"),
    ("the suicide of my brother", "", "suicide"),
    ("My brother killed himself. Suicide at 30.", "suicide", ""),
    ("my sister had psychosis, seizures and a stroke", "", "psychosis seizure stroke"),
    ("Lives with wife, HTN, hx of seizures", "pressure seizure", ""),
    ("my mom drove me to the hospital with a stroke", "stroke", ""),
    ("my husband says I am manic", "mania", ""),
    ("my brother is bipolar and I have seizures", "seizure", "mania"),
    ("PMH: stroke, HTN. FH: psychosis (brother). ROS neg.", "stroke pressure", "psychosis"),
    ("FHx: bipolar, schizophrenia. PMH: seizures", "seizure", "mania schizophrenia"),
    ("FH: schizophrenia (brother). Seizures since 2016.", "seizure", "schizophrenia"),
    ("FH: father stroke. Mother had seizures.", "", "stroke seizure"),
    ("FH: stroke; seizures", "", "stroke seizure"),
    ("my patients have seizures", "", "seizure"),
    ("I counsel people after a stroke", "", "stroke"),
    ("mi madre tuvo un ictus", "", "stroke"),
    ("mi hermano tiene esquizofrenia", "", "schizophrenia"),
    ("antecedentes familiares: psicosis", "", "psychosis"),
    ("everyone would be better off without me, my kids too", "suicide", ""),
])
def test_what_is_told_of_somebody_else_is_at_most_in_doubt(words: str, asserted: str, doubtful: str) -> None:
    check(words, asserted, doubtful)


# Feared, asked or to be ruled out

@pytest.mark.parametrize(("words", "asserted", "doubtful"), [
    ("am I bipolar?", "", "mania"),
    ("afraid of a stroke", "", "stroke"),
    ("worried I might be pregnant", "", "pregnancy"),
    ("r/o aneurysm", "", "aneurysm"),
    ("CT to rule out a stroke", "", "stroke"),
    ("What if I have a heart attack or a stroke?", "", "heart stroke"),
    ("Is it safe with my seizures?", "seizure", ""),
    ("Can ketamine cause psychosis?", "", "psychosis"),
    ("it felt like a heart attack", "", "heart"),
    ("tengo miedo de un ictus", "", "stroke"),
    ("¿soy bipolar?", "mania", ""),
    ("afraid of dying since my stroke", "stroke", ""),
])
def test_a_fear_or_a_question_is_in_doubt(words: str, asserted: str, doubtful: str) -> None:
    check(words, asserted, doubtful)


# Past

@pytest.mark.parametrize(("words", "asserted", "doubtful"), [
    ("I was pregnant in 2015", "", "pregnancy"),
    ("no longer pregnant", "", "pregnancy"),
    ("stopped breastfeeding last year", "", "breastfeeding"),
    ("I am pregnant", "pregnancy", ""),
    ("breastfeeding since March", "breastfeeding", ""),
    ("stroke in 2019", "stroke", ""),
    ("s/p stroke", "stroke", ""),
    ("I no longer have seizures", "seizure", ""),
    ("suicide attempt in 2015", "suicide", ""),
    ("estuve embarazada hace tres años", "", "pregnancy"),
    ("I was pregnant twice, both kids are grown", "", "pregnancy"),
    ("I've been pregnant twice, the kids are in school", "", "pregnancy"),
    ("two pregnancies, both kids grown", "", "pregnancy"),
    ("tuve dos embarazos, mis hijos ya son grandes", "", "pregnancy"),
    ("I was pregnant twice, and I am pregnant now", "pregnancy", ""),
    ("I am pregnant, both kids are grown", "pregnancy", ""),
    ("I've been pregnant since May", "pregnancy", ""),
    ("two pregnancies, now pregnant with the third", "pregnancy", ""),
    ("I was told I am pregnant", "pregnancy", ""),
    ("I had two miscarriages, I am pregnant", "pregnancy", ""),
    ("this is my second pregnancy", "pregnancy", ""),
    ("I am on my first pregnancy", "pregnancy", ""),
    ("tuve dos embarazos y estoy embarazada", "pregnancy", ""),
])
def test_the_past_matters_for_what_is_about_now_alone(words: str, asserted: str, doubtful: str) -> None:
    check(words, asserted, doubtful)


# A denial within a pattern that leaves words open

@pytest.mark.parametrize("words", [
    "ketamine made me feel better, no vomiting", "ketamine made me calm without any vomiting",
    "ketamine gave me no rash", "ketamine gave me hope, I never vomited", "la ketamina me dio sueño, sin vómitos",
])
def test_a_denial_between_the_words_of_a_mention_puts_it_in_doubt(words: str) -> None:
    found = READ(words)
    assert found.reason("ketamine_reaction_words") == "negated"
    assert "ketamine_reaction_words" not in found.asserted


@pytest.mark.parametrize(("words", "term"), [
    ("ketamine made me vomit, no rash", "ketamine_reaction_words"),
    ("bp without pills is high", "blood_pressure_words"), ("I fall without warning and shake", "seizure_words"),
    ("presión sin pastillas alta", "blood_pressure_words"),
    ("heart without warning goes out of rhythm", "heart_disease_words"),
    ("I saw a man who wasn't there", "psychosis_words"),
    ("si no fuera por mis hijos ya no estaría aquí", "suicide_words"),
])
def test_a_denial_of_something_else_between_them_does_not(words: str, term: str) -> None:
    assert term in READ(words).asserted


def test_another_mention_behind_such_a_denial_is_in_doubt_too() -> None:
    found = READ("ketamine made me feel better, no seizures, no vomiting")
    assert "seizure_words" in found.doubtful


def test_what_is_said_outright_elsewhere_wins() -> None:
    found = READ("My mother had no schizophrenia. I was told of schizophrenia in 2015.")
    assert (SCHIZOPHRENIA in found.asserted, SCHIZOPHRENIA in found.doubtful) == (True, False)


# Suicide: a false alarm is the smaller harm

@pytest.mark.parametrize("words", [
    "I don't know why I want to die", "I don't want to live", "no quiero vivir", "no reason to live", "am I suicidal?",
    "afraid I will kill myself", "no sleep, no appetite, suicidal", "if it does not help I will kill myself",
    "I used to be suicidal", "my husband does not know I want to die", "No work, alone, suicidal",
])
def test_words_of_suicide_count_unless_they_are_plainly_denied(words: str) -> None:
    assert "suicide_words" in READ(words).asserted


@pytest.mark.parametrize("words", [
    "I am not suicidal", "no thoughts of suicide", "denies suicidal ideation", "suicidal: no",
])
def test_words_of_suicide_that_are_plainly_denied_are_in_doubt(words: str) -> None:
    assert READ(words).reason("suicide_words") == "negated"


def test_a_medicine_that_is_listed_is_taken_whatever_stands_beside_it() -> None:
    assert "mood_stabiliser" in FORM.terminology.mentioned_in_rows(["no other than lithium"])


def test_a_name_may_run_across_a_full_stop() -> None:
    assert "other_antidepressant" in READ("I take St. John's wort").asserted


@pytest.mark.parametrize(("term", "word"), WORDS, ids=lambda part: part)
def test_a_no_never_makes_a_mention_vanish(term: str, word: str) -> None:
    found = READ(f"No {word}")
    assert term in found.asserted | found.doubtful
    assert term in READ(word).asserted


@given(st.text())
def test_any_words_can_be_read_and_no_term_is_both(words: str) -> None:
    found = READ(words)
    assert found.asserted.isdisjoint(found.doubtful)
    assert {term for term, _ in found.reasons} == found.doubtful
    assert FORM.terminology.mentioned(words) == found.asserted


def test_without_phrases_of_context_nothing_is_in_doubt() -> None:
    assert marks_of(tokens_of("no stroke"), [Span(1, 2)], Triggers()) == [frozenset()]


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


# Whom "she" means

@pytest.mark.parametrize(("words", "asserted", "doubtful"), [
    ("She reports hearing voices.", "psychosis", ""),
    ("He wants to die.", "suicide", ""),
    ("44 year old woman. Mother with bipolar disorder. She had a stroke.", "stroke", "mania"),
    ("My wife left. She had a stroke.", "", "stroke"),
    ("My mom is sick, she has epilepsy.", "", "seizure"),
    ("he tenido convulsiones", "seizure", ""),
    ("mi papá murió, él tenía epilepsia", "", "seizure"),
    ("un derrame en el cerebro", "stroke", ""),
])
def test_he_and_she_are_relatives_only_where_one_was_named(words: str, asserted: str, doubtful: str) -> None:
    check(words, asserted, doubtful)


def test_what_a_parent_or_brother_has_is_a_point_of_its_own() -> None:
    found = READ("schizophrenia runs in the family on my father's side")
    assert "family_psychosis_words" in found.asserted
    assert "schizophrenia_words" in found.doubtful


def test_a_family_heading_says_nothing_of_what_stands_before_it() -> None:
    check("HTN, FH: stroke (father)", "pressure", "stroke")
    check("seizures, FHx: schizophrenia (brother)", "seizure", "schizophrenia")


def test_a_denial_behind_something_to_rule_out_is_told_as_a_denial() -> None:
    found = READ("r/o stroke, no hx of seizures")
    assert (found.reason("stroke_words"), found.reason("seizure_words")) == ("hypothetical", "negated")


@pytest.mark.parametrize("words", [
    "i drive and look at the trees and wonder what if i just turned the wheel",
    "I scratch my arms till they bleed when it gets bad",
    "been thinking about offing myself", "I still cut sometimes when it gets bad",
    "sometimes I picture crashing my car on purpose", "suicical ideation since march", "s/i on and off",
    "attempted twice as a teen", "i want to rope", "I want to be with my dead husband", "ya no aguanto esta vida",
])
def test_indirect_words_on_suicide_and_self_harm_are_heard(words: str) -> None:
    check(words, "suicide", "")


@pytest.mark.parametrize("words", [
    "I will catch the bus home", "I won't be here by 5 on Friday", "rope climbing at the gym", "killing it at work",
    "dying to meet you", "my phone died",
])
def test_everyday_words_are_not_heard_as_suicide(words: str) -> None:
    check(words, "", "")


@pytest.mark.parametrize("relative", [
    "my step-dad", "my MIL", "my SIL", "my gran", "my hubby", "my half-sister", "my godson", "my great-grandfather",
    "mi bisabuelo", "mi hermanastra", "mi madrina", "mi concuño",
])
def test_a_stroke_of_a_less_usual_relative_is_theirs(relative: str) -> None:
    assert READ(f"{relative} had a stroke").reason("stroke_words") == "relative"


@pytest.mark.parametrize("words", [
    "gran mal seizure in 2019", "bil seizures", "tomo mil mg, tengo seizures", "scared because I had a seizure",
])
def test_words_that_only_look_like_a_relative_or_a_fear_hide_nothing(words: str) -> None:
    check(words, "seizure", "")


@pytest.mark.parametrize("words", [
    "afraid I'd have a seizure", "petrified of having a seizure", "scared to have a seizure",
    "me aterra tener convulsiones",
])
def test_a_fear_is_no_history(words: str) -> None:
    check(words, "", "seizure")


def test_a_treated_condition_ends_a_denial_before_it() -> None:
    found = READ("denies SI/HI, OSA on CPAP")
    assert "sleep_apnea_words" in found.asserted
    assert "suicide_words" in found.doubtful


@pytest.mark.parametrize("words", ["breastfed both my kids", "I breastfed my son", "amamanté a mis dos hijos"])
def test_children_who_were_breastfed_are_not_breastfed_now(words: str) -> None:
    assert "breastfeeding_words" not in READ(words).asserted
    assert "breastfeeding_words" in READ(f"{words}. I am breastfeeding now").asserted


@pytest.mark.parametrize("words", ["bp is normal, never been high", "BP normal, never high"])
def test_a_pressure_that_was_never_high_is_no_history(words: str) -> None:
    assert "blood_pressure_words" not in READ(words).asserted
    assert "blood_pressure_words" in READ(f"{words}. Now I have hypertension").asserted
