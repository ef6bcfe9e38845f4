"""What a chart says, and what it suggests, as a dictionary for JSON."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from forms import MedicineRow, Questionnaire
from forms.exchange.fhir.chart import Chart, Entry
from forms.exchange.fhir.suggestions import suggestions

MOST_ENTRIES = 20  # of one topic that are listed; the same code may stand in a chart hundreds of times


def chart_report(chart: Chart, questionnaire: Questionnaire) -> dict[str, Any]:
    """Returns all of it: states are "now", "past" and "unsure"; what is in doubt suggests nothing and is listed."""
    return {
        "person": {"names": list(chart.names), "born": _day(chart.born), "gender": chart.gender,
                   "deceased": chart.is_deceased},
        "suggestions": [{"link_id": one.link_id, "value": _value(one.value), "state": one.state,
                         "entries": _entries(one.entries)} for one in suggestions(chart, questionnaire)],
        "conditions": {topic: {"state": found.state, "count": len(found.entries), "entries": _entries(found.entries)}
                       for topic, found in chart.findings.items()},
        "medicines": [_entry(one.entry) | {"classes": sorted(one.classes)} for one in chart.medicines],
        "blood_pressure": None if chart.reading is None else {
            "upper": chart.reading.systolic, "lower": chart.reading.diastolic, "on": _day(chart.reading.on),
            "old": chart.reading.is_old, "id": chart.reading.resource_id},
        "pregnancy": None if chart.pregnancy is None else {
            "status": chart.pregnancy.status, "why": chart.pregnancy.why, "on": _day(chart.pregnancy.on),
            "id": chart.pregnancy.resource_id},
        "scores": {name: {"total": one.total, "on": _day(one.on), "id": one.resource_id}
                   for name, one in chart.scores.items()},
        "allergic_to": _entries(chart.allergies),
        "passed_over": dict(chart.passed_over),
    }


def _entries(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    return list(map(_entry, tuple(entries)[:MOST_ENTRIES]))


def _entry(entry: Entry) -> dict[str, Any]:
    return {"state": entry.state, "why": entry.why, "name": entry.name, "code": entry.code, "on": _day(entry.on),
            "id": entry.resource_id}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _value(value: object) -> Any:
    if isinstance(value, tuple):
        return [{"name": one.name, "frequency": one.frequency} if isinstance(one, MedicineRow) else one
                for one in value]
    return value.isoformat() if isinstance(value, date) else value
