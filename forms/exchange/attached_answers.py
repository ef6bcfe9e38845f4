"""Writes and reads answers.json, the answers that are attached to a PDF.

    {"questionnaire": "ketamine-consult", "version": "2026.12", "rule_sets": {"articles": "2026.11"},
     "copy": "clinician", "answers": {link id: an answer in the long form of RESPONSE.json}, "sha256": "…"}

The hash is over all other keys as canonical JSON. It shows that the file was changed; it does not prove who wrote it.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from forms import Questionnaire, Response
from forms.exchange.answers_file import entries_of
from forms.exchange.limits import ANSWERS_BYTES, LONGEST_VERSION
from forms.exchange.unreadable import UnreadableError
from forms.readers import COPIES, Copy

ATTACHMENT = "answers.json"


@dataclass(frozen=True)
class AttachedAnswers:
    """The content of answers.json: questionnaire, version, and the answers in the long form, not checked.

    `copy` is the reader of the copy; the clinician if the file does not name one.
    """

    questionnaire_id: str
    version: str
    answers: Mapping[str, Any]
    copy: Copy


def write_attachment(
    response: Response, questionnaire: Questionnaire, rule_sets: Mapping[str, str], copy: Copy = "clinician",
) -> str:
    """Returns answers.json for these answers, of a copy for this reader. The same answers give the same text.

    `rule_sets` maps the id of each rule set to its version.
    """
    content = {
        "questionnaire": response.questionnaire_id, "version": questionnaire.version,
        "rule_sets": dict(rule_sets), "copy": copy,
        "answers": entries_of(response),
    }
    return json.dumps({**content, "sha256": _hash_of(content)}, ensure_ascii=False, indent=1)


def read_attachment(content: bytes) -> AttachedAnswers:
    """Reads an answers.json. Raises UnreadableError: `not_answers`, or `edited` if the hash is wrong."""
    if len(content) > ANSWERS_BYTES:
        raise UnreadableError("too_large_inside")
    try:
        file = json.loads(content)
        match file:
            case {"questionnaire": str(questionnaire_id), "version": str(version), "answers": dict(answers),
                  "sha256": str(sha256)}:
                intact = _hash_of({key: value for key, value in file.items() if key != "sha256"}) == sha256
            case _:
                raise UnreadableError("not_answers")
    except (ValueError, RecursionError):  # not JSON, not UTF-8, lone surrogates, thousands of digits or of brackets
        raise UnreadableError("not_answers") from None
    if not intact:
        raise UnreadableError("edited")
    if len(version) > LONGEST_VERSION:
        raise UnreadableError("not_answers")
    copy: Copy = next((one for one in COPIES if one == file.get("copy")), "clinician")
    return AttachedAnswers(questionnaire_id, version, answers, copy)


def _hash_of(content: Mapping[str, Any]) -> str:
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
