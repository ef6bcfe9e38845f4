"""Reads the answers in a QuestionnaireResponse, as renderers of any kind write one, or in a file that has one in it.

It is read loosely and taken strictly: from what is found, entries of RESPONSE.json are made, which `restore` checks as
those of any other file. So an answer that fits no option, or "none" beside another one, is left out and listed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from itertools import chain
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from forms import ORIGINS, Item, Questionnaire, on_the_wall, part_of_date
from forms.exchange.fhir.codes import load_codes
from forms.exchange.fhir.given_parts import (
    Reason,
    each_item,
    in_words,
    plain,
    reason_in,
    reasons_at,
    shown,
    value_in,
)
from forms.exchange.fhir.given_rows import GivenRows
from forms.exchange.fhir.names import (
    ANSWERED_ON,
    ASKED_IN,
    LOINC,
    NOTHING,
    ORIGIN,
    OURS,
    UNITS,
    absent_link,
    is_ours,
    row_link,
)
from forms.exchange.fhir.resource_parts import Json, has_modifier, instant_of, objects_in
from forms.exchange.fhir.resources import Resource, is_older, resources_in
from forms.exchange.fhir.subject import NOT_SAID, agree, subject_of
from forms.exchange.limits import MOST_ANSWERS
from forms.exchange.restoring import LeftOut, ReadBack, in_short_together, is_version, restore, without_lent_origins
from forms.exchange.texts import exchange_texts
from forms.exchange.unreadable import UnreadableError
from forms.languages import CODE as LANGUAGE_CODE
from forms.questionnaire import ROW_FIELDS

MARK = b'"resourceType"'  # in every FHIR file, and in no other of ours: there the quotation marks are escaped
KIND = re.compile(r"[A-Z][A-Za-z]{1,40}")
MOST_KINDS = 5  # of resources that a message names
OTHER_CODES = {"LA18938-3": "LA6570-1"}  # which older copies of the GAD-7 give
WORDS = ("string", "text", "rows")  # types of questions that are answered in words
PER_MINUTE = ("{beats}/min", "beats/min", "beats/minute", "beats per minute", "bpm", "per minute", "1/min", "/minute")
PRESSURE = ("millimeter of mercury", "millimeters of mercury", "millimetre of mercury", "millimetres of mercury")
IN_ERROR = "entered-in-error"


def is_fhir(content: bytes) -> bool:
    """True if a JSON file contains FHIR resources."""
    return MARK in content


def read_fhir(content: bytes, questionnaire: Questionnaire, *, today: date, zone: ZoneInfo | None) -> ReadBack:
    """Returns the newest answers to this questionnaire in a file. Raises UnreadableError.

    `zone` is the clinic's, on whose clock a time is taken.
    """
    return read_resources(resources_in(content), questionnaire, today=today, zone=zone)


def read_resources(
    resources: Iterator[Resource], questionnaire: Questionnaire, *, today: date, zone: ZoneInfo | None,
) -> ReadBack:
    """Returns the same of resources that were read already."""
    kinds: dict[str, None] = {}
    others = False
    found: list[Resource] = []
    not_used: dict[str, int] = {}
    for resource in resources:
        kinds[resource["resourceType"]] = None
        if is_older(resource):
            raise UnreadableError("fhir_older")
        if resource["resourceType"] == "QuestionnaireResponse":
            why_not = _why_not_used(resource)
            if not _answers(resource, questionnaire):
                others = True
            elif why_not is None:
                found.append(resource)
            else:
                not_used[why_not] = not_used.get(why_not, 0) + 1
    if not found and not_used:
        raise UnreadableError(next(iter(not_used)))
    if not found and others:
        raise UnreadableError("fhir_other_questionnaire")
    if not found:
        named = [kind for kind in kinds if KIND.fullmatch(kind)][:MOST_KINDS]
        raise UnreadableError("fhir_no_answers", kinds=", ".join(named) or "–")
    if not _are_of_one_person(found):
        raise UnreadableError("fhir_several_people")
    newest = max(found, key=lambda resource: instant_of(resource.get("authored"), zone))
    back = _ReadResponse(newest, questionnaire, zone).read_back(today)
    return replace(back, left_out=(*back.left_out, *_other_forms(questionnaire, len(found) - 1, not_used)))


def _other_forms(questionnaire: Questionnaire, older: int, not_used: Mapping[str, int]) -> Iterator[LeftOut]:
    """The forms in the file that were not read: older ones, and those that must not be used."""
    texts = exchange_texts(questionnaire.language)
    if older:
        yield LeftOut("", texts("fhir_other_responses", count=older), texts("fhir_newest_counts"), "")
    for code, count in not_used.items():
        yield LeftOut("", texts(f"{code}_others", count=count), texts("fhir_not_read"), "")


def _why_not_used(resource: Resource) -> str | None:
    """The name of the text that says why a response must not be used; None if it may be."""
    status = resource.get("status")
    if isinstance(status, str) and re.sub(r"[\s_-]+", "-", status.strip().casefold()) == IN_ERROR:
        return "fhir_in_error"
    return "fhir_not_understood" if has_modifier(resource) else None


def _are_of_one_person(responses: list[Resource]) -> bool:
    """False if they are of several people, or if some say of whom they are and others do not."""
    first, *others = map(subject_of, responses)
    return all(agree(first, one) and (first == NOT_SAID) == (one == NOT_SAID) for one in others)


def _answers(resource: Resource, questionnaire: Questionnaire) -> bool:
    """True if a response is to this questionnaire. Where it names none, its link ids show it."""
    named = resource.get("questionnaire")
    if isinstance(named, str) and named:
        return is_ours(named.partition("|")[0], questionnaire)
    return any(str(item.get("linkId")) in questionnaire.items for item, _ in each_item(resource))


def _answers_at(items: Iterable[Json]) -> Iterator[Json]:
    for item in items:
        yield from objects_in(item.get("answer"))


def _items_in(resource: Resource) -> list[tuple[Json, bool]]:
    """All items with whether they are modified. Groups count too, so the limit is not that of answers alone."""
    items = list(each_item(resource))
    count = sum(max(1, len(objects_in(item.get("answer")))) for item, _ in items)
    if count > 10 * MOST_ANSWERS:
        raise UnreadableError("too_many_answers", count=count, limit=MOST_ANSWERS)
    return items


class _Answered(NamedTuple):
    """What the items of a question say: values, reasons for none, and whether some of it had to be left out."""

    values: list[Any]
    reasons: list[Reason]
    is_whole: bool


class _ReadResponse:
    def __init__(self, resource: Resource, questionnaire: Questionnaire, zone: ZoneInfo | None) -> None:
        self.resource, self.questionnaire, self.zone = resource, questionnaire, zone
        self._texts = exchange_texts(questionnaire.language)
        self._items = _items_in(resource)
        extensions = chain.from_iterable(objects_in(item.get("extension")) for item, _ in self._items)
        self._dates_each = any(one.get("url") == ANSWERED_ON for one in extensions)
        self._modified: set[int] = set()  # items with a modifier, by id()
        self._left_out: dict[tuple[str, str], list[str]] = {}  # link id and why → what was written

    def read_back(self, today: date) -> ReadBack:
        given: dict[str, list[Json]] = {}
        for one, is_modified in self._items:
            given.setdefault(str(one.get("linkId", "")), []).append(one)
            if is_modified:
                self._modified.add(id(one))
        entries: dict[str, Any] = {}
        for item in self.questionnaire.items.values():
            here, beside = given.pop(item.link_id, []), given.pop(absent_link(item), [])
            entry = self._entry_of_rows(item, here, beside, given) if item.type == "rows" else self._entry(
                item, here, beside)
            if entry:
                entries[item.link_id] = entry
        entries |= self._unknown(given)
        response, not_taken = restore(entries, self.questionnaire, today)
        version = str(self.resource.get("questionnaire", "")).partition("|")[2]
        left_out = in_short_together((*self._listed(), *not_taken), self.questionnaire)
        return ReadBack(without_lent_origins(response, entries), "file",
                        version if is_version(version, self.questionnaire) else None, left_out)

    def _leave_out(self, item: Item, why: str, written: str) -> None:
        self._left_out.setdefault((item.link_id, why), []).append(written)

    def _listed(self) -> Iterator[LeftOut]:
        for (link_id, why), written in self._left_out.items():
            yield LeftOut(link_id, self.questionnaire.item(link_id).short, why, ", ".join(filter(None, written)))

    def _unknown(self, given: Mapping[str, list[Json]]) -> dict[str, Any]:
        """Answers to questions that are not in the form, and not beside a question of it."""
        found = {}
        for link_id, items in given.items():
            values = list(map(in_words, _answers_at(items)))
            if values and not link_id.startswith("instrument."):
                found[link_id] = values[0] if len(values) == 1 else values
        return found

    def _entry(self, item: Item, here: list[Json], beside: list[Json]) -> dict[str, Any]:
        """The entry of RESPONSE.json; empty if nothing was answered. What contradicts itself is left out."""
        values, reasons, is_whole = self._answered(item, (*here, *beside))
        absent = self._absent(item, reasons, has_value=bool(values))
        if item.type == "many" and values and any(reason.ours is None for reason in reasons):
            is_whole = False
        if not is_whole and values:  # what remains would say more than the person did
            self._leave_out(item, self._texts("fhir_not_whole"), ", ".join(map(str, values)))
            values = []
        if absent == NOTHING:
            values, absent = ([""] if is_whole and not values else values), None
        entry: dict[str, Any] = {}
        if values:
            entry["value"] = values if item.type == "many" or len(values) > 1 else values[0]
        if absent is not None and values and item.type != "many":
            self._leave_out(item, self._texts("fhir_answer_counts"), self.questionnaire.absent_texts[absent])
        elif absent is not None:
            entry["absent"] = absent
        return {**entry, **self._told(here or beside)} if entry else {}

    def _entry_of_rows(
        self, item: Item, here: list[Json], beside: list[Json], given: dict[str, list[Json]],
    ) -> dict[str, Any]:
        """The same of a list of medicines. The items of its fields are taken out of `given`, wherever they stand."""
        parts = list(chain.from_iterable(given.pop(row_link(item, field), []) for field in ROW_FIELDS))
        rows = GivenRows(item, self.questionnaire, self._modified, lambda why, written: self._leave_out(
            item, why, written))
        values = list(rows.read(here, parts))
        besides, reasons, _is_whole = self._answered(item, beside)
        for value in besides:
            self._leave_out(item, self._texts("fhir_not_readable"), str(value))
        of_list = [one for one in here if id(one) not in self._modified]
        reasons += chain.from_iterable(map(reasons_at, of_list))
        reasons += filter(None, map(reason_in, _answers_at(of_list)))
        absent = self._absent(item, reasons, has_value=bool(values))
        entry: dict[str, Any] = {"value": values} if values else {}
        if absent is not None:
            entry["absent"] = absent
        return {**entry, **self._told(here or beside or parts)} if entry else {}

    def _answered(self, item: Item, items: Iterable[Json]) -> _Answered:
        values: list[Any] = []
        reasons: list[Reason] = []
        is_whole = True
        for one in items:
            is_modified = id(one) in self._modified
            if is_modified and not objects_in(one.get("answer")):
                self._leave_out(item, self._texts("fhir_modified"), "")
            reasons += () if is_modified else reasons_at(one)
            for answer in objects_in(one.get("answer")):
                why_not = "fhir_modified" if is_modified else self._why_not(item, answer)
                reason = reason_in(answer)
                if why_not is not None:
                    self._leave_out(item, self._texts(why_not, unit=item.unit or ""), shown(answer))
                    is_whole = False
                elif reason is not None:
                    reasons.append(reason)
                elif (value := self._value(item, answer)) is not None:
                    values.append(value)
        return _Answered(values, reasons, is_whole)

    def _why_not(self, item: Item, answer: Json) -> str | None:
        """The name of the text that says why an answer cannot be taken as it is; None if it can be tried."""
        value = value_in(answer)
        if has_modifier(answer):
            return "fhir_modified"
        if not isinstance(value, dict) or reason_in(answer) is not None:
            return None
        if item.type in WORDS:
            return "fhir_not_readable" if in_words(answer) is None else None
        if value.get("comparator"):
            return "fhir_not_exact"
        if item.type == "number" and "value" in value and not _fits(item, value):
            return "fhir_other_unit"
        is_option = item.type in ("choice", "many") and "valueCoding" in answer
        return "fhir_not_readable" if plain(answer) is None and not is_option else None

    def _absent(self, item: Item, reasons: list[Reason], *, has_value: bool) -> str | None:
        """The first reason that can be taken: ours, or NOTHING for the empty text. Those that cannot are listed."""
        absent: str | None = None
        for reason in reasons:
            is_taken = reason.ours is not None and (reason.ours != NOTHING or item.type == "text")
            if not is_taken:
                self._leave_out(item, self._texts("fhir_reason_not_taken"), reason.written)
            elif reason.ours == NOTHING and has_value:
                self._leave_out(item, self._texts("fhir_answer_counts"), self.questionnaire.absent_texts[NOTHING])
            elif reason.ours != "unanswered" and absent in (None, NOTHING):
                absent = reason.ours
        return absent

    def _value(self, item: Item, answer: Json) -> Any:
        if item.type in ("choice", "many"):
            coding = answer.get("valueCoding")
            return self._code(item, coding) if isinstance(coding, dict) else plain(answer)
        value = in_words(answer) if item.type in WORDS else plain(answer)
        if item.type == "datetime" and isinstance(value, str):
            return self._on_clock(value)
        if item.type == "date" and isinstance(value, str) and "T" in value:
            return value.partition("T")[0]
        if item.may_be_partial and isinstance(value, str):
            return _month_or_year(value)
        return value

    def _code(self, item: Item, coding: Json) -> str:
        """Returns the code of the option that a coding means; the coding's own if it means none."""
        system, code = coding.get("system"), str(coding.get("code", ""))
        known = OTHER_CODES.get(code, code)
        for option in item.options:
            if option.loinc is not None and known == option.loinc and system in (LOINC, None):
                return option.code
        if system in (f"{OURS}:{item.link_id}", None) and item.has_option(code):
            return code
        if not code:
            shown = str(coding.get("display", ""))
            return next((option.code for option in item.options if option.text == shown), shown)
        return f"{system} {code}" if item.has_option(code) else code

    def _on_clock(self, written: str) -> str:
        """A moment on the clinic's clock, without its offset; what is no moment stays as it is, and is refused."""
        try:
            moment = datetime.fromisoformat(written)
            return (on_the_wall(self.zone, moment) if moment.tzinfo else moment).isoformat()
        except (ValueError, OverflowError):  # no moment, or on the clinic's clock before the year 1 or after 9999
            return written

    def _told(self, items: list[Json]) -> dict[str, Any]:
        """How, when and in which language an item was answered. The day is the response's, if no item has its own."""
        told: dict[str, Any] = {}
        given = chain.from_iterable(objects_in(item.get("extension")) for item in items)
        extensions = {str(one.get("url")): plain(one) for one in given}
        if extensions.get(ORIGIN) in ORIGINS:
            told["origin"] = extensions[ORIGIN]
        if isinstance(asked_in := extensions.get(ASKED_IN), str) and LANGUAGE_CODE.fullmatch(asked_in):
            told["asked_in"] = asked_in
        on = extensions.get(ANSWERED_ON)
        if on is None and not self._dates_each:
            on = str(self.resource.get("authored", ""))[:len("2026-01-01")]
        if isinstance(on, str) and len(on) >= len("2026-01-01"):
            told["on"] = self._on_clock(on) if "T" in on else on
        return told


def _fits(item: Item, quantity: Json) -> bool:
    """True if a quantity has the unit of the question, in one of its usual spellings, or none."""
    ours = item.unit or ""
    spellings = [ours, UNITS.get(ours, ours), *(PER_MINUTE if ours == "/min" else ())]
    of_pressure = load_codes().blood_pressure.units
    if ours in of_pressure:
        spellings += [*of_pressure, *PRESSURE]
    written = [quantity.get(key) for key in ("unit", "code") if quantity.get(key)]
    return {_plain_unit(one) for one in written} <= set(map(_plain_unit, spellings))


def _plain_unit(unit: object) -> str:
    return "".join(str(unit).casefold().split())


def _month_or_year(text: str) -> str:
    """A month or a year in words, such as "April 2019" or "about 2019", as 2019-04 or 2019; any other text as it is."""
    told = part_of_date(text)
    if told is None:
        return text
    _day, month, year = told
    return f"{year}-{int(month):02}" if month else year
