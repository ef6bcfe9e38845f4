"""From answers that were written down somewhere to a response of today's questionnaire. Nothing is silently lost."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from forms import Answer, MedicineRow, Questionnaire, Response
from forms.exchange.answers_file import ResponseError, is_unanswered, read_response
from forms.exchange.texts import exchange_texts
from forms.readers import Copy

Whence = Literal["attachment", "form", "code", "file"]
Entries = Mapping[str, Any]


@dataclass(frozen=True)
class LeftOut:
    """An answer that today's questionnaire cannot take: the question, why, and what was given, to be shown."""

    link_id: str
    question: str
    why: str
    given: str


@dataclass(frozen=True)
class ReadBack:
    """A response that was read back, and what could not be taken over.

    `whence`: from the attached answers, which are whole; from the fields of a form; from a code, which has the coded
    answers alone, no names and nothing in a person's own words; or from a RESPONSE.json. `version` is that of the
    questions that were answered; None where the file does not say. `copy` is whose copy it was: the desk's does not
    hold all answers.
    """

    response: Response
    whence: Whence
    version: str | None
    left_out: tuple[LeftOut, ...] = ()
    copy: Copy = "clinician"


def restore(entries: Entries, questionnaire: Questionnaire, today: date) -> tuple[Response, tuple[LeftOut, ...]]:
    """Answers in the form of RESPONSE.json: those that today's questionnaire takes, and the others with the reason."""
    known = {link_id: entry for link_id, entry in entries.items() if link_id in questionnaire.items}
    gone = exchange_texts(questionnaire.language)("no_longer_asked")
    left_out = [LeftOut(link_id, link_id, gone, in_short(entry)) for link_id, entry in entries.items()
                if link_id not in known]
    try:
        return _read(known, questionnaire, today), tuple(left_out)
    except ResponseError:
        kept, refused = _one_by_one(known, questionnaire, today)
        return _read(kept, questionnaire, today), (*left_out, *refused)


def without_lent_origins(response: Response, entries: Entries) -> Response:
    """The response without the origins that no entry names: those inferred from "who fills in this form"."""
    answers: dict[str, Answer] = {}
    for link_id, answer in response.answers.items():
        names_it = _names_its_origin(_entry_behind(link_id, entries, response))
        answers[link_id] = answer if names_it else replace(answer, origin=None)
    return replace(response, answers=answers)


def _entry_behind(link_id: str, entries: Entries, response: Response) -> Any:
    """The entry that an answer was read from; that of the medicine rows for an answer that was inferred from them."""
    is_inferred = is_unanswered(entries.get(link_id)) and response.answers[link_id].absent is None
    if link_id in entries and not is_inferred:
        return entries[link_id]
    for other, answer in response.answers.items():
        if other in entries and isinstance(answer.value, tuple) and isinstance(answer.value[0], MedicineRow):
            return entries[other]
    return None


def _names_its_origin(entry: Any) -> bool:
    return isinstance(entry, Mapping) and "origin" in entry


def _read(entries: Entries, questionnaire: Questionnaire, today: date) -> Response:
    file = {"questionnaire": questionnaire.questionnaire_id, "answers": entries}
    return read_response(json.dumps(file, ensure_ascii=False), questionnaire, today=today)


def _one_by_one(entries: Entries, questionnaire: Questionnaire, today: date) -> tuple[Entries, list[LeftOut]]:
    kept: dict[str, Any] = {}
    refused: list[LeftOut] = []
    for link_id, entry in entries.items():
        try:
            _read({**kept, link_id: entry}, questionnaire, today)
            kept[link_id] = entry
        except ResponseError as error:
            why = error.faults[0].removeprefix(f"answers.{link_id}: ")
            refused.append(LeftOut(link_id, questionnaire.item(link_id).short, why, in_short(entry)))
    return kept, refused


def in_short(entry: Any) -> str:
    """What was given, as text; of an answer in the long form the value, or why there is none."""
    given = entry.get("value", entry.get("absent")) if isinstance(entry, dict) else entry
    return given if isinstance(given, str) else json.dumps(given, ensure_ascii=False)
