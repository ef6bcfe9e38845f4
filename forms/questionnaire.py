"""The questionnaire: sections, items, options and their texts, as pydantic models with FHIR's names.

It is read from YAML once and frozen. It contains no answers and no rules.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from forms.authoring.signoffs import NOBODY_HERE, SignedHere, SignOff, fingerprint, standing
from forms.authoring.strict import Strict
from forms.conditions import Condition, Test
from forms.roles import Roles
from forms.vocabulary.terms import Terminology

Level = Literal["now", "often", "some", "ask"]  # of danger, the most serious first
ItemType = Literal["choice", "many", "string", "text", "date", "datetime", "number", "rows"]
LIMITS = {"string": 200, "text": 10_000}  # characters an answer may have
ROW_FIELDS = ("name", "dose", "frequency")  # of a medicine row; only the name is required
MAX_ROWS = 100
DATE_PARTS = {"date": ("day", "month", "year"), "datetime": ("day", "month", "year", "time")}  # by type of item


def _days(given: object) -> object:
    return None if given == "does_not_age" else given


ShelfLife = Annotated[int | None, BeforeValidator(_days)]


class AnswerOption(Strict):
    """One option of a choice. An `exclusive` one ("none of these") allows no other.

    `aloud` is its text for staff who ask aloud; None if it is the same.
    """

    code: str
    text: str
    aloud: str | None = None
    loinc: str | None = None
    exclusive: bool = False


class Item(Strict):
    """One question.

    `aloud`: the question about the patient, for staff who ask aloud; None if it is the same. An instrument has none,
    because it is asked word by word. `audience`: who sees the answer. `shelf_life_days`: how long it is fresh; None if
    it does not age. `measured`: staff measure it, so the origin of the answer is "measured". `from_chart`: copied from
    the chart or a letter. `asked_by` desk: it is shown at the intake desk only.
    `usual`: clinicians usually ask it, and the articles do not mention it.
    `may_be_partial`: a month or a year answers a question for a date too; no date that a rule compares may have it.
    `riskier`: the answers to which the articles give more risk, as option codes, or `higher` / `lower` for a number.
    """

    link_id: str
    section: str
    type: ItemType
    text: str
    aloud: str | None = None
    short: str
    help: str | None = None
    why: str
    audience: tuple[str, ...] = Field(min_length=1)
    shelf_life_days: ShelfLife
    sensitive: bool = False
    usual: bool = False
    asked_by: Literal["everyone", "desk"] = "everyone"
    enable_when: Condition | None = None
    options: tuple[AnswerOption, ...] = ()
    unit: str | None = None
    minimum: int | None = None
    maximum: int | None = None
    below: str | None = None
    not_in_future: bool = False
    may_be_partial: bool = False
    measured: bool = False
    from_chart: bool = False
    suggestions: Literal["medicines"] | None = None
    instrument: str | None = None
    loinc: str | None = None
    riskier: tuple[str, ...] = ()

    @cached_property
    def fingerprint(self) -> str:
        """A short hash of the item's logic and text, for sign-offs."""
        return fingerprint(self)

    def option(self, code: str) -> AnswerOption:
        """Returns the option with this code. Raises KeyError."""
        return self._by_code[code]

    @cached_property
    def _by_code(self) -> dict[str, AnswerOption]:
        return {option.code: option for option in self.options}

    def has_option(self, code: str) -> bool:
        return code in self._by_code


class ComputedItem(Item):
    """A fact that conditions read like an item and that nobody is asked for; see forms/computed.py.

    `function` computes it from the items in `of_items` and from all items of the types in `of_types`.
    """

    function: str

    section: str = ""
    text: str = ""
    why: str = ""
    audience: tuple[str, ...] = ("clinician",)
    shelf_life_days: ShelfLife = None
    of_items: tuple[str, ...] = ()
    of_types: tuple[ItemType, ...] = ()


class Section(Strict):
    """A part of the questionnaire on one subject: one page at the desk.

    `new_page_at`: the link ids with which a further page begins on a patient's phone, in the order of the items.
    """

    section_id: str
    title: str
    intro: str | None = None
    new_page_at: tuple[str, ...] = ()
    asked_by: Literal["everyone", "desk"] = "everyone"
    items: tuple[Item, ...]

    @cached_property
    def pages(self) -> tuple[tuple[Item, ...], ...]:
        """The items of each page of a patient's form: all on one if `new_page_at` names none."""
        pages: list[list[Item]] = [[]]
        for item in self.items:
            if item.link_id in self.new_page_at:
                pages.append([])
            pages[-1].append(item)
        return tuple(map(tuple, pages))


class Band(Strict):
    """A published range of an instrument's total, both ends included."""

    low: int
    high: int
    text: str


class Instrument(Strict):
    """A published questionnaire inside this one. Its total is a score of answers, not advice."""

    instrument_id: str
    title: str
    source: str
    on: bool
    stem: str
    bands: tuple[Band, ...]
    loinc: str
    loinc_total: str
    items: tuple[str, ...] = ()


