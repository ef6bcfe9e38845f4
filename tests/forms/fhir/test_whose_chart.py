"""Whose entries a chart has: those of its one patient, and of nobody else (decision 29)."""

import json
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms import clean
from forms.exchange import UnreadableError
from forms.exchange.fhir import Chart, each_resource, read_chart
from forms.exchange.fhir.resource_parts import LONGEST_NAME, words_in
from tests.forms.fhir.test_chart import PERSON, SNOMED, TODAY, concept, condition, observation, order
from tests.support.any_response import FORM

Json = dict[str, Any]
SEIZURE = "seizure"  # a topic
EPILEPSY = concept(SNOMED, "84757009", "Epilepsy")
BOB: Json = {"resourceType": "Patient", "id": "1", "name": [{"text": "Bob Smith"}], "birthDate": "1970-01-01"}
MINE = condition(concept(SNOMED, "38341003", "High blood pressure"))


def without(resource: Json, *parts: str) -> Json:
    return {name: value for name, value in resource.items() if name not in parts}


def bundle(*resources: Json, **more: Any) -> Chart:
    """The chart in a Bundle. A resource's `fullUrl` stands at its entry."""
    entries = []
    for one in resources:
        address = {"fullUrl": one["fullUrl"]} if "fullUrl" in one else {}
        entries.append(address | {"resource": without(one, "fullUrl")})
    content = json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries} | more)
    return read_chart(each_resource(BytesIO(content.encode())), FORM, today=TODAY)


def of(reference: Json, **more: Any) -> Json:
    return condition(EPILEPSY, subject=reference, id="e", **more)


def contained(name: str) -> Json:
    return {"contained": [{"resourceType": "Patient", "id": "p", "name": [{"text": name}]}]}


@pytest.mark.parametrize("people", [
    [without(BOB, "id") | {"fullUrl": "urn:uuid:b"}, without(PERSON, "id") | {"fullUrl": "urn:uuid:a"}],
    [BOB | {"fullUrl": "http://b/Patient/1"}, PERSON | {"fullUrl": "http://a/Patient/1"}],
    [PERSON | {"fullUrl": "http://b/Patient/1"}, PERSON | {"fullUrl": "http://a/Patient/1"}],
    [without(BOB, "id"), without(PERSON, "id")], [BOB, PERSON],
    [PERSON, PERSON | {"birthDate": "1991-03-01"}], [PERSON, BOB | {"id": "2"}],
])
def test_a_file_with_two_patients_is_refused(people: list[Json]) -> None:
    with pytest.raises(UnreadableError) as caught:
        bundle(*people, of({"reference": "urn:uuid:b"}))
    assert caught.value.code == "chart_several"


def test_the_two_halves_of_a_blood_pressure_belong_together_however_each_names_the_person() -> None:
    subjects = {"8480-6": {"reference": "Patient/1"}, "8462-4": {"reference": "Patient/1", "display": "Ada Byron"}}
    numbers = {"8480-6": 131, "8462-4": 82}
    halves = [observation(code, subject=subject, valueQuantity={"value": numbers[code], "unit": "mmHg"})
              for code, subject in subjects.items()]
    chart = bundle(PERSON, *halves)
    assert chart.reading is not None
    assert (chart.reading.systolic, chart.reading.diastolic) == (131, 82)
    assert "half_a_reading" not in chart.passed_over


def test_the_same_patient_twice_is_one() -> None:
    assert bundle(PERSON, PERSON, PERSON | {"name": []}, of({"reference": "Patient/1"})).findings.keys() == {SEIZURE}


NOWHERE: list[Json] = [{"reference": "Patient/2"}, {"reference": "urn:uuid:9"}, {"reference": "Patient?identifier=9"},
                       {"reference": "#nowhere"}]
SOMEBODY_ELSE: list[Json] = [
    {"reference": "RelatedPerson/1"}, {"reference": "Group/7"}, {"reference": "http://other.example/Patient/1"},
    {"reference": "Patient/2", "display": "Bob Smith"}, {"identifier": {"value": "777"}},
    {"identifier": {"value": "777"}, "display": "Bob Smith"}, {"display": "Bob Smith"},
    {"type": "RelatedPerson", "display": "mother"}, {"type": "RelatedPerson"},
]


@pytest.mark.parametrize(("somebody", "others"), [
    *((one, [MINE]) for one in [*NOWHERE, *SOMEBODY_ELSE]), *((one, []) for one in SOMEBODY_ELSE)])
def test_what_is_about_somebody_else_is_not_taken(somebody: Json, others: list[Json]) -> None:
    person = PERSON | {"fullUrl": "http://a/Patient/1", "identifier": [{"value": "123"}]}
    chart = bundle(person, *others, of(somebody))
    assert SEIZURE not in chart.findings
    assert chart.passed_over == {"of_somebody_else": 1}


@pytest.mark.parametrize("reference", [
    {"reference": "Patient/1"}, {"reference": "Patient/1/_history/3"}, {"reference": "http://a/Patient/1"},
    {"reference": "http://a/Patient/1/_history/2"}, {"identifier": {"value": "123"}}, {}, {"display": "Ada Byron"},
    {"identifier": {"system": "urn:mrn", "value": "123"}}, {"display": "Dr. Ada Byron"}, {"display": "Byron, Ada"},
])
def test_each_way_to_name_the_patient_is_understood(reference: Json) -> None:
    person = PERSON | {"fullUrl": "http://a/Patient/1", "identifier": [{"system": "urn:mrn", "value": "123"}]}
    assert SEIZURE in bundle(person, MINE, of(reference) | {"fullUrl": "http://a/Condition/1"}).findings


