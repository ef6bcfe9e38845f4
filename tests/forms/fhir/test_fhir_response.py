"""Answers as a FHIR QuestionnaireResponse: written strictly, read loosely, and the same answers after both."""

import json
from copy import deepcopy
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms import (
    Answer,
    AnswersInForce,
    MedicineRow,
    PartialDate,
    Response,
    Value,
    answers_in_force,
    load_questionnaire,
)
from forms.__main__ import main
from forms.exchange import ReadBack, UnreadableError, read_back, read_response
from forms.exchange.fhir import is_fhir, read_fhir, write_fhir_response, write_questionnaire
from forms.exchange.fhir.resources import each_resource, resources_in
from tests.support import ROOT
from tests.support.any_response import FORM, TODAY, any_dates, any_response, without_contradictions
from tests.support.fhir_checks import faults, items_of

Json = dict[str, Any]
ZONE = ZoneInfo("America/Los_Angeles")
READ_ON = "blood_pressure_date"
SAMPLES = sorted((ROOT / "tests" / "sample_responses").glob("*.json"))
EVERYTHING = any_response().flatmap(any_dates).map(without_contradictions)
ANSWERS = {
    "adult": Answer("yes"), "patient_name": Answer("Ada Byron"), "birth_date": Answer(date(1990, 3, 1)),
    "gad7_2": Answer("2"), "other_diagnoses": Answer(("depression",), absent="unsure"), "seizures": Answer("no"),
    "systolic": Answer(absent="unsure"), "allergies": Answer(""), "suicide_attempt": Answer(absent="declined"),
    "takes_medicines": Answer("yes"), "medicines": Answer((MedicineRow("Sertraline", "50 mg"), MedicineRow("Zinc"))),
}


def in_force(response: Response) -> AnswersInForce:
    return answers_in_force(FORM, response)


def written(answers: dict[str, Answer]) -> Json:
    return write_fhir_response(in_force(Response(FORM.questionnaire_id, answers)), ZONE).as_json()


def read(file: object, today: date = TODAY) -> ReadBack:
    content = file if isinstance(file, bytes) else json.dumps(file).encode()
    assert is_fhir(content)
    return read_fhir(content, FORM, today=today, zone=ZONE)


def given_in(found: ReadBack) -> dict[str, Answer]:
    return in_force(found.response).given()


def item(resource: Json, link_id: str) -> Json:
    return next(one for one in items_of(resource) if one["linkId"] == link_id)


@given(EVERYTHING)
@settings(max_examples=60)
def test_what_is_written_reads_back_as_the_answers_in_force(response: Response) -> None:
    before = in_force(response).given()
    found = read(write_fhir_response(in_force(response), ZONE).as_json())
    assert found.left_out == ()
    assert given_in(found) == before
    assert [one.asked_in for one in given_in(found).values()] == [one.asked_in for one in before.values()]


@pytest.mark.slow
@given(EVERYTHING)
@settings(max_examples=10)
def test_what_is_written_has_no_fault_and_fits_the_form(response: Response) -> None:
    resource = write_fhir_response(in_force(response), ZONE).as_json()
    assert faults(resource) == []
    assert misfits(resource, write_questionnaire(FORM).as_json()) == []


@pytest.mark.slow
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_every_sample_has_no_fault_and_fits_the_form(sample: Path) -> None:
    resource = write_fhir_response(in_force(read_response(sample.read_bytes(), FORM, today=TODAY)), ZONE).as_json()
    assert faults(resource) == []
    assert misfits(resource, write_questionnaire(FORM).as_json()) == []


def misfits(response: Json, form: Json) -> list[str]:
    """What renderers refuse or drop: items that the form lacks or nests otherwise, codings that are not its own."""
    given = list(dict.fromkeys(one["linkId"] for one in response.get("item", [])))  # a row is an item of its own
    in_form = [one["linkId"] for one in form["item"] if one["linkId"] in given]
    found = [] if given == in_form else ["another order than in the form"]
    asked = {one["linkId"]: one for one in form.get("item", [])}
    for one in response.get("item", []):
        question = asked.get(one["linkId"])
        if question is None:
            found.append(f"{one['linkId']} is not here in the form")
            continue
        options = [option["valueCoding"] for option in question.get("answerOption", [])]
        found += [f"{one['linkId']}: {answer}" for answer in one.get("answer", [])
                  if "valueCoding" in answer and answer["valueCoding"] not in options]
        found += misfits(one, question) if "item" in one else []
    return found


