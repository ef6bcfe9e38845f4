"""What people write is found: the labelled sentences, suicide in its common wordings, and texts without end."""

import json
import sys
import unicodedata
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from forms import AnswersInForce, answers_in_force, danger, load_questionnaire
from forms.exchange import read_response
from rules import evaluate, load_rule_sets
from tests.benchmarks.words import HALVES, count, read, sentences

FORM = load_questionnaire()
RULE_SETS = load_rule_sets()
SUICIDE = "suicide_words"
COMMON_WORDINGS = [
    "idk if i wanna be here anymore", "tired of being alive", "have the pills ready", "suicde attempt 2015",
    "tried to hang myself", "cutting again", "I want to kill myself", "I don't see the point of living",
    "my family would be better off without me", "my mom doesn't know but I want to die",
    "I told my wife I'd rather be dead", "I won't be around much longer", "I don't want to wake up tomorrow",
    "I have a plan to end it", "thinking about jumping off a bridge", "I overdosed on purpose in 2019",
    "I can't go on", "life isn't worth living", "I wish I wouldn't wake up", "not sure I can keep myself safe",
    "no reason to go on living", "SI with plan", "passive SI", "Pt endorses SI", "hx of SA x2", "OD'd last year",
    "I tried to OD", "kms", "unalive myself", "ya no quiero vivir", "me quiero morir", "quisiera no despertar",
    "no vale la pena vivir", "pienso en quitarme la vida", "intento de suicidio en 2015", "me corto los brazos",
    "mi familia estaria mejor sin mi", "no aguanto mas, quiero acabar con todo", "tengo las pastillas listas",
    "I dont want to be alive", "i dont wanna live anymore", "better off dead", "I should have died that day",
    "I keep a gun in case it gets too much", "I wrote goodbye letters", "nobody would miss me if I was gone",
    "sometimes I drive and think about crashing into a wall", "never been this close to ending it",
    "I haven't stopped thinking about suicide", "I can't stop thinking about suicide",
    "my brother killed himself and I want to follow him",
    "I am suicidal but I would never do it because of my kids", "suicidal, no plan", "SI, denies plan",
    "no plan but I want to die", "denies plan, endorses SI", "I don't feel safe with myself",
    "my husband does not know how suicidal I am", "my kids are the only reason I haven't killed myself",
    "if it wasn't for my dog I would have ended my life", "without my kids I would kill myself",
    "not actively suicidal but passive thoughts", "no me quiero morir pero pienso en el suicidio",
    "mi esposo no sabe que me quiero matar",
    "the world would be lighter without me", "took a razor to my arms", "thinking of crashing the car", "SI w/o plan",
    "I'm such a burden to my family", "SA x2 by overdose", "I drank bleach at nineteen", "saving up my ativan",
    "my cat is what keeps me alive", "tomarme todas las pastillas de golpe", "mejor estaria muerta",
    "soy un estorbo para mis hijos", "pienso en estrellar el carro", "me tome 30 pastillas para morirme",
]
NOT_MEANT = [
    "I cut vegetables for the soup", "I cut my hair short", "my jump rope", "killing time at work",
    "I feel like I'm going to die when I panic", "I want to sleep and not wake up at 3 am", "took my meds this morning",
    "I overdose on coffee", "this job is suicide", "suicide for my career", "my patients are often suicidal",
    "third attempt at meditation", "siento que me voy a morir", "me corte el pelo", "matar el tiempo",
    "mis pacientes se cortan los brazos", "seria un suicidio profesional",
]


def in_force(**answers: Any) -> AnswersInForce:
    content = json.dumps({"questionnaire": FORM.questionnaire_id, "answers": answers})
    return answers_in_force(FORM, read_response(content, FORM, today=date(2026, 11, 22)))


def named(words: str, box: str) -> frozenset[str]:
    item = FORM.item(box)
    return FORM.terminology.read(words, (item.section, item.link_id)).asserted


