"""The form as a FHIR Questionnaire: right by HL7's schema and invariants, and the same form as on screen."""

import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from fhirpathpy import evaluate
from fhirpathpy.models import models
from hypothesis import given, settings

from forms import Questionnaire, answers_in_force, load_clinic, load_questionnaire, score
from forms.__main__ import main
from forms.conditions import All, AnyOf, AtLeast, Chosen, Count, In, Includes, Is, Mentions, Not
from forms.exchange.fhir import write_questionnaire
from forms.exchange.fhir.conditions import CannotBeSaidError, ConditionWriter
from tests.support.any_response import full_response
from tests.support.fhir_checks import faults, faults_of_form, items_of

Json = dict[str, Any]
LANGUAGES = ("en", "es")


@cache
def form_in(language: str) -> Json:
    return write_questionnaire(load_questionnaire(language=language)).as_json()


def everything_on() -> Questionnaire:
    instruments = {"gad7": True, "phq9": True, "audit_c": True}
    return load_questionnaire(clinic=replace(load_clinic(), instruments=instruments))


def item(form: Json, link_id: str) -> Json:
    (found,) = (one for one in items_of(form) if one["linkId"] == link_id)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_has_no_fault_by_schema_and_invariants_and_its_conditions_fit(language: str) -> None:
    form = form_in(language)
    assert faults(form) == []
    assert list(faults_of_form(form)) == []


def test_every_language_has_the_same_link_ids_types_conditions_and_codes() -> None:
    def without_words(form: Json) -> list[object]:
        found: list[object] = []
        for one in items_of(form):
            options = [(option["valueCoding"]["system"], option["valueCoding"]["code"])
                       for option in one.get("answerOption", [])]
            tests = [(test["question"], test["operator"]) for test in one.get("enableWhen", [])]
            found.append((one["linkId"], one["type"], one.get("code"), options, tests, one.get("enableBehavior")))
        return found

    english, spanish = map(form_in, LANGUAGES)
    assert without_words(english) == without_words(spanish)
    assert english["url"] == "urn:ketamine-consult:questionnaire"
    assert spanish["url"] == "urn:ketamine-consult:questionnaire:es"
    assert spanish["derivedFrom"] == [f"{english['url']}|{english['version']}"]


def test_a_translation_that_nobody_has_compared_is_a_draft() -> None:
    assert form_in("en")["status"] == "active"
    assert (form_in("es")["status"], form_in("es")["experimental"]) == ("draft", True)


@pytest.mark.every_clinic
def test_every_question_that_the_clinic_asks_is_there_once_in_the_order_asked() -> None:
    questionnaire = load_questionnaire()
    asked = [one.link_id for one in questionnaire.items.values() if not questionnaire.is_switched_off(one)]
    there = [one["linkId"] for one in items_of(write_questionnaire(questionnaire).as_json())]
    assert [link_id for link_id in there if link_id in questionnaire.items] == asked


def test_a_question_says_why_it_is_asked_behind_a_sign() -> None:
    why = item(form_in("en"), "systolic.why")
    assert why["text"] == "Why we ask: Numbers say more than words."
    assert why["extension"][0]["valueCodeableConcept"]["coding"][0]["code"] == "flyover"


def test_a_choice_offers_what_the_screen_offers_in_its_words() -> None:
    told = [option["valueCoding"]["display"] for option in item(form_in("en"), "suicide_attempt")["answerOption"]]
    assert told == ["Yes", "No", "I’m not sure", "Prefer not to say"]
    list_told = [option["valueCoding"]["display"] for option in item(form_in("en"), "other_diagnoses")["answerOption"]]
    assert list_told[-2:] == ["None of these", "I’m not sure about the others"]
    beside = [option["valueCoding"]["display"] for option in item(form_in("en"), "allergies.absent")["answerOption"]]
    assert beside == ["Nothing to add", "I’m not sure"]


def test_a_measurement_has_its_loinc_code_its_unit_and_its_range() -> None:
    asked = item(form_in("en"), "measured_systolic")
    assert asked["code"] == [{"system": "http://loinc.org", "code": "8480-6"}]
    values = {one["url"].rpartition("/")[2]: one for one in asked["extension"]}
    assert (values["minValue"]["valueInteger"], values["maxValue"]["valueInteger"]) == (50, 300)
    assert values["questionnaire-unit"]["valueCoding"]["code"] == "mm[Hg]"


def test_help_is_shown_where_an_answer_means_danger_of_suicide() -> None:
    shown = item(form_in("en"), "danger.mood")
    assert "988" in shown["text"]
    assert {test["question"] for test in shown["enableWhen"]} == {"suicidal_thoughts_now", "suicidal_plan", "phq9_9"}


def test_an_urgent_notice_is_shown_in_each_section_whose_answers_raise_it() -> None:
    link_ids = {one["linkId"] for one in items_of(form_in("en"))}
    assert {"notice.very_high_reading.heart", "notice.very_high_reading.desk"} <= link_ids
    assert "notice.very_high_reading.mood" not in link_ids