def test_an_answer_is_nested_as_in_the_form_and_says_how_it_was_given() -> None:
    resource = written({"seizures": Answer("no", origin="with_help", on=date(2026, 3, 31), asked_in="es")})
    assert resource["questionnaire"] == f"urn:ketamine-consult:questionnaire|{FORM.version}"
    assert resource["authored"] == "2026-03-31"
    (section,) = resource["item"]
    assert section["linkId"] == "section.head"
    assert section["item"] == [{
        "extension": [{"url": "urn:ketamine-consult:origin", "valueCode": "with_help"},
                      {"url": "urn:ketamine-consult:answered-on", "valueDate": "2026-03-31"},
                      {"url": "urn:ketamine-consult:asked-in", "valueCode": "es"}],
        "linkId": "seizures", "text": "Have you ever had a seizure (fit)?",
        "answer": [{"valueCoding": {"system": "urn:ketamine-consult:seizures", "code": "no", "display": "No"}}]}]


def test_the_answer_of_a_closed_question_is_not_written() -> None:
    resource = written({"psychosis": Answer("no"), "psychosis_when": Answer("now")})
    assert "psychosis_when" not in {one["linkId"] for one in items_of(resource)}


def test_a_reason_for_no_answer_is_hl7s_extension_and_the_option_of_the_form() -> None:
    resource = written(ANSWERS)
    assert item(resource, "systolic") == {
        "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
                       "valueCode": "asked-unknown"}],
        "linkId": "systolic", "text": FORM.item("systolic").text}
    assert item(resource, "systolic.absent")["answer"][0]["valueCoding"]["display"] == "I’m not sure"
    assert item(resource, "suicide_attempt")["extension"][0]["valueCode"] == "asked-declined"
    assert item(resource, "allergies.absent")["answer"][0]["valueCoding"]["code"] == "nothing"


def test_a_form_with_open_questions_is_in_progress() -> None:
    assert written(ANSWERS)["status"] == "in-progress"
    every = {one.link_id: Answer(absent="unsure") for one in FORM.items.values() if one.asked_by == "everyone"}
    assert written(every)["status"] == "completed"


def test_a_time_is_on_the_clock_of_the_clinic_and_has_its_offset() -> None:
    resource = written({"measured_on": Answer(datetime(2026, 3, 31, 9, 30))})
    answer = item(resource, "measured_on")["answer"][0]
    assert answer == {"valueDateTime": "2026-03-31T09:30:00-07:00"}
    answer["valueDateTime"] = datetime(2026, 3, 31, 16, 30, tzinfo=UTC).isoformat()
    assert given_in(read(resource))["measured_on"].value == datetime(2026, 3, 31, 9, 30)


WHOLE = written(ANSWERS)


@pytest.mark.parametrize("file", [
    WHOLE, [WHOLE], {"resourceType": "Bundle", "type": "searchset", "entry": [{"resource": WHOLE}]},
    {"entry": [{"resource": {"resourceType": "Patient"}}, {"resource": WHOLE}], "type": "batch-response",
     "resourceType": "Bundle"},
    [{"resourceType": "Bundle", "entry": [{"resource": WHOLE}]}],
], ids=["resource", "array", "bundle", "bundle in another order", "bundle in an array"])
def test_answers_are_found_in_whatever_holds_them(file: object) -> None:
    assert given_in(read(file)) == ANSWERS


def test_answers_are_found_on_a_line_among_others() -> None:
    lines = [{"resourceType": "Patient", "id": "1"}, WHOLE]
    assert given_in(read("\n".join(map(json.dumps, lines)).encode())) == ANSWERS


@pytest.mark.parametrize("begins", [b'{"resourceType": "Bundle", "entry": [', b"[", b""],
                         ids=["bundle", "array", "lines"])
