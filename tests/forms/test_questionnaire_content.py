"""The questionnaire asks what was agreed: link ids, types, options, units, conditions and codes others depend on.

What was agreed is all there, with the same meaning. More may be asked: a new question breaks no test here.
"""

import ast
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import forms
from forms import answers_in_force, form_files, load_questionnaire
from forms.authoring import read_yaml, verdict_words
from forms.exchange import read_response

FORM = load_questionnaire()
TODAY = date(2026, 11, 22)


class Asked(NamedTuple):
    """What the agreement says of one item: its section, link id, type, and option codes or unit with range."""

    section: str
    link_id: str
    type: str
    detail: tuple[str, ...] = ()


AGREED = """
start
  adult                       choice yes no
  filled_by                   choice self with_help read_aloud_by_staff interpreter
  patient_name                string
  birth_date                  date
  record_number               string
reason
  reason                      text
  hopes                       text
  anxiety_diagnoses           many   gad social_anxiety panic phobia ptsd ocd other none
  other_diagnoses             many   depression bipolar adhd eating_disorder personality_disorder autism other none
  diagnoses_in_own_words      text
  anxiety_duration            choice under_6_months 6_to_12_months 1_to_5_years over_5_years
  daily_life                  choice not_at_all a_little a_lot cannot_manage
  gad7_1                      choice 0 1 2 3
  gad7_2                      choice 0 1 2 3
  gad7_3                      choice 0 1 2 3
  gad7_4                      choice 0 1 2 3
  gad7_5                      choice 0 1 2 3
  gad7_6                      choice 0 1 2 3
  gad7_7                      choice 0 1 2 3
tried
  tried_antidepressant        choice not_tried helped helped_some no_help side_effects
  tried_benzodiazepine        choice not_tried helped helped_some no_help side_effects
  tried_other_medicine        choice not_tried helped helped_some no_help side_effects
  tried_therapy               choice not_tried helped helped_some no_help side_effects
  tried_procedure             choice not_tried helped helped_some no_help side_effects
  treatments_in_own_words     text
  therapy_now                 choice yes no
  psychiatric_assessment      choice within_a_year longer_ago never
mood
  phq9_1                      choice 0 1 2 3
  phq9_2                      choice 0 1 2 3
  phq9_3                      choice 0 1 2 3
  phq9_4                      choice 0 1 2 3
  phq9_5                      choice 0 1 2 3
  phq9_6                      choice 0 1 2 3
  phq9_7                      choice 0 1 2 3
  phq9_8                      choice 0 1 2 3
  phq9_9                      choice 0 1 2 3
  suicidal_thoughts_now       choice yes no
  suicidal_plan               choice yes no
  suicide_attempt             choice yes no
  suicidal_means              choice yes no
mind
  schizophrenia               choice yes no
  psychosis                   choice yes no
  psychosis_when              choice now past_year longer_ago
  psychosis_with_substances   choice yes no
  mania                       choice yes no
  dissociative_disorder       choice yes no
  family_psychosis            choice yes no
  mind_in_own_words           text
pregnancy
  pregnant                    choice yes could_be no does_not_apply
  pregnancy_planned           choice yes no
  breastfeeding               choice yes no does_not_apply
heart
  high_blood_pressure         choice yes no
  blood_pressure_managed      choice yes no
  systolic                    number mmHg 50 300
  diastolic                   number mmHg 20 200
  blood_pressure_date         date
  heart_disease               choice yes no
  heart_disease_kind          many   coronary heart_attack rhythm valve failure other
  heart_attack_when           choice under_6_months 6_to_12_months over_a_year
  heart_symptoms              many   chest_pain_on_effort chest_pain_at_rest breathless_on_effort fainting palpitations\
                                     swollen_ankles none
  heart_in_own_words          text
head
  raised_intracranial_pressure choice yes no
  aneurysm_or_avm             choice yes no
  brain_bleed_or_stroke       choice yes no
  seizures                    choice yes no
  head_injury                 choice yes no
  head_in_own_words           text
body
  liver                       choice yes no
  bladder                     choice yes no
  kidney                      choice yes no
  thyroid                     choice yes no
  eye_pressure                choice yes no
  breathing_or_sleep_apnoea   choice yes no
  anaesthetic_concerns        many   anaesthesia_problem airway reflux none
  body_in_own_words           text
medicines
  takes_medicines             choice yes no
  medicines                   rows
  ketamine_reaction           choice yes no
  allergies                   text
substances
  substance_use_disorder      choice yes no
  substance_which             many   alcohol opioids stimulants sedatives cannabis hallucinogens ketamine other
  substance_when              choice now past_year longer_ago
  audit_c_1                   choice 0 1 2 3 4
  audit_c_2                   choice 0 1 2 3 4
  audit_c_3                   choice 0 1 2 3 4
  recreational_ketamine       choice never longer_ago past_year past_month
  other_drugs                 many   cannabis mdma cocaine amphetamines opioids sedatives hallucinogens other none
ketamine
  ketamine_treatment          choice yes no
  ketamine_response           choice helped helped_then_faded no_help worse
  ketamine_after              many   craving needing_more memory_or_thinking bladder more_anxious frightening none
practical
  route_interest              many   iv im nasal_spray tablets_at_home no_preference
  more_than_prescribed        choice yes no
  children_at_home            choice yes no
  time_for_visits             choice yes no
  escort_home                 choice yes no
  support_person              choice yes no
  knows_off_label             choice yes no
  expects_lasting_cure        choice yes no
  plans_therapy               choice yes no
questions
  questions_for_clinician     text
desk
  measured_systolic           number mmHg 50 300
  measured_diastolic          number mmHg 20 200
  measured_pulse              number /min 20 250
  measured_on                 datetime
  chart_conditions            many   schizophrenia psychosis bipolar substance_use_disorder high_blood_pressure\
                                     heart_disease raised_intracranial_pressure aneurysm_or_avm stroke seizures thyroid\
                                     pregnancy ketamine_reaction none
"""
SECTIONS = ["start", "reason", "tried", "mood", "mind", "pregnancy", "heart", "head", "body", "medicines", "substances",
            "ketamine", "practical", "questions", "desk"]
