"""Answers as a FHIR R4 QuestionnaireResponse: only those in force, nested as the form is.

What FHIR has no place for is an extension of ours at the item: how an answer was given, when, and in which language.
The reason why an answer is absent is HL7's extension at the item, and the option that the form has for it.
"""

from collections.abc import Iterator
from datetime import date, datetime, tzinfo

from forms import Answer, AnswersInForce, Instrument, Item, MedicineRow, PartialDate, Questionnaire, Value, score
from forms.exchange.fhir.models import (
    AnswerOut,
    Coding,
    Extension,
    QuestionnaireResponseResource,
    Reference,
    ResponseItem,
    narrative,
)
from forms.exchange.fhir.names import (
    ABSENT_REASON,
    ABSENT_REASONS,
    ANSWERED_ON,
    ASKED_IN,
    NOTHING,
    ORIGIN,
    absent_link,
    coding_of,
    instrument_link,
    row_link,
    section_link,
    url_in,
)
from forms.exchange.fhir.questionnaire import absent_codings, asked_in_fhir
from forms.questionnaire import ROW_FIELDS


def write_fhir_response(
    answers: AnswersInForce, zone: tzinfo | None, person: Reference | None = None,
) -> QuestionnaireResponseResource:
    """Returns the answers in force. `zone` is the clinic's, whose clock times are on; None for the machine's.

    `person` is the resource of whom the answers are about and from whom they come; a word in its place if it is None.
    While somebody could still answer a question, the status is "in-progress": completed would say that none is left.
    """
    form = answers.questionnaire
    person = person or Reference(type="Patient", display=_name(answers))
    items = tuple(_Writer(answers, zone).sections())
    return QuestionnaireResponseResource(
        language=form.language.replace("_", "-"), text=narrative(form.title),
        questionnaire=f"{url_in(form)}|{form.version}",
        status="in-progress" if _is_unfinished(answers) else "completed", subject=person, source=person,
        authored=_newest(answers, zone), item=items or None)


def clock_time(moment: datetime, zone: tzinfo | None) -> str:
    """Returns a time on the clinic's clock as FHIR writes it, with its offset."""
    return (moment.replace(tzinfo=zone) if zone is not None else moment.astimezone()).isoformat()


def _name(answers: AnswersInForce) -> str | None:
    name = answers.answer(answers.questionnaire.roles.name).value
    return name if isinstance(name, str) and name else None


def _is_unfinished(answers: AnswersInForce) -> bool:
    return any(item.asked_by == "everyone" and not answer.says_something for item, answer in answers)


def _newest(answers: AnswersInForce, zone: tzinfo | None) -> str | None:
    days = [answer for answer in answers.given().values() if answer.given_on is not None]
    newest = max(days, key=lambda answer: (answer.given_on, isinstance(answer.on, datetime)), default=None)
    return _written(newest.on, zone) if newest is not None and newest.on is not None else None


def _written(on: date, zone: tzinfo | None) -> str:
    return clock_time(on, zone) if isinstance(on, datetime) else on.isoformat()


class _Writer:
    def __init__(self, answers: AnswersInForce, zone: tzinfo | None) -> None:
        self._answers, self._zone = answers, zone

    @property
    def _form(self) -> Questionnaire:
        return self._answers.questionnaire

    def sections(self) -> Iterator[ResponseItem]:
        for section in self._form.sections:
            parts: list[ResponseItem] = []
            for part in asked_in_fhir(self._form, section):
                parts += self._instrument(part) if isinstance(part, Instrument) else self._question(part)
            if parts:
                yield ResponseItem(link_id=section_link(section), text=section.title, item=tuple(parts))

    def _instrument(self, instrument: Instrument) -> Iterator[ResponseItem]:
        parts: list[ResponseItem] = []
        for link_id in instrument.items:
            parts += self._question(self._form.item(link_id))
        total = score(instrument, self._answers).total
        link_id = instrument_link(instrument.instrument_id)
        if total is not None:
            parts.append(ResponseItem(link_id=f"{link_id}.total", answer=(AnswerOut(value_integer=total),)))
        if parts:
            yield ResponseItem(link_id=link_id, text=instrument.stem, item=tuple(parts))

    def _question(self, item: Item) -> Iterator[ResponseItem]:
        answer = self._answers.answer(item.link_id)
        if not answer.says_something:
            return
        rows = [row for row in answer.value if isinstance(row, MedicineRow)] if isinstance(answer.value, tuple) else []
        if item.type == "rows":
            for row in rows:
                yield self._row(item, row, answer)
        else:
            yield self._answered(item, answer)
        reason = NOTHING if answer.value == "" else answer.absent
        if reason is not None and item.type not in ("choice", "many"):
            coding = self._absent_coding(item, reason)
            of_rows = tuple(self._beside(answer)) if item.type == "rows" and not rows else ()
            if coding is not None:
                yield ResponseItem(extension=of_rows or None, link_id=absent_link(item),
                                   answer=(AnswerOut(value_coding=coding),))

    def _absent_coding(self, item: Item, reason: str) -> Coding | None:
        return next((one for one in absent_codings(self._form, item) if one.code == reason), None)

    def _answered(self, item: Item, answer: Answer) -> ResponseItem:
        told = [*self._values(item, answer.value)] if answer.value not in (None, "") else []
        if item.type in ("choice", "many") and answer.absent is not None:
            coding = self._absent_coding(item, answer.absent)
            told += [AnswerOut(value_coding=coding)] if coding is not None else []
        extensions = tuple(self._beside(answer))
        return ResponseItem(extension=extensions or None, link_id=item.link_id, text=item.text,
                            answer=tuple(told) or None)

    def _values(self, item: Item, value: Value | None) -> Iterator[AnswerOut]:
        if item.type in ("choice", "many"):
            for code in value if isinstance(value, tuple) else (value,):
                yield AnswerOut(value_coding=coding_of(item, item.option(str(code))))
        elif isinstance(value, datetime):
            yield AnswerOut(value_date_time=clock_time(value, self._zone))
        elif isinstance(value, date | PartialDate) and not item.may_be_partial:
            yield AnswerOut(value_date=value.isoformat())
        elif isinstance(value, int):
            yield AnswerOut(value_integer=value)
        else:
            yield AnswerOut(value_string=value.isoformat() if isinstance(value, date | PartialDate) else str(value))

    def _row(self, item: Item, row: MedicineRow, answer: Answer) -> ResponseItem:
        fields = [ResponseItem(link_id=row_link(item, field), answer=(AnswerOut(value_string=getattr(row, field)),))
                  for field in ROW_FIELDS if getattr(row, field)]
        return ResponseItem(extension=tuple(self._beside(answer)) or None, link_id=item.link_id, text=item.text,
                            item=tuple(fields))

    def _beside(self, answer: Answer) -> Iterator[Extension]:
        if answer.value is None and answer.absent is not None:  # a list with ticks has its reason as an option
            yield Extension(url=ABSENT_REASON, value_code=ABSENT_REASONS[answer.absent])
        if answer.origin is not None:
            yield Extension(url=ORIGIN, value_code=answer.origin)
        if isinstance(answer.on, datetime):
            yield Extension(url=ANSWERED_ON, value_date_time=clock_time(answer.on, self._zone))
        elif answer.on is not None:
            yield Extension(url=ANSWERED_ON, value_date=answer.on.isoformat())
        if answer.asked_in is not None:
            yield Extension(url=ASKED_IN, value_code=answer.asked_in)
