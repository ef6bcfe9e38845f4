"""The log as lines of JSON says what happened and where, and repeats nothing that a person typed."""

import json
import logging
import subprocess
import sys

import pytest

from screens.server.log_lines import JsonLines
from tests.support import ROOT

ANSWER = "unmistakable sorrow"


def line_of(logged: Exception | None = None, event: str = "it happened", *parts: object) -> dict[str, object]:
    """The line of an event, with an error if one is given."""
    error = (type(logged), logged, logged.__traceback__) if logged else None
    record = logging.LogRecord("screens.visit", logging.ERROR, __file__, 7, event, parts, error)
    written = JsonLines().format(record)
    assert "\n" not in written
    line: dict[str, object] = json.loads(written)
    return line


def test_a_line_has_time_level_event_and_place() -> None:
    line = line_of(None, "%s of %s", 1, 2)
    assert list(line) == ["time", "level", "event", "place"]
    assert (line["level"], line["event"], line["place"]) == ("error", "1 of 2", "screens.visit:7")
    assert str(line["time"]).endswith("+00:00")


def test_an_error_is_told_by_its_type_and_its_place_alone() -> None:
    try:
        raise ValueError(ANSWER)
    except ValueError as error:
        line = line_of(error)
    assert line["error"] == "ValueError"
    assert str(line["at"]).startswith("['tests/screens/test_log_lines.py:")
    assert ANSWER not in str(line)


@pytest.mark.parametrize(("event", "written"), [
    ('"GET /desk?draft=abc HTTP/1.1" 200', '"GET /desk HTTP/1.1" 200'),
    ("https://clinic.example/?name=Maria&x=1 was asked for", "https://clinic.example/ was asked for"),
    ("Is its disk full, or is it locked?", "Is its disk full, or is it locked?"),
    (f"Task exception was never retrieved\nfuture: ValueError('{ANSWER}')", "Task exception was never retrieved"),
    ("", ""),
])
def test_no_query_and_no_dump_is_written(event: str, written: str) -> None:
    assert line_of(None, event)["event"] == written


START = """
import logging, sys, warnings, weasyprint
from screens import log_as_the_environment_says
log_as_the_environment_says()
from streamlit.logger import get_logger
get_logger("made.later").warning("later")
warnings.warn("a warning")
logging.getLogger("uvicorn.access").info("/media/secret.pdf")
logging.getLogger("weasyprint").warning("secret")
logging.getLogger("uvicorn.error").error("the server is in trouble")
raise ValueError("unmistakable sorrow")
"""


def test_everything_that_a_process_logs_is_such_a_line() -> None:
    logged = started("json").stderr
    lines = [json.loads(line) for line in logged.splitlines()]
    assert [line["event"] for line in lines][-1] == "the process ends with an error"
    assert {line["place"].partition(":")[0] for line in lines} >= {"made.later", "py.warnings", "uvicorn.error"}
    assert "sorrow" not in logged
    assert "secret" not in logged


def test_an_unknown_kind_of_log_ends_the_start_with_what_is_known() -> None:
    assert started("xml").stderr == "SCREENING_LOG is 'xml'. Known are: text, json.\n"


def started(kind: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, "-c", START], cwd=ROOT, env={"SCREENING_LOG": kind}, capture_output=True,
                          text=True, check=False)