SENSITIVE = {
    *(f"phq9_{n}" for n in range(1, 10)), "suicidal_thoughts_now", "suicidal_plan", "suicide_attempt", "suicidal_means",
    "substance_use_disorder", "substance_which", "substance_when", "recreational_ketamine", "other_drugs",
    "more_than_prescribed",
}
USUAL = {
    "mania", "dissociative_disorder", "family_psychosis", "pregnancy_planned", "heart_symptoms", "aneurysm_or_avm",
    "brain_bleed_or_stroke", "seizures", "head_injury", "liver", "bladder", "kidney", "thyroid", "eye_pressure",
    "breathing_or_sleep_apnoea", "ketamine_reaction", "escort_home", "support_person", "suicide_attempt",
    "suicidal_means", "heart_attack_when", "anaesthetic_concerns", "children_at_home",
}
LOINC = {
    "gad7_1": "69725-0", "gad7_2": "68509-9", "gad7_3": "69733-4", "gad7_4": "69734-2", "gad7_5": "69735-9",
    "gad7_6": "69689-8", "gad7_7": "69736-7", "phq9_1": "44250-9", "phq9_2": "44255-8", "phq9_3": "44259-0",
    "phq9_4": "44254-1", "phq9_5": "44251-7", "phq9_6": "44258-2", "phq9_7": "44252-5", "phq9_8": "44253-3",
    "phq9_9": "44260-8", "audit_c_1": "68518-0", "audit_c_2": "68519-8", "audit_c_3": "68520-6",
    "systolic": "8480-6", "diastolic": "8462-4", "measured_systolic": "8480-6", "measured_diastolic": "8462-4",
    "pregnant": "82810-3",
}
FREQUENCY_LOINC = ["LA6568-5", "LA6569-3", "LA6570-1", "LA6571-9"]
TERMS = {
    "schizophrenia_words", "psychosis_words", "mania_words", "blood_pressure_words", "heart_disease_words",
    "intracranial_pressure_words", "substance_use_words", "recreational_ketamine_words", "pregnancy_words",
    "breastfeeding_words", "suicide_words", "aneurysm_words", "stroke_words", "seizure_words", "thyroid_words",
    "liver_words", "bladder_words", "glaucoma_words", "breathing_words", "dissociation_words", "therapy_words",
    "ketamine_words", "ketamine_reaction_words", "allergy_words", "overactive_thyroid_words", "sleep_apnea_words",
    "family_psychosis_words",
    "chest_pain_words", "head_injury_words", "kidney_words", "reflux_words", "anesthetic_words",
}


