"""Writes the log as JSON, one line for each event, if the environment asks for it: SCREENING_LOG=json.

A line has `time` (UTC), `level`, `event` and `place`. For an error it has its type and where it was raised, but not its
message, which could contain an answer. No line contains the query of an address.
"""

import json
import logging
import os
import re
import sys
import traceback
from datetime import UTC, datetime
from types import TracebackType

from streamlit import logger as streamlit_logger

from screens.server.where import PROJECT

ENVIRONMENT = "SCREENING_LOG"
QUERY = re.compile(r"(?<=[\w/=])\?\S+")  # of an address
LONGEST = 500  # characters of an event
ACCESS = "uvicorn.access"  # never logged: the addresses of PDFs are in it
_LOG = logging.getLogger(__name__)


class JsonLines(logging.Formatter):
    """Formats a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        first, *_details = record.getMessage().strip().splitlines() or [""]  # asyncio adds the objects that it held
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(), "event": QUERY.sub("", first)[:LONGEST],
            "place": f"{record.name}:{record.lineno}",
        }
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            line["error"] = type(error).__name__
            line["at"] = [f"{_below_project(at.filename)}:{at.lineno}"
                          for at in reversed(traceback.extract_tb(error.__traceback__))]
        return json.dumps(line, ensure_ascii=False)


def log_as_the_environment_says() -> None:
    """Makes all loggers of this process write such lines. Call it again once the server is set up, which adds loggers.

    Without the variable, the log stays plain text. Ends the process if the variable has another value.
    """
    kind = os.environ.get(ENVIRONMENT, "text")
    if kind not in ("text", "json"):
        sys.exit(f"{ENVIRONMENT} is '{kind}'. Known are: text, json.")
    if kind == "text":
        return
    lines = logging.StreamHandler()
    lines.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers = [lines]
    for name in list(root.manager.loggerDict):
        logger = logging.getLogger(name)
        if any(isinstance(handler, logging.NullHandler) for handler in logger.handlers):
            logger.propagate = False  # a library that logs nothing unless it is asked to, such as WeasyPrint
        else:
            _leave_to_root(logger)
    streamlit_logger.setup_formatter = _leave_to_root  # for the loggers that Streamlit makes later
    logging.captureWarnings(True)
    sys.excepthook = _log_what_nobody_caught


def _leave_to_root(logger: logging.Logger) -> None:
    logger.handlers, logger.propagate = [], logger.name != ACCESS


def _log_what_nobody_caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    _LOG.critical("the process ends with an error", exc_info=(kind, error, trace))


def _below_project(file: str) -> str:
    return file.removeprefix(f"{PROJECT}/")
