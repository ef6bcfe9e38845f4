"""Parts of FHIR resources, read loosely: what is missing or of another kind is none."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from forms import clean
from forms.exchange.fhir.resources import Resource

Json = Mapping[str, Any]
LONGEST_NAME = 200  # characters


def object_in(given: object) -> Json:
    return given if isinstance(given, dict) else {}


def objects_in(given: object) -> list[Json]:
    return [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []


def id_of(resource: Resource) -> str:
    return str(resource.get("id", ""))[:LONGEST_NAME]


def words_in(given: object) -> str:
    return " ".join(clean(given).split())[:LONGEST_NAME] if isinstance(given, str) else ""


def status_of(concept: object) -> str:
    return next((str(coding.get("code", "")).lower() for coding in objects_in(object_in(concept).get("coding"))), "")


def began_on(resource: Resource) -> date | None:
    period = object_in(resource.get("onsetPeriod")).get("start")
    return day_of(resource.get("onsetDateTime") or period or resource.get("recordedDate"))


def ordered_on(resource: Resource) -> date | None:
    period = object_in(resource.get("effectivePeriod")).get("start")
    return day_of(resource.get("authoredOn") or resource.get("effectiveDateTime") or period
                or resource.get("dateAsserted"))


def moment_of(resource: Resource) -> object:
    period = object_in(resource.get("effectivePeriod"))
    return (resource.get("effectiveDateTime") or period.get("end") or period.get("start")
            or resource.get("effectiveInstant"))


def day_of(written: object) -> date | None:
    """Returns the day of a date or a time; of a month or a year, its first day; None if it is none."""
    if not isinstance(written, str):
        return None
    day = written[:len("2026-01-01")]
    try:
        return date.fromisoformat({4: f"{day}-01-01", 7: f"{day}-01"}.get(len(day), day))
    except ValueError:
        return None


def rounded(number: object) -> int | None:
    """Returns the nearest whole number, a half upwards; None if it is no number that can be."""
    if isinstance(number, bool) or not isinstance(number, int | float) or not -10_000 < number < 10_000:
        return None
    return int(number + 0.5)


def number_of(resource: Resource) -> int | None:
    """Returns the whole number that an observation has as a number, a quantity or a text."""
    given = resource.get("valueInteger", object_in(resource.get("valueQuantity")).get("value"))
    if given is None and isinstance(resource.get("valueString"), str):
        words = resource["valueString"].strip()
        given = int(words) if words.isascii() and words.isdigit() and len(words) <= 4 else None
    return rounded(given)


def dosage_of(resource: Resource) -> str:
    told = objects_in(resource.get("dosageInstruction")) or objects_in(resource.get("dosage"))
    return next((words_in(one["text"]) for one in told if isinstance(one.get("text"), str)), "")


def names_of(person: Resource) -> Iterator[str]:
    """The names of a person, the one in use first."""
    def has_ended(name: Json) -> bool:
        return name.get("use") == "old" or "end" in object_in(name.get("period"))

    for name in sorted(objects_in(person.get("name")), key=has_ended):
        given = name.get("given")
        parts = [*(given if isinstance(given, list) else []), name.get("family")]
        whole = " ".join(part for part in parts if isinstance(part, str)) or words_in(name.get("text"))
        if whole:
            yield words_in(whole)