def agreed_items() -> Iterator[Asked]:
    """The items of the table; a line with one word names the section of those that follow."""
    section = ""
    for line in map(str.split, AGREED.strip().splitlines()):
        if len(line) == 1:
            section = line[0]
        else:
            yield Asked(section, line[0], line[1], tuple(line[2:]))


def open_items(**answers: Any) -> set[str]:
    """The items that are asked, given these answers."""
    file = json.dumps({"questionnaire": FORM.questionnaire_id, "answers": answers})
    return set(answers_in_force(FORM, read_response(file, FORM, today=TODAY)).answers)


def everything_read() -> list[str]:
    """Every text of the questionnaire that a person may read."""
    items = [text for item in FORM.items.values() for text in (item.text, item.short, item.help, item.why)]
    options = [option.text for item in FORM.items.values() for option in item.options]
    sections = [text for section in FORM.sections for text in (section.title, section.intro)]
    instruments = [text for one in FORM.instruments for text in (one.title, one.source, one.stem)]
    bands = [band.text for one in FORM.instruments for band in one.bands]
    named = [text for texts in (FORM.audiences, FORM.absent_texts, FORM.origin_texts, FORM.messages,
                                FORM.terminology.classes) for text in texts.values()]
    terms = [term.means for term in FORM.terminology.terms]
    texts = [FORM.title, *items, *options, *sections, *instruments, *bands, *named, *terms]
    return [text for text in texts if text is not None]


def test_the_sections_stand_in_the_agreed_order() -> None:
    assert [section.section_id for section in FORM.sections if section.section_id in SECTIONS] == SECTIONS


@pytest.mark.parametrize("agreed", list(agreed_items()), ids=lambda agreed: agreed.link_id)
def test_the_item_is_asked_as_agreed(agreed: Asked) -> None:
    item = FORM.item(agreed.link_id)
    detail = (item.unit, str(item.minimum), str(item.maximum)) if item.type == "number" else tuple(
        option.code for option in item.options if option.code in agreed.detail)
    assert (item.section, item.type, detail) == (agreed.section, agreed.type, agreed.detail)


def test_what_was_agreed_is_asked_in_the_agreed_order() -> None:
    agreed = [one.link_id for one in agreed_items()]
    assert [link_id for link_id in FORM.items if link_id in agreed] == agreed


def test_the_age_question_comes_first() -> None:
    assert next(iter(FORM.items)) == "adult"


def test_every_item_says_why_it_is_asked_and_who_sees_the_answer() -> None:
    assert [item.link_id for item in FORM.items.values() if not item.why.strip() or not item.audience] == []
    assert all("clinician" in item.audience for item in FORM.items.values())


def test_every_item_says_for_how_long_its_answer_is_fresh() -> None:
    ageless = {item.link_id for item in FORM.items.values() if item.shelf_life_days is None}
    assert ageless == {"adult", "birth_date", "record_number"}
    assert all(item.shelf_life_days is None or 1 <= item.shelf_life_days <= 365 for item in FORM.items.values())


def test_every_short_label_fits_a_table() -> None:
    assert [item.short for item in FORM.items.values() if len(item.short) > 45] == []


def test_no_two_items_have_the_same_short_label() -> None:
    labels = [item.short for item in FORM.items.values()]
    assert len(set(labels)) == len(labels)


def test_none_and_no_preference_stand_alone_and_nothing_else_does() -> None:
    for item in FORM.items.values():
        alone = {option.code for option in item.options if option.exclusive}
        assert alone == {option.code for option in item.options} & {"none", "no_preference"}, item.link_id


def test_the_sensitive_questions_can_be_declined() -> None:
    assert {item.link_id for item in FORM.items.values() if item.sensitive} >= SENSITIVE


def test_what_only_clinicians_usually_ask_is_marked() -> None:
    assert {item.link_id for item in FORM.items.values() if item.usual} >= USUAL


def test_the_record_number_the_measurements_and_the_chart_are_for_the_desk_alone() -> None:
    desk = {"record_number", "measured_systolic", "measured_diastolic", "measured_pulse", "measured_on",
            "chart_conditions"}
    assert {item.link_id for item in FORM.items.values() if item.asked_by == "desk"} >= desk
    assert FORM.section("desk").asked_by == "desk"