def without_accents(words: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", words) if not unicodedata.combining(sign))


# The labelled sentences

@pytest.mark.parametrize("half", HALVES)
def test_of_what_is_said_95_in_100_are_found_and_5_in_100_at_most_wrongly(half: str) -> None:
    counted = count(one for one in sentences() if one.half == half)
    assert counted.said >= (60 if half == "fresh" else 300)
    assert counted.recall >= 0.95
    assert counted.false_alarms <= 0.05


def test_there_are_600_sentences_in_two_halves_and_two_languages() -> None:
    assert len(sentences()) >= 600
    assert {one.half for one in sentences()} == set(HALVES)
    assert {one.language for one in sentences()} == {"en", "es"}


@pytest.mark.parametrize("language", ["en", "es"])
def test_as_much_is_found_in_one_language_as_in_the_other(language: str) -> None:
    counted = count(one for one in sentences() if one.language == language)
    assert counted.said >= 700
    assert counted.recall >= 0.95
    assert counted.false_alarms <= 0.05


def test_spanish_is_read_with_and_without_accents() -> None:
    for one in sentences():
        if one.language == "es":
            assert read(replace(one, text=without_accents(one.text))) == read(one), one.text


@pytest.mark.parametrize("term", [SUICIDE, "psychosis_words"])
def test_spanish_words_of_danger_are_never_passed_over(term: str) -> None:
    in_spanish = [one for one in sentences() if one.language == "es" and term in one.says]
    assert len(in_spanish) >= 70
    for one in in_spanish:
        assert term in read(one).asserted | read(one).doubtful, one.text


@pytest.mark.parametrize(("words", "level"), [
    ("me quiero matar", "now"), ("ya no kiero vivir", "now"), ("Pienso en quitarme la vida.", "now"),
    ("paciente refiere que quiere morirse", "now"), ("mi esposo no sabe que me quiero matar", "now"),
    ("no tengo un plan, pero quiero morirme", "now"), ("I am fine pero me quiero morir", "now"),
    ("no tengo pensamientos suicidas", "ask"), ("mi tío se suicidó", "ask"), ("sin ideas de suicidio", "ask"),
    ("me muero de risa con mis nietos", None), ("me corté el dedo cocinando", None),
    ("no quiero seguir con miedo", None),
])
def test_spanish_words_of_suicide_show_help_like_english_ones(words: str, level: str | None) -> None:
    assert danger(in_force(reason=words)).level == level


def test_words_of_suicide_in_a_sentence_are_never_passed_over() -> None:
    for one in sentences():
        if SUICIDE in one.says:
            item = FORM.item(one.box)
            found = FORM.terminology.read(one.text, (item.section, item.link_id))
            assert SUICIDE in found.asserted | found.doubtful, one.text


# Suicide

@pytest.mark.parametrize("box", ["reason", "body_in_own_words", "allergies", "medicines"])
@pytest.mark.parametrize("words", COMMON_WORDINGS)
def test_suicide_is_found_in_its_common_wordings_in_any_box(words: str, box: str) -> None:
    assert SUICIDE in named(words, box)


@pytest.mark.parametrize("words", NOT_MEANT)
def test_words_that_only_look_like_suicide_say_nothing_of_the_person(words: str) -> None:
    assert SUICIDE not in named(words, "reason")


# Everyday words, misspelt words and shorthand

@pytest.mark.parametrize(("words", "box", "term"), [
    ("still pumping for my 4 mo old", "body_in_own_words", "breastfeeding_words"),
    ("period is 3 weeks late", "reason", "pregnancy_words"),
    ("dando pecho", "body_in_own_words", "breastfeeding_words"),
    ("heart murmer", "heart_in_own_words", "heart_disease_words"),
    ("cirhosis", "body_in_own_words", "liver_words"),
    ("skizofrenia", "mind_in_own_words", "schizophrenia_words"),
    ("hep C", "body_in_own_words", "liver_words"),
    ("clean since 2016", "mind_in_own_words", "substance_use_words"),
    ("bought K off a guy", "mind_in_own_words", "recreational_ketamine_words"),
    ("opening pressure was 34", "head_in_own_words", "intracranial_pressure_words"),
    ("mini stroke", "head_in_own_words", "stroke_words"),
    ("stent in 2019", "heart_in_own_words", "heart_disease_words"),
    ("s/p MI 2019", "heart_in_own_words", "heart_disease_words"),
    ("CHF, EF 35", "heart_in_own_words", "heart_disease_words"),
    ("h/o TIA", "head_in_own_words", "stroke_words"),
    ("AUD in remission", "diagnoses_in_own_words", "substance_use_words"),
    ("two DUIs", "mind_in_own_words", "substance_use_words"),
    ("LFTs elevated", "body_in_own_words", "liver_words"),
    ("BF x 6 mo", "body_in_own_words", "breastfeeding_words"),
    ("aneurysm, watched", "heart_in_own_words", "aneurysm_words"),
    ("high bloodpresure for 10 yrs", "body_in_own_words", "blood_pressure_words"),
    ("ketamine made me hallucinate after surgery", "body_in_own_words", "ketamine_reaction_words"),
])
def test_everyday_words_slips_and_shorthand_are_found(words: str, box: str, term: str) -> None:
    assert term in named(words, box)


@pytest.mark.parametrize(("words", "box", "term"), [
    ("I hear a man's voice telling me I am worthless when nobody is there", "reason", "psychosis_words"),
    ("escucho una voz que me ordena cosas", "reason", "psychosis_words"),
    ("I sleep with a mask and a machine because I stop breathing", "body_in_own_words", "sleep_apnea_words"),
    ("wear a breathing mask for sleep", "body_in_own_words", "sleep_apnea_words"),
    ("ketamin gave me hives", "reason", "ketamine_reaction_words"),
    ("ketamine made me throw up and my face swelled", "reason", "ketamine_reaction_words"),
    ("me fue muy mal con la ketamina", "reason", "ketamine_reaction_words"),
    ("took double the Klonopin I am supposed to", "reason", "substance_use_words"),
    ("I run out of my pills early every month", "reason", "substance_use_words"),
    ("smoking pot most nights", "reason", "substance_use_words"),
    ("fumo marihuana a diario", "reason", "substance_use_words"),
    ("utox positive for cocaine", "reason", "substance_use_words"),
    ("artery in my head burst", "head_in_own_words", "stroke_words"),
    ("g2p1, 20 weeks", "reason", "pregnancy_words"),
    ("thoughts of not wanting to be here", "reason", SUICIDE),
    ("she talks about not being around", "reason", SUICIDE),
    ("not wanting to wake up", "reason", SUICIDE),
    ("ideas de no existir", "reason", SUICIDE),
])
def test_the_siblings_of_a_wording_are_found(words: str, box: str, term: str) -> None:
    assert term in named(words, box)


@pytest.mark.parametrize(("words", "term"), [
    ("it helps to hear a friendly voice", "psychosis_words"),
    ("I use the washing machine at night", "sleep_apnea_words"),
    ("ketamine helped, no vomiting, no rash", "ketamine_reaction_words"), ("UDS neg", "substance_use_words"),
    ("the scan looked at the blood flow to the brain", "stroke_words"), ("they ruled out bipolar", "mania_words"),
    ("EEG ruled out epilepsy", "seizure_words"), ("it took my life savings", "suicide_words"),
    ("I drink coffee every day", "substance_use_words"), ("my cousin ended her life", "suicide_words"),
])
def test_what_stands_beside_such_a_wording_asserts_nothing(words: str, term: str) -> None:
    assert term not in named(words, "reason")


@pytest.mark.parametrize("opening", [
    "Dear colleague, thank you for seeing Ms Harlow.", "Thank you for seeing this lady.", "DOB 04/11/1979.",
    "Problem list: anxiety.", "Past medical history: anxiety.",
])
def test_in_a_letter_about_a_patient_a_relative_ends_with_the_sentence(opening: str) -> None:
    told = f"{opening} Her mother had bipolar disorder. She has glaucoma. She describes not wanting to be here."
    assert {"glaucoma_words", SUICIDE} <= named(told, "reason")
    assert "mania_words" not in named(told, "reason")


def test_in_words_of_ones_own_she_is_still_the_relative() -> None:
    assert named("Thank you for seeing me. My mother is ill. She has glaucoma.", "reason") == frozenset()


@pytest.mark.parametrize("words", [
    "addicted to my phone", "rehab after knee surgery", "my dog died of heart failure", "my heart broke when he left",
    "dying to know if it works", "my boss drives me psychotic", "a stroke of luck", "breast stroke keeps me fit",
    "mi tía vive conmigo", "mi madre me ayuda", "adicta al chocolate", "killing time until my visit",
])
def test_idioms_pets_and_look_alikes_assert_nothing(words: str) -> None:
    assert named(words, "reason") == frozenset()


@pytest.mark.parametrize("words", ["my mother had a stroke", "addicted to my phone", "my dog died of heart failure"])
def test_what_is_in_doubt_never_makes_answers_differ(words: str) -> None:
    boxes = {"heart_disease": "no", "substance_use_disorder": "no", "brain_bleed_or_stroke": "no"}
    answers = in_force(reason=words, **boxes)
    raised = {one.rule.id for ruleset in RULE_SETS for one in evaluate(ruleset, answers) if one.state == "raised"}
    assert not any(rule.endswith(("_told_two_ways", "_in_own_words")) for rule in raised)


# Texts without end

LONG = 10_000
ENDLESS = [
    "stroke ", "no ", "no stroke, ", "my mother had a stroke and ", "stroke? no ", "a", "'", "stroke", "? ",
    "i want to ", "suicidl schizophrenai anurysm ", "日本語のテキスト。", "😀🫀", "no\n", "stroke\n", "(", "- ",
    "FH: stroke. ", "é", "in the for of to ", "i i ", "thoughts of ", "the (voices) ",
]


@pytest.mark.parametrize("words", ENDLESS)
def test_the_work_on_ten_thousand_characters_grows_with_their_number(words: str) -> None:
    few, many = (_calls((words * LONG)[:length]) for length in (LONG // 4, LONG))
    assert many < 6 * few + 1_000  # four times as long; where work grows with the square it would be sixteen


def _calls(words: str) -> int:
    """How many functions are called to read these words."""
    calls = 0

    def call(*_: Any) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(call)
    try:
        FORM.terminology.read(words, ("head", "head_in_own_words"))
    finally:
        sys.setprofile(None)
    return calls


def test_a_mention_at_either_end_of_a_long_text_is_found() -> None:
    filling = "I worry all day. " * 500
    for words in (f"Stroke in 2019. {filling}", f"{filling} Stroke in 2019.", f"{filling} Stroke in 2019. {filling}"):
        assert "stroke_words" in named(words[:LONG + 9_000], "reason")


def test_sixty_long_medicine_rows_are_read() -> None:
    rows = [{"name": f"medicine {n} " + "x" * 180, "dose": "for my stroke" if n == 59 else "1 mg"} for n in range(60)]
    answers = in_force(takes_medicines="yes", medicines=rows)
    assert answers["own_words"].where["stroke_words"] == ("medicines",)
