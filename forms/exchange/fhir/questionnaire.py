"""The form as a FHIR R4 Questionnaire, which other people's software can show.

A section and an instrument are groups. "I'm not sure" is an option of a choice; any other question has a question
beside it for that, `LINK_ID.absent`, which is asked while the first has no answer. Urgent notices and help in danger
of suicide are texts that are shown when an answer calls for them. What is found in own words cannot be said in FHIR.
"""

from collections.abc import Iterator
from itertools import chain

from forms import Instrument, Item, Questionnaire, Section, offers_nothing_to_add, reasons_offered, reviews_of
from forms.conditions import AnyOf, Condition
from forms.exchange.fhir.conditions import ALWAYS, ConditionWriter, Enabling, coded
from forms.exchange.fhir.models import (
    AnswerOptionOut,
    CodeableConcept,
    Coding,
    Expression,
    Extension,
    QuestionnaireItem,
    QuestionnaireItemType,
    QuestionnaireResource,
    narrative,
)
from forms.exchange.fhir.names import (
    ABSENT,
    ENGLISH,
    HL7,
    LOINC,
    NOTHING,
    SDC,
    UCUM,
    UNITS,
    absent_link,
    coding_of,
    instrument_link,
    row_link,
    section_link,
    url_in,
)
from forms.exchange.texts import exchange_texts
from forms.questionnaire import LIMITS, ROW_FIELDS

NAME = "BeforeAKetamineConsult"
CONTROLS = "http://hl7.org/fhir/questionnaire-item-control"
TYPES: dict[str, QuestionnaireItemType] = {
    "choice": "choice", "many": "choice", "string": "string", "text": "text", "number": "integer", "date": "date",
    "datetime": "dateTime",
}


def write_questionnaire(questionnaire: Questionnaire) -> QuestionnaireResource:
    """Returns the form in the language of `questionnaire`. Instruments that the clinic does not use are left out.

    A translation that nobody has compared with the English is a draft, as the prints say of it too.
    """
    return _Writer(questionnaire).resource()


def asked_in_fhir(questionnaire: Questionnaire, section: Section) -> Iterator[Item | Instrument]:
    """Yields the questions of a section in order, and each instrument in use in place of its questions."""
    told: set[str] = set()
    for item in section.items:
        if questionnaire.is_switched_off(item):
            continue
        if item.instrument is None:
            yield item
        elif item.instrument not in told:
            told.add(item.instrument)
            yield questionnaire.instrument(item.instrument)


def absent_codings(questionnaire: Questionnaire, item: Item) -> tuple[Coding, ...]:
    """Returns the options that stand for no answer, with the words of the screen; for texts also "Nothing to add"."""
    texts = questionnaire.absent_texts
    found = [Coding(system=ABSENT, code=reason, display=texts.get(f"{reason}_{item.type}", texts[reason]))
             for reason in reasons_offered(item)]
    if offers_nothing_to_add(item):
        found.insert(0, Coding(system=ABSENT, code=NOTHING, display=texts[NOTHING]))
    return tuple(found)