def test_what_staff_measure_or_find_in_the_chart_has_that_origin() -> None:
    noted = {item.link_id for item in FORM.items.values() if item.measured}
    assert noted >= {"measured_systolic", "measured_diastolic", "measured_pulse", "measured_on", "chart_conditions"}


def test_the_lower_reading_is_held_against_the_upper_one() -> None:
    assert FORM.item("diastolic").below == "systolic"
    assert FORM.item("measured_diastolic").below == "measured_systolic"


def test_no_date_lies_in_the_future() -> None:
    assert all(item.not_in_future for item in FORM.items.values() if item.type in ("date", "datetime"))


@pytest.mark.parametrize("link_id", ["pregnant", "breastfeeding"])
def test_pregnancy_and_breastfeeding_are_asked_of_everyone(link_id: str) -> None:
    assert FORM.item(link_id).enable_when is None
    assert FORM.item(link_id).asked_by == "everyone"


@pytest.mark.parametrize(("answers", "opened"), [
    ({"suicidal_thoughts_now": "yes"}, {"suicidal_plan", "suicidal_means"}),
    ({"suicide_attempt": "yes"}, {"suicidal_means"}),
    ({"suicidal_thoughts_now": "no", "suicide_attempt": "no"}, set()),
    ({"psychosis": "yes"}, {"psychosis_when", "psychosis_with_substances"}),
    ({"pregnant": "no"}, {"pregnancy_planned"}),
    ({"pregnant": "could_be"}, {"pregnancy_planned"}),
    ({"pregnant": "does_not_apply"}, set()),
    ({"pregnant": "yes"}, set()),
    ({"high_blood_pressure": "yes"}, {"blood_pressure_managed"}),
    ({"systolic": 50}, {"blood_pressure_date"}),
    ({"diastolic": 20}, {"blood_pressure_date"}),
    ({"heart_disease": "yes"}, {"heart_disease_kind"}),
    ({"heart_disease": "yes", "heart_disease_kind": ["heart_attack"]}, {"heart_disease_kind", "heart_attack_when"}),
    ({"route_interest": ["tablets_at_home"]}, {"children_at_home"}),
    ({"route_interest": ["iv"]}, set()),
    ({"ketamine_treatment": "yes", "route_interest": ["iv"]}, {"ketamine_response", "ketamine_after"}),
    ({"ketamine_treatment": "yes", "route_interest": ["iv", "tablets_at_home"]},
     {"ketamine_response", "ketamine_after", "children_at_home", "more_than_prescribed"}),
    ({"takes_medicines": "yes"}, {"medicines"}),
    ({"substance_use_disorder": "yes"}, {"substance_which", "substance_when"}),
    ({"ketamine_treatment": "yes"}, {"ketamine_response", "ketamine_after"}),
    ({"recreational_ketamine": "longer_ago"}, {"ketamine_after"}),
    ({"recreational_ketamine": "never", "ketamine_treatment": "no"}, set()),
    ({"suicidal_thoughts_now": "no", "psychosis": "no", "high_blood_pressure": "no", "heart_disease": "no",
      "takes_medicines": "no", "substance_use_disorder": "no"}, set()),
])
def test_an_answer_opens_the_questions_that_follow_from_it(answers: dict[str, Any], opened: set[str]) -> None:
    agreed = {one.link_id for one in agreed_items()}
    assert (open_items(**answers) - open_items()) & agreed == opened


def test_gad7_and_phq9_are_asked_and_audit_c_waits_for_the_clinic() -> None:
    asked = {one.instrument_id: (one.on, len(one.items)) for one in FORM.instruments}
    assert asked.items() >= {"gad7": (True, 7), "phq9": (True, 9), "audit_c": (False, 3)}.items()
    assert not {f"audit_c_{n}" for n in (1, 2, 3)} & open_items()


@pytest.mark.parametrize(("instrument_id", "bounds"), [
    ("gad7", [(0, 4), (5, 9), (10, 14), (15, 21)]),
    ("phq9", [(0, 4), (5, 9), (10, 14), (15, 19), (20, 27)]),
    ("audit_c", [(0, 2), (3, 3), (4, 12)]),
])
def test_the_bands_are_the_published_ones_and_hold_every_total_once(
    instrument_id: str, bounds: list[tuple[int, int]],
) -> None:
    instrument = FORM.instrument(instrument_id)
    assert [(band.low, band.high) for band in instrument.bands] == bounds
    most = sum(max(int(option.code) for option in FORM.item(link_id).options) for link_id in instrument.items)
    covered = [total for band in instrument.bands for total in range(band.low, band.high + 1)]
    assert covered == list(range(most + 1))


