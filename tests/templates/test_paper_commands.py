"""The commands for paper: blank, booklet, read and compare."""

import json
from pathlib import Path

import pytest

from forms import answers_in_force, load_questionnaire
from forms.exchange import read_response
from templates import render_pdf
from templates.__main__ import main
from tests.support.pdf_files import filled_in
from tests.support.summaries import FOLDER, TODAY, sample, words_of

FORM = load_questionnaire()
Said = pytest.CaptureFixture[str]
Bytes = pytest.CaptureFixture[bytes]
AS_OF = ("--as-of", "2026-11-18")
CRISIS = FOLDER / "crisis.json"


def run(*arguments: str | Path) -> int:
    return main([*map(str, arguments), *AS_OF])


def test_a_form_is_written_that_can_be_filled_in_and_read_back(tmp_path: Path, capsys: Said) -> None:
    form, filled, answers = tmp_path / "form.pdf", tmp_path / "filled.pdf", tmp_path / "answers.json"
    assert run("blank", "--fillable", "--desk", "-o", form) == 0
    filled.write_bytes(filled_in(form.read_bytes(), {"pregnant": "/could_be", "systolic": "12O"}))
    assert run("read", filled, "-o", answers) == 1
    assert list(read_response(answers.read_bytes(), FORM, today=TODAY).answers) == ["pregnant"]
    why = FORM.messages["number"].format(minimum=50, maximum=300, unit="mmHg")
    assert capsys.readouterr().err == f"{filled}: {FORM.item('systolic').short}: not taken over. {why}\n"


def test_the_paper_form_and_the_booklet_are_written(tmp_path: Path) -> None:
    assert run("blank", "--paper", "letter", "-o", tmp_path / "blank.pdf") == 0
    assert run("booklet", "-o", tmp_path / "booklet.pdf") == 0
    for name in ("blank", "booklet"):
        assert FORM.title in words_of((tmp_path / f"{name}.pdf").read_bytes())


def test_a_summary_is_read_back_as_a_file_of_answers(tmp_path: Path, capsysbinary: Bytes) -> None:
    (tmp_path / "summary.pdf").write_bytes(render_pdf(sample("crisis")))
    assert run("read", tmp_path / "summary.pdf") == 0
    response = read_response(CRISIS.read_bytes(), FORM, today=TODAY)
    out, err = capsysbinary.readouterr()
    assert read_response(out, FORM, today=TODAY).answers == answers_in_force(FORM, response).given()
    assert err == b""


def test_two_visits_are_compared_whether_on_paper_or_in_a_file(
    tmp_path: Path, capsysbinary: Bytes,
) -> None:
    now = json.loads(CRISIS.read_text("utf-8"))
    now["answers"]["pregnant"] = "could_be"
    (tmp_path / "now.json").write_text(json.dumps(now))
    (tmp_path / "earlier.pdf").write_bytes(render_pdf(sample("crisis")))
    assert run("compare", tmp_path / "earlier.pdf", tmp_path / "now.json") == 0
    lines = capsysbinary.readouterr().out.decode().splitlines()
    assert "  Pregnancy: new (Pregnant)" in lines
    assert "Answers that differ: 1" in lines


@pytest.mark.parametrize(("name", "content", "said"), [
    ("letter.pdf", b"%PDF-1.7 no", "This PDF is damaged or not whole."),
    ("notes.txt", b"Hello", "This is not a photo that can be read."),
    ("answers.json", b'{"questionnaire": "ketamine-consult", "answers": {"pregnat": "no"}}', "Did you mean"),
])
@pytest.mark.parametrize("command", ["read", "compare"])
def test_what_cannot_be_read_is_named_with_its_file(
    command: str, name: str, content: bytes, said: str, tmp_path: Path, capsys: Said,
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    before = () if command == "read" else (CRISIS,)
    assert run(command, *before, path) == 2
    out, err = capsys.readouterr()
    assert (out, err.startswith(f"{path}: "), said in err) == ("", True, True)


def test_a_file_that_is_not_there_is_named(tmp_path: Path, capsys: Said) -> None:
    assert run("read", tmp_path / "none.pdf") == 2
    assert capsys.readouterr().err == f"{tmp_path / 'none.pdf'}: cannot be read: No such file or directory.\n"
