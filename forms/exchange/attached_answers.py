"""Writes and reads answers.json, the answers that are attached to a PDF.

    {"format": 2, "questionnaire": "ketamine-consult", "version": "2026.12", "rule_sets": {"articles": "2026.11"},
     "copy": "clinician", "answers": {link id: an answer in the long form of RESPONSE.json}, "taken": […],
     "in_record": […], "sha256": "…"}

`in_record`, if it is there, is what the person's own health record says beside the answers (fhir/suggested_entries.py).
`taken` says which answers came from a file of another name (taken_entries.py). Format 1 had neither it nor `format`.

The hash is over all other keys as canonical JSON. It shows that the file was changed; it does not prove who wrote it.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from forms import Questionnaire, Response, TakenFromFile
from forms.exchange.answers_file import IN_RECORD, decoded_json, entries_of
from forms.exchange.limits import ANSWERS_BYTES, LONGEST_VERSION
from forms.exchange.taken_entries import taken_as_json
from forms.exchange.unreadable import UnreadableError
from forms.readers import COPIES, Copy

ATTACHMENT = "answers.json"
FORMAT = 2


@dataclass(frozen=True)
class AttachedAnswers:
    """The content of answers.json: questionnaire, version, and the answers in the long form, not checked.

    `copy` is the reader of the copy; the clinician if the file does not name one. `taken`: which answers came from a
    file of another name, not checked. `in_record`: what the person's own health record says, not checked.
    """

    questionnaire_id: str
    version: str
    answers: Mapping[str, Any]
    copy: Copy
    taken: Any
    in_record: Any


def write_attachment(
    response: Response, questionnaire: Questionnaire, rule_sets: Mapping[str, str], copy: Copy = "clinician",
    taken: Sequence[TakenFromFile] = (), in_record: Sequence[Mapping[str, Any]] = (),
) -> str:
    """Returns answers.json for these answers, of a copy for this reader. The same answers give the same text.

    `rule_sets` maps the id of each rule set to its version. `taken` and `in_record` say nothing that this reader may
    not see.
    """
    content = {
        "format": FORMAT, "questionnaire": response.questionnaire_id, "version": questionnaire.version,
        "rule_sets": dict(rule_sets), "copy": copy,
        "answers": entries_of(response), "taken": taken_as_json([one.among(response.answers) for one in taken]),
        **({IN_RECORD: list(in_record)} if in_record else {}),
    }
    return json.dumps({**content, "sha256": _hash_of(content)}, ensure_ascii=False, indent=1)


def read_attachment(content: bytes) -> AttachedAnswers:
    """Reads an answers.json. Raises UnreadableError: `not_answers`, `newer_format`, `edited` (a wrong hash)."""
    if len(content) > ANSWERS_BYTES:
        raise UnreadableError("too_large_inside")
    try:
        file = decoded_json(content)
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
    made_as = file.get("format", 1)
    if isinstance(made_as, int) and made_as > FORMAT:
        raise UnreadableError("newer_format")
    if len(version) > LONGEST_VERSION:
        raise UnreadableError("not_answers")
    copy: Copy = next((one for one in COPIES if one == file.get("copy")), "clinician")
    return AttachedAnswers(questionnaire_id, version, answers, copy, file.get("taken", []), file.get(IN_RECORD, []))


def _hash_of(content: Mapping[str, Any]) -> str:
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
