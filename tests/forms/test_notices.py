"""Where waiting would harm, the person is told what to do at once, in plain words and from a named source."""

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from forms import answers_in_force, load_questionnaire, urgent
from forms.authoring import SourceError, reading_age, verdict_words
from forms.exchange import read_response
from tests.support import ROOT
from tests.support.this_clinic import emergency

pytestmark = pytest.mark.every_clinic
FORM = load_questionnaire()
FOLDER = ROOT / "forms"
CHEST_PAIN, READING, PULSE = "chest_pain_at_rest", "very_high_reading", "pulse_out_of_range"
WITH_SYMPTOMS, PSYCHOSIS = "very_high_reading_with_symptoms", "psychosis_now"


def told(**given: Any) -> list[str]:
    content = json.dumps({"questionnaire": FORM.questionnaire_id, "answers": given})
    answers = answers_in_force(FORM, read_response(content, FORM, today=date(2026, 11, 22)), today=date(2026, 11, 22))
    return [one.notice.notice_id for one in urgent(answers)]


@pytest.mark.parametrize(("given", "notices"), [
    ({}, []),
    ({"heart_symptoms": ["chest_pain_on_effort"]}, []),
    ({"heart_symptoms": ["chest_pain_at_rest"]}, [CHEST_PAIN]),
    ({"heart_symptoms": {"value": ["chest_pain_at_rest"], "absent": "unsure"}}, [CHEST_PAIN]),
    ({"heart_symptoms": {"absent": "unsure"}, "systolic": 210}, [READING]),
    ({"heart_symptoms": ["none"], "systolic": 210}, [READING]),
    ({"systolic": 188, "diastolic": 112}, [READING]),
    ({"diastolic": 120}, [READING]),
    ({"systolic": 179, "diastolic": 119}, []),
    ({"heart_symptoms": ["palpitations"], "systolic": 179, "diastolic": 119}, []),
    ({"heart_symptoms": ["palpitations"], "systolic": 180}, [WITH_SYMPTOMS]),
    ({"heart_symptoms": ["palpitations"], "diastolic": 120}, [WITH_SYMPTOMS]),
    ({"heart_symptoms": ["palpitations"], "measured_systolic": 180}, [WITH_SYMPTOMS]),
    ({"heart_symptoms": ["palpitations"], "measured_systolic": 150, "measured_diastolic": 120}, [WITH_SYMPTOMS]),
    ({"heart_symptoms": ["palpitations"], "systolic": 120, "measured_systolic": 185}, [WITH_SYMPTOMS]),
    ({"heart_symptoms": ["chest_pain_at_rest"], "systolic": 190}, [CHEST_PAIN, WITH_SYMPTOMS]),
    ({"psychosis": "yes", "psychosis_when": "now"}, [PSYCHOSIS]),
    ({"psychosis": "yes", "psychosis_when": "past_year"}, []),
    ({"psychosis": "no", "psychosis_when": "now"}, []),
    ({"measured_pulse": 40}, [PULSE]),
    ({"measured_pulse": 41}, []),
    ({"measured_pulse": 130}, []),
    ({"measured_pulse": 131}, [PULSE]),
])
def test_a_notice_is_shown_when_its_condition_is_true_and_only_then(given: dict[str, Any], notices: list[str]) -> None:
    assert told(**given) == notices


def test_thoughts_of_suicide_have_their_own_page_and_no_notice() -> None:
    assert told(suicidal_thoughts_now="yes") == []


@pytest.mark.parametrize(("link_id", "value", "notice"), [
    ("systolic", 210, READING), ("measured_systolic", 210, READING), ("measured_pulse", 140, PULSE),
    ("heart_symptoms", ["chest_pain_at_rest"], CHEST_PAIN)])
def test_an_old_file_calls_for_nothing_now_where_its_answer_is_past_its_shelf_life(
    link_id: str, value: Any, notice: str,
) -> None:
    life = FORM.item(link_id).shelf_life_days
    assert life is not None
    last_day = date(2026, 11, 22) - timedelta(days=life)
    assert told(**{link_id: {"value": value, "on": str(last_day - timedelta(days=1))}}) == []
    assert told(**{link_id: {"value": value, "on": str(last_day)}}) == [notice]
    assert told(**{link_id: value}) == [notice]  # nobody knows of when it is, so it may be of now


def test_a_fresh_reading_is_urgent_beside_an_old_one() -> None:
    old = {"value": 210, "on": "2020-01-01"}
    assert told(systolic=old, measured_systolic=185) == [READING]
    assert told(systolic=185, measured_systolic=old) == [READING]


def test_an_old_symptom_adds_nothing_to_a_fresh_reading() -> None:
    symptoms = {"value": ["palpitations"], "on": "2020-01-01"}
    assert told(heart_symptoms=symptoms, systolic=185) == [READING]


def test_psychosis_that_was_now_long_ago_is_asked_again() -> None:
    assert told(psychosis="yes", psychosis_when={"value": "now", "on": "2020-01-01"}) == []
    assert told(psychosis={"value": "yes", "on": "2020-01-01"}, psychosis_when="now") == [PSYCHOSIS]


def test_a_notice_names_the_answers_that_call_for_it() -> None:
    content = json.dumps({"questionnaire": FORM.questionnaire_id, "answers": {
        "systolic": 150, "measured_diastolic": 121, "heart_symptoms": ["fainting"]}})
    found = urgent(answers_in_force(FORM, read_response(content, FORM, today=date(2026, 11, 22))))
    assert [one.because for one in found] == [("measured_diastolic", "heart_symptoms")]


@pytest.mark.parametrize("notice", FORM.notices, ids=lambda notice: notice.notice_id)
def test_a_notice_says_what_to_do_in_plain_words_and_who_says_so(notice: Any) -> None:
    to_the_person, to_staff = (notice.title, notice.text, *notice.steps), (notice.short, *notice.for_staff)
    assert reading_age(". ".join(to_the_person)) <= 11
    number = emergency().removeprefix("call ")
    assert f"Call {number} now." in " ".join(notice.steps)
    assert f"call {number}" in " ".join(notice.for_staff)
    assert "ell the clinician now" in " ".join(notice.for_staff)
    assert re.search(r"Heart Association|Alliance on Mental Illness|College of Physicians", notice.source)
    assert "read" in notice.source
    assert verdict_words(" ".join((*to_the_person, *to_staff, notice.source))) == []


def test_a_notice_that_reads_a_question_not_asked_is_refused_with_its_line(tmp_path: Path) -> None:
    copied = tmp_path / "forms" / "ketamine_consult"
    copied.mkdir(parents=True)
    for path in FOLDER.rglob("*.yaml"):
        copy = tmp_path / "forms" / path.relative_to(FOLDER)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(path.read_text("utf-8"), "utf-8")
    main = copied / "questionnaire.yaml"
    content = main.read_text("utf-8").replace("includes: [chest_pain_at_rest]", "includes: [chest_pain_at_test]")
    main.write_text(content, "utf-8")
    line = next(i for i, one in enumerate(content.splitlines(), 1) if "chest_pain_at_test" in one)
    with pytest.raises(SourceError) as refused:
        load_questionnaire(copied)
    assert str(refused.value) == (
        f"questionnaire.yaml, line {line}: notice 'chest_pain_at_rest' reads option 'chest_pain_at_test' of "
        "'heart_symptoms', which it does not have. Did you mean 'chest_pain_at_rest'?")
