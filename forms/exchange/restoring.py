"""Restores a response to today's questionnaire from answers in a file. Answers that cannot be taken over are listed."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any, Literal

from forms import Answer, MedicineRow, Questionnaire, Response, TakenFromFile, clean
from forms.authoring import shortened
from forms.exchange.answers_file import ResponseError, is_unanswered, read_response
from forms.exchange.limits import LONGEST_VERSION, MOST_ANSWERS, MOST_SHOWN, MOST_SHOWN_TOGETHER, MOST_UNKNOWN
from forms.exchange.texts import exchange_texts
from forms.exchange.unreadable import UnreadableError
from forms.readers import Copy

Whence = Literal["attachment", "form", "code", "file"]
Compared = Literal["answers", "identity"]
Entries = Mapping[str, Any]
VERSION = re.compile(rf"[A-Za-z0-9.-]{{1,{LONGEST_VERSION}}}")


@dataclass(frozen=True)
class LeftOut:
    """An answer that today's questionnaire cannot take: the question, the reason, and the answer as text to show."""

    link_id: str
    question: str
    why: str
    given: str


@dataclass(frozen=True)
class Differing:
    """An answer inside a PDF that is not the one on its pages. `inside` and `on_pages` are "unanswered" for none.

    `on_pages` is None if the pages only show that it is another one: a name that page 1 does not contain.
    """

    link_id: str
    inside: Answer
    on_pages: Answer | None


@dataclass(frozen=True)
class ChartFile:
    """A patient's chart: whose it is, and what it suggests, in the form of suggested_entries.py and not checked.

    `passed_over` counts, by reason, the entries that could not be used.
    """

    names: tuple[str, ...]
    born: date | None
    is_deceased: bool
    suggested: tuple[Mapping[str, Any], ...]
    passed_over: Mapping[str, int]


@dataclass(frozen=True)
class ReadBack:
    """A response that was read back, and the answers that could not be taken over.

    `whence` is the source: attached answers, which are complete; the fields of a form; a square code, which has the
    coded answers only, without names and free texts; or a RESPONSE.json. `version` is the version of the questions;
    None if the file does not contain it. `copy` is the reader of the copy: the desk's does not contain all answers.
    `differing`: answers that the pages of a PDF show otherwise; the response has none of them. `not_compared`: what of
    a PDF could not be compared with its pages. `taken`: answers that the file says came from one of another name.
    `chart`: the file is a patient's chart, and has no answers. `in_record`: what the person's own health record says
    beside the answers, in the form of suggested_entries.py, and not checked.
    """

    response: Response
    whence: Whence
    version: str | None
    left_out: tuple[LeftOut, ...] = ()
    copy: Copy = "clinician"
    differing: tuple[Differing, ...] = ()
    not_compared: tuple[Compared, ...] = ()
    taken: tuple[TakenFromFile, ...] = ()
    chart: ChartFile | None = None
    in_record: tuple[Mapping[str, Any], ...] = ()


def restore(
    entries: Entries, questionnaire: Questionnaire, today: date, *, keeps_contradictions: bool = False,
) -> tuple[Response, tuple[LeftOut, ...]]:
    """Reads entries of RESPONSE.json. Returns the answers that today's questionnaire takes, and the others with why.

    `keeps_contradictions`: numbers that contradict each other are taken, as in a form that is still being filled in.
    Raises UnreadableError if there are more than any form has, or if one is nested deeper than any answer.
    """
    if len(entries) > MOST_ANSWERS:
        raise UnreadableError("too_many_answers", count=len(entries), limit=MOST_ANSWERS)
    known = {link_id: entry for link_id, entry in entries.items() if link_id in questionnaire.items}
    unknown = {link_id: entry for link_id, entry in entries.items() if link_id not in known}
    try:
        left_out = _unknown(unknown, questionnaire)
        try:
            return _read(known, questionnaire, today, keeps_contradictions), _cut(left_out)
        except ResponseError:
            kept, refused = _one_by_one(known, questionnaire, today, keeps_contradictions)
            return _read(kept, questionnaire, today, keeps_contradictions), _cut([*left_out, *refused])
    except RecursionError:
        raise UnreadableError("not_answers") from None


