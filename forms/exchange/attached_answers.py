"""The answers that a PDF carries inside it, answers.json: written here, read here, and nowhere else.

    {"questionnaire": "ketamine-consult", "version": "2026.12", "rule_sets": {"articles": "2026.11"},
     "copy": "clinician", "answers": {link id: an answer in the long form of RESPONSE.json}, "sha256": "…"}

The hash is over all the rest as canonical JSON. It tells that somebody changed the file; it does not tell who wrote it.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from forms import Questionnaire, Response
from forms.exchange.answers_file import as_json
from forms.exchange.limits import ANSWERS_BYTES
from forms.exchange.unreadable import UnreadableError
from forms.readers import COPIES, Copy

ATTACHMENT = "answers.json"


@dataclass(frozen=True)
class AttachedAnswers:
    """What stands in answers.json: which questions they answer, in which version, and the long form, unchecked.

    `copy` is whose copy they are of; a file that does not say is of the clinician's.
    """

    questionnaire_id: str
    version: str
    answers: Mapping[str, Any]
    copy: Copy


def write_attachment(
    response: Response, questionnaire: Questionnaire, rule_sets: Mapping[str, str], copy: Copy = "clinician",
) -> str:
    """answers.json for these answers, of a copy for this reader. The same answers give the same text.

    `rule_sets` are the versions of the rule sets by id.
    """
    content = {
        "questionnaire": response.questionnaire_id, "version": questionnaire.version,
        "rule_sets": dict(rule_sets), "copy": copy,
        "answers": {link_id: as_json(answer) for link_id, answer in response.answers.items()},
    }
    return json.dumps({**content, "sha256": _hash_of(content)}, ensure_ascii=False, indent=1)


def read_attachment(content: bytes) -> AttachedAnswers:
    """What `write_attachment` wrote. Raises UnreadableError: `not_answers`, or `edited` where the hash tells so."""
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
    except (ValueError, RecursionError):  # not JSON, not UTF-8, half characters, thousands of digits or of brackets
        raise UnreadableError("not_answers") from None
    if not intact:
        raise UnreadableError("edited")
    copy: Copy = next((one for one in COPIES if one == file.get("copy")), "clinician")
    return AttachedAnswers(questionnaire_id, version, answers, copy)


def _hash_of(content: Mapping[str, Any]) -> str:
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
