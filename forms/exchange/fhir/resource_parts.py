"""Parts of FHIR resources, read loosely: what is missing or of another kind is none."""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from forms import clean
from forms.exchange.fhir.resources import Resource

Json = Mapping[str, Any]
LONGEST_NAME = 200  # characters


def object_in(given: object) -> Json:
    return given if isinstance(given, dict) else {}


def objects_in(given: object) -> list[Json]:
    return [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []


def id_of(resource: Resource) -> str:
    return words_in(resource.get("id"))


def words_in(given: object) -> str:
    return _in_one_line(given)[:LONGEST_NAME] if isinstance(given, str) else ""


def _in_one_line(words: str) -> str:
    plain = words.isascii() and words.isprintable()  # as most of a chart is; there is nothing to clean then
    return " ".join((words if plain else clean(words)).split())


def names_in(concept: object) -> str:
    """Returns all that a concept is called, in small letters and not cut; its text where no coding has a name."""
    told = object_in(concept)
    names = [one["display"] for one in objects_in(told.get("coding")) if isinstance(one.get("display"), str)]
    return " / ".join(map(_whole, names)) or text_of(concept)


def text_of(concept: object) -> str:
    """Returns the text of a concept, in small letters and not cut."""
    text = object_in(concept).get("text")
    return _whole(text) if isinstance(text, str) else ""


def _whole(words: str) -> str:
    return _in_one_line(words).casefold()


def statuses_of(given: object) -> frozenset[str]:
    """The codes of a status, in small letters, and its text. It may be written as a list, or as a text alone."""
    found: set[str] = set()
    for one in given if isinstance(given, list) else [given]:
        coding = object_in(one).get("coding")
        codings = coding if isinstance(coding, list) else [coding]
        found |= {_small(object_in(coded).get("code")) for coded in codings}
        found |= {_small(one), _small(object_in(one).get("code"))}
        if len(found) == 1:  # no code at all
            found.add(_small(object_in(one).get("text")))
    return frozenset(found - {""})


def _small(given: object) -> str:
    return words_in(given).casefold()


def has_modifier(resource: Json) -> bool:
    """True if something may turn round what a resource says, such as "negated". FHIR forbids to use it then."""
    return bool(resource.get("modifierExtension"))


def began_on(resource: Resource) -> date | None:
    period = object_in(resource.get("onsetPeriod")).get("start")
    return day_of(resource.get("onsetDateTime") or period or resource.get("recordedDate"))


def ended_on(resource: Resource) -> date | None:
    return day_of(resource.get("abatementDateTime") or object_in(resource.get("abatementPeriod")).get("end"))


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


def whole_day_of(written: object) -> date | None:
    """Returns the same; None for a month or a year."""
    return day_of(written) if isinstance(written, str) and len(written) >= len("2026-01-01") else None


def instant_of(written: object, zone: ZoneInfo | None = None) -> datetime:
    """Returns a moment in UTC, so that two of them can be compared; of a day, its beginning; at worst, year 1.

    A time without an offset is on the clock of `zone`; None stands for UTC.
    """
    day = day_of(written)
    moment = datetime.combine(day or date.min, time())
    with suppress(ValueError):
        moment = datetime.fromisoformat(str(written).strip()) if "T" in str(written) else moment
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone or UTC)).astimezone(UTC)
    except OverflowError:  # the first or the last day that there is
        return moment.replace(tzinfo=UTC)


def rounded(number: object) -> int | None:
    """Returns the nearest whole number, a half upwards; None if it is no number that can be."""
    if isinstance(number, bool) or not isinstance(number, int | float) or not -10_000 < number < 10_000:
        return None
    return int(number + 0.5)


def exact_value(node: Json) -> object:
    """Returns the number of a quantity; None if it is only said that the value is above or below it."""
    quantity = object_in(node.get("valueQuantity"))
    return None if "comparator" in quantity else quantity.get("value")


def number_of(resource: Resource) -> int | None:
    """Returns the whole number that an observation has as a number, a quantity or a text."""
    given = resource.get("valueInteger", exact_value(resource))
    if given is None and isinstance(resource.get("valueString"), str):
        words = resource["valueString"].strip()
        given = int(words) if words.isascii() and words.isdigit() and len(words) <= 4 else None
    return rounded(given)


def periods_of_order(resource: Resource) -> Iterator[tuple[date | None, date | None]]:
    """The first and last day of each period that an order or statement of a medicine names; None where it is open."""
    told = [resource.get("effectivePeriod"), object_in(resource.get("dispenseRequest")).get("validityPeriod")]
    for dosage in (*objects_in(resource.get("dosageInstruction")), *objects_in(resource.get("dosage"))):
        told.append(object_in(object_in(dosage.get("timing")).get("repeat")).get("boundsPeriod"))
    for period in map(object_in, told):
        yield day_of(period.get("start")), _last_day_of(period.get("end"))


def _last_day_of(written: object) -> date | None:
    """Returns the day of a date or a time; of a month or a year, its last day; None if it is none."""
    day = day_of(written)
    if day is None or whole_day_of(written) is not None:
        return day
    month = 12 if len(str(written)) == len("2026") else day.month
    return date(day.year, month, monthrange(day.year, month)[1])


def dosage_of(resource: Resource) -> str:
    told = objects_in(resource.get("dosageInstruction")) or objects_in(resource.get("dosage"))
    return next((words_in(one["text"]) for one in told if isinstance(one.get("text"), str)), "")


def names_of(person: Json) -> Iterator[str]:
    """The names of a person, the one in use first."""
    def has_ended(name: Json) -> bool:
        return name.get("use") == "old" or "end" in object_in(name.get("period"))

    for name in sorted(objects_in(person.get("name")), key=has_ended):
        given = name.get("given")
        parts = [*(given if isinstance(given, list) else []), name.get("family")]
        whole = " ".join(part for part in parts if isinstance(part, str)) or words_in(name.get("text"))
        if whole:
            yield words_in(whole)