def test_a_patient_inside_an_entry_is_compared_with_the_one_of_the_file() -> None:
    assert SEIZURE in bundle(PERSON, MINE, of({"reference": "#p"}, **contained("Ada Byron"))).findings
    assert SEIZURE not in bundle(PERSON, MINE, of({"reference": "#p"}, **contained("Bob"))).findings
    assert SEIZURE not in bundle(PERSON, of({"reference": "#p"}, **contained("Bob"))).findings


def test_patients_inside_entries_are_one_person_or_none() -> None:
    ada = of({"reference": "#p"}, **contained("Ada Byron"))
    assert bundle(ada, ada).names == ("Ada Byron",)
    with pytest.raises(UnreadableError):
        bundle(ada, of({"reference": "#p"}, **contained("Bob Smith")))


def test_a_medicine_is_the_one_of_its_own_server() -> None:
    def medicine(server: str, name: str) -> Json:
        return {"resourceType": "Medication", "id": "1", "fullUrl": f"{server}/Medication/1", "code": {"text": name}}

    def ordered(reference: str) -> Json:
        return without(order({}), "medicationCodeableConcept") | {
            "fullUrl": "http://a/MedicationRequest/1", "medicationReference": {"reference": reference}}

    both = medicine("http://a", "Lithium"), medicine("http://b", "Paracetamol")
    for reference, names in (("http://a/Medication/1", ["Lithium"]), ("http://b/Medication/1", ["Paracetamol"]),
                             ("Medication/1", ["Lithium"]), ("http://c/Medication/1", [])):
        assert [one.row.name for one in bundle(PERSON, *both, ordered(reference)).medicines] == names
    unclear = [without(one, "fullUrl") for one in both]
    assert bundle(PERSON, *unclear, ordered("Medication/1")).passed_over == {"medicine_without_name": 1}


def version(number: int, clinical: str, verified: str) -> Json:
    return condition(EPILEPSY, clinical, verified, id="c1", meta={"versionId": str(number)})


def test_only_the_newest_version_of_an_entry_counts() -> None:
    newest, older = version(2, "inactive", "entered-in-error"), version(1, "active", "confirmed")
    address = {"fullUrl": "http://a/Condition/c1"}
    for new, old in ((newest, older), (newest | address, older | address),
                     (without(newest, "meta") | address, without(older, "meta") | address)):
        assert SEIZURE not in bundle(PERSON, new, old, type="history").findings
    with pytest.raises(UnreadableError) as caught:
        bundle(PERSON, older, newest, type="history")
    assert caught.value.code == "fhir_versions"


def test_what_was_deleted_is_not_there() -> None:
    there = {"fullUrl": "http://a/Condition/c1"}
    deleted = there | {"request": {"method": "DELETE", "url": "Condition/c1"}}
    entries = [{"resource": PERSON}, deleted, there | {"resource": version(1, "active", "confirmed")}]
    content = json.dumps({"resourceType": "Bundle", "type": "history", "entry": entries}).encode()
    assert read_chart(each_resource(BytesIO(content)), FORM, today=TODAY).findings == {}


@pytest.mark.parametrize("older", [
    {"resourceType": "AllergyIntolerance", "verificationStatus": "entered-in-error", "code": {"text": "Ketamine"}},
    {"resourceType": "AllergyIntolerance", "status": "refuted", "code": {"text": "Ketamine"}},
    {"resourceType": "Condition", "verificationStatus": "refuted", "code": EPILEPSY},
    {"resourceType": "MedicationStatement", "status": "active", "taken": "n"},
    {"resourceType": "MedicationStatement", "status": "active", "wasNotTaken": True},
])
def test_what_is_written_as_before_r4_is_refused(older: Json) -> None:
    with pytest.raises(UnreadableError) as caught:
        bundle(PERSON, older)
    assert caught.value.code == "fhir_older"


def test_a_birthday_without_its_day_is_none_and_a_death_counts_however_it_is_written() -> None:
    chart = bundle(PERSON | {"birthDate": "1980", "deceasedBoolean": "true"}, MINE)
    assert (chart.born, chart.is_deceased) == (None, True)


def test_resources_follow_each_other_however_they_are_laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    large = PERSON | {"photo": "x" * 5000}
    one_after_the_other = json.dumps(PERSON, indent=1) + "\n" + json.dumps(MINE, indent=1)
    lines = json.dumps(large) + "\n" + json.dumps(MINE) + "\n"
    for whole in (6_000_000, 3000):
        monkeypatch.setattr("forms.exchange.fhir.resources.WHOLE", whole)
        for content in (one_after_the_other, lines, json.dumps(large) + json.dumps(MINE, indent=1)):
            chart = read_chart(each_resource(BytesIO(content.encode())), FORM, today=TODAY)
            assert list(chart.findings) == ["hypertension"]


def test_a_part_that_stands_twice_is_not_read_as_the_last_one() -> None:
    told = json.dumps([PERSON, condition(EPILEPSY, verified="refuted")]).replace('"subject"', """
        "verificationStatus": {"coding": [{"code": "confirmed"}]}, "subject\"""")
    with pytest.raises(UnreadableError) as caught:
        read_chart(each_resource(BytesIO(told.encode())), FORM, today=TODAY)
    assert caught.value.code == "fhir_damaged"


@given(st.text(st.characters(max_codepoint=0x250)))
def test_a_name_is_cleaned_also_where_that_is_left_out_to_be_quick(name: str) -> None:
    assert words_in(name) == " ".join(clean(name).split())[:LONGEST_NAME]
