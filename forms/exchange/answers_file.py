"""Reads and writes a response as a file, RESPONSE.json. Reading reports every error at once, and repeats no answer."""

import json
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NoReturn

from forms.answers import (
    ABSENT,
    OLDEST_YEARS,
    ORIGINS,
    Answer,
    AnswerError,
    MedicineRow,
    Origin,
    Value,
    can_be_declined,
    read_answer,
)
from forms.authoring.yaml_files import did_you_mean, shortened
from forms.conditions import Is
from forms.exchange.limits import ANSWERS_BYTES, MOST_ANSWERS, MOST_HELPED, MOST_TOLD
from forms.languages import CODE as LANGUAGE_CODE
from forms.medicine_rows import names_a_medicine
from forms.partial_dates import PartialDate
from forms.questionnaire import Item, Questionnaire
from forms.response import Response, contradictions

IN_RECORD = "in_record"
KEYS = ("questionnaire", "answers", "version", "taken", IN_RECORD)
LONG_FORM = ("value", "absent", "origin", "on", "asked_in")
MOST_DIGITS = 20
MEND_ON = 'Write the day on which this was answered, or leave "on" out.'


class ResponseError(Exception):
    """A response cannot be read. `told` has one sentence for each error; none repeats an answer.

    `more` counts faults that are not put into words. `faults` are those told, and a sentence for the others, if any.
    """

    def __init__(self, faults: Iterable[str], more: int = 0) -> None:
        self.told, self.more = tuple(faults), more
        self.faults = self.first(len(self.told))
        super().__init__("\n".join(self.faults))

    def first(self, most: int) -> tuple[str, ...]:
        """The first faults, and a sentence that counts the others, if any."""
        more = self.more + len(self.told[most:])
        return self.told[:most] + ((f"There are {more:,} more faults in this file.",) if more else ())


def read_response(
    content: bytes | str, questionnaire: Questionnaire, *, today: date, items: Container[str] | None = None,
    keeps_contradictions: bool = False,
) -> Response:
    """Returns the response in a RESPONSE.json. Raises ResponseError with every error in it.

    Medicine rows also answer the question that opens their list, if that is unanswered: see `_told_by_rows`.
    An answer without `origin` gets the origin that follows from `filled_by`, if any; one without `on` has no date.
    `items` limits reading to these link ids; answers to other questions are ignored. `keeps_contradictions`: numbers
    that contradict each other are no error, as in a form that is still being filled in.
    """
    file = _read_json(content)
    if not isinstance(file, dict) or not isinstance(file.get("answers"), dict):
        raise ResponseError(['this is not a response: it needs {"questionnaire": …, "answers": {…}}. '
                             "Was another file meant?"])
    if len(file["answers"]) > MOST_ANSWERS:
        raise ResponseError([f"this holds {len(file['answers']):,} answers, and no form has more than "
                             f"{MOST_ANSWERS:,}. Was another file meant?"])
    faults = _Faults()
    for key in file:
        if key not in KEYS:
            faults.note(_not_known(key, KEYS))
    if file.get("questionnaire") != questionnaire.questionnaire_id:
        faults.note(f"questionnaire: this tool asks '{questionnaire.questionnaire_id}'; the file names another.")
    filled_by = file["answers"].get(questionnaire.roles.filled_by)
    default_origin = _origin_of(filled_by.get("value") if isinstance(filled_by, dict) else filled_by)
    answers: dict[str, Answer] = {}
    for link_id, entered in file["answers"].items():
        try:
            item = _item(questionnaire, link_id)
            if items is not None and link_id not in items:
                continue
            answers[link_id] = _read_entry(item, entered, "measured" if item.measured else default_origin, today)
        except AnswerError as error:
            faults.note(error.in_words(questionnaire.messages), link_id)
        except _FormError as fault:
            faults.note(fault, link_id)
    answers |= _told_by_rows(questionnaire, file["answers"], answers)
    response = Response(questionnaire.questionnaire_id, answers)
    for link_id, wrong in () if keeps_contradictions else contradictions(questionnaire, response):
        faults.note(wrong.in_words(questionnaire.messages), link_id)
    faults.raise_any()
    return response


def is_unanswered(entry: Any) -> bool:
    """True if the entry means that its question was not answered. Its origin and date do not matter."""
    return isinstance(entry, Mapping) and entry.get("absent") == "unanswered" and "value" not in entry


