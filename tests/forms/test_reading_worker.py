"""A file is read in a process of its own: the same answers come back, and no file takes anything but itself away."""

import json
import logging
import os
import signal
import tempfile
import threading
import tomllib
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from forms import Answer, Response, load_questionnaire
from forms.exchange import MEGABYTES, ResponseError, UnreadableError, read_back
from forms.exchange.attached_answers import ATTACHMENT, write_attachment
from forms.exchange.restoring import ReadBack
from forms.exchange.worker import ReadingWorker
from forms.exchange.worker.reply import BrokenReplyError, read_reply, reply_of
from forms.processes import ProcessBeside
from tests.support import ROOT, SAMPLE_FILES
from tests.support.pdf_files import pdf_with

TODAY = date(2026, 11, 22)
FORM = load_questionnaire()
PRIVATE = "Zebrafish"
TAKES_FOR_EVER = b"%PDF-1.7\n" + b"1 0 obj\n" * 3_000_000


def summary() -> bytes:
    answers = {"reason": Answer(PRIVATE, origin="interpreter"), "pregnant": Answer("no", on=date(2026, 1, 1)),
               "filled_by": Answer("self"), "systolic": Answer(120)}
    return pdf_with((ATTACHMENT, write_attachment(Response(FORM.questionnaire_id, answers), FORM, {}, "desk").encode()))


def of_another_version() -> bytes:
    return json.dumps({"questionnaire": FORM.questionnaire_id, "answers": {"zzzz": 43, "pregnant": "yes"}}).encode()


def break_down(process: int) -> None:
    """Ends a stopped process as a fault of a library does."""
    os.kill(process, signal.SIGSEGV)
    os.kill(process, signal.SIGCONT)


def fault(worker: ReadingWorker, content: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        worker.read_back(content, FORM, today=TODAY)
    return caught.value.code


@pytest.fixture
def worker() -> Any:
    worker = ReadingWorker()
    yield worker
    worker.close()


@pytest.mark.parametrize("content", [summary(), (SAMPLE_FILES / "crisis.json").read_bytes()])
def test_what_is_read_in_another_process_is_what_is_read_in_this_one(worker: ReadingWorker, content: bytes) -> None:
    assert worker.read_back(content, FORM, today=TODAY) == read_back(content, FORM, today=TODAY)


def test_a_refusal_comes_back_as_it_was_raised(worker: ReadingWorker) -> None:
    assert fault(worker, pdf_with()) == "foreign"
    with pytest.raises(ResponseError) as caught:
        worker.read_back(of_another_version(), FORM, today=TODAY)
    assert caught.value.faults == ("answers.zzzz: the questionnaire does not ask this.",)


def test_a_file_that_takes_for_ever_ends_by_itself_and_the_next_one_is_read(worker: ReadingWorker) -> None:
    assert fault(worker, TAKES_FOR_EVER) == "too_slow"
    assert worker.read_back(summary(), FORM, today=TODAY).copy == "desk"


def test_a_process_that_is_stuck_is_ended_by_the_clock() -> None:
    assert fault(ReadingWorker(patience=0.01), summary()) == "too_slow"


def test_a_process_that_breaks_says_so_kindly(worker: ReadingWorker) -> None:
    worker.warm_up()
    assert worker._spare is not None
    os.kill(worker._spare._popen.pid, signal.SIGSTOP)
    threading.Timer(0.2, break_down, (worker._spare._popen.pid,)).start()
    assert fault(worker, summary()) == "reading_broke_off"


def test_a_process_that_died_while_it_waited_is_not_asked(worker: ReadingWorker) -> None:
    worker.warm_up()
    assert worker._spare is not None
    worker._spare._popen.kill()
    worker._spare._popen.wait()
    assert worker.read_back(summary(), FORM, today=TODAY).whence == "attachment"


def test_without_a_temporary_folder_it_is_said_and_the_next_file_is_read(
    worker: ReadingWorker, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/proc/1/none")  # nobody can write there, root included
    worker.warm_up()
    assert fault(worker, summary()) == "reading_broke_off"
    monkeypatch.undo()
    assert worker.read_back(summary(), FORM, today=TODAY).response.answers


def test_many_at_once_wait_for_their_turn_but_not_for_ever() -> None:
    patient, hurried = ReadingWorker(at_once=1), ReadingWorker(at_once=1, queue=0.01)
    with ThreadPoolExecutor(3) as threads:
        found = list(threads.map(lambda _: patient.read_back(summary(), FORM, today=TODAY), range(3)))
        assert len(found) == 3
        assert hurried._seats.acquire()
        assert fault(hurried, summary()) == "too_many_at_once"


def test_nothing_is_left_of_a_process_that_has_read(worker: ReadingWorker) -> None:
    worker.warm_up()
    process = worker._spare
    assert process is not None
    worker.read_back(summary(), FORM, today=TODAY)
    assert not process.is_alive()
    assert not Path(process.folder).exists()


def test_a_file_larger_than_any_is_refused_before_a_process_starts(
    worker: ReadingWorker, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(ProcessBeside, "ask")
    assert fault(worker, b"x" * (MEGABYTES * 1_000_000 + 1)) == "too_large"


def test_the_browser_takes_what_the_readers_take() -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert settings["server"]["maxUploadSize"] == MEGABYTES


def raising(error: Exception) -> Any:
    def reading() -> ReadBack:
        raise error
    return reading


def test_an_error_of_ours_is_logged_by_its_place_and_no_answer_is(
    worker: ReadingWorker, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch,
) -> None:
    reply = reply_of(raising(KeyError(PRIVATE)))
    monkeypatch.setattr(ProcessBeside, "ask", lambda *_: reply)
    with caplog.at_level(logging.ERROR):
        assert fault(worker, summary()) == "reading_broke_off"
    assert "KeyError in reading" in caplog.text
    assert PRIVATE not in caplog.text


def test_no_memory_left_is_said() -> None:
    with pytest.raises(UnreadableError, match="too_much_memory"):
        read_reply(reply_of(raising(MemoryError())), FORM, today=TODAY)


@pytest.mark.parametrize("reply", [
    b"", b"[]", b"{}", b"\xff", b'{"kind": "unreadable", "code": "invented", "facts": {}}',
    b'{"kind": "found", "answers": {"pregnant": {"value": "perhaps"}}, "whence": "code", "version": null, '
    b'"left_out": [], "copy": "clinician"}',
    b'{"kind": "found", "answers": {}, "whence": "heaven", "version": null, "left_out": [], "copy": "clinician"}',
    b'{"kind": "found", "answers": {}, "whence": "code", "version": null, "left_out": [1], "copy": "clinician"}',
])
def test_what_the_process_says_is_not_believed(reply: bytes) -> None:
    with pytest.raises(BrokenReplyError):
        read_reply(reply, FORM, today=TODAY)


def test_half_a_character_in_a_name_can_be_said(worker: ReadingWorker) -> None:
    content = b'{"questionnaire": "ketamine-consult", "answers": {"\\ud83d": "no"}}'
    with pytest.raises(ResponseError) as caught:
        worker.read_back(content, FORM, today=TODAY)
    assert caught.value.faults == ("answers.\ufffd: the questionnaire does not ask this.",)
