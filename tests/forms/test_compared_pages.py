"""Answers inside a PDF are held against its pages. Where they differ, none is taken until somebody has chosen."""

import gc
import io
import json
import signal
from datetime import date
from typing import Any

import pikepdf
import pytest

from forms import UNANSWERED, Answer, Copy, PartialDate, answers_in_force, load_questionnaire
from forms.exchange import read_back, what_to_know, write_attachment
from forms.exchange.attached_answers import ATTACHMENT
from forms.exchange.restoring import ReadBack
from forms.exchange.worker import ReadingWorker
from forms.processes import in_a_fork
from forms.readers import COPIES
from templates import render_pdf
from tests.support.pdf_files import pdf_with
from tests.support.summaries import TODAY, response_of, summary_of

FORM = load_questionnaire()
MARIA: dict[str, Any] = {
    "adult": "yes", "patient_name": "Maria Lopez", "birth_date": "1975-05-06", "high_blood_pressure": "yes",
    "systolic": 150, "psychosis": "no", "reason": "Zebrafish",
}


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render_pdf(summary_of(MARIA))


@pytest.fixture(scope="module")
def pdf_of_desk() -> bytes:
    return render_pdf(summary_of(MARIA, copy="desk"))


def with_inside(pdf: bytes, **changes: Any) -> bytes:
    """The same pages with other answers inside; None takes an answer out."""
    return holding(pdf, {link_id: answer for link_id, answer in {**MARIA, **changes}.items() if answer is not None})


def holding(pdf: bytes, answers: dict[str, Any], copy: Copy = "clinician") -> bytes:
    """The same pages with these answers inside, as of the copy for this reader."""
    inside = answers_in_force(FORM, response_of(answers)).as_response()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        described = opened.attachments[ATTACHMENT]
        described.obj.EF.F.write(write_attachment(inside, FORM, {}, copy).encode())
        content = io.BytesIO()
        opened.save(content)
    return content.getvalue()


def read(content: bytes) -> ReadBack:
    return read_back(content, FORM, today=TODAY)


def differing(content: bytes) -> dict[str, tuple[Any, Any]]:
    return {one.link_id: (one.inside.value, one.on_pages.value if one.on_pages else None)
            for one in read(content).differing}


def test_a_pdf_whose_pages_and_answers_agree_is_read_whole(pdf: bytes) -> None:
    found = read(pdf)
    assert (found.differing, found.not_compared) == ((), ())
    assert found.response.answers["patient_name"].value == "Maria Lopez"


def test_no_answer_that_the_pages_show_otherwise_is_taken(pdf: bytes) -> None:
    changed = with_inside(pdf, psychosis="yes", systolic=120, high_blood_pressure=None)
    found = read(changed)
    assert differing(changed) == {
        "psychosis": ("yes", "no"), "systolic": (120, 150), "high_blood_pressure": (None, "yes")}
    assert found.response.answers.keys().isdisjoint({"psychosis", "systolic", "high_blood_pressure"})
    assert found.response.answers["reason"].value == "Zebrafish"


def test_a_day_on_the_pages_is_not_replaced_by_a_date_inside_that_no_code_can_hold() -> None:
    read_on = {**MARIA, "blood_pressure_date": "2026-10-01"}
    doctored = holding(render_pdf(summary_of(read_on)), {**MARIA, "blood_pressure_date": "2016"})
    assert differing(doctored) == {"blood_pressure_date": (PartialDate(2016), date(2026, 10, 1))}


def test_a_date_without_its_day_agrees_with_pages_whose_code_leaves_it_out() -> None:
    found = read(render_pdf(summary_of({**MARIA, "blood_pressure_date": "2026-04"})))
    assert found.differing == ()
    assert found.response.answers["blood_pressure_date"].value == PartialDate(2026, 4)


def test_an_answer_that_only_the_inside_has_is_not_taken_either(pdf: bytes) -> None:
    found = read(with_inside(pdf, mania="no"))
    assert [one.link_id for one in found.differing] == ["mania"]
    assert found.differing[0].on_pages == UNANSWERED
    assert "mania" not in found.response.answers


def test_a_copy_of_the_desk_whose_pages_and_answers_agree_is_read_whole(pdf_of_desk: bytes) -> None:
    found = read(pdf_of_desk)
    assert (found.copy, found.differing, found.not_compared) == ("desk", (), ())
    assert "psychosis" not in found.response.answers


@pytest.mark.parametrize("copy", COPIES)
def test_private_answers_in_a_copy_of_the_desk_are_said_not_to_be_compared(pdf_of_desk: bytes, copy: Copy) -> None:
    found = read(holding(pdf_of_desk, {**MARIA, "systolic": 120}, copy))
    assert found.not_compared == ("answers",)
    assert [one.link_id for one in found.differing] == ["systolic"]


@pytest.mark.parametrize(("changes", "link_id"), [
    ({"patient_name": "Bob Brown"}, "patient_name"), ({"birth_date": "1980-03-04"}, "birth_date"),
    ({"patient_name": "M\u0430ria Lopez"}, "patient_name"), ({"record_number": "123"}, "record_number"),
])
def test_a_name_or_birthday_that_page_1_does_not_show_is_not_taken(
    pdf: bytes, changes: dict[str, str], link_id: str,
) -> None:
    found = read(with_inside(pdf, **changes))
    assert [(one.link_id, one.on_pages) for one in found.differing] == [(link_id, None)]
    assert link_id not in found.response.answers


