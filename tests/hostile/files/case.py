"""One file of the set: how it is made, and the answer that is due."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from forms import Answer, Questionnaire, Response, load_questionnaire
from forms.exchange.attached_answers import write_attachment

TODAY = date(2026, 11, 22)
QUESTIONNAIRE = "ketamine-consult"
ANSWERS = {"pregnant": Answer("no"), "reason": Answer("Zebrafish"), "systolic": Answer(128)}


@dataclass(frozen=True)
class Case:
    """`answer`: `read: WHENCE`; the code of an UnreadableError; or words that the first fault of a RESPONSE.json has.

    Several, with "|" between them, where it depends on the machine what comes first.
    """

    make: Callable[[], bytes]
    answer: str


@cache
def form() -> Questionnaire:
    return load_questionnaire()


def response() -> Response:
    """The answers of those files that are read."""
    return Response(QUESTIONNAIRE, ANSWERS)


def attachment(**changes: Any) -> bytes:
    """answers.json, sealed, or with changes after it was sealed."""
    sealed = json.loads(write_attachment(response(), form(), {}))
    return json.dumps({**sealed, **changes}).encode()


def sealed_again(**changes: Any) -> bytes:
    """An answers.json that somebody wrote by hand, with the hash that belongs to it."""
    content = {key: value for key, value in json.loads(attachment()).items() if key != "sha256"} | changes
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    seal = hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
    return json.dumps({**content, "sha256": seal}).encode()


def answers(content: str | bytes) -> bytes:
    """A RESPONSE.json with this text as its answers."""
    inside = content if isinstance(content, bytes) else content.encode()
    return b'{"questionnaire": "' + QUESTIONNAIRE.encode() + b'", "answers": {' + inside + b"}}"
