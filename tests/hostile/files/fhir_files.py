"""FHIR files: far too much, far too deep, of several people, and values of other kinds than FHIR has."""

import codecs
import json
from collections.abc import Iterable
from typing import Any

from tests.hostile.files.case import QUESTIONNAIRE, Case

Json = dict[str, Any]
LOINC, SNOMED = "http://loinc.org", "http://snomed.info/sct"
ANSWERS = CHART = "read: file"
DAMAGED, NOTHING_OF_OURS, ANOTHER_FORM = "fhir_damaged", "fhir_no_answers", "fhir_other_questionnaire"
NO_MEMORY = "fhir_damaged|too_much_memory"
TOO_MUCH = "chart_too_much|too_slow"


def as_file(*resources: Any) -> bytes:
    return bundle(resources) if len(resources) > 1 else json.dumps(resources[0]).encode()


def bundle(resources: Iterable[Any]) -> bytes:
    return json.dumps({"resourceType": "Bundle", "type": "collection",
                       "entry": [{"resource": one} for one in resources]}).encode()


def repeated(resource: Json, count: int) -> bytes:
    """A Bundle with one resource over and over, made without holding it as objects."""
    entry = json.dumps({"resource": resource}).encode()
    return b'{"resourceType":"Bundle","type":"searchset","entry":[' + b",".join([entry] * count) + b"]}"


def response(*items: Any, **changes: Any) -> Json:
    """The answers to our form, as another program writes them."""
    return {"resourceType": "QuestionnaireResponse", "status": "completed", "authored": "2026-11-20",
            "questionnaire": f"urn:{QUESTIONNAIRE}:questionnaire", "item": list(items), **changes}


def item(link_id: str, *answers: Any, **more: Any) -> Json:
    return {"linkId": link_id, "answer": list(answers), **more}


def resource(kind: str, **parts: Any) -> Json:
    return {"resourceType": kind, "id": "1", "subject": {"reference": "Patient/1"}, **parts}


def concept(code: str, name: Any = "Zebrafish", system: str = SNOMED) -> Json:
    return {"coding": [{"system": system, "code": code, "display": name}]}


def order_of(name: str) -> Json:
    return {**ORDER, "medicationCodeableConcept": {"text": name}}


def nested(opening: str, closing: str, depth: int, at: str = "item") -> bytes:
    return f'{{"resourceType": "QuestionnaireResponse", "{at}": {opening * depth}{closing * depth}}}'.encode()


def bundles_inside_each_other(depth: int) -> bytes:
    return b'{"resourceType":"Bundle","entry":[{"resource":' * depth + b"{}" + b"}]}" * depth


def at_length(resource_as_json: str, megabytes: int) -> bytes:
    """The same with blanks, so that it is read part by part."""
    return resource_as_json.encode() + b" " * megabytes * 1_000_000


PATIENT = {"resourceType": "Patient", "id": "1", "birthDate": "1980-05-06", "name": [{"text": "Zebrafish"}]}
PREGNANT = item("pregnant", {"valueCoding": {"system": f"urn:{QUESTIONNAIRE}:pregnant", "code": "no"}})
GOOD = response(PREGNANT)
CONDITION = resource("Condition", code=concept("38341003"), clinicalStatus=concept("active", system="urn:s"))
ORDER = resource("MedicationRequest", status="active", medicationCodeableConcept={"text": "sertralin 50 mg Zebrafish"})
PRESSURE = resource("Observation", status="final", effectiveDateTime="2026-11-01",
                    code=concept("85354-9", system=LOINC))
ALLERGY = resource("AllergyIntolerance", code=concept("372687004"), clinicalStatus=concept("active", system="urn:s"))
UPPER = {**PRESSURE, "code": concept("8480-6", system=LOINC)}
FAINTING, LETTER = {"valueCoding": {"code": "fainting"}}, {"valueString": "a"}
ODD: tuple[Any, ...] = (None, True, 7, -1e300, "Zebrafish", [], [[]], {}, {"a": []}, ["\ud83d"])
CHART_PARTS = ("id", "subject", "code", "clinicalStatus", "verificationStatus", "status", "intent", "component",
               "effectiveDateTime", "onsetDateTime", "abatementDateTime", "valueQuantity", "valueCodeableConcept",
               "medicationCodeableConcept", "medicationReference", "contained", "dosageInstruction", "recordedDate")


