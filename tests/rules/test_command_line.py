"""`python -m rules`: what it prints, its exit codes, and one message for each fault."""

import io
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from forms import answers_in_force, load_questionnaire
from forms.exchange import read_response
from forms.exchange.fhir import write_fhir_response
from rules import load_rule_sets, load_rules
from rules.__main__ import main
from tests.hostile.files import fhir_files
from tests.support import ROOT

SAMPLES = ROOT / "tests" / "sample_responses"
SAMPLE = SAMPLES / "managed_blood_pressure.json"
AS_OF = ("--as-of", "2026-11-30")
TODAY = date(2026, 11, 30)
ARTICLES = load_rules()

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs one command: its exit code, what it printed, and what it complained of."""
    def called(*arguments: str | Path) -> tuple[int, str, str]:
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as stopped:  # argparse's own way out
            code = int(stopped.code or 0)
        printed = capsys.readouterr()
        return code, printed.out, printed.err
    return called


def response(folder: Path, answers: Any, questionnaire: str = "ketamine-consult") -> Path:
    path = folder / "response.json"
    path.write_text(json.dumps({"questionnaire": questionnaire, "answers": answers}))
    return path


def as_fhir(name: str) -> str:
    """A sample response as a FHIR QuestionnaireResponse, on one line."""
    response = read_response((SAMPLES / f"{name}.json").read_bytes(), load_questionnaire(), today=TODAY)
    answers = answers_in_force(load_questionnaire(), response, today=TODAY)
    return json.dumps(write_fhir_response(answers, None).as_json())


def test_evaluate_reads_a_fhir_response_as_the_same_answers(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "response.json"
    path.write_text(as_fhir("managed_blood_pressure"), encoding="utf-8")
    as_fhir_told, told = (json.loads(run("evaluate", *AS_OF, one)[1]) for one in (path, SAMPLE))
    assert as_fhir_told["left_out"] == []
    assert as_fhir_told["findings"] == told["findings"]


def test_evaluate_prints_a_line_for_each_response_and_tells_of_those_that_cannot_be_read(
    run: Run, tmp_path: Path,
) -> None:
    many = tmp_path / "many.ndjson"
    ours = json.dumps(json.loads(SAMPLE.read_text("utf-8")))
    lines = [ours, "", as_fhir("crisis"), "{", '{"resourceType": "Patient"}', ours]
    many.write_text("\n".join(lines), encoding="utf-8")
    code, printed, complaints = run("evaluate", *AS_OF, many)
    found = [json.loads(line) for line in printed.splitlines()]
    assert code == 2
    assert [one.pop("line") for one in found] == [1, 3, 6]
    assert found[0] == found[2] == json.loads(run("evaluate", *AS_OF, SAMPLE)[1])
    assert found[0]["findings"] != found[1]["findings"]
    faults = complaints.splitlines()
    assert [line.split(": ")[0] for line in faults] == [f"{many}:4", f"{many}:5"]


def odd_response(**changes: Any) -> str:
    return json.dumps({**json.loads(as_fhir("crisis")), **changes})


def test_lines_that_nobody_could_foresee_do_not_stop_the_others(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    many = tmp_path / "many.ndjson"
    late = [{"linkId": "measured_on", "answer": [{"valueDateTime": "9999-12-31T23:59:59-14:00"}]}]
    lines = [odd_response(item=late), "[" * 100_000, odd_response(item=[{"linkId": "zz\ud83d", "answer": [
        {"valueString": "a"}]}]), odd_response(text="a" * 2_500_000), as_fhir("crisis")]
    many.write_text("\n".join(lines), encoding="utf-8")
    code, printed, complaints = run("evaluate", *AS_OF, many)
    assert code == 2
    assert [json.loads(line)["line"] for line in printed.splitlines()] == [1, 3, 5]
    assert [one["link_id"] for one in json.loads(printed.splitlines()[0])["left_out"]] == ["measured_on"]
    assert [line.split(": ")[0] for line in complaints.splitlines()] == [f"{many}:2", f"{many}:4"]
    assert "larger than 2,000,000 bytes" in complaints

    def fails(*_given: object, **_named: object) -> None:
        raise OverflowError("secret")
    monkeypatch.setattr("rules.commands.read_fhir", fails)
    code, printed, complaints = run("evaluate", *AS_OF, many)
    assert (code, printed, "secret" in complaints, len(complaints.splitlines())) == (2, "", False, 5)


def test_a_fhir_response_that_is_too_large_is_called_that(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    path.write_text(odd_response(text="a" * 2_500_000), encoding="utf-8")
    code, printed, complaints = run("evaluate", *AS_OF, path)
    assert (code, printed) == (2, "")
    assert complaints.startswith(f"{path}: this is larger than 2,000,000 bytes")


def test_evaluate_takes_no_chart_for_answers(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "chart.json"
    path.write_text(json.dumps(fhir_files.CONDITION), encoding="utf-8")
    code, printed, complaints = run("evaluate", *AS_OF, path)
    assert (code, printed) == (2, "")
    assert complaints.startswith(f"{path}: This file has no answers to a form in it. It has: Condition.")


def test_evaluate_prints_a_finding_for_each_rule_the_answers_it_rests_on_and_all_versions(run: Run) -> None:
    code, printed, complaints = run("evaluate", *AS_OF, SAMPLE)
    report = json.loads(printed)
    assert (code, complaints) == (0, "")
    assert list(report) == ["findings", "in_force", "versions"]
    on = [ruleset for ruleset in load_rule_sets() if ruleset.on]
    assert [found["rule"] for found in report["findings"]] == [rule.id for ruleset in on for rule in ruleset.rules]
    for found in report["findings"]:
        assert list(found) == ["rule", "topic", "state", "statements", "because", "ask"]
        assert found["state"] in ("raised", "open", "silent")
        assert found["statements"]
        assert set(found["because"]) <= report["in_force"].keys()
    assert report["in_force"]["high_blood_pressure"] == {"value": "yes", "origin": "self", "on": "2026-11-16"}
    assert report["versions"].keys() == {"questionnaire", "pydantic", *(ruleset.rule_set for ruleset in on)}


def test_evaluate_tells_the_sample_s_points_apart(run: Run) -> None:
    found = {one["rule"]: one for one in json.loads(run("evaluate", *AS_OF, SAMPLE)[1])["findings"]}
    assert found["high_blood_pressure"]["state"] == "raised"
    assert found["high_blood_pressure"]["because"] == ["high_blood_pressure"]
    assert found["unmanaged_blood_pressure"]["state"] == "silent"


def test_there_is_no_overall_result(run: Run) -> None:
    printed = run("evaluate", *AS_OF, SAMPLE)[1].casefold()
    assert not any(word in printed for word in ("eligib", "suitab", "score", "verdict", "recommendation", "overall"))


def test_an_answer_of_a_closed_branch_is_not_among_the_answers_in_force(run: Run, tmp_path: Path) -> None:
    path = response(tmp_path, {"high_blood_pressure": "no", "blood_pressure_managed": "no"})
    report = json.loads(run("evaluate", path)[1])
    assert report["in_force"] == {"high_blood_pressure": {"value": "no"}}
    assert {one["rule"]: one["state"] for one in report["findings"]}["unmanaged_blood_pressure"] == "silent"


def test_a_dash_reads_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SAMPLE.read_bytes())))
    assert run("evaluate", *AS_OF, "-") == run("evaluate", *AS_OF, SAMPLE)


def test_as_of_is_the_day_that_no_answer_may_be_after(run: Run) -> None:
    day = date(2026, 11, 15)
    code, printed, complaints = run("evaluate", "--as-of", day.isoformat(), SAMPLE)
    assert (code, printed) == (2, "")
    assert complaints.splitlines()[0].startswith(f'{SAMPLE}: answers.adult: "on" is after today (2026-11-15). ')
    assert len(complaints.splitlines()) == len(json.loads(SAMPLE.read_text())["answers"])
    assert run("evaluate", "--as-of", "2026-11-16", SAMPLE)[0] == 0


def test_a_day_that_is_none_is_refused(run: Run) -> None:
    code, _, complaints = run("evaluate", "--as-of", "2026-13-01", SAMPLE)
    assert code == 2
    assert complaints.endswith("argument --as-of: '2026-13-01' is no day. Write one as 2026-03-31.\n")


def test_each_fault_of_a_response_gets_one_message_and_none_repeats_an_answer(run: Run, tmp_path: Path) -> None:
    path = response(tmp_path, {"systolic": 400, "high_blood_pressure": "secret", "pregnantt": "yes"})
    assert run("evaluate", path) == (2, "", (
        f"{path}: answers.systolic: Enter a whole number from 50 to 300 mmHg.\n"
        f"{path}: answers.high_blood_pressure: Choose one of these: yes, no.\n"
        f"{path}: answers.pregnantt: the questionnaire does not ask this. Did you mean 'pregnant'?\n"))


@pytest.mark.parametrize(("content", "message"), [
    ("", "line 1, column 1: this is not JSON: Expecting value. Was the file saved whole?"),
    ("[1, 2]", 'this is not a response: it needs {"questionnaire": …, "answers": {…}}. Was another file meant?'),
    ('{"questionnaire": "other", "answers": {}}',
     "questionnaire: this tool asks 'ketamine-consult'; the file names another."),
    ('{"questionnaire": "ketamine-consult", "answers": {"adult": "yes", "adult": "no"}}',
     "'adult' stands twice. Keep one of the two."),
    ('{"questionnaire": "ketamine-consult", "answers": {"systolic": NaN}}',
     "NaN and Infinity are not numbers of JSON. Leave the answer out."),
])
def test_a_file_that_is_no_response_is_refused(content: str, message: str, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "response.json"
    path.write_text(content)
    assert run("evaluate", path) == (2, "", f"{path}: {message}\n")


def test_a_file_that_is_not_there_and_a_folder_are_refused(run: Run, tmp_path: Path) -> None:
    missing = tmp_path / "missing.json"
    assert run("evaluate", missing) == (2, "", f"{missing}: cannot be read or written: No such file or directory.\n")
    assert run("evaluate", tmp_path) == (2, "", f"{tmp_path}: cannot be read or written: Is a directory.\n")


@pytest.mark.parametrize("arguments", [(), ("evaluate",), ("judge", "x.json"), ("compare", "HEAD")])
def test_a_command_that_is_not_whole_is_refused_with_its_usage(arguments: tuple[str, ...], run: Run) -> None:
    code, printed, complaints = run(*arguments)
    assert (code, printed) == (2, "")
    assert complaints.startswith("usage: python -m rules")


def test_evaluate_brings_no_screens_and_no_printing_along() -> None:
    program = ("import sys; from rules.__main__ import main; "
               f"main(['evaluate', '--as-of', '2026-11-30', {str(SAMPLE)!r}]); print(*sys.modules, file=sys.stderr)")
    ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True)
    assert json.loads(ended.stdout)["findings"]
    assert {"streamlit", "weasyprint", "jinja2", "pandas"}.isdisjoint(ended.stderr.split())


def test_output_that_nobody_reads_to_the_end_is_no_fault() -> None:
    command = [sys.executable, "-m", "rules", "coverage"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as coverage:
        assert coverage.stdout is not None
        assert coverage.stderr is not None
        coverage.stdout.readline()
        coverage.stdout.close()
        assert (coverage.wait(), coverage.stderr.read()) == (0, b"")


@pytest.mark.every_clinic
def test_check_finds_no_fault_in_the_rules_as_they_stand_and_counts_them(run: Run) -> None:
    code, printed, complaints = run("check")
    *messages, last = printed.splitlines()
    rules = sum(len(ruleset.rules) for ruleset in load_rule_sets())
    assert (code, complaints) == (0, "")
    assert last == f"{rules} rules, {len(load_questionnaire().items)} questions: 0 faults, {len(messages)} warnings."
    assert all(" (warning): " in message for message in messages)


@pytest.mark.every_clinic
def test_the_review_sheets_are_the_same_for_every_clinic(run: Run, tmp_path: Path) -> None:
    run("review-sheet", "--folder", tmp_path)
    for ruleset in load_rule_sets():
        sheet = f"{ruleset.rule_set}.md"
        assert (tmp_path / sheet).read_text("utf-8") == (ROOT / "docs" / "review" / sheet).read_text("utf-8")


def test_review_sheet_writes_a_sheet_for_each_rule_set_where_it_is_told_to(run: Run, tmp_path: Path) -> None:
    code, printed, _ = run("review-sheet", "--folder", tmp_path / "new" / "sheets")
    sheets = [tmp_path / "new" / "sheets" / f"{ruleset.rule_set}.md" for ruleset in load_rule_sets()]
    assert (code, printed.splitlines()) == (0, [f"written: {path}" for path in sheets])
    assert all(path.read_text(encoding="utf-8").startswith("# Review sheet: ") for path in sheets)


def test_a_folder_that_cannot_be_written_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    folder = tmp_path / "file" / "sheets"
    said = f"{folder}: cannot be read or written: Not a directory.\n"
    assert run("review-sheet", "--folder", folder) == (2, "", said)


def test_coverage_accounts_for_all_274_statements(run: Run) -> None:
    code, printed, _ = run("coverage")
    lines = printed.splitlines()
    assert code == 0
    assert "274 of 274 statements accounted for: " in printed
    assert not any("NOT ACCOUNTED FOR" in line for line in lines)
    for one in ARTICLES.statements.values():
        told = f"  {one.id} [{one.strength}]"
        [at] = [i for i, line in enumerate(lines) if line.startswith(told) and line.endswith(one.says)]
        assert lines[at + 1].startswith(("      rule ", "      background of ", "      left out: "))


def made_up_documents(folder: Path) -> Path:
    """Documents with each statement's words under its heading, and nothing else: the real ones are not ours to copy."""
    for document in ARTICLES.documents:
        under: dict[str, list[str]] = {}
        for one in document.statements:
            under.setdefault(one.heading, []).append(f"Some words, {one.locate_by}, and more.")
        told = [f"{heading.split(' > ')[-1].split('Q&A: ')[-1]}\n" * (not heading.startswith("(")) + "\n".join(said)
                for heading, said in sorted(under.items(), key=lambda entry: not entry[0].startswith("("))]
        (folder / document.file).write_text("\n\n".join(told), encoding="utf-8")
    return folder