class _Writer:
    def __init__(self, questionnaire: Questionnaire) -> None:
        self._questionnaire = questionnaire
        self._texts = exchange_texts(questionnaire.language)
        self._conditions = ConditionWriter(questionnaire, self._path_of)

    def resource(self) -> QuestionnaireResource:
        form = self._questionnaire
        is_compared = form.language == ENGLISH or bool(reviews_of(form.language))
        return QuestionnaireResource(
            language=form.language.replace("_", "-"),
            text=narrative(form.title),
            url=url_in(form), version=form.version, name=NAME, title=form.title,
            derived_from=None if form.language == ENGLISH else (f"{form.url}|{form.version}",),
            status="active" if is_compared else "draft", experimental=None if is_compared else True,
            description=self._texts("what_a_summary_is"),
            item=tuple(self._section(section) for section in form.sections),
        )

    def _section(self, section: Section) -> QuestionnaireItem:
        parts: list[QuestionnaireItem] = []
        if section.intro:
            parts.append(_display(f"{section_link(section)}.intro", section.intro))
        for part in asked_in_fhir(self._questionnaire, section):
            if isinstance(part, Instrument):
                parts.append(self._instrument(part))
            else:
                parts += self._question(part)
        parts += self._urgent(section)
        return QuestionnaireItem(link_id=section_link(section), type="group", text=section.title, item=tuple(parts))

    def _instrument(self, instrument: Instrument) -> QuestionnaireItem:
        parts: list[QuestionnaireItem] = []
        for link_id in instrument.items:
            parts += self._question(self._questionnaire.item(link_id))
        parts.append(self._total(instrument))
        return QuestionnaireItem(
            link_id=instrument_link(instrument.instrument_id), type="group", text=instrument.stem,
            code=(Coding(system=LOINC, code=instrument.loinc),), item=tuple(parts))

    def _total(self, instrument: Instrument) -> QuestionnaireItem:
        """The total, once every question has an answer, computed from the codes of the answers."""
        group = f"{self._group_path(instrument)}.item.answer.value"
        points: dict[int, dict[str, Coding]] = {}
        for link_id in instrument.items:
            item = self._questionnaire.item(link_id)
            for option in item.options:
                coding = coding_of(item, option)
                points.setdefault(int(option.code), {})[coding.code] = coding
        counted = {point: f"{group}.where({coded(list(found.values()))}).count()" for point, found in points.items()}
        answered = " + ".join(counted.values())
        total = " + ".join(f"{point} * {count}" for point, count in counted.items() if point)
        expression = f"iif({answered} = {len(instrument.items)}, {total}, {{}})"
        return QuestionnaireItem(
            extension=(Extension(url=f"{SDC}/sdc-questionnaire-calculatedExpression",
                                 value_expression=Expression(expression=expression)),),
            link_id=f"{instrument_link(instrument.instrument_id)}.total", type="integer", read_only=True,
            text=self._texts("fhir_total", instrument=instrument.title),
            code=(Coding(system=LOINC, code=instrument.loinc_total),))

    def _question(self, item: Item) -> Iterator[QuestionnaireItem]:
        if item.type == "rows":
            yield self._rows(item)
            yield self._absent(item, self._conditions.enabling(item.enable_when))
            return
        yield self._asked(item)
        if item.type not in ("choice", "many") and absent_codings(self._questionnaire, item):
            yield self._absent(item, self._conditions.enabling_without_answer(item))

    def _asked(self, item: Item) -> QuestionnaireItem:
        enabling = self._conditions.enabling(item.enable_when)
        extensions = [*_of(enabling), *_ranges(item)]
        options: tuple[AnswerOptionOut, ...] | None = None
        if item.type in ("choice", "many"):
            extensions = [*_of(enabling), *_chosen_by("check-box" if item.type == "many" else "radio-button")]
            options = tuple(self._options(item))
        kind = "string" if item.may_be_partial else TYPES[item.type]  # other software makes a whole day of a month
        return QuestionnaireItem(
            extension=tuple(extensions) or None, link_id=item.link_id, text=item.text, type=kind,
            code=(Coding(system=LOINC, code=item.loinc),) if item.loinc else None,
            enable_when=enabling.when, enable_behavior=enabling.behavior,
            repeats=True if item.type == "many" else None, max_length=LIMITS.get(item.type),
            answer_option=options, item=tuple(self._beside(item)))

    def _options(self, item: Item) -> Iterator[AnswerOptionOut]:
        alone = (Extension(url=f"{HL7}/questionnaire-optionExclusive", value_boolean=True),)
        for option in item.options:
            yield AnswerOptionOut(extension=alone if option.exclusive else None, value_coding=coding_of(item, option))
        for coding in absent_codings(self._questionnaire, item):
            yield AnswerOptionOut(value_coding=coding)

    def _rows(self, item: Item) -> QuestionnaireItem:
        enabling = self._conditions.enabling(item.enable_when)
        fields = [QuestionnaireItem(link_id=row_link(item, field), type="string", text=self._texts(f"fhir_row_{field}"),
                                    max_length=LIMITS["string"]) for field in ROW_FIELDS]
        return QuestionnaireItem(
            extension=_of(enabling) or None, link_id=item.link_id, text=item.text, type="group", repeats=True,
            enable_when=enabling.when, enable_behavior=enabling.behavior, item=(*fields, *self._beside(item)))

    def _absent(self, item: Item, enabling: Enabling) -> QuestionnaireItem:
        """The question beside `item` that takes the reason why it has no answer, or why its list is not whole."""
        return QuestionnaireItem(
            extension=(*_of(enabling), *_chosen_by("radio-button")), link_id=absent_link(item), type="choice",
            text=self._texts("fhir_no_answer"), enable_when=enabling.when, enable_behavior=enabling.behavior,
            answer_option=tuple(AnswerOptionOut(value_coding=coding)
                                for coding in absent_codings(self._questionnaire, item)))

    def _beside(self, item: Item) -> Iterator[QuestionnaireItem]:
        if item.help:
            yield _display(f"{item.link_id}.help", item.help, "help")
        yield _display(f"{item.link_id}.why", self._texts("fhir_why", why=item.why), "flyover")

    def _urgent(self, section: Section) -> Iterator[QuestionnaireItem]:
        """What is to be done at once: shown at the end of each section with an answer that may call for it."""
        here = {item.link_id for item in section.items}
        for name, condition, words in self._notices():
            sayable = self._sayable(condition, section)
            if sayable is not None and not here.isdisjoint(test.item for test in sayable.leaves()):
                yield _display(f"{name}.{section.section_id}", words, enabling=self._conditions.enabling(sayable))

    def _notices(self) -> Iterator[tuple[str, Condition, str]]:
        danger = tuple(one.when for one in self._questionnaire.danger if one.level != "ask")
        yield "danger", AnyOf(any_=danger), self._texts("fhir_danger")
        for notice in self._questionnaire.notices:
            if notice.instead_of is None:
                yield f"notice.{notice.notice_id}", notice.when, "\n".join([notice.title, notice.text, *notice.steps])

    def _sayable(self, condition: Condition, section: Section) -> Condition | None:
        """The condition without what FHIR cannot say, what is asked later, and what the clinic does not ask."""
        if isinstance(condition, AnyOf):
            parts = tuple(filter(None, (self._sayable(one, section) for one in condition.any_)))
            return AnyOf(any_=parts) if parts else None
        is_asked = all(test.item in self._asked_until(section) for test in condition.leaves())
        return condition if is_asked and self._conditions.can_say(condition) else None

    def _asked_until(self, section: Section) -> set[str]:
        until = self._questionnaire.sections.index(section) + 1
        items = chain.from_iterable(one.items for one in self._questionnaire.sections[:until])
        return {item.link_id for item in items if not self._questionnaire.is_switched_off(item)}

    def _path_of(self, link_id: str) -> str:
        item = self._questionnaire.item(link_id)
        if item.instrument is not None:
            group = self._group_path(self._questionnaire.instrument(item.instrument))
        else:
            group = _path(section_link(self._questionnaire.section(item.section)))
        return f"{group}.item.where(linkId = '{link_id}')"

    def _group_path(self, instrument: Instrument) -> str:
        section = self._questionnaire.section(self._questionnaire.item(instrument.items[0]).section)
        return f"{_path(section_link(section))}.item.where(linkId = '{instrument_link(instrument.instrument_id)}')"