def _unknown(entries: Entries, questionnaire: Questionnaire) -> list[LeftOut]:
    """Lists answers to questions that are not in the questionnaire: the first ones, and how many others there are."""
    texts = exchange_texts(questionnaire.language)
    gone = texts("no_longer_asked")
    listed = [LeftOut(shortened(link_id), shortened(clean(link_id)), gone, in_short(entry))
              for link_id, entry in islice(entries.items(), MOST_UNKNOWN)]
    if len(entries) > len(listed):
        listed.append(LeftOut("", texts("other_answers", count=len(entries) - len(listed)), gone, ""))
    return listed


def _cut(left_out: Iterable[LeftOut]) -> tuple[LeftOut, ...]:
    """The same answers. As soon as they are too long together, the questions are listed without what was answered."""
    rest, found = MOST_SHOWN_TOGETHER, []
    for one in left_out:
        rest -= len(one.given)
        found.append(one if rest >= 0 else replace(one, given="…"))
    return tuple(found)


def in_short_together(left_out: Iterable[LeftOut], questionnaire: Questionnaire) -> tuple[LeftOut, ...]:
    """The same answers, each in short and together no longer than the limit. A name that is not ours is cleaned.

    A link id that is one of ours once it is cleaned stands for nothing: it would be taken for that question.
    """
    def named(one: LeftOut) -> str:
        cleaned = shortened(clean(one.link_id))
        return "" if cleaned != one.link_id and cleaned in questionnaire.items else cleaned

    return _cut(replace(one, link_id=named(one), given=in_short(one.given)) for one in left_out)


def without_lent_origins(response: Response, entries: Entries) -> Response:
    """Removes origins that were only inferred from "who fills in this form", and that no entry contains."""
    answers: dict[str, Answer] = {}
    for link_id, answer in response.answers.items():
        names_it = _names_its_origin(_entry_behind(link_id, entries, response))
        answers[link_id] = answer if names_it else replace(answer, origin=None)
    return replace(response, answers=answers)


def _entry_behind(link_id: str, entries: Entries, response: Response) -> Any:
    """The entry from which an answer was read; for an answer inferred from medicine rows, the entry of the rows."""
    is_inferred = is_unanswered(entries.get(link_id)) and response.answers[link_id].absent is None
    if link_id in entries and not is_inferred:
        return entries[link_id]
    for other, answer in response.answers.items():
        if other in entries and isinstance(answer.value, tuple) and isinstance(answer.value[0], MedicineRow):
            return entries[other]
    return None


def _names_its_origin(entry: Any) -> bool:
    return isinstance(entry, Mapping) and "origin" in entry


def _read(entries: Entries, questionnaire: Questionnaire, today: date, keeps_contradictions: bool) -> Response:
    file = {"questionnaire": questionnaire.questionnaire_id, "answers": entries}
    return read_response(json.dumps(file, ensure_ascii=False), questionnaire, today=today,
                         keeps_contradictions=keeps_contradictions)


def _one_by_one(
    entries: Entries, questionnaire: Questionnaire, today: date, keeps_contradictions: bool,
) -> tuple[Entries, list[LeftOut]]:
    kept: dict[str, Any] = {}
    refused: list[LeftOut] = []
    for link_id, entry in entries.items():
        try:
            _read({**kept, link_id: entry}, questionnaire, today, keeps_contradictions)
            kept[link_id] = entry
        except ResponseError as error:
            why = error.faults[0].removeprefix(f"answers.{link_id}: ")
            refused.append(LeftOut(link_id, questionnaire.item(link_id).short, why, in_short(entry)))
    return kept, refused


def is_version(text: str, questionnaire: Questionnaire) -> bool:
    """True if a text from a file can be a version, which messages repeat. It says nothing else and has no markup."""
    return text == questionnaire.version or VERSION.fullmatch(text) is not None


def in_short(entry: Any) -> str:
    """Returns an entry as text, cut off if long: of an answer in the long form, its value, or why it has none."""
    given = entry.get("value", entry.get("absent")) if isinstance(entry, dict) else entry
    text = clean(given if isinstance(given, str) else json.dumps(given, ensure_ascii=False))
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…"