def test_with_the_documents_each_statement_is_found_under_its_heading(run: Run, tmp_path: Path) -> None:
    code, printed, complaints = run("coverage", "--documents", made_up_documents(tmp_path))
    assert (code, complaints) == (0, "")
    assert "\n274 of 274 statements found in the documents under their heading\n" in printed


def test_words_under_another_heading_are_not_found(run: Run, tmp_path: Path) -> None:
    document = ARTICLES.documents[0]
    last = [one for one in document.statements if not one.heading.startswith("(")][-1]
    path = made_up_documents(tmp_path) / document.file
    told = path.read_text().replace(str(last.locate_by), "something else")
    path.write_text(f"{last.locate_by}\n\n{told}")
    code, printed, _ = run("coverage", "--documents", tmp_path)
    assert code == 1
    assert (f"{document.file}: S06: statement '{last.id}' is not found under '{last.heading}' by its words to find it "
            "by. Check both.\n273 of 274 statements found") in printed


def test_a_document_that_is_not_there_is_named(run: Run, tmp_path: Path) -> None:
    missing = tmp_path / ARTICLES.documents[0].file
    code, _, complaints = run("coverage", "--documents", tmp_path)
    assert (code, complaints) == (2, f"{missing}: cannot be read or written: No such file or directory.\n")
