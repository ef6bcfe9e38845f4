"""A copy as a FHIR Bundle: right by schema and invariants, whole in itself, and with what its reader may see alone."""

import json
from base64 import b64decode
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from forms import AnswersInForce, Copy, answers_in_force, load_questionnaire, reader_of, unseen_by
from forms.exchange import read_response
from forms.exchange.fhir import read_fhir
from rules import conclude, load_rule_sets
from templates import Summary, build_summary, plain_text, write_bundle
from templates.__main__ import main
from tests.support import ROOT
from tests.support.any_response import TODAY
from tests.support.fhir_checks import faults

Json = dict[str, Any]
SAMPLES = sorted((ROOT / "tests" / "sample_responses").glob("*.json"))
COPIES: tuple[Copy, ...] = ("clinician", "desk", "patient")
CRISIS = ROOT / "tests" / "sample_responses" / "crisis.json"
PDF = b"%PDF-1.7 for a test"
MOMENT = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)


@cache
def summary_of(sample: Path, copy: Copy, language: str = "en") -> tuple[Summary, AnswersInForce]:
    questionnaire = load_questionnaire(language=language)
    response = read_response(sample.read_bytes(), questionnaire, today=TODAY)
    answers = answers_in_force(questionnaire, response, today=TODAY)
    conclusions = conclude(answers, load_rule_sets(language=language), reader_of(copy))
    return build_summary(conclusions, as_of=TODAY), conclusions.answers


@cache
def bundle_of(sample: Path, copy: Copy, language: str = "en") -> Json:
    summary, answers = summary_of(sample, copy, language)
    return write_bundle(summary, answers, PDF, MOMENT).as_json()


def resources(bundle: Json, kind: str) -> list[Json]:
    return [entry["resource"] for entry in bundle["entry"] if entry["resource"]["resourceType"] == kind]


def references(node: Any) -> set[str]:
    found: set[str] = set()
    parts = node.values() if isinstance(node, dict) else node if isinstance(node, list) else []
    for part in parts:
        found |= references(part)
    return found | ({node["reference"]} if isinstance(node, dict) and "reference" in node else set())


@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_bundle_has_no_fault_and_refers_to_nothing_outside(sample: Path, copy: Copy) -> None:
    bundle = bundle_of(sample, copy)
    assert faults(bundle) == []
    assert references(bundle) <= {entry["fullUrl"] for entry in bundle["entry"]}
    kinds = {"Patient", "QuestionnaireResponse", "DocumentReference", "Device", "Provenance"}
    assert {kind: len(resources(bundle, kind)) for kind in kinds} == dict.fromkeys(kinds, 1)


def test_a_bundle_in_spanish_has_no_fault_and_its_points_are_in_spanish() -> None:
    bundle = bundle_of(CRISIS, "clinician", "es")
    assert faults(bundle) == []
    assert "Medicinas" in json.dumps(resources(bundle, "DetectedIssue"), ensure_ascii=False)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_the_desks_bundle_holds_only_what_the_desk_may_see(sample: Path) -> None:
    _, answers = summary_of(sample, "desk")
    questionnaire = answers.questionnaire
    unseen = unseen_by(questionnaire, reader_of("desk"))
    told = json.dumps(bundle_of(sample, "desk"), ensure_ascii=False)
    assert [link_id for link_id in unseen if f'"{link_id}"' in told or questionnaire.item(link_id).text in told] == []
    private = [answer.value for link_id, answer in summary_of(sample, "clinician")[1].given().items()
               if link_id in unseen and questionnaire.item(link_id).type == "text" and answer.value]
    assert [words for words in private if str(words)[:40] in told] == []


@pytest.mark.parametrize("copy", COPIES)
def test_the_answers_in_a_bundle_read_back_as_those_of_the_copy(copy: Copy) -> None:
    _, answers = summary_of(CRISIS, copy)
    found = read_fhir(json.dumps(bundle_of(CRISIS, copy)).encode(), load_questionnaire(), today=TODAY, zone=None)
    assert answers_in_force(load_questionnaire(), found.response).given() == answers.given()


def test_each_point_is_a_preliminary_issue_in_the_words_of_the_summary_and_danger_comes_first() -> None:
    summary, _ = summary_of(CRISIS, "clinician")
    issues = resources(bundle_of(CRISIS, "clinician"), "DetectedIssue")
    assert {issue["status"] for issue in issues} == {"preliminary"}
    titles = [issue["code"]["text"] for issue in issues]
    assert titles[0] == "Safety first: Thoughts of suicide"
    assert [point.title for point in summary.points] == titles[-len(summary.points):]
    assert "They should not be left alone with it." in issues[0]["detail"]
    assert all(question in issues[-1]["detail"] for question in summary.points[-1].questions)
    assert not any("severity" in issue for issue in issues)


def test_the_pdf_is_inside_as_a_note_of_the_patient() -> None:
    (document,) = resources(bundle_of(CRISIS, "clinician"), "DocumentReference")
    assert document["type"]["coding"][0]["code"] == "51855-5"
    assert b64decode(document["content"][0]["attachment"]["data"]) == PDF


def test_the_versions_of_form_and_rules_are_named() -> None:
    summary, _ = summary_of(CRISIS, "clinician")
    (device,) = resources(bundle_of(CRISIS, "clinician"), "Device")
    assert tuple(one["value"] for one in device["version"]) == summary.versions
    (provenance,) = resources(bundle_of(CRISIS, "clinician"), "Provenance")
    assert {one["what"]["display"] for one in provenance["entity"]} >= set(summary.versions)


def test_the_same_copy_of_the_same_moment_is_the_same_bundle() -> None:
    summary, answers = summary_of(CRISIS, "clinician")
    assert write_bundle(summary, answers, PDF, MOMENT).as_json() == bundle_of(CRISIS, "clinician")


@pytest.mark.parametrize("copy", COPIES)
def test_the_plain_text_names_every_point_and_what_is_unknown(copy: Copy) -> None:
    summary, _ = summary_of(CRISIS, copy)
    told = plain_text(summary)
    assert [point.title for point in summary.points if point.title.upper() not in told] == []
    assert [question for question in summary.page_1.unknown.questions if question not in told] == []
    assert summary.versions[0] in told


def test_the_commands_make_a_bundle_and_the_text(tmp_path: Path) -> None:
    there = tmp_path / "bundle.json"
    assert main(["fhir", str(CRISIS), "-o", str(there), "--copy", "desk", "--as-of", "2026-11-18"]) == 0
    bundle = json.loads(there.read_text("utf-8"))
    assert faults(bundle) == []
    pdf = b64decode(resources(bundle, "DocumentReference")[0]["content"][0]["attachment"]["data"])
    assert pdf.startswith(b"%PDF-")
    assert len(pdf) < 2_000_000
    assert main(["text", str(CRISIS), "-o", str(tmp_path / "points.txt"), "--as-of", "2026-11-18"]) == 0
    assert "SUICIDAL THOUGHTS" in (tmp_path / "points.txt").read_text("utf-8")
