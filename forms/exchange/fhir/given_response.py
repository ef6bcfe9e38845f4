"""Reads the answers in a QuestionnaireResponse, as renderers of any kind write one, or in a file that has one in it.

It is read loosely and taken strictly: from what is found, entries of RESPONSE.json are made, which `restore` checks as
those of any other file. So an answer that fits no option, or "none" beside another one, is left out and listed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo

from forms import ORIGINS, Item, Questionnaire, on_the_wall, part_of_date
from forms.exchange.fhir.names import (
    ABSENT,
    ABSENT_REASON,
    ABSENT_REASONS,
    ANSWERED_ON,
    ASKED_IN,
    LOINC,
    NOTHING,
    ORIGIN,
    OURS,
    absent_link,
    is_ours,
    row_link,
)
from forms.exchange.fhir.resources import Resource, is_older, resources_in
from forms.exchange.limits import MOST_ANSWERS
from forms.exchange.restoring import LeftOut, ReadBack, is_version, restore, without_lent_origins
from forms.exchange.texts import exchange_texts
from forms.exchange.unreadable import UnreadableError
from forms.languages import CODE as LANGUAGE_CODE
from forms.questionnaire import ROW_FIELDS

MARK = b'"resourceType"'  # in every FHIR file, and in no other of ours: there the quotation marks are escaped
KIND = re.compile(r"[A-Z][A-Za-z]{1,40}")
MOST_KINDS = 5  # of resources that a message names
DEEPEST = 30  # items within items
OTHER_CODES = {"LA18938-3": "LA6570-1"}  # which older copies of the GAD-7 give
REASONS = {code: reason for reason, code in ABSENT_REASONS.items()} | {"unknown": "unsure"}


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
    for resource in resources:
        kinds[resource["resourceType"]] = None
        if is_older(resource):
            raise UnreadableError("fhir_older")
        if resource["resourceType"] == "QuestionnaireResponse":
            answers_it = _answers(resource, questionnaire)
            found += [resource] if answers_it else []
            others = others or not answers_it
    if not found and others:
        raise UnreadableError("fhir_other_questionnaire")
    if not found:
        named = [kind for kind in kinds if KIND.fullmatch(kind)][:MOST_KINDS]
        raise UnreadableError("fhir_no_answers", kinds=", ".join(named) or "–")
    if len({_person(resource) for resource in found}) > 1:
        raise UnreadableError("fhir_several_people")
    newest = max(found, key=lambda resource: str(resource.get("authored", "")))
    back = _ReadResponse(newest, questionnaire, zone).read_back(today)
    return back if len(found) == 1 else replace(back, left_out=(*back.left_out, _older_ones(questionnaire, len(found))))


def _older_ones(questionnaire: Questionnaire, count: int) -> LeftOut:
    texts = exchange_texts(questionnaire.language)
    return LeftOut("", texts("fhir_other_responses", count=count - 1), texts("fhir_newest_counts"), "")


def _person(resource: Resource) -> str:
    subject = resource.get("subject")
    return str(subject.get("reference", "")) if isinstance(subject, dict) else ""


def _answers(resource: Resource, questionnaire: Questionnaire) -> bool:
    """True if a response is to this questionnaire. Where it names none, its link ids show it."""
    named = resource.get("questionnaire")
    if isinstance(named, str) and named:
        return is_ours(named.partition("|")[0], questionnaire)
    return any(str(item.get("linkId")) in questionnaire.items for item in _items(resource))


def _items(node: Mapping[str, Any], depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """Every item, in order, wherever it stands: under an item or under an answer."""
    if depth > DEEPEST:
        return
    for item in _dicts(node.get("item")):
        yield item
        yield from _items(item, depth + 1)
        for answer in _dicts(item.get("answer")):
            yield from _items(answer, depth + 1)


def _answers_at(items: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for item in items:
        yield from _dicts(item.get("answer"))


def _dicts(given: Any) -> list[Mapping[str, Any]]:
    return [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []


class _ReadResponse:
    def __init__(self, resource: Resource, questionnaire: Questionnaire, zone: ZoneInfo | None) -> None:
        self.resource, self.questionnaire, self.zone = resource, questionnaire, zone
        extensions = chain.from_iterable(_dicts(item.get("extension")) for item in _items(resource))
        self._dates_each = any(one.get("url") == ANSWERED_ON for one in extensions)

    def read_back(self, today: date) -> ReadBack:
        given: dict[str, list[Mapping[str, Any]]] = {}
        for one in _items(self.resource):
            given.setdefault(str(one.get("linkId", "")), []).append(one)
        if len(given) > 10 * MOST_ANSWERS:
            raise UnreadableError("too_many_answers", count=len(given), limit=MOST_ANSWERS)
        entries: dict[str, Any] = {}
        left_out: list[LeftOut] = []
        for item in self.questionnaire.items.values():
            here, beside = given.pop(item.link_id, []), given.pop(absent_link(item), [])
            entry = self._entry(item, here, beside, left_out)
            if entry:
                entries[item.link_id] = entry
        entries |= self._unknown(given)
        response, not_taken = restore(entries, self.questionnaire, today)
        version = str(self.resource.get("questionnaire", "")).partition("|")[2]
        return ReadBack(without_lent_origins(response, entries), "file",
                        version if is_version(version, self.questionnaire) else None, (*left_out, *not_taken))

    def _unknown(self, given: Mapping[str, list[Mapping[str, Any]]]) -> dict[str, Any]:
        """Answers to questions that are not in the form, and not beside a question of it."""
        found = {}
        for link_id, items in given.items():
            values = list(map(_plain, _answers_at(items)))
            question, _, field = link_id.partition(".")
            is_field = field in ROW_FIELDS and question in self.questionnaire.items
            if values and not is_field and not link_id.startswith("instrument."):
                found[link_id] = values[0] if len(values) == 1 else values
        return found

    def _entry(
        self, item: Item, here: list[Mapping[str, Any]], beside: list[Mapping[str, Any]], left_out: list[LeftOut],
    ) -> dict[str, Any]:
        """The entry of RESPONSE.json; empty if nothing was answered. What contradicts itself goes to `left_out`."""
        values: list[Any] = []
        reasons: list[str] = []
        for one in (*here, *beside):
            reasons += _reasons(one)
        for answer in _answers_at((*here, *beside)):
            reason = _absent(answer)
            if reason is not None:
                reasons.append(reason)
            elif (value := self._value(item, answer)) is not None:
                values.append(value)
        if item.type == "rows":
            values = list(self._rows(item, here, left_out))
        if NOTHING in reasons and item.type == "text" and not values:
            values = [""]
        absent = next((reason for reason in reasons if reason in ("unsure", "declined")), None)
        entry: dict[str, Any] = {}
        if values:
            entry["value"] = values if item.type in ("many", "rows") or len(values) > 1 else values[0]
        if absent is not None and values and item.type not in ("many", "rows"):
            texts = exchange_texts(self.questionnaire.language)
            left_out.append(LeftOut(item.link_id, item.short, texts("fhir_answer_counts"),
                                    self.questionnaire.absent_texts[absent]))
        elif absent is not None:
            entry["absent"] = absent
        return {**entry, **self._told(here or beside)} if entry else {}

    def _value(self, item: Item, answer: Mapping[str, Any]) -> Any:
        if item.type in ("choice", "many"):
            coding = answer.get("valueCoding")
            return self._code(item, coding) if isinstance(coding, dict) else _plain(answer)
        value = _plain(answer)
        if item.type == "datetime" and isinstance(value, str):
            return self._on_clock(value)
        if item.type == "date" and isinstance(value, str) and "T" in value:
            return value.partition("T")[0]
        if item.may_be_partial and isinstance(value, str):
            return _month_or_year(value)
        return value

    def _code(self, item: Item, coding: Mapping[str, Any]) -> str:
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

    def _rows(self, item: Item, here: list[Mapping[str, Any]], left_out: list[LeftOut]) -> Iterator[dict[str, str]]:
        for one in here:
            row: dict[str, str] = {}
            for part in _items(one):
                for field in ROW_FIELDS:
                    if part.get("linkId") == row_link(item, field):
                        row[field] = " ".join(str(_plain(answer)) for answer in _dicts(part.get("answer")))
            if row.get("name", "").strip():
                yield row
            elif row:
                why = self.questionnaire.messages["row_name"]
                left_out.append(LeftOut(item.link_id, item.short, why, ", ".join(row.values())))

    def _on_clock(self, written: str) -> str:
        """A moment on the clinic's clock, without its offset; what is no moment stays as it is, and is refused."""
        try:
            moment = datetime.fromisoformat(written)
        except ValueError:
            return written
        return (on_the_wall(self.zone, moment) if moment.tzinfo else moment).isoformat()

    def _told(self, items: list[Mapping[str, Any]]) -> dict[str, Any]:
        """How, when and in which language an item was answered. The day is the response's, if no item has its own."""
        told: dict[str, Any] = {}
        given = chain.from_iterable(_dicts(item.get("extension")) for item in items)
        extensions = {str(one.get("url")): _plain(one) for one in given}
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