def with_odd_parts(kind: str) -> bytes:
    """A chart in which each part of a resource is, once, each kind of value that it must not be."""
    good = {"Condition": CONDITION, "MedicationRequest": ORDER, "Observation": PRESSURE,
            "AllergyIntolerance": ALLERGY}[kind]
    return bundle([PATIENT, *({**good, part: odd} for part in CHART_PARTS for odd in ODD
                               if part != "subject" and (part, odd) != ("clinicalStatus", "Zebrafish"))])


def with_odd_answers() -> bytes:
    parts = ("linkId", "answer", "item", "extension", "text")
    return as_file(response(*({**PREGNANT, part: odd} for part in parts for odd in ODD), PREGNANT))


CASES = {
    "fhir good answers": Case(lambda: as_file(GOOD), ANSWERS),
    "fhir answers with byte order mark": Case(lambda: codecs.BOM_UTF8 + as_file(GOOD), ANSWERS),
    "fhir answers in a Bundle": Case(lambda: as_file(PATIENT, GOOD), ANSWERS),
    "fhir answers in a list": Case(lambda: json.dumps([PATIENT, GOOD]).encode(), ANSWERS),
    "fhir answers on lines": Case(lambda: as_file(PATIENT) + b"\n\n" + as_file(GOOD) + b"\r\n", ANSWERS),
    "fhir answers and 7 MB of blanks": Case(lambda: at_length(json.dumps([GOOD]), 7), ANSWERS),
    "fhir answers as UTF-16": Case(lambda: as_file(GOOD).decode().encode("utf-16"), "Save it as UTF-8"),
    "fhir answers as UTF-16 without a mark": Case(lambda: as_file(GOOD).decode().encode("utf-16-le"), "not JSON"),
    "fhir answers cut off": Case(lambda: as_file(GOOD)[:-3], DAMAGED),
    "fhir lines, the last cut off": Case(lambda: as_file(PATIENT) + b"\n" + as_file(GOOD)[:-3], DAMAGED),
    "fhir answers of another form": Case(
        lambda: as_file(response(PREGNANT, questionnaire="http://example.org/phq-9")), ANOTHER_FORM),
    "fhir answers of two people": Case(
        lambda: as_file(*(response(PREGNANT, subject={"reference": f"Patient/{one}"}) for one in (1, 2))),
        "fhir_several_people"),
    "fhir 20,000 forms of one person": Case(lambda: repeated(GOOD, 20_000), ANSWERS),
    "fhir answers of DSTU2": Case(lambda: as_file({**GOOD, "group": {}}), "fhir_older"),
    "fhir condition of STU3": Case(lambda: as_file(PATIENT, {**CONDITION, "clinicalStatus": "active"}), "fhir_older"),
    "fhir nothing but a mark": Case(lambda: b'{"resourceType": 7}', NOTHING_OF_OURS),
    "fhir mark as a value": Case(lambda: b'["\\"resourceType\\"", {"resourceType": null}]', NOTHING_OF_OURS),
    "fhir empty Bundle": Case(lambda: bundle([]), NOTHING_OF_OURS),
    "fhir Bundle with one entry that is none": Case(lambda: bundle([None, 7, [], "a", {}]), NOTHING_OF_OURS),
    "fhir Bundle whose entries are a text": Case(lambda: b'{"resourceType": "Bundle", "entry": "a"}', NOTHING_OF_OURS),
    "fhir kind of 1 MB": Case(lambda: as_file({"resourceType": "Z" * 1_000_000}), NOTHING_OF_OURS),
    "fhir kind as markup": Case(lambda: as_file({"resourceType": "<script>"}), NOTHING_OF_OURS),
    "fhir 100,000 kinds": Case(
        lambda: bundle({"resourceType": f"K{number}"} for number in range(100_000)), NOTHING_OF_OURS),
    "fhir Bundles 400 deep": Case(lambda: bundles_inside_each_other(400), f"{NOTHING_OF_OURS}|{DAMAGED}"),
    "fhir Bundles 100,000 deep": Case(lambda: bundles_inside_each_other(100_000), DAMAGED),
    "fhir Bundles deep in 8 MB": Case(lambda: bundles_inside_each_other(160_000), NO_MEMORY),
    "fhir lists 100,000 deep": Case(lambda: nested("[", "]", 100_000), DAMAGED),
    "fhir lists 4,000,000 deep": Case(lambda: nested("[", "]", 4_000_000), NO_MEMORY),
    "fhir objects deep in an open list": Case(lambda: b'[{"resourceType":' * 500_000, NO_MEMORY),
    "fhir items 400 deep": Case(lambda: nested('[{"item":', "}]", 400).replace(b":}", b":[]}"), ANOTHER_FORM),
    "fhir items and answers 300 deep": Case(
        lambda: nested('[{"linkId":"pregnant","answer":[{"item":', "}]}]", 300).replace(b":}", b":[]}"),
        f"{DAMAGED}|{ANOTHER_FORM}"),
    "fhir 60,000 unknown answers": Case(
        lambda: as_file(response(*(item(f"pregnan{number}", LETTER) for number in range(60_000)))),
        "too_many_answers"),
    "fhir 9,000 unknown answers": Case(
        lambda: as_file(response(*(item(f"pregnan{number}", LETTER) for number in range(9000)))),
        f"{ANSWERS}|too_many_answers"),
    "fhir 200,000 answers to one question": Case(
        lambda: as_file(response(item("reason", *([LETTER] * 200_000)))), "too_many_answers"),
    "fhir 120,000 codes of one question": Case(
        lambda: as_file(response(item("heart_symptoms", *([FAINTING] * 120_000)))), "too_many_answers"),
    "fhir 50,000 medicines as answers": Case(
        lambda: as_file(response(*([{"linkId": "medicines", "item": [
            item("medicines.name", {"valueString": "a"})]}] * 50_000))), "too_many_answers"),
    "fhir one question 50,000 times": Case(lambda: as_file(response(*([PREGNANT] * 50_000))), "too_many_answers"),
    "fhir 100,000 extensions": Case(
        lambda: as_file(response({**PREGNANT, "extension": [{"url": "urn:a", "valueCode": "b"}] * 100_000})), ANSWERS),
    "fhir text of 1 MB": Case(lambda: as_file(response(item("reason", {"valueString": "a" * 1_000_000}))), ANSWERS),
    "fhir text of 1 MB in a code": Case(
        lambda: as_file(response(item("pregnant", {"valueCoding": {"code": "a" * 1_000_000}}))), ANSWERS),
    "fhir half a character": Case(
        lambda: as_file(response(item("reason", {"valueString": "a\udc00b"}),
                                 item("\ud83d", {"valueString": "\ud83d"}))), ANSWERS),
    "fhir text that turns": Case(lambda: as_file(response(item("reason", {"valueString": "\u202eabc\0"}))), ANSWERS),
    "fhir number of 5,000 digits": Case(
        lambda: as_file(response(item("systolic", {"valueInteger": 1}))).replace(b": 1}", b": " + b"9" * 5000 + b"}"),
        DAMAGED),
    "fhir number of 1,000,000 digits in 7 MB": Case(
        lambda: at_length('[{"resourceType": "Patient", "n": ' + "9" * 1_000_000 + "}]", 7), DAMAGED),
    "fhir numbers that are none": Case(
        lambda: as_file(response(*(item("systolic", {"valueDecimal": float(one)}) for one in ("nan", "inf", "-inf")))),
        f"{ANSWERS}|{DAMAGED}"),
    "fhir number beyond all": Case(
        lambda: as_file(response(item("systolic", {"valueInteger": 1}))).replace(b": 1}", b": 1e999}"), ANSWERS),
    "fhir dates that are none": Case(
        lambda: as_file(response(*(item("birth_date", {"valueDate": one}) for one in ("0000-00-00", "9999-99-99", "")),
                                 authored="0000-00-00T99:99:99+99:99")), ANSWERS),
    "fhir answered 1,000 years ahead": Case(lambda: as_file(response(PREGNANT, authored="3026-01-01")), ANSWERS),
    "fhir answers of wrong kinds": Case(with_odd_answers, ANSWERS),
    "fhir response of wrong kinds": Case(
        lambda: bundle([*({**GOOD, part: odd} for part in ("item", "authored", "status", "subject", "questionnaire")
                          for odd in ODD), GOOD]), f"{ANSWERS}|fhir_several_people"),
    "fhir one key 100,000 times": Case(
        lambda: b'{"resourceType": "QuestionnaireResponse",' + b'"item": [],' * 100_000 + b'"item": []}',
        "fhir_damaged"),
    "fhir good chart": Case(lambda: as_file(PATIENT, CONDITION, ORDER), CHART),
    "fhir chart of two people": Case(lambda: as_file(PATIENT, {**PATIENT, "id": "2"}, CONDITION), "chart_several"),
    "fhir chart of 60 people without a Patient": Case(
        lambda: bundle({**CONDITION, "subject": {"reference": f"Patient/{one}"}} for one in range(60)),
        "chart_several"),
    "fhir chart of 2,000 Patients with one id": Case(lambda: repeated(PATIENT, 2000), CHART),
    **{f"fhir {kind} of wrong kinds": Case(  # a status that is a text is one of an older version
        lambda kind=kind: with_odd_parts(kind), f"{CHART}|fhir_older")  # type: ignore[misc]
       for kind in ("Condition", "MedicationRequest", "Observation", "AllergyIntolerance")},
    "fhir subjects of wrong kinds": Case(
        lambda: bundle([PATIENT, *({**CONDITION, "subject": odd} for odd in ODD)]), CHART),
    "fhir Patient of wrong kinds": Case(
        lambda: bundle([{**PATIENT, "name": odd, "birthDate": odd, "gender": odd} for odd in ODD]), CHART),
    "fhir 100,000 conditions": Case(lambda: repeated(CONDITION, 100_000), TOO_MUCH),
    "fhir 100,000 orders of one medicine": Case(lambda: repeated(ORDER, 100_000), TOO_MUCH),
    "fhir 60,000 orders of near misses": Case(
        lambda: bundle(order_of(f"sertralinn{one}") for one in range(60_000)), TOO_MUCH),
    "fhir 3,000 orders of long near misses": Case(
        lambda: bundle(order_of(f"sertralinn {one} fluoxetinn paroxetinn " * 200) for one in range(3000)), TOO_MUCH),
    "fhir 110,000 measurements": Case(lambda: repeated(PRESSURE, 110_000), f"{CHART}|too_slow"),
    "fhir 90,000 halves of a pressure": Case(
        lambda: bundle({**UPPER, "effectiveDateTime": f"2026-01-01T00:00:{one}",
                        "valueQuantity": {"value": 120, "unit": "mmHg"}} for one in range(90_000)), TOO_MUCH),
    "fhir 100,000 allergies": Case(
        lambda: repeated(resource("AllergyIntolerance", code={"text": "Zebrafish"}), 100_000), TOO_MUCH),
    "fhir 100,000 codes in one condition": Case(
        lambda: as_file(PATIENT, {**CONDITION, "code": {"coding": concept("38341003")["coding"] * 100_000}}), CHART),
    "fhir 100,000 names of one person": Case(
        lambda: as_file({**PATIENT, "name": [{"text": f"Zebrafish {one}"} for one in range(100_000)]}, CONDITION),
        CHART),
    "fhir name of 1 MB": Case(lambda: as_file({**PATIENT, "name": [{"text": "Z" * 1_000_000}]}, CONDITION), CHART),
    "fhir medicine with a name of 1 MB": Case(
        lambda: as_file(PATIENT, {**ORDER, "medicationCodeableConcept": {"text": "sertralinn " * 90_000}}), CHART),
    "fhir order that refers to itself": Case(
        lambda: as_file(PATIENT, {**ORDER, "medicationCodeableConcept": None, "contained": [ORDER],
                                  "medicationReference": {"reference": "#1"}}), CHART),
    "fhir reference of 1 MB": Case(
        lambda: as_file(PATIENT, {**ORDER, "medicationCodeableConcept": None,
                                  "medicationReference": {"reference": "a/" * 500_000}}), CHART),
    "fhir values that are no numbers": Case(
        lambda: bundle([PATIENT, *({**UPPER, "valueQuantity": {"value": float(one), "unit": "mmHg"}}
                                   for one in ("nan", "inf", "-inf", "1e300"))]), f"{CHART}|{DAMAGED}"),
    "fhir one resource of 29 MB": Case(
        lambda: b'{"resourceType": "Patient", "text": "' + b"Z" * 28_900_000 + b'"}', f"{NOTHING_OF_OURS}|too_slow"),
    "fhir list of one resource of 29 MB": Case(
        lambda: b'[{"resourceType": "Patient", "text": "' + b"Z" * 28_900_000 + b'"}]', f"too_slow|{CHART}"),
    "fhir 29 MB of empty entries": Case(
        lambda: b'{"resourceType": "Bundle", "entry": [' + b"{}," * 9_600_000 + b"{}]}", f"{NOTHING_OF_OURS}|too_slow"),
    "fhir 29 MB of small resources": Case(
        lambda: b'[' + b'{"resourceType":"A"},' * 1_380_000 + b'{"resourceType":"A"}]', f"{NOTHING_OF_OURS}|too_slow"),
    "fhir one resource with 2,500,000 keys": Case(
        lambda: b'[{"resourceType":"Patient",' + b"".join(b'"%d":1,' % one for one in range(2_500_000)) + b'"a":1}]',
        f"too_much_memory|too_slow|{CHART}"),
    "fhir not UTF-8 after 7 MB": Case(
        lambda: b'[{"resourceType":"Patient"}' + b" " * 7_000_000 + b',{"a":"\xff"}]', DAMAGED),
}
