"""Suggestions of a chart as JSON, and back. What is read is checked again, like the answers of any file.

    [{"link_id": "seizures", "value": "yes" or null, "state": "past",
      "entries": [{"name": "Epilepsy", "code": "84757009", "on": "2015-08-02"}], "by": "person"}]

`by` stands only where the person handed the chart in, as their own health record.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from forms import Answer, AnswerError, Questionnaire, Value, clean, read_answer
from forms.exchange.answers_file import IN_RECORD, as_json, decoded_json
from forms.exchange.fhir.chart import Entry
from forms.exchange.fhir.resource_parts import LONGEST_NAME
from forms.exchange.fhir.suggestions import Suggestion
from forms.exchange.unreadable import UnreadableError

MOST = 500  # suggestions of one chart
MOST_BYTES = 500_000  # of them as JSON: with the answers, they fit into one file of answers
PERSON = "person"
MOST_ENTRIES = 3  # behind one suggestion: the newest; a code may stand in a chart hundreds of times


def suggestions_as_json(suggestions: Iterable[Suggestion]) -> list[dict[str, Any]]:
    """Returns the entries of a file."""
    return list(map(_as_json, suggestions))


def entries_of_chart(suggestions: Iterable[Suggestion]) -> tuple[Mapping[str, Any], ...]:
    """Returns the entries of one chart. Raises UnreadableError if there are more than a file may have: none is lost."""
    entries = suggestions_as_json(suggestions)
    if len(entries) > MOST or len(json.dumps(entries, ensure_ascii=False).encode()) > MOST_BYTES:
        raise UnreadableError("chart_too_much")
    return tuple(entries)


def entries_of_record(entries: Any, questionnaire: Questionnaire, today: date) -> tuple[Mapping[str, Any], ...]:
    """Returns the entries that a file of answers has beside them, checked. Whatever it says, the person handed them in.

    Raises UnreadableError if there are too many.
    """
    return entries_of_chart(read_record(entries, questionnaire, today))


def record_in(content: bytes, questionnaire: Questionnaire, *, today: date) -> tuple[Mapping[str, Any], ...]:
    """Returns the entries in a RESPONSE.json in which `read_response` has found no fault. Raises UnreadableError."""
    return entries_of_record(decoded_json(content).get(IN_RECORD, []), questionnaire, today)


def read_record(entries: Any, questionnaire: Questionnaire, today: date) -> tuple[Suggestion, ...]:
    """Returns those suggestions of a record that the person handed in that today's questions can take."""
    return tuple(replace(one, by_person=True) for one in read_suggestions(entries, questionnaire, today))


def read_suggestions(entries: Any, questionnaire: Questionnaire, today: date) -> tuple[Suggestion, ...]:
    """Returns the suggestions that today's questions can take, of two charts at most: the clinic's, the person's."""
    listed = entries if isinstance(entries, list | tuple) else ()
    found = (_read(one, questionnaire, today) for one in listed[:2 * MOST])
    return tuple(filter(None, found))


def _as_json(one: Suggestion) -> dict[str, Any]:
    entries = [{"name": entry.name, "code": entry.code, "on": entry.on.isoformat() if entry.on else None}
               for entry in one.entries[:MOST_ENTRIES]]
    value = None if one.value is None else as_json(Answer(one.value))["value"]
    by = {"by": PERSON} if one.by_person else {}
    return {"link_id": one.link_id, "value": value, "state": one.state, "entries": entries, **by}


def _read(entry: Any, questionnaire: Questionnaire, today: date) -> Suggestion | None:
    match entry:
        case {"link_id": str(link_id), "value": value, "state": "now" | "past" | "unsure" as state,
              "entries": [*entries]} if link_id in questionnaire.items:
            try:
                read: Value | None = None
                if value is not None:
                    read = read_answer(questionnaire.item(link_id), value, today=today)
            except AnswerError:
                return None
            told = [_entry(one, state) for one in entries[:MOST_ENTRIES]]
            by_person = entry.get("by") == PERSON
            return Suggestion(link_id, read, state, tuple(one for one in told if one is not None), by_person)
        case _:
            return None


def _entry(entry: Any, state: Any) -> Entry | None:
    match entry:
        case {"name": str(name), "code": str(code), "on": str() | None as on}:
            try:
                day = None if on is None else date.fromisoformat(on)
            except ValueError:
                return None
            return Entry(state, "", clean(name)[:LONGEST_NAME], clean(code)[:LONGEST_NAME], day, "")
        case _:
            return None