def test_a_large_file_is_read_part_by_part(begins: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("forms.exchange.fhir.resources.WHOLE", 3000)
    one = json.dumps({"resourceType": "Patient", "id": "1"})
    wrapped = '{"resource": %s}' if begins.startswith(b"{") else "%s"
    between, ends = (b"\n", b"") if not begins else (b",", b"]}" if begins.startswith(b"{") else b"]")
    there = tmp_path / "large.json"
    there.write_bytes(begins + between.join([(wrapped % one).encode()] * 200) + ends)
    with there.open("rb") as file:
        assert len(list(each_resource(file))) == 200


def edited(link_id: str, **changes: Any) -> Json:
    resource = deepcopy(WHOLE)
    item(resource, link_id).update(changes)
    return resource


def coding(code: str, system: str | None = None) -> Json:
    return {"valueCoding": {"code": code} | ({"system": system} if system else {})}


def test_the_older_code_of_the_gad_7_is_taken_for_todays() -> None:
    resource = edited("gad7_2", answer=[coding("LA18938-3", "http://loinc.org")])
    assert given_in(read(resource))["gad7_2"].value == "2"


def test_a_coding_without_its_system_or_its_display_is_taken() -> None:
    assert given_in(read(edited("seizures", answer=[coding("yes")])))["seizures"].value == "yes"


@pytest.mark.parametrize(("link_id", "answer"), [
    ("seizures", [coding("yes", "urn:another")]), ("seizures", [coding("maybe")]),
    ("seizures", [coding("yes"), coding("no")]), ("birth_date", [{"valueDate": "1990-13-01"}]),
    ("birth_date", [{"valueDate": "2190-01-01"}]), ("other_diagnoses", [coding("none"), coding("depression")]),
], ids=["another system", "no option", "two of one", "no month", "in the future", "none and another"])
def test_an_answer_that_cannot_be_is_left_out_and_listed(link_id: str, answer: list[Json]) -> None:
    found = read(edited(link_id, answer=answer))
    assert link_id not in given_in(found)
    assert [one.link_id for one in found.left_out] == [link_id]


def test_an_answer_to_a_question_that_is_not_here_is_listed() -> None:
    (left_out,) = read(edited("seizures", linkId="shoe_size")).left_out
    assert (left_out.question, left_out.why) == ("shoe_size", "This question is not asked any more.")


@pytest.mark.parametrize(("said", "read_as"), [
    ("2019-04", PartialDate(2019, 4)), ("April 2019", PartialDate(2019, 4)), ("abril de 2019", PartialDate(2019, 4)),
    ("about 2019", PartialDate(2019)), ("2019-04-03", date(2019, 4, 3)),
])
def test_a_month_or_a_year_is_a_text_that_other_software_makes_no_day_of(said: str, read_as: Value) -> None:
    reading = {"systolic": Answer(128), "diastolic": Answer(80), READ_ON: Answer(PartialDate(2019, 4))}
    resource = written(reading)
    assert item(resource, READ_ON)["answer"] == [{"valueString": "2019-04"}]
    assert item(write_questionnaire(FORM).as_json(), READ_ON)["type"] == "string"
    item(resource, READ_ON)["answer"] = [{"valueString": said}]
    assert given_in(read(resource))[READ_ON].value == read_as


def test_an_answer_counts_beside_not_sure_and_that_is_said() -> None:
    resource = edited("systolic", answer=[{"valueInteger": 120}], extension=[])
    found = read(resource)
    assert given_in(found)["systolic"].value == 120
    assert [(one.link_id, one.given) for one in found.left_out] == [("systolic", "I’m not sure")]


def test_a_row_without_a_name_is_listed_and_the_others_are_taken() -> None:
    resource = edited("medicines", item=[{"linkId": "medicines.dose", "answer": [{"valueString": "5 mg"}]}])
    found = read(resource)
    assert given_in(found)["medicines"].value == (MedicineRow("Zinc"),)
    assert [(one.link_id, one.given) for one in found.left_out] == [("medicines", "5 mg")]


def test_the_day_of_a_response_is_that_of_its_answers_where_none_says_its_own() -> None:
    found = read(WHOLE | {"authored": "2026-03-31T10:00:00Z"})
    assert {answer.on for answer in found.response.answers.values()} == {date(2026, 3, 31)}


def test_of_several_forms_of_one_person_the_newest_is_read_and_the_others_are_counted() -> None:
    older = edited("seizures", answer=[coding("yes")]) | {"authored": "2025-01-01"}
    found = read([older, WHOLE | {"authored": "2026-01-01"}])
    assert given_in(found)["seizures"].value == "no"
    assert [one.question for one in found.left_out] == ["Other forms in this file (1)"]


def test_a_form_that_names_no_questionnaire_is_known_by_its_questions() -> None:
    assert given_in(read({key: value for key, value in WHOLE.items() if key != "questionnaire"})) == ANSWERS


@pytest.mark.parametrize(("file", "code"), [
    ({"resourceType": "QuestionnaireResponse", "group": {"question": []}}, "fhir_older"),
    ({"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "MedicationOrder"}}]}, "fhir_older"),
    ({"resourceType": "Condition", "clinicalStatus": "active"}, "fhir_older"),
    (WHOLE | {"questionnaire": "http://example.org/another|1"}, "fhir_other_questionnaire"),
    ({"resourceType": "QuestionnaireResponse", "item": [{"linkId": "1"}]}, "fhir_other_questionnaire"),
    ({"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "Patient"}}]}, "fhir_no_answers"),
    ({"resourceType": "Bundle"}, "fhir_no_answers"),
    ([WHOLE | {"subject": {"reference": "Patient/1"}}, WHOLE | {"subject": {"reference": "Patient/2"}}],
     "fhir_several_people"),
    (b'{"resourceType": "Bundle", "entry": [', "fhir_damaged"),
    (b'[{"resourceType": "Patient"}' + b"[" * 100_000, "fhir_damaged"),
])
def test_a_file_without_answers_to_this_form_is_refused_with_its_reason(file: object, code: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read(file)
    assert caught.value.code == code


def test_a_refusal_names_what_the_file_holds() -> None:
    with pytest.raises(UnreadableError) as caught:
        read([{"resourceType": "Patient"}, {"resourceType": "Condition"}, {"resourceType": "<script>"}])
    assert caught.value.in_words() == (
        "This file has no answers to a form in it. It has: Patient, Condition. Choose the file with the answers "
        "(QuestionnaireResponse).")


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=4),
                    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([
                        "item", "answer", "linkId", "valueCoding", "extension", "url", "code", "system", "valueCode",
                        "value", "seizures", "resource", "entry"]), inner, max_size=4), max_leaves=20)


@given(JSON, JSON)
@settings(max_examples=150)
def test_nonsense_is_refused_or_left_out_and_never_breaks(items: Any, answer: Any) -> None:
    odd = {"linkId": "seizures", "answer": answer, "extension": items, "item": items}
    for file in ({"resourceType": "QuestionnaireResponse", "item": items}, {"resourceType": "Bundle", "entry": items},
                 WHOLE | {"item": [odd, {"linkId": "medicines", "item": [odd]}]}, WHOLE | {"subject": items}):
        try:
            read(file)
        except UnreadableError:
            continue


def test_the_door_for_files_takes_fhir_too() -> None:
    found = read_back(json.dumps(WHOLE).encode(), load_questionnaire(), today=TODAY)
    assert (given_in(found), found.version, found.whence) == (ANSWERS, FORM.version, "file")


def test_the_command_writes_the_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sample = ROOT / "tests" / "sample_responses" / "could_be_pregnant.json"
    assert main(["export", "response", str(sample), str(tmp_path / "out.json")]) == 0
    found = read((tmp_path / "out.json").read_bytes())
    assert given_in(found)["pregnant"].value == "could_be"
    assert main(["export", "response", str(tmp_path / "none.json")]) == 2
    assert capsys.readouterr().err == f"{tmp_path}/none.json: cannot be read or written: No such file or directory.\n"


def test_resources_that_are_none_are_passed_over() -> None:
    assert list(resources_in(b'[1, null, {"resourceType": 3}, {"resourceType": "Patient"}]')) == [
        {"resourceType": "Patient"}]


MODIFIER = {"modifierExtension": [{"url": "urn:another:negated", "valueBoolean": True}]}


@pytest.mark.parametrize(("changes", "code"), [
    ({"status": "entered-in-error"}, "fhir_in_error"), ({"status": "Entered-In-Error "}, "fhir_in_error"),
    (MODIFIER, "fhir_not_understood"),
])
def test_a_form_that_must_not_be_used_is_passed_over(changes: Json, code: str) -> None:
    older = WHOLE | {"authored": "2020-01-01"}
    newer = edited("seizures", answer=[coding("yes")]) | {"authored": "2026-03-30"} | changes
    found = read([older, newer])
    assert given_in(found)["seizures"].value == "no"
    assert [one.why for one in found.left_out] == ["Not read. Ask whether they are needed."]
    with pytest.raises(UnreadableError) as caught:
        read(newer)
    assert caught.value.code == code
    assert caught.value.in_words("es")


@pytest.mark.parametrize("changes", [
    MODIFIER, {"answer": [coding("no") | MODIFIER]}, {"answer": [coding("yes") | MODIFIER, coding("no")]},
], ids=["item", "answer", "one of two answers"])
def test_an_answer_with_a_modifier_is_left_out_and_listed(changes: Json) -> None:
    found = read(edited("seizures", **changes))
    assert "seizures" not in given_in(found)
    assert {one.link_id for one in found.left_out} == {"seizures"}


def test_what_stands_in_a_section_with_a_modifier_is_left_out_too() -> None:
    resource = deepcopy(WHOLE)
    for section in resource["item"]:
        section |= MODIFIER
    found = read(resource)
    assert found.response.answers == {}
    assert {one.link_id for one in found.left_out} == set(ANSWERS)


@pytest.mark.parametrize(("older", "newer"), [
    ("2026-03-20T01:00:00Z", "2026-03-19T23:00:00-08:00"), ("2026-03-20", "2026-03-20T09:00:00Z"),
    ("2026-03", "2026-03-02"), ("0001-01-01T00:00:00+14:00", "2026-03-20"), ("unreadable", "2026-03-20"),
    ("2026-03-20T08:00:00Z", "2026-03-20T03:00:00"),
])
@pytest.mark.parametrize("is_first", [True, False])
def test_the_newest_form_is_that_of_the_latest_moment(older: str, newer: str, is_first: bool) -> None:
    two = [edited("seizures", answer=[coding("yes")]) | {"authored": older}, WHOLE | {"authored": newer}]
    assert given_in(read(two if is_first else two[::-1]))["seizures"].value == "no"


@pytest.mark.parametrize("moment", ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"])
def test_a_moment_that_no_clock_shows_is_left_out_alone(moment: str) -> None:
    found = read([{**WHOLE, "item": [*WHOLE["item"],
                                     {"linkId": "measured_on", "answer": [{"valueDateTime": moment}]}]}])
    assert (given_in(found), [one.link_id for one in found.left_out]) == (ANSWERS, ["measured_on"])
    told = [{"url": "urn:ketamine-consult:answered-on", "valueDateTime": moment}]
    found = read(edited("seizures", extension=told))
    assert {*given_in(found), *(one.link_id for one in found.left_out)} == set(ANSWERS)


def quantity(value: float, **more: str) -> list[Json]:
    return [{"valueQuantity": {"value": value, **more}}]


@pytest.mark.parametrize(("link_id", "answer"), [
    ("systolic", quantity(90, comparator="<")), ("measured_pulse", quantity(90, comparator=">=", unit="/min")),
    ("systolic", quantity(60, unit="kPa")), ("systolic", quantity(60, unit="mmHg", code="kPa")),
    ("measured_pulse", quantity(60, code="Hz")), ("systolic", [{"valueRange": {"low": {"value": 90}}}]),
])
def test_a_quantity_that_is_not_the_number_asked_for_is_left_out(link_id: str, answer: list[Json]) -> None:
    found = read(WHOLE | {"item": [{"linkId": link_id, "answer": answer}]})
    assert (given_in(found), [one.link_id for one in found.left_out]) == ({}, [link_id])


@pytest.mark.parametrize(("link_id", "units"), [
    ("systolic", {}), ("systolic", {"unit": "mmHg"}), ("systolic", {"unit": "mm Hg", "code": "mm[Hg]"}),
    ("systolic", {"unit": "millimeter of mercury", "code": "mm[Hg]"}), ("measured_pulse", {"code": "/min"}),
    ("measured_pulse", {"unit": "beats/minute", "code": "{beats}/min"}),
])
def test_a_quantity_in_the_unit_of_the_question_is_taken(link_id: str, units: Json) -> None:
    found = read(WHOLE | {"item": [{"linkId": link_id, "answer": quantity(90, **units)}]})
    assert {name: answer.value for name, answer in given_in(found).items()} == {link_id: 90}


def named(*names: str) -> Json:
    return {"linkId": "medicines.name", "answer": [{"valueString": name} for name in names]}


DOSE = {"linkId": "medicines.dose", "answer": [{"valueString": "50 mg"}]}
LITHIUM = {"linkId": "medicines", "answer": [{"valueString": "lithium"}]}


@pytest.mark.parametrize(("items", "rows", "listed"), [
    ([LITHIUM], [("lithium", "")], []), ([LITHIUM | {"item": [DOSE]}], [("lithium", "50 mg")], []),
    ([{"linkId": "medicines", "answer": [{"valueString": "lithium", "item": [DOSE]}, {"valueString": "zinc"}]}],
     [("lithium", "50 mg"), ("zinc", "")], []),
    ([{"linkId": "medicines", "answer": [{"valueCoding": {"code": "x1", "display": "lithium"}}]}],
     [("lithium", "")], []),
    ([named("lithium")], [("lithium", "")], []),
    ([named("lithium"), named("zinc")], [("lithium", ""), ("zinc", "")], []),
    ([named("lithium"), DOSE], [("lithium", "")], ["50 mg"]), ([DOSE], [], ["50 mg"]),
    ([{"linkId": "medicines", "item": [named("sertraline"), named("lithium"), DOSE]}],
     [("sertraline", ""), ("lithium", "")], ["50 mg"]),
    ([{"linkId": "medicines", "item": [named("sertraline", "lithium")]}], [("sertraline", ""), ("lithium", "")], []),
    ([{"linkId": "medicines", "item": [named("lithium") | MODIFIER, DOSE]}], [], ["lithium, 50 mg"]),
    ([LITHIUM | MODIFIER], [], ["lithium"]),
    ([{"linkId": "medicines", "item": [{"linkId": "medicines.name", "answer": [{"valueBoolean": True}]}]}],
     [], ["True"]),
    ([{"linkId": "medicines.absent", "answer": [{"valueString": "lithium"}]}], [], ["lithium"]),
])
def test_a_medicine_is_a_row_or_is_listed(items: list[Json], rows: list[tuple[str, str]], listed: list[str]) -> None:
    found = read(WHOLE | {"item": items})
    value = given_in(found)["medicines"].value if rows else ()
    assert value == tuple(MedicineRow(*row) for row in rows)
    assert [(one.link_id, one.given) for one in found.left_out] == [("medicines", one) for one in listed]


def test_items_are_found_however_deep_they_are() -> None:
    node: Json = {"linkId": "seizures", "answer": [coding("yes")]}
    for at in range(60):
        node = {"linkId": "g", "item": [node]} if at % 2 else {"linkId": "g", "answer": [{"item": [node]}]}
    assert given_in(read(WHOLE | {"item": [node]}))["seizures"].value == "yes"


REASON = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"


@pytest.mark.parametrize("given_as", [
    {"answer": [coding("UNSURE", "urn:ketamine-consult:absent")]},
    {"answer": [coding("nothing", "urn:ketamine-consult:absent")]},
    {"extension": [{"url": REASON, "valueCode": "masked"}]},
    {"answer": [{"_valueCoding": {"extension": [{"url": REASON, "valueCode": "error"}]}}]},
    {"answer": [{"extension": [{"url": REASON, "valueCode": "not-applicable"}]}]},
])
@pytest.mark.parametrize("link_id", ["seizures", "other_diagnoses", "medicines", "systolic"])
def test_a_reason_that_is_not_known_is_listed_and_answers_nothing(link_id: str, given_as: Json) -> None:
    found = read(WHOLE | {"item": [{"linkId": link_id, **given_as}]})
    assert (given_in(found), [one.link_id for one in found.left_out]) == ({}, [link_id])


def test_ticks_beside_a_reason_that_is_not_known_are_no_whole_list() -> None:
    answer = [coding("depression"), coding("foo", "urn:ketamine-consult:absent")]
    found = read(edited("other_diagnoses", answer=answer))
    assert "other_diagnoses" not in given_in(found)
    assert sorted(one.given for one in found.left_out) == ["depression", "foo"]


def test_words_are_the_display_of_a_coding_and_its_code_without_one() -> None:
    said = [{"valueCoding": {"code": "x17", "display": "I want to die"}}]
    items = [{"linkId": "reason", "answer": said}, {"linkId": "allergies", "answer": [coding("nuts")]}]
    found = read(WHOLE | {"item": items})
    assert [given_in(found)[one].value for one in ("reason", "allergies")] == ["I want to die", "nuts"]


@pytest.mark.parametrize("items", [
    [{"linkId": "medicines", "item": [DOSE | {"answer": [{"valueString": "m" * 3_000_000}]}]}],
    [{"linkId": "medicines", "item": [DOSE]}] * 4_500,
    [{"linkId": "medicines", "item": [named("a") | MODIFIER]}] * 4_500,
    [{"linkId": f"{one}{'z' * 200_000}", "answer": [{"valueString": "a"}]} for one in range(20)],
    [{"linkId": "systolic", "answer": quantity(90, comparator="<") * 4_500}],
], ids=["a long dose", "many doses", "many with a modifier", "long link ids", "many numbers"])
def test_what_is_left_out_is_listed_in_short(items: list[Json]) -> None:
    left_out = read(WHOLE | {"item": items}).left_out
    assert left_out
    assert len(left_out) <= 101
    assert sum(len(one.link_id + one.question + one.given) for one in left_out) < 210_000


def test_a_link_id_is_listed_without_what_nobody_sees() -> None:
    items = [{"linkId": one, "answer": [{"valueString": "a"}]} for one in ("zz\ud83d", "seizures\u200b")]
    found = read(WHOLE | {"item": items})
    assert [(one.link_id, one.question) for one in found.left_out] == [("zz", "zz"), ("", "seizures")]


def contained(name: str, born: str) -> Json:
    return {"subject": {"reference": "#p"}, "contained": [
        {"resourceType": "Patient", "id": "p", "name": [{"text": name}], "birthDate": born}]}


@pytest.mark.parametrize(("one", "other"), [
    ({"subject": {"identifier": {"value": "1"}}}, {"subject": {"identifier": {"value": "2"}}}),
    ({"subject": {"identifier": {"value": "1", "system": "urn:a"}}}, {"subject": {"identifier": {"value": "1"}}}),
    ({"subject": {"display": "Ann"}}, {"subject": {"display": "Bob"}}),
    (contained("Ann", "1990-01-01"), contained("Bob", "1990-01-01")),
    (contained("Ann", "1990-01-01"), contained("Ann", "1991-01-01")),
])
def test_forms_of_several_people_are_refused_however_they_are_named(one: Json, other: Json) -> None:
    with pytest.raises(UnreadableError) as caught:
        read([WHOLE | one, WHOLE | other])
    assert caught.value.code == "fhir_several_people"
    assert given_in(read([WHOLE | one, WHOLE | one])) == ANSWERS


def test_the_command_writes_half_a_character_as_what_can_be_encoded(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    from forms.__main__ import _write

    assert _write("-", {"name": "a\ud83d"}) == 0
    assert json.loads(capsysbinary.readouterr().out) == {"name": "a\ufffd"}


def test_a_chart_beside_answers_is_told_and_one_beside_a_form_in_error_is_read() -> None:
    person = {"resourceType": "Patient", "id": "1"}
    condition = {"resourceType": "Condition", "subject": {"reference": "Patient/1"}}
    found = read_back(json.dumps([WHOLE, person, condition]).encode(), FORM, today=TODAY)
    assert found.left_out[-1].question == "Entries of a patient’s chart (1)"
    in_error = WHOLE | {"status": "entered-in-error"}
    assert read_back(json.dumps([in_error, person, condition]).encode(), FORM, today=TODAY).chart is not None
    with pytest.raises(UnreadableError) as caught:
        read_back(json.dumps([in_error]).encode(), FORM, today=TODAY)
    assert caught.value.code == "fhir_in_error"