def _plain(given: Mapping[str, Any]) -> Any:
    """Returns the value of an answer or an extension; of a quantity its number, of a coding its code or display."""
    for key, value in given.items():
        if key.startswith("value") and value is not None:
            if not isinstance(value, dict):
                return value
            return value.get("value", value.get("code", value.get("display")))
    return None


def _absent(answer: Mapping[str, Any]) -> str | None:
    """Returns the reason if an answer stands for none: an option of ours, or HL7's extension in place of the value."""
    coding = answer.get("valueCoding")
    if isinstance(coding, dict) and coding.get("system") == ABSENT:
        return str(coding.get("code"))
    for key, value in answer.items():
        if key.startswith(("value", "_value")) and isinstance(value, dict):
            reason = next(iter(_reasons(value)), None)
            if reason is not None:
                return reason
    return None


def _reasons(node: Mapping[str, Any]) -> Iterator[str]:
    for one in _dicts(node.get("extension")):
        if one.get("url") == ABSENT_REASON and one.get("valueCode") in REASONS:
            yield REASONS[one["valueCode"]]


def _month_or_year(text: str) -> str:
    """A month or a year in words, such as "April 2019" or "about 2019", as 2019-04 or 2019; any other text as it is."""
    told = part_of_date(text)
    if told is None:
        return text
    _day, month, year = told
    return f"{year}-{int(month):02}" if month else year