class DangerLevel(Strict):
    """A level of danger of suicide, and its condition. forms/crisis.py explains the levels."""

    level: Level
    when: Condition


class Notice(Strict):
    """An urgent notice: what to do now, shown while its condition is true.

    The person sees `title`, `text` and `steps`; staff and clinicians see `short` and `for_staff`. `instead_of` is the
    id of a less exact notice that this one replaces. `source` names the document behind the notice, and how far it
    could be read.
    """

    notice_id: str
    when: Condition
    instead_of: str | None = None
    title: str
    text: str
    steps: tuple[str, ...] = Field(min_length=1)
    short: str
    for_staff: tuple[str, ...] = Field(min_length=1)
    source: str


class Questionnaire(Strict):
    """The whole form. Items are in the order asked; conditions read earlier items only.

    `ordinary_answers` are common answers, from which the length of the form is estimated: link id → code, number or
    text.
    """

    questionnaire_id: str
    url: str
    version: str
    title: str
    language: str
    sections: tuple[Section, ...]
    instruments: tuple[Instrument, ...]
    audiences: dict[str, str]
    absent_texts: dict[str, str]
    absent_texts_aloud: dict[str, str] = Field(default_factory=dict)
    origin_texts: dict[str, str]
    messages: dict[str, str]
    computed: tuple[ComputedItem, ...] = ()
    roles: Roles
    on_page_1: tuple[str, ...]
    danger: tuple[DangerLevel, ...]
    notices: tuple[Notice, ...] = ()
    ordinary_answers: dict[str, str] = Field(default_factory=dict)
    terminology: Terminology
    signoffs: tuple[SignOff, ...]

    def signed(self, here: SignedHere = NOBODY_HERE) -> int:
        """Returns how many items have a sign-off that is not void, in their file or at this clinic."""
        return sum(standing(one.link_id, one.fingerprint, self.signoffs) == "signed"
                   or bool(here.of(self.questionnaire_id, one.link_id, one.fingerprint)) for one in self.items.values())

    @cached_property
    def items(self) -> dict[str, Item]:
        """Every item by link id, in the order asked."""
        found: dict[str, Item] = {}
        for section in self.sections:
            found |= {item.link_id: item for item in section.items}
        return found

    def item(self, link_id: str) -> Item:
        """Returns the item, asked or computed, with this link id. Raises KeyError."""
        return self.items_read[link_id]

    @cached_property
    def items_read(self) -> dict[str, Item]:
        """Every item that conditions can read, in the order asked. A computed item follows the items it reads."""
        found: dict[str, Item] = {}
        waiting = {one.link_id: set(self.made_of(one)) for one in self.computed}
        for link_id, item in self.items.items():
            found[link_id] = item
            for computed in self.computed:
                if link_id in waiting[computed.link_id]:
                    waiting[computed.link_id].remove(link_id)
                    if not waiting[computed.link_id]:
                        found[computed.link_id] = computed
        return found

    def made_of(self, item: Item) -> tuple[str, ...]:
        """Returns the link ids of the answers behind this item: its own, or those from which it is computed."""
        if not isinstance(item, ComputedItem):
            return (item.link_id,)
        return tuple(one.link_id for one in self.items.values()
                     if one.link_id in item.of_items or one.type in item.of_types)

    def asked_for(self, link_ids: Iterable[str]) -> frozenset[str]:
        """Returns these link ids, with computed items replaced by the items they read. Raises KeyError."""
        asked: set[str] = set()
        for link_id in link_ids:
            asked.update(self.made_of(self.item(link_id)))
        return frozenset(asked)

    def number_pair(self, item: Item) -> tuple[Item, Item] | None:
        """Returns the upper and the lower number of the reading that an item belongs to; None if it has one number."""
        for lower in self.items.values():
            if lower.below is not None and item.link_id in (lower.below, lower.link_id):
                return self.item(lower.below), lower
        return None

    @cached_property
    def danger_tests(self) -> tuple[Test, ...]:
        """Every test in the conditions of `danger`, without those of the level `ask`."""
        found: list[Test] = []
        for one in self.danger:
            if one.level != "ask":
                found += one.when.leaves()
        return tuple(found)

    @cached_property
    def _sections(self) -> dict[str, Section]:
        return {section.section_id: section for section in self.sections}

    def section(self, section_id: str) -> Section:
        """Returns the section with this id. Raises KeyError."""
        return self._sections[section_id]

    def instrument(self, instrument_id: str) -> Instrument:
        """Returns the instrument with this id. Raises KeyError."""
        return next(found for found in self.instruments if found.instrument_id == instrument_id)

    def instruments_on(self) -> Iterator[Instrument]:
        return (found for found in self.instruments if found.on)

    def is_switched_off(self, item: Item) -> bool:
        """True if the item belongs to an instrument that the clinic does not use."""
        if item.instrument is None:
            return False
        for one in self.instruments:  # a loop, since this is asked of each question after each answer
            if one.instrument_id == item.instrument:
                return not one.on
        raise KeyError(item.instrument)
