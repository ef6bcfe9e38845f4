"""The press and its worker: the same bytes each time, a structure that can be read aloud, and no session that waits."""

import gc
import io
import json
import logging
import tempfile
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from forms import load_questionnaire
from forms.exchange import read_response
from templates import PdfError, PdfWorker, PrintJob, one_after_another, print_job, render_pdf
from tests.support import SAMPLE_FILES
from tests.support.limits import limit_files, limit_memory, no_file_larger_than
from tests.support.summaries import SAMPLES, TODAY, printed, sample, sample_pdf, summary_of
from tests.support.vera import failed_checks


@pytest.fixture
def worker() -> Any:
    found = PdfWorker()
    yield found
    found.close()


def test_the_same_job_gives_the_same_bytes() -> None:
    assert render_pdf(sample("crisis")) == sample_pdf("crisis")
    assert sample_pdf("crisis", "letter") != sample_pdf("crisis")


def test_a_job_survives_its_way_to_another_process() -> None:
    job = print_job(summary_of({"reason": "ü \ud7ff 😀 \n \u0000"}))
    assert PrintJob.from_json(job.to_json()) == job
    assert PrintJob.from_json(job.to_json()).digest == job.digest


def test_several_jobs_are_printed_one_after_another_each_from_the_front_of_a_sheet() -> None:
    """With their own page numbers, no attached answers, and the dialog to print; programs can read it aloud."""
    clinician, desk = print_job(sample("nothing_answered")), print_job(summary_of({"pregnant": "yes"}, copy="desk"))
    together = one_after_another([clinician, desk, clinician])
    assert PrintJob.from_json(together.to_json()) == together
    pdf = printed(together)
    feet = [page.extract_text().rpartition("Page ")[2] for page in PdfReader(io.BytesIO(pdf)).pages]
    assert feet == ["1 of 1", "", "1 of 1", "", "1 of 1"]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(opened.attachments) == 0
        assert opened.Root.OpenAction.N == "/Print"
    assert failed_checks(pdf, "PDFUA-1") == []


def test_anything_that_goes_in_changes_the_digest() -> None:
    job = print_job(sample("crisis"))
    others = [replace(job, html=job.html + " "), replace(job, paper="letter"), replace(job, attached=())]
    assert len({job.digest, *(one.digest for one in others)}) == 4


@pytest.mark.parametrize("name", SAMPLES)
def test_the_answers_in_force_are_attached_and_can_be_read_back(name: str) -> None:
    with pikepdf.open(io.BytesIO(sample_pdf(name))) as pdf:
        (attached,) = pdf.attachments.items()
        (listed,) = pdf.Root.AF
        assert attached[0] == "answers.json"
        assert listed.AFRelationship == "/Data"
        content = json.loads(attached[1].get_file().read_bytes())
    questionnaire = load_questionnaire()
    plain = {key: content[key] for key in ("questionnaire", "version", "answers")}
    back = read_response(json.dumps(plain), questionnaire, today=TODAY)
    path = SAMPLE_FILES / f"{name}.json"
    assert back.answers == read_response(path.read_bytes(), questionnaire, today=TODAY).answers


def test_the_file_names_the_standards_it_keeps() -> None:
    with pikepdf.open(io.BytesIO(sample_pdf("crisis"))) as pdf:
        metadata = pdf.Root.Metadata.read_raw_bytes()
    assert b'pdfuaid:part="1"' in metadata
    assert b'pdfaid:part="3"' in metadata
    assert b'pdfaid:conformance="A"' in metadata


def test_an_ordinary_file_is_small() -> None:
    assert len(sample_pdf("managed_blood_pressure")) < 100_000


def test_the_log_never_holds_a_character_that_somebody_typed(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "weasyprint")
    render_pdf(summary_of({"reason": "你好"}))
    assert "你" not in caplog.text


def test_the_worker_gives_the_bytes_that_the_press_gives(worker: PdfWorker) -> None:
    assert worker.render(print_job(sample("crisis"))) == sample_pdf("crisis")


def test_what_was_made_once_is_not_made_again(worker: PdfWorker) -> None:
    held = worker.ahead(print_job(sample("nothing_answered")))
    assert worker.render(print_job(sample("nothing_answered"))) is held.result()


def test_a_pdf_is_forgotten_by_the_worker_as_soon_as_nobody_holds_it(worker: PdfWorker) -> None:
    """It contains answers, and these are to be gone when the visit is."""
    held = worker.ahead(print_job(sample("nothing_answered")))
    held.result()
    forgotten = weakref.ref(held)
    del held
    worker.ahead(print_job(sample("nothing_raised"))).result()  # until then its thread may hold the job before
    gc.collect()
    assert forgotten() is None