def test_the_loinc_codes_are_the_agreed_ones() -> None:
    assert {link_id: FORM.item(link_id).loinc for link_id in LOINC} == LOINC
    codes = {one.instrument_id: (one.loinc, one.loinc_total) for one in FORM.instruments}
    assert codes.items() >= {"gad7": ("69737-5", "70274-6"), "phq9": ("44249-1", "44261-6"),
                             "audit_c": ("72109-2", "75626-2")}.items()
    for link_id in (*FORM.instrument("gad7").items, *FORM.instrument("phq9").items):
        assert [option.loinc for option in FORM.item(link_id).options] == FREQUENCY_LOINC


def test_the_lowest_answer_of_gad7_and_phq9_is_not_at_all() -> None:
    for link_id in (*FORM.instrument("gad7").items, *FORM.instrument("phq9").items):
        assert FORM.item(link_id).option("0").text == "Not at all"


def test_the_ways_of_not_answering_have_a_wording() -> None:
    assert FORM.absent_texts == {
        "unanswered": "Not answered", "unsure": "I’m not sure", "declined": "Prefer not to say",
        "unsure_many": "I’m not sure about the others", "unsure_rows": "I’m not sure about the rest",
        "nothing": "Nothing to add"}


def test_no_other_text_spells_them_so_that_screen_and_paper_say_the_same() -> None:
    spelled = {text for name, text in FORM.absent_texts.items() if name != "unanswered"} | {"I'm not sure"}
    for file in form_files():
        for one in file.split(read_yaml(file.original).data):
            for _, text in one.texts.values():
                assert one.path[0] == "absent_texts" or not any(way in text for way in spelled), (one.name, text)


def test_every_origin_has_a_wording() -> None:
    assert set(FORM.origin_texts) == {*(option.code for option in FORM.item("filled_by").options), "measured", "chart"}


# Messages

def calls_of_answer_error() -> list[tuple[str, set[str]]]:
    """The message code and the facts of every AnswerError that the code raises."""
    folder = Path(forms.__file__).parent
    nodes = [node for name in ("answers.py", "response.py", "exchange/answers_file.py")
             for node in ast.walk(ast.parse((folder / name).read_text(encoding="utf-8")))]
    return [(ast.literal_eval(node.args[0]), {str(keyword.arg) for keyword in node.keywords}) for node in nodes
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "AnswerError"]


def test_every_error_of_an_answer_has_its_instruction_and_no_instruction_is_left_over() -> None:
    assert {code for code, _ in calls_of_answer_error()} == set(FORM.messages)


def test_every_instruction_can_be_filled_in() -> None:
    facts = {"options": "a, b", "near": " Did you mean 'a'?", "option": "None of these", "limit": 600, "now": 601,
             "minimum": 50, "maximum": 300, "unit": "mmHg", "today": "2026-11-22", "year": 1896, "other": "Upper"}
    for code, names in calls_of_answer_error():
        words = FORM.messages[code].format(**{name: facts[name] for name in names})
        assert "{" not in words
        assert re.search(r"[.?]$", words)
        assert all(str(facts[name]) in words for name in names), words


def test_a_long_answer_is_answered_with_both_lengths() -> None:
    message = FORM.messages["shorten"].format(limit=10_000, now=12_345)
    assert message == "Write at most 10,000 characters. There are 12,345 now."


def test_a_number_out_of_range_is_answered_with_the_range() -> None:
    message = FORM.messages["number"].format(minimum=50, maximum=300, unit="mmHg")
    assert message == "Enter a whole number from 50 to 300 mmHg."


def test_no_instruction_pleads_or_blames() -> None:
    blame = r"\b(please|invalid|error|wrong|illegal|incorrect|must|failed|sorry)\b"
    assert [text for text in FORM.messages.values() if re.search(blame, text, re.IGNORECASE)] == []


# Wording

def test_no_text_holds_a_word_of_a_verdict() -> None:
    assert [(text, found) for text in everything_read() if (found := verdict_words(text))] == []


