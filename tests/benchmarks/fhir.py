"""FHIR: the form and answers as they are written and read, and a large chart."""

import json
from collections.abc import Iterator
from datetime import date
from io import BytesIO

from forms import answers_in_force, load_questionnaire
from forms.exchange import read_response
from forms.exchange.fhir import each_resource, read_chart, read_fhir, write_fhir_response, write_questionnaire
from rules import evaluate_all, load_rule_sets
from tests.benchmarks.timing import Row, cpu_seconds, in_milliseconds
from tests.support import ROOT

CHART = ROOT / "tests" / "support" / "fhir" / "patients" / "syn19-18-stroke.json"
FULL = ROOT / "tests" / "sample_responses" / "everything_raised.json"
TODAY = date(2026, 11, 18)
LARGE = 5_000_000  # bytes


def rows() -> Iterator[Row]:
    form, rule_sets = load_questionnaire(), [one for one in load_rule_sets() if one.on]
    answers = answers_in_force(form, read_response(FULL.read_bytes(), form, today=TODAY), today=TODAY)
    written = json.dumps(write_fhir_response(answers, None).as_json()).encode()
    chart = large_chart()

    def evaluated() -> None:
        found = read_fhir(written, form, today=TODAY, zone=None)
        evaluate_all(rule_sets, answers_in_force(form, found.response, today=TODAY))

    took = cpu_seconds(lambda: write_questionnaire(form).as_json(), runs=9)
    yield Row("the form as a FHIR Questionnaire", in_milliseconds(took), "under 100 ms")
    took = cpu_seconds(lambda: write_fhir_response(answers, None).as_json(), runs=9)
    yield Row("a full response as a FHIR QuestionnaireResponse", in_milliseconds(took), "under 100 ms")
    took = cpu_seconds(lambda: read_fhir(written, form, today=TODAY, zone=None), runs=9)
    yield Row("reading such a response", in_milliseconds(took))
    yield Row("reading and evaluating such a response", in_milliseconds(cpu_seconds(evaluated, runs=9)), "1 ms")
    took = cpu_seconds(lambda: read_chart(each_resource(BytesIO(chart)), form, today=TODAY), runs=3)
    yield Row(f"a chart of {len(chart) / 1e6:.0f} MB", in_milliseconds(took), "under 1,000 ms")


def large_chart() -> bytes:
    """One chart whose entries are repeated until it is large."""
    bundle = json.loads(CHART.read_text("utf-8"))
    person, *others = sorted(bundle["entry"], key=lambda entry: entry["resource"]["resourceType"] != "Patient")
    entries = [person]
    for number in range(LARGE // len(json.dumps(others)) + 1):  # each with an address of its own, or it is read once
        entries += [{**entry, "fullUrl": f"urn:uuid:{number}-{at}"} for at, entry in enumerate(others)]
    return json.dumps({**bundle, "entry": entries}).encode()
