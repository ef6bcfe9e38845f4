"""Messages between the app and a process beside it, and what is left of a process that is gone."""

import io
from pathlib import Path
from signal import SIGKILL

import pytest

from forms.processes import ProcessBeside, at_fault, read_frame, write_frame

READER = "forms.exchange.worker.worker_process"


def framed(content: bytes) -> bytes:
    whole = io.BytesIO()
    write_frame(whole, content)
    return whole.getvalue()


def test_half_a_frame_is_nobody_there() -> None:
    whole = framed(b"content")
    assert read_frame(io.BytesIO(whole)) == b"content"
    assert [read_frame(io.BytesIO(whole[:end])) for end in range(len(whole))] == [None] * 11


@pytest.mark.parametrize(("most", "taken"), [(7, b"content"), (6, None)])
def test_a_frame_longer_than_what_is_taken_is_nobody_there(most: int, taken: bytes | None) -> None:
    assert read_frame(io.BytesIO(framed(b"content")), most) == taken


def test_a_process_that_is_killed_says_by_what_and_leaves_no_folder() -> None:
    process = ProcessBeside(READER)
    process._popen.kill()
    assert process.ask(b"", 10) is None
    assert process.killed_by == SIGKILL
    assert not Path(process.folder).exists()


def test_a_fault_names_the_kind_and_the_place_and_repeats_nothing() -> None:
    try:
        int("Zebrafish")
    except ValueError as error:
        said = at_fault(error)
    assert said.startswith("ValueError in test_a_fault_names")
    assert "Zebrafish" not in said