def _path(link_id: str) -> str:
    return f"%resource.item.where(linkId = '{link_id}')"


def _of(enabling: Enabling) -> tuple[Extension, ...]:
    return () if enabling.extension is None else (enabling.extension,)


def _control(code: str) -> Extension:
    coding = Coding(system=CONTROLS, code=code)
    return Extension(url=f"{HL7}/questionnaire-itemControl", value_codeable_concept=CodeableConcept(coding=(coding,)))


def _chosen_by(code: str) -> tuple[Extension, ...]:
    return _control(code), Extension(url=f"{HL7}/questionnaire-choiceOrientation", value_code="vertical")


def _ranges(item: Item) -> Iterator[Extension]:
    if item.minimum is not None:
        yield Extension(url=f"{HL7}/minValue", value_integer=item.minimum)
    if item.maximum is not None:
        yield Extension(url=f"{HL7}/maxValue", value_integer=item.maximum)
    if item.unit in UNITS:
        unit = Coding(system=UCUM, code=UNITS[item.unit], display=item.unit)
        yield Extension(url=f"{HL7}/questionnaire-unit", value_coding=unit)


def _display(link_id: str, words: str, control: str | None = None, enabling: Enabling = ALWAYS) -> QuestionnaireItem:
    extensions = [*_of(enabling), *([_control(control)] if control else [])]
    return QuestionnaireItem(
        extension=tuple(extensions) or None, link_id=link_id, type="display", text=words,
        enable_when=enabling.when, enable_behavior=enabling.behavior)
