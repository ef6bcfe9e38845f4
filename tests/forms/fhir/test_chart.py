"""What is read in a chart: 31 charts as a person reads them, and each rule by itself (decision 29)."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from forms import Answer, MedicineRow, Response
from forms.__main__ import main
from forms.exchange import UnreadableError
from forms.exchange.fhir import (
    Chart,
    Suggestion,
    accepted,
    differs,
    entries_of_chart,
    in_doubt,
    is_confirmed,
    other_identity,
    read_chart,
    suggestions,
)
from forms.exchange.fhir.codes import load_codes
from forms.exchange.fhir.resources import resources_in
from forms.exchange.fhir.suggested_entries import MOST
from tests.support import ROOT
from tests.support.any_response import FORM

Json = dict[str, Any]
CHARTS = ROOT / "tests" / "support" / "fhir" / "patients"
EXPECTED = json.loads((CHARTS.parent / "expected-prefill.json").read_text("utf-8"))
PREGNANT = {"pregnant": "yes", "not pregnant": "no", "unsure": "unsure"}
OUR_STATE = {"current": "now", "past": "past", "unsure": "unsure"}
CLASSES = {"opioid", "ssri", "benzodiazepine", "stimulant", "maoi"}  # of which a person looked for medicines
OF_ONE_PART = {"coronary", "heart_attack", "heart_rhythm", "heart_valve", "heart_failure", "aneurysm_or_avm",
               "sud_cannabis", "sud_sedative", "sud_stimulant", "sud_hallucinogen", "phobia", "seizure_once"}
TODAY = date(2026, 11, 1)
SNOMED, ICD, LOINC = "http://snomed.info/sct", "http://hl7.org/fhir/sid/icd-10-cm", "http://loinc.org"


def chart_of(name: str) -> Chart:
    day = date.fromisoformat(EXPECTED[name]["asOf"])
    return read_chart(resources_in((CHARTS / f"{name}.json").read_bytes()), FORM, today=day)


def as_expected(chart: Chart) -> Json:
    """What was read, in the words of expected-prefill.json."""
    medicines: dict[str, list[str]] = {}
    for medicine in chart.medicines:
        for name in medicine.classes & CLASSES:
            medicines.setdefault(name, []).append(medicine.entry.state)
    reading, pregnancy = chart.reading, chart.pregnancy
    return {
        "conditions": {topic: (found.state, len(found.entries)) for topic, found in chart.findings.items()
                       if topic not in OF_ONE_PART},
        "medicines": {name: (min(states, key=["now", "unsure", "past"].index), len(states))
                      for name, states in medicines.items()},
        "reading": reading and (reading.systolic, reading.diastolic, str(reading.on), reading.is_old,
                                reading.resource_id),
        "pregnancy": pregnancy and (pregnancy.status, str(pregnancy.on), pregnancy.resource_id),
        "scores": {name.replace("_", ""): (one.total, str(one.on), one.resource_id)
                   for name, one in chart.scores.items()},
        "allergies": [one.name for one in chart.allergies],
        "person": (chart.gender, str(chart.born), chart.is_deceased),
    }


def in_the_same_words(told: Json) -> Json:
    reading, pregnancy = told["bloodPressure"], told["pregnancy"]
    return {
        "conditions": {topic: (OUR_STATE[one["expect"]], one["n"]) for topic, one in told["conditions"].items()},
        "medicines": {name: (OUR_STATE[one["expect"]], one["n"]) for name, one in told["medicines"].items()},
        "reading": reading and (reading["systolic"], reading["diastolic"], reading["date"], reading["stale"],
                                reading["id"]),
        "pregnancy": pregnancy and (PREGNANT[pregnancy["expect"]], pregnancy["date"], pregnancy["id"]),
        "scores": {name: (one["score"], one["date"], one["id"]) for name, one in told["scores"].items()},
        "allergies": told["allergies"],
        "person": (told["gender"], told["birthDate"], told["deceased"]),
    }


@pytest.mark.parametrize("name", EXPECTED)
def test_a_chart_is_read_as_a_person_reads_it(name: str) -> None:
    assert as_expected(chart_of(name)) == in_the_same_words(EXPECTED[name])


def concept(system: str, code: str, display: str = "") -> Json:
    return {"coding": [{"system": system, "code": code} | ({"display": display} if display else {})]}


def status(code: str) -> Json:
    return {"coding": [{"code": code}]}


PERSON: Json = {"resourceType": "Patient", "id": "1", "name": [{"family": "Byron", "given": ["Ada"]}],
                "birthDate": "1990-03-01"}


def condition(code: Json, clinical: str | None = "active", verified: str | None = "confirmed", **more: Any) -> Json:
    told: Json = {"resourceType": "Condition", "id": "c", "code": code, "subject": {"reference": "Patient/1"}}
    told |= {"clinicalStatus": status(clinical)} if clinical else {}
    return told | ({"verificationStatus": status(verified)} if verified else {}) | more


def order(code: Json, **more: Any) -> Json:
    return {"resourceType": "MedicationRequest", "id": "m", "status": "active", "intent": "order",
            "medicationCodeableConcept": code} | more


def allergy_to(name: str, **more: Any) -> Json:
    return {"resourceType": "AllergyIntolerance", "code": {"text": name}, "clinicalStatus": status("active")} | more


def observation(code: str, on: str | None = "2026-10-20", **more: Any) -> Json:
    told = {"resourceType": "Observation", "id": "o", "status": "final", "code": concept(LOINC, code)}
    return told | ({"effectiveDateTime": on} if on else {}) | more


def panel(systolic: float, diastolic: float, on: str = "2026-10-20", unit: str = "mm[Hg]", **more: Any) -> Json:
    parts = [{"code": concept(LOINC, code), "valueQuantity": {"value": number, "code": unit}}
             for code, number in (("8480-6", systolic), ("8462-4", diastolic))]
    return observation("85354-9", on, component=parts) | more


def read(*resources: Json) -> Chart:
    return read_chart([PERSON, *resources], FORM, today=TODAY)


DEPRESSION = concept(SNOMED, "370143000", "Major depression disorder")


@pytest.mark.parametrize(("told", "state"), [
    (condition(DEPRESSION), "now"), (condition(DEPRESSION, "recurrence"), "now"),
    (condition(DEPRESSION, "relapse"), "now"),
    (condition(DEPRESSION, "resolved"), "past"), (condition(DEPRESSION, "inactive"), "past"),
    (condition(DEPRESSION, "remission"), "past"), (condition(DEPRESSION, verified=None), "now"),
    (condition(DEPRESSION, verified="refuted"), None), (condition(DEPRESSION, verified="entered-in-error"), None),
    (condition(DEPRESSION, verified="provisional"), "unsure"),
    (condition(DEPRESSION, verified="differential"), "unsure"),
    (condition(DEPRESSION, None), "unsure"), (condition(DEPRESSION, None, abatementDateTime="2020-01-01"), "past"),
    (condition(DEPRESSION, abatementDateTime="2020"), "unsure"),
    (condition(DEPRESSION, abatementDateTime="2027-01-01"), "now"),
    (condition(concept(ICD, "F32.9", "History of depression")), "past"),
    (condition(concept(ICD, "F33.42", "MDD, in full remission")), "past"), (condition(concept(ICD, "F33.42")), "past"),
    (condition(concept(ICD, "F33.41", "MDD, in partial remission")), "now"),
    (condition(concept(ICD, "F32.9", "Family history of depression")), None),
    (condition(concept(ICD, "F32.81", "Premenstrual dysphoric disorder")), None),
    (condition(concept("urn:oid:2.16.840.1.113883.6.90", "f331")), "now"),
    (condition(concept("urn:another", "F33.1", "Depression")), None),
    (condition({"text": "Depression"}), None),
    (condition(DEPRESSION, abatementString="resolved 2010"), "unsure"),
    (condition(DEPRESSION, abatementAge={"value": 12, "unit": "a"}), "unsure"),
    (condition(DEPRESSION, onsetDateTime="2030-01-01"), "unsure"),
    (condition(DEPRESSION, modifierExtension=[{"url": "urn:negated", "valueBoolean": True}]), "unsure"),
    *((condition(DEPRESSION | {"text": text}), "unsure") for text in (
        "Family history of depression (mother)", "History of depression, in full remission", "Denies depression",
        "x" * 300 + " family history")),
    (condition(concept(ICD, "F32.9", "No history of depression")), "unsure"),
    (condition(concept(ICD, "F32.9", "History of depression"), verified="provisional"), "unsure"),
    (condition(concept(ICD, "F33.42"), modifierExtension=[{"url": "urn:negated"}]), "unsure"),
    (condition(concept(ICD, "F32.9", "x" * 300 + " family history of depression")), None),
    *((condition(DEPRESSION) | {"verificationStatus": told}, None) for told in (
        {"coding": [{"system": "urn:local", "code": "R"}, {"code": "refuted"}]}, {"text": "Refuted"},
        [{"coding": [{"code": "refuted"}]}], {"coding": {"code": "refuted"}},
        {"coding": [{"code": "entered-in-error "}]})),
    (condition(DEPRESSION) | {"verificationStatus": {"coding": [{"code": "perhaps"}]}}, "unsure"),
    (condition(DEPRESSION) | {"clinicalStatus": {"coding": [{"code": "active"}, {"code": "inactive"}]}}, "unsure"),
])
def test_a_condition_is_now_or_past_or_in_doubt_or_not_there(told: Json, state: str | None) -> None:
    found = read(told).findings.get("depression")
    assert (found.state if found else None) == state


@pytest.mark.parametrize(("told", "topics"), [
    (concept(ICD, "G93.2", "Benign intracranial hypertension"), {"raised_icp"}),
    (concept(SNOMED, "706893006", "Victim of intimate partner abuse"), set()),
    (concept(ICD, "I27.0", "Primary pulmonary hypertension"), set()),
    (concept(ICD, "F17.210"), set()), (concept(ICD, "F10.920"), {"substance_signal"}),
    (concept(ICD, "F10.21"), {"substance_use", "sud_alcohol"}),
    (concept(ICD, "I11.0"), {"hypertension", "heart_disease", "heart_failure"}),
    (concept(ICD, "I67.1"), {"aneurysm_or_avm"}), (concept(ICD, "F43.10"), {"ptsd"}),
])
def test_a_code_belongs_to_its_topics_and_words_to_none(told: Json, topics: set[str]) -> None:
    assert set(read(condition(told)).findings) == topics


def test_several_codes_of_one_condition_are_one_entry() -> None:
    both = {"coding": [*DEPRESSION["coding"], *concept(ICD, "F33.1")["coding"]]}
    assert len(read(condition(both)).findings["depression"].entries) == 1


SERTRALINE = concept("urn:oid:2.16.840.1.113883.6.88", "36437")


@pytest.mark.parametrize(("told", "state"), [
    ({}, "now"), ({"status": "stopped"}, "past"), ({"status": "completed"}, "past"), ({"status": "cancelled"}, "past"),
    ({"status": "on-hold"}, "unsure"), ({"intent": "plan"}, "unsure"), ({"intent": "proposal"}, "unsure"),
    ({"status": "draft"}, None), ({"status": "entered-in-error"}, None), ({"doNotPerform": True}, None),
    ({"doNotPerform": "true"}, "unsure"), ({"modifierExtension": [{"url": "urn:negated"}]}, "unsure"),
    ({"effectivePeriod": {"start": "2018-01-01", "end": "2019-01-01"}}, "unsure"),
    ({"effectivePeriod": {"start": "2018", "end": "2026"}}, "now"),
    ({"effectivePeriod": {"start": "2027-01-01"}}, "unsure"),
    ({"dispenseRequest": {"validityPeriod": {"end": "2019-02"}}}, "unsure"),
    ({"dosageInstruction": [{"timing": {"repeat": {"boundsPeriod": {"end": "2019-02-01"}}}}]}, "unsure"),
])
def test_a_medicine_counts_by_its_status_and_its_intent(told: Json, state: str | None) -> None:
    found = read(order(SERTRALINE, **told)).medicines
    assert [one.entry.state for one in found] == ([state] if state else [])


@pytest.mark.parametrize(("told", "name", "classes"), [
    (order(SERTRALINE), "Sertraline", {"ssri"}),
    (order(concept("urn:any", "1", "Klonopin 1 mg tablet")), "Klonopin 1 mg tablet", {"benzodiazepine"}),
    (order({}, medicationReference={"reference": "#a"}, contained=[
        {"resourceType": "Medication", "id": "a", "code": SERTRALINE}]) | {"medicationCodeableConcept": None},
     "Sertraline", {"ssri"}),
    (order({"text": "Something new"}), "Something new", set()),
])
def test_a_medicine_is_known_by_its_code_or_its_name(told: Json, name: str, classes: set[str]) -> None:
    (found,) = read(told).medicines
    assert (found.row.name, set(found.classes & (CLASSES | classes))) == (name, classes)


def test_a_medicine_elsewhere_in_the_file_is_found_by_either_address() -> None:
    bundle = {"resourceType": "Bundle", "entry": [
        {"resource": PERSON},
        {"fullUrl": "urn:uuid:7", "resource": {"resourceType": "Medication", "code": SERTRALINE}},
        {"resource": order({}, medicationReference={"reference": "urn:uuid:7"}) | {"medicationCodeableConcept": None}},
        {"resource": order({}, medicationReference={"reference": "Medication/none"}) | {
            "medicationCodeableConcept": None}}]}
    found = read_chart(resources_in(json.dumps(bundle).encode()), FORM, today=TODAY)
    assert [one.row.name for one in found.medicines] == ["Sertraline"]
    assert found.passed_over == {"medicine_without_name": 1}


@pytest.mark.parametrize(("told", "numbers"), [
    ([panel(120.5, 79.4)], (121, 79)), ([panel(120, 80, status="preliminary")], None),
    ([panel(16, 10, unit="kPa")], None), ([panel(120, 80, on="2027-01-01")], None), ([panel(120, 80, on="soon")], None),
    ([panel(120, 80, on="2026-10-20T08:00:00Z"), panel(130, 85, on="2026-10-20T09:00:00Z")], (130, 85)),
    ([observation("85354-9", component=panel(120, 80)["component"][:1])], None),
    ([observation("8480-6", valueQuantity={"value": 131, "unit": "mmHg"}),
      observation("8462-4", valueQuantity={"value": 82, "unit": "mmHg"})], (131, 82)),
    ([observation("8480-6", valueQuantity={"value": 131, "unit": "mmHg"}),
      observation("8462-4", "2026-10-19", valueQuantity={"value": 82, "unit": "mmHg"})], None),
    ([panel(120, 80, on="2026-10-20T09:00:00Z"), panel(190, 115, on="2026-10-20T05:00:00-08:00")], (190, 115)),
    ([panel(120, 80, on="2026-10-20T00:30:00+14:00"), panel(190, 115, on="2026-10-19T12:00:00Z")], (190, 115)),
    ([panel(120, 80, on="2026")], None), ([panel(120, 80, on="2026-10")], None),
    ([panel(160, 100, unit="cm[H2O]") | {"unit": "mmHg"}], None),
    ([observation("85354-9", component=[*panel(190, 80)["component"], panel(110, 80)["component"][0]])], None),
    ([observation("8480-6", valueQuantity={"value": 131, "unit": "mmHg"}),
      observation("8462-4", valueQuantity={"value": 90, "unit": "mmHg", "comparator": "<"})], None),
    ([panel(180, 110, focus=[{"reference": "RelatedPerson/2"}])], None),
    ([panel(180, 110, focus=[{"reference": "Patient/2"}], subject={"reference": "Patient/1"})], None),
    ([panel(180, 110, focus=[{"reference": "Patient/1"}], subject={"reference": "Patient/1"})], (180, 110)),
    ([panel(180, 110, modifierExtension=[{"url": "urn:negated"}])], None),
])
def test_the_newest_whole_reading_counts(told: list[Json], numbers: tuple[int, int] | None) -> None:
    reading = read(*told).reading
    assert (reading and (reading.systolic, reading.diastolic)) == numbers


def pregnancy(code: str, on: str, **more: Any) -> Json:
    return observation("82810-3", on, valueCodeableConcept=concept(SNOMED, code)) | more


IS_PREGNANT = condition(concept(SNOMED, "77386006"), onsetDateTime="2026-09-01")


@pytest.mark.parametrize(("told", "status_and_why"), [
    ([IS_PREGNANT], ("yes", "condition")), ([IS_PREGNANT | {"clinicalStatus": status("resolved")}], None),
    ([condition(concept(SNOMED, "77386006"), onsetDateTime="2025-09-01")], ("unsure", "over_300_days_old")),
    ([condition(concept(SNOMED, "77386006"))], ("unsure", "without_day")),
    ([pregnancy("60001007", "2026-10-20")], ("no", "observation")),
    ([pregnancy("60001007", "2026-09-20")], ("unsure", "over_30_days_old")),
    ([pregnancy("146799005", "2026-10-20")], ("unsure", "possible")),
    ([pregnancy("60001007", "2026-10-20"), IS_PREGNANT], ("unsure", "disagreement")),
    ([pregnancy("77386006", "2026-10-20"), IS_PREGNANT], ("yes", "observation")),
    ([pregnancy("60001007", "2026-10-20T08:00:00Z"), pregnancy("77386006", "2026-10-20T12:00:00Z")],
     ("unsure", "disagreement")),
    ([pregnancy("60001007", "2026-10-10"), pregnancy("77386006", "2026-10-20")], ("yes", "observation")),
    ([pregnancy("60001007", "2026-10-20", dataAbsentReason={"text": "not asked"})], ("unsure", "possible")),
    ([observation("82810-3", valueCodeableConcept=concept("urn:l", "60001007", "Pregnant"))], ("unsure", "possible")),
    ([pregnancy("77386006", "2026-06-20"),
      IS_PREGNANT | {"clinicalStatus": status("resolved"), "abatementDateTime": "2026-10-30"}],
     ("unsure", "disagreement")),
    ([condition(concept(SNOMED, "77386006"), onsetDateTime="2030-01-01")], ("unsure", "in_the_future")),
])
def test_a_pregnancy_is_known_while_it_can_last(told: list[Json], status_and_why: tuple[str, str] | None) -> None:
    found = read(*told).pregnancy
    assert (found and (found.status, found.why)) == status_and_why


@pytest.mark.parametrize(("told", "total"), [
    (observation("44261-6", valueInteger=12), 12), (observation("44261-6", valueString=" 12 "), 12),
    (observation("44249-1", valueQuantity={"value": 12}), 12), (observation("44261-6", valueInteger=99), None),
    (observation("44261-6", valueString="high"), None), (observation("44261-6", on=None, valueInteger=3), None),
])
def test_a_score_is_read_however_it_is_written(told: Json, total: int | None) -> None:
    found = read(told).scores.get("phq9")
    assert (found.total if found else None) == total


def test_codes_name_questions_and_options_that_there_are() -> None:
    codes = load_codes()
    told = [*codes.pregnancy_status.suggests.values(), *codes.allergies.of_class.values()]
    for topic in codes.topics.values():
        told += [topic.now, topic.ever]
    for suggests in told:
        for link_id, option in suggests.items():
            assert FORM.item(link_id).has_option(option), f"{link_id}: {option}"
    assert FORM.item(codes.allergies.question).type == "text"
    names = FORM.terminology.medicine_names
    assert [name for name in codes.ingredients.values() if not names.is_recognised(name)] == []


def suggested(*resources: Json) -> dict[str, list[object]]:
    found: dict[str, list[object]] = {}
    for one in suggestions(read(*resources), FORM):
        found.setdefault(one.link_id, []).append(one.value)
    return found


def test_what_holds_now_and_what_ever_was_suggest_their_answers() -> None:
    seizure = condition(concept(SNOMED, "84757009"), "resolved")
    assert suggested(condition(DEPRESSION), seizure) == {
        "other_diagnoses": [("depression",)], "seizures": ["yes"], "chart_conditions": [("seizures",)]}


@pytest.mark.parametrize("told", [
    condition(DEPRESSION, "resolved"), condition(DEPRESSION, verified="provisional"),
    condition(DEPRESSION, verified="refuted"), order(SERTRALINE, status="stopped"), order(SERTRALINE, intent="plan"),
    condition(concept(SNOMED, "55680006", "Drug overdose")), pregnancy("60001007", "2020-01-01"),
    {"resourceType": "AllergyIntolerance", "code": {"text": "Latex"}, "clinicalStatus": status("resolved")},
])
def test_what_is_past_in_doubt_or_not_there_suggests_nothing_as_if_it_were_now(told: Json) -> None:
    assert suggested(told) == {}


def test_an_old_reading_is_suggested_as_past_and_with_its_day() -> None:
    found = suggestions(read(panel(120, 80, on="2020-05-04")), FORM)
    assert [(one.link_id, one.value, one.state) for one in found] == [
        ("systolic", 120, "past"), ("diastolic", 80, "past"), ("blood_pressure_date", date(2020, 5, 4), "past")]


def test_nothing_is_suggested_of_somebody_who_has_died() -> None:
    chart = chart_of("syn19-26-deceased")
    assert chart.is_deceased
    assert suggestions(chart, FORM) == ()


def test_an_allergy_to_ketamine_answers_the_question_on_it_too() -> None:
    assert suggested(allergy_to("Ketamine")) == {"ketamine_reaction": ["yes"], "allergies": ["Ketamine"]}


def test_an_allergy_that_is_denied_or_in_doubt_answers_no_question_on_ketamine() -> None:
    refuted = {"coding": [{"code": "L"}, {"code": "refuted"}]}
    for name, more in (("No known allergy to ketamine", {}), ("Not allergic to ketamine", {}),
                       ("Ketamine", {"verificationStatus": refuted}), ("Ketamine", {"modifierExtension": [{}]})):
        assert "ketamine_reaction" not in suggested(allergy_to(name, **more)), name


@pytest.mark.parametrize(("typed", "is_settled"), [
    ("penicillin", True), ("Latex and penicillin, a rash", True), ("I am not allergic to penicillin", False),
    ("No penicillin allergy", False), ("penicillins", False), ("No soy alérgica a penicillin", False),
    ("My mother: penicillin", False), ("", False),
])
def test_words_confirm_an_allergy_only_if_they_say_it(typed: str, is_settled: bool) -> None:
    told = Suggestion("allergies", "Penicillin", "now", ())
    response = Response(FORM.questionnaire_id, {"allergies": Answer(typed)})
    assert is_confirmed(told, response, FORM) == is_settled
    after = accepted(told, response, FORM, TODAY).answers["allergies"].value
    assert after == typed if is_settled else str(after).endswith("Penicillin")


def test_orders_and_allergies_of_one_name_are_one_line_and_a_chart_with_too_much_is_refused_whole() -> None:
    def all_of(*resources: Json) -> list[Json]:
        chart = read(*resources)
        return [dict(one) for one in entries_of_chart((*suggestions(chart, FORM), *in_doubt(chart, FORM)))]

    unknown = [order(SERTRALINE, status="unknown", authoredOn=f"20{year}-01-01")
               for year in range(10, 20)]
    allergies = [allergy_to("Latex", recordedDate=f"20{year}-01-01") for year in range(10, 20)]
    now = [order(SERTRALINE, authoredOn=f"{year}-01-01", dosageInstruction=[{"text": f"in {year}"}])
           for year in (2024, 2026, 2025)]
    row = next(one for one in all_of(*now) if one["link_id"] == "medicines")
    assert row["value"][0]["frequency"] == "in 2026"
    assert [one["on"] for one in row["entries"]] == ["2026-01-01", "2025-01-01", "2024-01-01"]
    told = all_of(*unknown, *allergies)
    assert [(one["link_id"], one["state"]) for one in told] == [("allergies", "now"), ("medicines", "unsure")]
    assert [one["entries"][0]["on"] for one in told] == ["2019-01-01", "2019-01-01"]
    with pytest.raises(UnreadableError) as refused:
        all_of(*(allergy_to(f"Pollen {number}") for number in range(MOST + 1)))
    assert refused.value.code == "chart_too_much"


def test_a_tick_or_a_row_that_is_accepted_joins_those_of_the_person() -> None:
    before = Response(FORM.questionnaire_id, {
        "other_diagnoses": Answer(("adhd",), "unsure"), "medicines": Answer((MedicineRow("Zinc"),)),
        "anxiety_diagnoses": Answer(("none",)), "allergies": Answer("Latex")})
    joined: list[tuple[Any, str, Any]] = [
        (("depression",), "other_diagnoses", ("depression", "adhd")), (("gad",), "anxiety_diagnoses", ("gad",)),
        ((MedicineRow("Sertraline"),), "medicines", (MedicineRow("Zinc"), MedicineRow("Sertraline"))),
        ((MedicineRow("zinc"),), "medicines", (MedicineRow("Zinc"),)), ("Nuts", "allergies", "Latex; Nuts"),
    ]
    for value, link_id, after in joined:
        answer = accepted(Suggestion(link_id, value, "now", ()), before, FORM, TODAY).answers[link_id]
        assert (answer.value, answer.origin, answer.on) == (after, "chart", TODAY)
    assert accepted(Suggestion("other_diagnoses", ("depression",), "now", ()), before, FORM, TODAY).answers[
        "other_diagnoses"].absent == "unsure"


def test_an_answer_that_differs_from_the_chart_is_noticed() -> None:
    told = Suggestion("seizures", "yes", "past", ())
    for value, is_other in (("yes", False), ("no", True), (None, False)):
        response = Response(FORM.questionnaire_id, {"seizures": Answer(value, None if value else "unsure")})
        assert (is_confirmed(told, response, FORM), differs(told, response, FORM)) == (value == "yes", is_other)


def test_another_name_or_birthday_than_the_forms_is_noticed_and_an_earlier_name_is_not() -> None:
    names = [{"family": "Byron", "given": ["Ada"], "use": "old"}, {"family": "Lovelace", "given": ["Ada"]}]
    chart = read_chart([PERSON | {"name": names}], FORM, today=TODAY)
    for name, born, differing in [
        ("ada byron", date(1990, 3, 1), ()), ("Ada Lovelace", date(1990, 3, 1), ()),
        ("Grace Hopper", date(1990, 3, 1), ("patient_name",)), ("Ada Byron", date(1991, 3, 1), ("birth_date",)),
    ]:
        response = Response(FORM.questionnaire_id, {"patient_name": Answer(name), "birth_date": Answer(born)})
        assert other_identity(chart.names, chart.born, FORM, response) == differing


@pytest.mark.parametrize(("resources", "code"), [
    ([PERSON, PERSON | {"id": "2"}], "chart_several"),
    ([PERSON, *(condition(DEPRESSION, subject={"reference": f"Patient/{at}"}) for at in (2, 3))], "chart_several"),
    ([{"resourceType": "Practitioner"}], "chart_of_nobody"), ([], "chart_of_nobody"),
    ([PERSON, {"resourceType": "Condition", "clinicalStatus": "active"}], "fhir_older"),
])
def test_a_chart_of_several_people_or_of_nobody_is_refused(resources: list[Json], code: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_chart(resources, FORM, today=TODAY)
    assert caught.value.code == code


def test_what_is_about_somebody_else_is_counted_and_not_read() -> None:
    newborn = condition(concept(SNOMED, "84757009", "Epilepsy"), subject={"reference": "Patient/newborn"})
    chart = read(condition(DEPRESSION), newborn, condition(DEPRESSION) | {"subject": {"display": "Ada"}})
    assert {topic: len(one.entries) for topic, one in chart.findings.items()} == {"depression": 2}
    assert chart.passed_over == {"of_somebody_else": 1}


def test_references_that_lead_nowhere_are_of_the_one_person() -> None:
    assert set(read(condition(DEPRESSION, subject={"reference": "Patient/elsewhere"})).findings) == {"depression"}


def test_the_command_lists_what_a_chart_suggests(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["suggest", str(CHARTS / "made-01-raised-icp.json"), "--as-of", "2026-11-01"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["link_id"] for one in told["suggestions"]] == [
        "systolic", "diastolic", "blood_pressure_date", "raised_intracranial_pressure", "chart_conditions"]
    (tmp_path / "none.json").write_text("{}")
    assert main(["suggest", str(tmp_path / "none.json")]) == 2
    assert "There is nothing of a chart in this file." in capsys.readouterr().err