PLANTED: dict[str, Callable[[Json], object]] = {
    "a display with questions inside": lambda form: form["item"][0].update(type="display"),
    "two items with one link id": lambda form: form["item"][1].update(linkId="section.start"),
    "an empty list": lambda form: form["item"][0].update(code=[]),
    "a type that is none": lambda form: form["item"][0].update(type="page"),
    "a name that is none": lambda form: form.update(name="a form"),
    "an expression as text": lambda form: item(form, "instrument.gad7.total")["extension"][0].update(
        {"valueString": item(form, "instrument.gad7.total")["extension"][0].pop("valueExpression")["expression"]}),
    "a condition on a later question": lambda form: item(form, "pregnancy_planned")["enableWhen"][0].update(
        question="seizures"),
    "a condition on an option that is not there": lambda form: item(
        form, "psychosis_when")["enableWhen"][0]["answerCoding"].update(code="y"),
    "a coding without its system": lambda form: item(form, "seizures")["answerOption"][0]["valueCoding"].pop("system"),
    "no behaviour": lambda form: item(form, "psychosis_when").pop("enableBehavior"),
}


@pytest.mark.slow
@pytest.mark.parametrize("mistake", PLANTED)
def test_a_planted_mistake_is_found(mistake: str) -> None:
    form = deepcopy(form_in("en"))
    PLANTED[mistake](form)
    assert [*faults(form), *faults_of_form(form)]


@pytest.mark.slow
@given(full_response())
@settings(max_examples=10)
def test_totals_are_the_sums_of_the_points(response: Any) -> None:
    questionnaire = everything_on()
    form = write_questionnaire(questionnaire).as_json()
    in_force = answers_in_force(questionnaire, response)
    for instrument in questionnaire.instruments_on():
        total = item(form, f"instrument.{instrument.instrument_id}.total")
        expression = total["extension"][0]["valueExpression"]["expression"]
        group: Json = {"linkId": f"instrument.{instrument.instrument_id}", "item": []}
        for link_id in instrument.items:
            one = questionnaire.item(link_id)
            code = one.option(str(in_force.answer(link_id).value)).loinc
            answer = {"valueCoding": {"system": "http://loinc.org", "code": code}}
            group["item"].append({"linkId": link_id, "answer": [answer]})
        section = f"section.{questionnaire.item(instrument.items[0]).section}"
        told = {"resourceType": "QuestionnaireResponse", "item": [{"linkId": section, "item": [group]}]}
        assert evaluate(told, expression, {"resource": told}, models["r4"]) == [score(instrument, in_force).total]
        group["item"].pop()
        assert evaluate(told, expression, {"resource": told}, models["r4"]) == []


WRITER = ConditionWriter(load_questionnaire(), lambda link_id: f"'{link_id}'")
YES = Is(item="psychosis", **{"is": "yes"})
ATE = AtLeast(item="systolic", at_least=140)


@pytest.mark.parametrize(("condition", "questions", "behavior"), [
    (YES, ["psychosis"], "any"),
    (In(item="pregnant", **{"in": ("no", "could_be")}), ["pregnant"] * 2, "any"),
    (Not(**{"not": Is(item="recreational_ketamine", **{"is": "never"})}), ["recreational_ketamine"] * 3, "any"),
    (Includes(item="route_interest", includes=("iv",)), ["route_interest"], "any"),
    (Chosen(item="heart_symptoms", chosen=1), ["heart_symptoms"] * 6, "any"),
    (All(all_=(YES, ATE)), ["psychosis", "systolic"], "all"),
    (AnyOf(any_=(YES, AnyOf(any_=(ATE, YES)))), ["psychosis", "systolic", "psychosis"], "any"),
])
def test_a_condition_becomes_a_list_of_tests(condition: Any, questions: list[str], behavior: str) -> None:
    enabling = WRITER.enabling(condition)
    assert ([one.question for one in enabling.when or ()], enabling.behavior) == (questions, behavior)


def test_a_condition_that_needs_both_all_and_any_becomes_an_expression() -> None:
    enabling = WRITER.enabling(All(all_=(YES, AnyOf(any_=(ATE, YES)))))
    assert enabling.when is None
    assert enabling.extension is not None
    assert enabling.extension.value_expression is not None
    assert enabling.extension.value_expression.expression == (
        "('psychosis'.answer.value.where(code = 'yes').exists()) and "
        "(('systolic'.answer.value.where($this >= 140).exists()) or "
        "('psychosis'.answer.value.where(code = 'yes').exists()))")


@pytest.mark.parametrize("condition", [
    Mentions(item="own_words", mentions=("suicide_words",)), Count(at_least=1, of=(YES, ATE)),
    Not(**{"not": All(all_=(YES, ATE))}), AtLeast(item="age", at_least=65),
])
def test_a_condition_that_fhir_cannot_say_is_refused(condition: Any) -> None:
    with pytest.raises(CannotBeSaidError):
        WRITER.enabling(condition)


def test_the_command_writes_the_form(tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    there = tmp_path / "form.json"
    assert main(["export", "fhir", "--language", "es", str(there)]) == 0
    assert json.loads(there.read_text("utf-8")) == form_in("es")
    assert main(["export", "fhir"]) == 0
    assert json.loads(capsys.readouterr().out) == form_in("en")


def test_the_command_says_which_languages_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "fhir", "--language", "fr"]) == 2
    assert capsys.readouterr().err == "--language: there are no texts in 'fr'. Choose one of: en, es.\n"