@pytest.mark.parametrize(("link_id", "on_pages", "others"), [
    ("birth_date", "1975-05-16", ["1975-05-06", "1975-05-01"]), ("birth_date", "1975-11-23", ["1975-11-03"]),
    ("patient_name", "Maria Lopez", ["Maria", "Lopez", "Maria Lope", "aria Lopez", "Al", "Page", "Age", "Born",
                                     "Maria Lopez Born 6 May 1975"]),
    ("patient_name", "Anna Maria Elisabeth Bornemann", ["Anna Maria Elisabeth", "Bornemann"]),
    ("patient_name", "Anna " * 20, ["Anna", "Anna " * 5, "Anna " * 10]),
    ("patient_name", None, ["Name", "Born"]),
    ("record_number", "MR-10421", ["1042", "10421", "MR-1042", "2026", "1975", "MR"]),
    ("record_number", None, ["1975", "Record no."]),
])
def test_a_part_of_what_page_1_shows_is_not_the_same(
    link_id: str, on_pages: str | None, others: list[str],
) -> None:
    answers = {key: answer for key, answer in {**MARIA, link_id: on_pages}.items() if answer is not None}
    pages = render_pdf(summary_of(answers))
    assert (read(pages).differing, read(pages).not_compared) == ((), ())
    for other in others:
        found = read(holding(pages, {**answers, link_id: other}))
        assert [one.link_id for one in found.differing] == [link_id], other
        assert link_id not in found.response.answers


@pytest.mark.parametrize(("link_id", "nothing"), [
    ("patient_name", "???"), ("patient_name", "\U0001f600"), ("record_number", "---"), ("record_number", "______"),
])
def test_what_has_no_letter_and_no_digit_was_not_compared_but_the_rest_was(
    pdf: bytes, link_id: str, nothing: str,
) -> None:
    found = read(with_inside(pdf, birth_date="1980-03-04", **{link_id: nothing}))
    assert found.not_compared == ("identity",)
    assert [one.link_id for one in found.differing] == ["birth_date"]


@pytest.mark.parametrize("number", ["MR-10421", "12 345/6", "A" * 60, "MR-2026-" * 8 + "1"])
def test_a_real_record_number_is_found_on_page_1(number: str) -> None:
    found = read(render_pdf(summary_of({**MARIA, "record_number": number})))
    assert (found.differing, found.not_compared) == ((), ())


def test_a_worker_gives_back_what_differs(pdf: bytes) -> None:
    changed, worker = with_inside(pdf, psychosis="yes", patient_name="Bob Brown"), ReadingWorker()
    try:
        assert worker.read_back(changed, FORM, today=TODAY) == read(changed)
    finally:
        worker.close()


def test_what_has_no_pages_to_compare_with_is_said() -> None:
    found = read(pdf_with((ATTACHMENT, write_attachment(response_of(MARIA), FORM, {}).encode())))
    assert found.not_compared == ("answers", "identity")
    assert found.response.answers["psychosis"] == Answer("no")
    assert {"not_compared_answers", "not_compared_identity"} <= {name for name, _ in what_to_know(found, FORM)}


@pytest.mark.parametrize("name", [
    "Maria-José O’Brien Núñez", "王小明", "김철수", "Иван Петров", "Ελένη Παπαδοπούλου", "X" * 60,
    "Anna " * 20, "Anna Maria Elisabeth Bornemann", "De la Cruz, Ana María (“Nita”)",
])
def test_a_real_name_is_found_on_page_1(name: str) -> None:
    found = read(render_pdf(summary_of({**MARIA, "patient_name": name})))
    assert (found.differing, found.not_compared) == ((), ())


@pytest.mark.parametrize("name", ["محمد علي", "דוד כהן", "अमित शर्मा", "สมชาย ใจดี"])
def test_a_name_that_a_pdf_does_not_give_back_as_typed_is_taken_and_the_rest_said(name: str) -> None:
    found = read(render_pdf(summary_of({**MARIA, "patient_name": name})))
    assert found.differing == ()
    assert found.not_compared in ((), ("identity",))
    assert "patient_name" in found.response.answers


def test_a_fork_that_raises_or_never_ends_gives_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def for_ever() -> bytes:
        while True:
            pass

    def waits_for_nobody() -> bytes:
        signal.pause()
        return b"whole"

    assert in_a_fork(lambda: json.dumps("whole").encode(), 2) == b'"whole"'
    assert in_a_fork(lambda: bytes(1 // 0), 2) is None
    assert in_a_fork(for_ever, 1) is None
    monkeypatch.setattr("forms.processes.forked.WAITS", 0.1)
    assert in_a_fork(waits_for_nobody, 1) is None


def test_a_fork_does_not_clear_away_objects_of_its_parent() -> None:
    """The Java machine of other tests, for one, waits for ever for a thread that a fork does not have."""
    assert in_a_fork(lambda: str(gc.isenabled()).encode(), 2) == b"False"