def test_a_question_asks_one_thing() -> None:
    own = [item for item in FORM.items.values() if item.instrument is None]
    assert [item.link_id for item in own if item.text.count("?") > 1 or " and/or " in item.text] == []


def test_every_question_of_our_own_ends_in_a_question_mark() -> None:
    assert [item.link_id for item in FORM.items.values() if item.instrument is None and item.text[-1] != "?"] == []


def test_every_whole_sentence_ends() -> None:
    sentences = [text for item in FORM.items.values() for text in (item.help, item.why) if text]
    assert [text for text in sentences if text[-1] not in ".?!"] == []


# Words and medicines

def test_the_agreed_terms_are_there() -> None:
    assert {term.term for term in FORM.terminology.terms} >= TERMS


@pytest.mark.parametrize(("words", "term"), [
    ("Diagnosed with schizoaffective disorder in 2011", "schizophrenia_words"),
    ("ESQUIZOFRENIA", "schizophrenia_words"),
    ("I was hearing  voices", "psychosis_words"),
    ("brote psicótico", "psychosis_words"),
    ("Bipolar II, one manic episode", "mania_words"),
    ("my high-blood-pressure", "blood_pressure_words"),
    ("tengo la tensión alta", "blood_pressure_words"),
    ("A-fib since 2019", "heart_disease_words"),
    ("pseudotumor cerebri (IIH)", "intracranial_pressure_words"),
    ("I have a VP shunt", "intracranial_pressure_words"),
    ("Went through rehab twice", "substance_use_words"),
    ("I go to AA", "substance_use_words"),
    ("fell into a K-hole", "recreational_ketamine_words"),
    ("I am pregnant", "pregnancy_words"),
    ("embarazada", "pregnancy_words"),
    ("chest-feeding my son", "breastfeeding_words"),
    ("sometimes I don’t want to live", "suicide_words"),
    ("quiero morir", "suicide_words"),
    ("brain aneurysm clipped", "aneurysm_words"),
    ("mini-stroke", "stroke_words"),
    ("epilepsy as a child", "seizure_words"),
    ("Hashimoto's", "thyroid_words"),
    ("fatty liver", "liver_words"),
    ("interstitial cystitis", "bladder_words"),
    ("glaucoma drops", "glaucoma_words"),
    ("sleep apnoea with CPAP", "sleep_apnea_words"),
    ("Graves' disease", "overactive_thyroid_words"),
    ("depersonalisation", "dissociation_words"),
    ("six months of CBT", "therapy_words"),
    ("Spravato last year", "ketamine_words"),
    ("allergic to latex", "allergy_words"),
])
def test_words_that_people_type_are_found(words: str, term: str) -> None:
    assert term in FORM.terminology.mentioned(words)


@pytest.mark.parametrize("words", [
    "k", "I cook with a big pot", "I want my life back", "a manicure helps me relax", "I want to take my life back",
    "hepatitis A. A year ago it was gone", "mi tía me ayuda", "well versed in yoga", "grass, weed, dust",
])
def test_everyday_words_are_no_mention_of_drugs_suicide_or_mania(words: str) -> None:
    watched = {"recreational_ketamine_words", "substance_use_words", "suicide_words", "mania_words", "stroke_words",
               "benzodiazepine", "ketamine_words", "ketamine_medicine"}
    assert FORM.terminology.mentioned(words) & watched == frozenset()


def test_700_medicines_and_1500_names_are_known_and_each_name_once() -> None:
    medicines = FORM.terminology.medicines
    names = [name.casefold() for medicine in medicines for name in medicine.names]
    assert len(medicines) >= 700
    assert len(names) >= 1_500
    assert [name for name in set(names) if names.count(name) > 1] == []


def test_every_medicine_has_a_class_a_use_and_a_source_and_every_class_a_medicine() -> None:
    terminology = FORM.terminology
    assert all(medicine.classes and medicine.used_for and medicine.sources for medicine in terminology.medicines)
    uses = {name for medicine in terminology.medicines for name in medicine.used_for}
    assert uses == set(terminology.medicine_list.uses)
    assert {name for medicine in terminology.medicines for name in medicine.classes} == set(terminology.classes)


