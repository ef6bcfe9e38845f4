"""Suggestions of a chart as JSON, and back. What is read is checked again, like the answers of any file.

    [{"link_id": "seizures", "value": "yes" or null, "state": "past",
      "entries": [{"name": "Epilepsy", "code": "84757009", "on": "2015-08-02"}]}]
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from forms import Answer, AnswerError, Questionnaire, Value, clean, read_answer
from forms.exchange.answers_file import as_json
from forms.exchange.fhir.chart import Entry
from forms.exchange.fhir.resource_parts import LONGEST_NAME
from forms.exchange.fhir.suggestions import Suggestion
from forms.exchange.unreadable import UnreadableError

MOST = 500  # suggestions of one chart
MOST_ENTRIES = 3  # behind one suggestion: the newest; a code may stand in a chart hundreds of times


def suggestions_as_json(suggestions: Iterable[Suggestion]) -> list[dict[str, Any]]:
    """Returns the entries of a file. Raises UnreadableError if there are more than one may have: none gets lost."""
    entries = list(map(_as_json, suggestions))
    if len(entries) > MOST:
        raise UnreadableError("chart_too_much")
    return entries


def read_suggestions(entries: Any, questionnaire: Questionnaire, today: date) -> tuple[Suggestion, ...]:
    """Returns the suggestions that today's questions can take."""
    found = (_read(one, questionnaire, today) for one in (entries if isinstance(entries, list | tuple) else ())[:MOST])
    return tuple(filter(None, found))


def _as_json(one: Suggestion) -> dict[str, Any]:
    entries = [{"name": entry.name, "code": entry.code, "on": entry.on.isoformat() if entry.on else None}
               for entry in one.entries[:MOST_ENTRIES]]
    value = None if one.value is None else as_json(Answer(one.value))["value"]
    return {"link_id": one.link_id, "value": value, "state": one.state, "entries": entries}


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
            return Suggestion(link_id, read, state, tuple(one for one in told if one is not None))
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