def test_only_the_latest_are_kept() -> None:
    worker = PdfWorker(kept=1)
    first = worker.render(print_job(sample("nothing_answered")))
    worker.render(print_job(sample("nothing_raised")))
    again = worker.render(print_job(sample("nothing_answered")))
    worker.close()
    assert again == first
    assert again is not first


def test_a_pdf_made_ahead_is_there_when_it_is_asked_for(worker: PdfWorker) -> None:
    ahead = worker.ahead(print_job(sample("nothing_answered")))
    assert worker.render(print_job(sample("nothing_answered"))) is ahead.result()


def test_many_threads_may_ask_at_once(worker: PdfWorker) -> None:
    jobs = [print_job(summary_of({"reason": f"person {number}"})) for number in range(6)] * 2
    with ThreadPoolExecutor(6) as threads:
        made = list(threads.map(worker.render, jobs))
    assert made[:6] == made[6:]
    assert len(set(made)) == 6


def test_asking_does_not_wait(worker: PdfWorker) -> None:
    worker.warm_up()
    asked = worker.ahead(print_job(sample("everything_raised")))
    assert not asked.done()
    assert asked.result().startswith(b"%PDF")


def test_a_killed_worker_starts_again(worker: PdfWorker) -> None:
    worker.render(print_job(sample("nothing_answered")))
    assert worker._process is not None
    worker._process._popen.kill()
    assert worker.render(print_job(sample("nothing_raised"))).startswith(b"%PDF")


def test_a_worker_killed_while_it_works_tries_once_more(worker: PdfWorker) -> None:
    worker.render(print_job(sample("nothing_answered")))
    assert worker._process is not None
    asked = worker.ahead(print_job(sample("everything_raised")))
    threading.Timer(0.2, worker._process._popen.kill).start()
    assert asked.result().startswith(b"%PDF")


def test_a_page_that_takes_for_ever_is_given_up() -> None:
    worker = PdfWorker(patience=0.05)
    with pytest.raises(PdfError, match="ended twice"):
        worker.render(print_job(sample("everything_raised")))
    worker.close()


def test_a_full_disk_is_said_and_the_next_print_works(worker: PdfWorker) -> None:
    """The fonts of the process do not fit into its temporary folder."""
    with no_file_larger_than(100_000):
        held = worker.ahead(print_job(sample("nothing_answered")))
        assert "ended twice" in str(held.exception())
    assert worker.has_failed(print_job(sample("nothing_answered")))
    assert worker.render(print_job(sample("nothing_answered"))).startswith(b"%PDF")
    assert not worker.has_failed(print_job(sample("nothing_answered")))


def test_a_disk_that_fills_up_later_hinders_no_print(worker: PdfWorker) -> None:
    worker.render(print_job(sample("nothing_answered")))
    assert worker._process is not None
    limit_files(worker._process._popen.pid, 0)
    assert worker.render(print_job(sample("nothing_raised"))).startswith(b"%PDF")


def test_without_a_temporary_folder_it_is_said_and_the_next_print_works(
    worker: PdfWorker, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/proc/1/none")  # nobody can write there, root included
    with pytest.raises(PdfError, match="could not be started: No such file or directory"):
        worker.render(print_job(sample("nothing_answered")))
    monkeypatch.undo()
    assert worker.render(print_job(sample("nothing_answered"))).startswith(b"%PDF")


def test_a_print_that_runs_out_of_memory_is_made_by_a_new_process(worker: PdfWorker) -> None:
    worker.render(print_job(sample("nothing_answered")))
    assert worker._process is not None
    first = worker._process._popen
    limit_memory(first.pid, 1_000_000)  # it holds more than that, and gets no more
    assert worker.render(print_job(sample("everything_raised"))).startswith(b"%PDF")
    assert first.poll() is not None


def test_a_fault_names_its_place_and_not_the_page(worker: PdfWorker) -> None:
    job = replace(print_job(summary_of({"reason": "private words"})), paper="papyrus")  # type: ignore[arg-type] # on purpose
    with pytest.raises(PdfError) as raised:
        worker.render(job)
    assert "KeyError in render" in str(raised.value)
    assert "private" not in str(raised.value)
    assert worker.render(print_job(sample("nothing_answered"))).startswith(b"%PDF")


def test_a_closed_worker_leaves_no_process_and_no_folder(worker: PdfWorker) -> None:
    worker.render(print_job(sample("nothing_answered")))
    assert worker._process is not None
    process, folder = worker._process._popen, Path(worker._process.folder)
    assert folder.is_dir()
    worker.close()
    assert process.poll() is not None
    assert not folder.exists()