def _told_by_rows(
    questionnaire: Questionnaire, entered: Mapping[str, Any], answers: Mapping[str, Answer],
) -> dict[str, Answer]:
    """Infers "takes medicines" from medicine rows, if that question is unanswered.

    Origin and date are those of the rows. If the answer is "no" or "not sure", it stays, and so do the rows.
    Rows that all say "none" answer nothing: neither "yes" nor "no".
    """
    told = {}
    for link_id, answer in answers.items():
        opens = questionnaire.item(link_id).enable_when
        if not isinstance(opens, Is) or not names_a_medicine(questionnaire.terminology, answer):
            continue
        said = entered.get(opens.item, {"absent": "unanswered"})
        if is_unanswered(said):
            told[opens.item] = Answer(opens.is_, origin=answer.origin, on=answer.on, inferred_from=link_id,
                                       asked_in=answer.asked_in)
    return told


class _Faults:
    """What is wrong with a file. The nearest name is looked for of the first faults alone: it takes a millisecond."""

    def __init__(self) -> None:
        self._told: list[str] = []
        self._more = 0

    def note(self, fault: "_FormError | str", link_id: str | None = None) -> None:
        """Adds a fault, of one answer or of the file."""
        if len(self._told) == MOST_TOLD:
            self._more += 1
            return
        says = fault if isinstance(fault, str) else fault.in_words(helps=len(self._told) < MOST_HELPED)
        self._told.append(says if link_id is None else f"answers.{shortened(link_id)}: {says}")

    def raise_any(self) -> None:
        """Raises ResponseError where there is a fault."""
        if self._told:
            raise ResponseError(self._told, self._more)


class _FormError(ValueError):
    """An error in the format of the file. If `name` stands in place of one of `names`, the nearest is looked for."""

    def __init__(self, says: str, name: str = "", names: Iterable[str] = ()) -> None:
        super().__init__(says)
        self._says, self._name, self._names = says, name, names

    def in_words(self, *, helps: bool) -> str:
        """Returns the text to show; if it `helps`, with the nearest of the names."""
        return self._says + (did_you_mean(self._name, self._names) if helps else "")


def _not_known(key: str, keys: Iterable[str]) -> _FormError:
    return _FormError(f"'{shortened(key)}' is not known here.", key, keys)


def _read_json(content: bytes | str) -> Any:
    if len(content) > ANSWERS_BYTES:
        raise ResponseError([f"the file is larger than {ANSWERS_BYTES:,} bytes, as no response is. Was another meant?"])
    try:
        return decoded_json(content)
    except UnicodeDecodeError as error:
        raise ResponseError([f"this is not UTF-8 text (byte {error.start}). Save it as UTF-8."]) from None
    except json.JSONDecodeError as error:
        raise ResponseError([f"line {error.lineno}, column {error.colno}: this is not JSON: {error.msg}. "
                             "Was the file saved whole?"]) from None
    except RecursionError:
        raise ResponseError(["this is nested far too deep to be a response."]) from None
    except ValueError as error:
        raise ResponseError([str(error)]) from None


def decoded_json(content: bytes | str) -> Any:
    """Returns the content of a JSON. Raises ValueError also for a key that stands twice and for numbers of no answer.

    Raises RecursionError if it is nested too deep.
    """
    return _DECODER.decode(content.decode("utf-8-sig") if isinstance(content, bytes) else content)


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            raise ValueError(f"'{shortened(key)}' stands twice. Keep one of the two.")
        seen.add(key)
    return found


