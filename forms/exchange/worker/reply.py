"""The reply of the reading process as JSON: the answers in a file, or why it cannot be read.

The app does not trust it: each answer is checked again, like those of a RESPONSE.json.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, ValidationError

from forms.answers import clean
from forms.encodable import encodable
from forms.exchange.answers_file import ResponseError, as_json, entries_of, read_response
from forms.exchange.restoring import ChartFile, Compared, Differing, LeftOut, ReadBack, Whence, without_lent_origins
from forms.exchange.taken_entries import read_taken, taken_as_json
from forms.exchange.texts import exchange_texts
from forms.exchange.unreadable import UnreadableError
from forms.processes import at_fault
from forms.questionnaire import Questionnaire
from forms.readers import Copy
from forms.response import Response


@dataclass(frozen=True)
class _Differing:
    """An answer on which a PDF and its pages differ. Both are in the long form of RESPONSE.json."""

    link_id: str
    inside: dict[str, Any]
    on_pages: dict[str, Any] | None


@dataclass(frozen=True)
class _Chart:
    """A patient's chart. `born` is a day as text."""

    names: tuple[str, ...]
    born: str | None
    is_deceased: bool
    suggested: tuple[dict[str, Any], ...]
    passed_over: dict[str, int]


@dataclass(frozen=True)
class _Found:
    """A file that was read. `answers` are in the long form of RESPONSE.json."""

    answers: dict[str, Any]
    whence: Whence
    version: str | None
    left_out: tuple[LeftOut, ...]
    copy: Copy
    differing: tuple[_Differing, ...]
    not_compared: tuple[Compared, ...]
    taken: list[dict[str, Any]]
    chart: _Chart | None = None
    in_record: tuple[dict[str, Any], ...] = ()
    kind: Literal["found"] = "found"


@dataclass(frozen=True)
class _Unreadable:
    code: str
    facts: dict[str, str | int]
    kind: Literal["unreadable"] = "unreadable"


@dataclass(frozen=True)
class _Faulty:
    """A RESPONSE.json with errors. `more`: the number of further errors."""

    faults: tuple[str, ...]
    more: int
    kind: Literal["faulty"] = "faulty"


@dataclass(frozen=True)
class _Broken:
    """An error in our code, and its place."""

    place: str
    kind: Literal["broken"] = "broken"


LONGEST_NAME, MOST_NAMES = 200, 10  # of a person in a chart
_Reply = _Found | _Unreadable | _Faulty | _Broken
_REPLY: TypeAdapter[_Reply] = TypeAdapter(Annotated[_Reply, Field(discriminator="kind")])


class BrokenReplyError(Exception):
    """An error in our code of the reading process, or an invalid reply. Has the place, and no content of the file."""


def reply_of(reading: Callable[[], ReadBack]) -> bytes:
    """Calls `reading`, which reads a file, and returns its result or error as a reply."""
    reply = asdict(_told(reading))
    return encodable(json.dumps(reply, ensure_ascii=False)).encode()


def _told(reading: Callable[[], ReadBack]) -> _Reply:
    try:
        found = reading()
    except UnreadableError as error:
        return _Unreadable(error.code, error.facts)
    except ResponseError as error:
        return _Faulty(error.told, error.more)
    except MemoryError:
        return _Unreadable("too_much_memory", {})
    except Exception as error:  # noqa: BLE001 # the app logs its place; the person can hand in another file
        return _Broken(at_fault(error))
    return _Found(entries_of(found.response), found.whence, found.version, found.left_out, found.copy,
                  tuple(map(_as_told, found.differing)), found.not_compared,
                  taken_as_json(found.taken), _as_told_of(found.chart), tuple(map(dict, found.in_record)))


def _as_told_of(chart: ChartFile | None) -> _Chart | None:
    if chart is None:
        return None
    born = chart.born.isoformat() if chart.born else None
    return _Chart(chart.names, born, chart.is_deceased, tuple(map(dict, chart.suggested)), dict(chart.passed_over))


def _chart(told: _Chart | None) -> ChartFile | None:
    """What was told of a chart. Its suggestions are checked where they are shown; names are only shown."""
    if told is None:
        return None
    try:
        born = None if told.born is None else date.fromisoformat(told.born)
    except ValueError:
        raise BrokenReplyError("a day that is none") from None
    names = tuple(clean(name)[:LONGEST_NAME] for name in told.names[:MOST_NAMES])
    return ChartFile(names, born, told.is_deceased, told.suggested, told.passed_over)


def _as_told(one: Differing) -> _Differing:
    return _Differing(one.link_id, as_json(one.inside), as_json(one.on_pages) if one.on_pages else None)


def read_reply(reply: bytes, questionnaire: Questionnaire, *, today: date) -> ReadBack:
    """Returns the answers in a reply. Raises the errors of `read_back`, and BrokenReplyError."""
    try:
        told = _REPLY.validate_json(reply)
    except ValidationError:
        raise BrokenReplyError("a reply that is none") from None
    match told:
        case _Unreadable():
            if told.code not in exchange_texts(questionnaire.language).tree:
                raise BrokenReplyError("a reason that has no text")
            raise UnreadableError(told.code, **told.facts)
        case _Faulty():
            raise ResponseError(told.faults, told.more)
        case _Broken():
            raise BrokenReplyError(told.place)
        case _Found():
            return _checked(told, questionnaire, today)


def _checked(found: _Found, questionnaire: Questionnaire, today: date) -> ReadBack:
    response = _checked_answers(found.answers, questionnaire, today)
    inside_each = {one.link_id: one.inside for one in found.differing}
    inside = _checked_answers(inside_each, questionnaire, today, keeps_contradictions=True)
    shown = {one.link_id: one.on_pages for one in found.differing if one.on_pages is not None}
    on_pages = _checked_answers(shown, questionnaire, today, keeps_contradictions=True)
    differing = tuple(Differing(one.link_id, inside.answers[one.link_id], on_pages.answers.get(one.link_id))
                      for one in found.differing)
    both = {one.link_id for one in differing}
    kept = {link_id: answer for link_id, answer in response.answers.items() if link_id not in both}
    try:
        taken = read_taken(found.taken, questionnaire, today)
    except UnreadableError:
        raise BrokenReplyError("names of another file that are none") from None
    return ReadBack(replace(response, answers=kept), found.whence, found.version, found.left_out, found.copy, differing,
                    found.not_compared, taken, _chart(found.chart), found.in_record)


def _checked_answers(
    answers: dict[str, Any], questionnaire: Questionnaire, today: date, *, keeps_contradictions: bool = False,
) -> Response:
    file = {"questionnaire": questionnaire.questionnaire_id, "answers": answers}
    try:
        response = read_response(json.dumps(file), questionnaire, today=today,
                                 keeps_contradictions=keeps_contradictions)
    except ResponseError:
        raise BrokenReplyError("answers that the questionnaire does not take") from None
    return without_lent_origins(response, answers)