def test_every_name_of_a_medicine_leads_to_its_classes_in_rows_and_in_free_text() -> None:
    in_rows_only = FORM.terminology.medicine_list.in_rows_only
    for medicine in FORM.terminology.medicines:
        for name in medicine.names:
            assert FORM.terminology.mentioned_in_rows([name]) == set(medicine.classes), name
            if name not in in_rows_only:
                assert set(medicine.classes) <= FORM.terminology.mentioned(name), name


@pytest.mark.parametrize("words", [
    "my daughter Yasmin", "100 mph", "compro pan", "a foster home", "well versed in yoga",
])
def test_a_name_that_is_an_everyday_word_is_looked_for_in_medicine_rows_alone(words: str) -> None:
    assert FORM.terminology.mentioned(words).isdisjoint(FORM.terminology.classes)


@pytest.mark.parametrize(("typed", "classes"), [
    ("Zoloft 50 mg", {"ssri"}),
    ("effexor xr", {"raises_blood_pressure", "snri"}),
    ("Amitriptyline", {"sedating", "tricyclic"}),
    ("Nardil", {"maoi"}),
    ("selegiline patch", {"maoi"}),
    ("Wellbutrin", {"other_antidepressant", "raises_blood_pressure"}),
    ("St. John’s wort", {"cyp3a4_inducer", "other_antidepressant"}),
    ("Xanax XR", {"benzodiazepine", "sedating"}),
    ("clonazepam", {"antiepileptic", "benzodiazepine", "sedating"}),
    ("Ambien", {"sedating", "z_drug"}),
    ("Percocet", {"opioid", "sedating"}),
    ("Invega Sustenna", {"antipsychotic", "only_for_psychosis"}),
    ("paliperidone", {"antipsychotic", "only_for_psychosis"}),
    ("Abilify Maintena", {"antipsychotic"}),
    ("lithium carbonate", {"mood_stabiliser"}),
    ("Depakote", {"antiepileptic", "mood_stabiliser", "sedating"}),
    ("Lamictal", {"antiepileptic", "lamotrigine", "mood_stabiliser"}),
    ("Adderall", {"stimulant"}),
    ("strattera", {"other", "raises_blood_pressure"}),
    ("lisinopril", {"antihypertensive", "only_for_blood_pressure"}),
    ("Propranolol 10mg as needed", {"antihypertensive"}),
    ("Entresto", {"antihypertensive", "heart_medicine", "only_for_heart"}),
    ("digoxin", {"heart_medicine", "only_for_heart"}),
    ("nitroglycerin under the tongue", {"heart_medicine", "only_for_heart"}),
    ("Eliquis", {"anticoagulant"}),
    ("Diamox", {"intracranial_pressure_medicine"}),
    ("Suboxone", {"addiction_medicine", "only_for_addiction", "opioid", "sedating"}),
    ("methadone", {"addiction_medicine", "opioid", "sedating"}),
    ("Butrans", {"opioid", "sedating"}),
    ("Vivitrol", {"addiction_medicine", "only_for_addiction", "opioid_blocker"}),
    ("Contrave", {"opioid_blocker", "other", "other_antidepressant", "raises_blood_pressure"}),
    ("Chantix", {"other"}),
    ("esketamine", {"ketamine_medicine"}),
    ("Lyrica", {"antiepileptic", "gabapentinoid", "sedating"}),
    ("Uniphyllin", {"theophylline"}),
    ("Synthroid", {"only_for_thyroid", "thyroid_hormone"}),
    ("carbimazole", {"antithyroid", "only_for_thyroid"}),
    ("Keppra", {"antiepileptic", "sedating"}),
    ("Sudafed", {"raises_blood_pressure", "sympathomimetic"}),
    ("Ventolin", {"sympathomimetic"}),
    ("Methergine", {"ergometrine"}),
    ("hydroxyzine", {"sedating", "sedating_antihistamine"}),
    ("Zyrtec", {"other"}),
    ("melatonin", {"mild_sleep_aid"}),
    ("Mirena", {"contraceptive_hormone"}),
    ("Ozempic", {"diabetes", "glp1"}),
    ("paracetamol", {"painkiller"}),
    ("Lipitor", {"statin"}),
    ("home-made soup", set()),
])
def test_a_medicine_leads_to_its_classes_and_to_no_other(typed: str, classes: set[str]) -> None:
    assert FORM.terminology.mentioned_in_rows([typed]) & set(FORM.terminology.classes) == classes
