"""`python -m templates summary`: a file in, a PDF or a page out, and a clear word when that cannot be."""

import subprocess
import sys
from pathlib import Path

import pytest

from templates.__main__ import main
from tests.support import ROOT
from tests.support.summaries import FOLDER, words_of

SAMPLE = FOLDER / "could_be_pregnant.json"
AS_OF = ("--as-of", "2026-11-18")


def run(*arguments: str | Path, given: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run([sys.executable, "-m", "templates", *map(str, arguments)], cwd=ROOT, input=given,
                          capture_output=True, check=False)


def refused(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    assert main(["summary", *map(str, arguments), *AS_OF]) == 2
    return capsys.readouterr().err


def test_a_summary_is_written_to_a_file(tmp_path: Path) -> None:
    assert main(["summary", str(SAMPLE), "-o", str(tmp_path / "summary.pdf"), *AS_OF]) == 0
    assert "Dana Whitlock" in words_of((tmp_path / "summary.pdf").read_bytes())
    assert [path.name for path in tmp_path.iterdir()] == ["summary.pdf"]


def test_a_file_of_that_name_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "summary.pdf").write_text("old")
    assert main(["summary", str(SAMPLE), "-o", str(tmp_path / "summary.pdf"), *AS_OF]) == 0
    assert (tmp_path / "summary.pdf").read_bytes().startswith(b"%PDF")


def test_standard_input_to_standard_output() -> None:
    done = run("summary", "-", "-o", "-", "--paper", "letter", *AS_OF, given=SAMPLE.read_bytes())
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"%PDF")


def test_a_page_for_a_browser(tmp_path: Path) -> None:
    assert main(["summary", str(SAMPLE), "-o", str(tmp_path / "summary.html"), "--html", *AS_OF]) == 0
    page = (tmp_path / "summary.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "Dana Whitlock" in page


def test_every_fault_of_the_answers_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text('{"questionnaire": "ketamine-consult", "answers": {"pregnat": "yes", "systolic": 9999}}')
    said = refused(capsys, bad, "-o", tmp_path / "summary.pdf").splitlines()
    assert said[0] == f"{bad}: answers.pregnat: the questionnaire does not ask this. Did you mean 'pregnant'?"
    assert said[1].startswith(f"{bad}: answers.systolic: ")
    assert not (tmp_path / "summary.pdf").exists()


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(capsys, tmp_path / "none.json", "-o", "-") == (
        f"{tmp_path / 'none.json'}: cannot be read: No such file or directory.\n")


def test_a_person_under_18_gets_no_summary(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    young = tmp_path / "young.json"
    young.write_text('{"questionnaire": "ketamine-consult", "answers": {"adult": "no"}}')
    said = refused(capsys, young, "-o", tmp_path / "summary.pdf")
    assert "under 18" in said
    assert "--intake-desk" in said
    assert not (tmp_path / "summary.pdf").exists()
    assert main(["summary", str(young), "-o", str(tmp_path / "summary.pdf"), "--intake-desk", *AS_OF]) == 0


def test_a_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "none" / "summary.pdf"
    assert refused(capsys, SAMPLE, "-o", place) == (
        f"{place}: cannot be written: No such file or directory. Nothing was left behind.\n")


def test_a_full_disk_leaves_the_old_file_and_nothing_half_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
) -> None:
    place = tmp_path / "summary.pdf"
    place.write_text("old")
    monkeypatch.setattr("templates.__main__.os.fdopen", lambda handle, mode: open("/dev/full", mode))  # noqa: SIM115, PTH123
    assert "No space left on device" in refused(capsys, SAMPLE, "-o", place)
    assert place.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["summary.pdf"]


@pytest.mark.parametrize("command", [("summary", SAMPLE), ("read", SAMPLE), ("compare", SAMPLE, SAMPLE)])
def test_a_day_that_is_none_is_told_how_to_be_written(
    command: tuple[str | Path, ...], capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        main([*map(str, command), "--as-of", "31.3.2026"])
    said = capsys.readouterr().err
    assert said.endswith("argument --as-of: '31.3.2026' is no day. Write one as 2026-03-31.\n")


def test_a_full_standard_output() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([sys.executable, "-m", "templates", "summary", SAMPLE, "-o", "-", *AS_OF], cwd=ROOT,
                              stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert done.stderr == b"-: cannot be written: No space left on device. Nothing was left behind.\n"


def test_starting_loads_no_weasyprint_until_something_is_drawn() -> None:
    done = subprocess.run([sys.executable, "-X", "importtime", "-m", "templates", "summary", "--help"], cwd=ROOT,
                          capture_output=True, text=True, check=True)
    assert "weasyprint" not in done.stderr
    assert "streamlit" not in done.stderr
