"""A device, a pipe or a folder that is named to a command is refused at once: it may never end, or never begin."""

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import rules.__main__
import templates.__main__
from forms.exchange import given_lines
from forms.exchange.limits import ANSWERS_BYTES, FILE_BYTES
from tests.support import SAMPLE_FILES

NO_FILE = "it is no file. Save what it gives as a file, and name that."
SAMPLE = str(SAMPLE_FILES / "nothing_raised.json")


class Endless(io.RawIOBase):
    """Standard input without an end; it notes how much of it was read."""

    taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override] # as io calls it
        self.taken += len(buffer)
        buffer[:] = b"[" * len(buffer)
        return len(buffer)


@pytest.fixture
def pipe(tmp_path: Path) -> str:
    """A pipe into which nobody writes."""
    os.mkfifo(tmp_path / "pipe.json")
    return str(tmp_path / "pipe.json")


@pytest.mark.parametrize("command", [
    ["evaluate", "{}"], ["compare", "HEAD", "{}"], ["compare", "HEAD", SAMPLE, "{}"],
])
def test_a_command_of_the_rules_reads_files_alone(
    command: list[str], pipe: str, capsys: pytest.CaptureFixture[str],
) -> None:
    for path in (pipe, "/dev/zero"):
        assert rules.__main__.main([part.format(path) for part in command]) == 2
        assert capsys.readouterr().err.endswith(f"{path}: cannot be read or written: {NO_FILE}\n")


@pytest.mark.parametrize("command", [
    ["summary", "{}", "-o", "-"], ["desk", "{}", "-o", "-"], ["summary", SAMPLE, "--earlier", "{}", "-o", "-"],
    ["read", "{}"], ["compare", "{}", SAMPLE], ["compare", SAMPLE, "{}"],
])
def test_a_command_of_the_templates_reads_files_alone(
    command: list[str], pipe: str, capsys: pytest.CaptureFixture[str], tmp_path: Path,
) -> None:
    for path, why in ((pipe, NO_FILE), ("/dev/zero", NO_FILE), (str(tmp_path), "Is a directory.")):
        assert templates.__main__.main([part.format(path) for part in command]) == 2
        assert capsys.readouterr().err == f"{path}: cannot be read: {why}\n"


@pytest.mark.parametrize(("main", "command", "limit", "says"), [
    (rules.__main__.main, ["evaluate", "-"], ANSWERS_BYTES, "is larger than 2,000,000 bytes"),
    (templates.__main__.main, ["summary", "-", "-o", "-"], ANSWERS_BYTES, "is larger than 2,000,000 bytes"),
    (templates.__main__.main, ["read", "-"], FILE_BYTES, "is larger than 30 MB"),
])
def test_of_an_endless_standard_input_no_more_than_the_limit_is_read(
    main: Callable[[list[str]], int], command: list[str], limit: int, says: str,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    endless = Endless()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(endless)))
    assert main(command) == 2
    assert says in capsys.readouterr().err
    assert endless.taken < limit + 100_000


def test_a_closed_standard_input_is_said_to_be_closed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert rules.__main__.main(["evaluate", "-"]) == 2
    assert capsys.readouterr().err == "-: cannot be read or written: standard input is closed.\n"


def test_a_line_without_an_end_is_one_line_and_is_not_held_whole(tmp_path: Path) -> None:
    path = tmp_path / "lines.ndjson"
    path.write_bytes(b"first\n" + b"x" * (3 * ANSWERS_BYTES) + b"\nlast\n" + b"y" * (ANSWERS_BYTES + 1))
    found = list(given_lines(str(path)))
    assert [(number, line[:5]) for number, line in found] == [
        (1, b"first"), (2, b"xxxxx"), (3, b"last\n"), (4, b"yyyyy")]
    assert max(len(line) for _number, line in found) == ANSWERS_BYTES + 1