def _number(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise ValueError(f"a number has {len(digits):,} digits, as no answer has. Leave it out.")
    return int(digits)


def _no_constant(_name: str) -> NoReturn:
    raise ValueError("NaN and Infinity are not numbers of JSON. Leave the answer out.")


_DECODER = json.JSONDecoder(object_pairs_hook=_without_repeats, parse_int=_number, parse_constant=_no_constant)


def _item(questionnaire: Questionnaire, link_id: str) -> Item:
    if link_id not in questionnaire.items:
        raise _FormError("the questionnaire does not ask this.", link_id, questionnaire.items)
    return questionnaire.item(link_id)


def _read_entry(item: Item, entered: Any, default_origin: Origin | None, today: date) -> Answer:
    if not isinstance(entered, dict):
        return Answer(read_answer(item, entered, today=today), origin=default_origin)
    for key in entered:
        if key not in LONG_FORM:
            raise _not_known(key, LONG_FORM)
    if "value" not in entered and entered.get("absent") is None:
        raise _FormError('this needs "value" or "absent".')
    absent = _one_of("absent", entered.get("absent"), ABSENT)
    if absent == "declined" and not can_be_declined(item):
        raise _FormError('only a sensitive question can be "declined". Did you mean "unsure"?')
    value = None if "value" not in entered else read_answer(item, entered["value"], today=today)
    if value is not None and absent is not None and item.type not in ("many", "rows"):
        raise _FormError('only a list can have both "value" and "absent".')
    origin = _one_of("origin", entered.get("origin"), ORIGINS) or default_origin
    return Answer(value, absent, origin, _moment(entered.get("on"), today), asked_in=_language(entered.get("asked_in")))


def _one_of(key: str, given: Any, allowed: tuple[Any, ...]) -> Any:
    if given is None or given in allowed:
        return given
    raise _FormError(f"\"{key}\" is one of: {', '.join(allowed)}.", given if isinstance(given, str) else "", allowed)


def _language(given: Any) -> str | None:
    if given is None or (isinstance(given, str) and LANGUAGE_CODE.fullmatch(given)):
        return given
    raise _FormError('"asked_in" is the code of a language, such as "en" or "pt_BR".')


def _moment(given: Any, today: date) -> date | datetime | None:
    if given is None:
        return None
    try:
        moment = date.fromisoformat(given) if len(given) == len("2026-01-01") else datetime.fromisoformat(given)
    except (TypeError, ValueError):
        raise _FormError('"on" is a date such as "2026-03-31".') from None
    day = moment.date() if isinstance(moment, datetime) else moment
    if day > today:
        raise _FormError(f'"on" is after today ({today.isoformat()}). {MEND_ON}')
    oldest = today.year - OLDEST_YEARS
    if day.year < oldest:
        raise _FormError(f'"on" is before the year {oldest}, when nobody can have answered this. {MEND_ON}')
    return moment


def _origin_of(filled_by: Any) -> Origin | None:
    return filled_by if filled_by in ORIGINS and filled_by != "measured" else None


def write_response(
    response: Response, questionnaire: Questionnaire, taken: Sequence[Mapping[str, Any]] = (),
    in_record: Sequence[Mapping[str, Any]] = (),
) -> str:
    """Returns the response as RESPONSE.json, every answer in the long form. `read_response` reads it back unchanged.

    `taken` are the entries on answers that came from a file of another name, `in_record` those of what the person's own
    health record says (fhir/suggested_entries.py).
    """
    return json.dumps({
        "questionnaire": response.questionnaire_id, "version": questionnaire.version,
        "answers": entries_of(response), **({"taken": list(taken)} if taken else {}),
        **({IN_RECORD: list(in_record)} if in_record else {}),
    }, ensure_ascii=False, indent=1)


def entries_of(response: Response) -> dict[str, dict[str, Any]]:
    """Returns the answers by link id, in the long form of RESPONSE.json.

    An inferred answer is left out beside the answer behind it: whoever reads that one infers it again.
    """
    entries: dict[str, dict[str, Any]] = {}
    for link_id, answer in response.answers.items():
        behind = response.answers.get(answer.inferred_from) if answer.inferred_from else None
        if behind is None or not behind.is_known:
            entries[link_id] = as_json(answer)
    return entries


def as_json(answer: Answer) -> dict[str, Any]:
    """Returns an answer in the long form of RESPONSE.json."""
    long: dict[str, Any] = {}
    if answer.value is not None:
        long["value"] = _value_as_json(answer.value)
    if answer.absent is not None:
        long["absent"] = answer.absent
    if answer.origin is not None:
        long["origin"] = answer.origin
    if answer.on is not None:
        long["on"] = answer.on.isoformat()
    if answer.asked_in is not None:
        long["asked_in"] = answer.asked_in
    return long


def _value_as_json(value: Value) -> Any:
    if isinstance(value, date | PartialDate):
        return value.isoformat()
    if isinstance(value, tuple):
        return [{"name": part.name, "dose": part.dose, "frequency": part.frequency}
                if isinstance(part, MedicineRow) else part for part in value]
    return value
