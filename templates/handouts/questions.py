"""The content of the paper form and the booklet, question by question, as frozen data without markup or layout.

It is made from the questionnaire only, and contains no answers.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from forms import (
    DATE_PARTS,
    ROW_FIELDS,
    Instrument,
    Item,
    Notice,
    Questionnaire,
    danger_boxes,
    offers_nothing_to_add,
    reasons_offered,
)
from forms.authoring import Texts
from forms.exchange import NOTHING, ROWS, absent_code, field_name
from templates.handouts.asked_if import asked_if
from templates.words import load_texts_of


@dataclass(frozen=True)
class Box:
    """A box to tick: the name of its form field, and its text. `value` is None if no other box shares the field."""

    field: str
    value: str | None
    text: str


@dataclass(frozen=True)
class Gap:
    """A blank to write in: the name of its form field, the label beside it, the kind of answer, and a unit if any."""

    field: str
    text: str
    kind: str
    unit: str | None = None


@dataclass(frozen=True)
class Asked:
    """A question on paper. `only_if` is empty if everybody answers it; `seen_by` names who sees the answer.

    `answers` are the options, or what is written instead: "a number".
    """

    number: int
    link_id: str
    text: str
    help: str | None
    why: str
    seen_by: str
    only_if: str
    answers: tuple[str, ...]
    boxes: tuple[Box, ...]
    gaps: tuple[Gap, ...]
    rows: tuple[tuple[Gap, ...], ...]


@dataclass(frozen=True)
class Scale:
    """A published questionnaire as a table: the stem, the answers in the top row, then a row for each question."""

    title: str
    stem: str
    why: str
    seen_by: str
    answers: tuple[str, ...]
    questions: tuple[Asked, ...]


@dataclass(frozen=True)
class Part:
    """A section. `opens_crisis`: an answer in it may indicate thoughts of suicide. `notices`: other urgent notices."""

    title: str
    intro: str | None
    blocks: tuple[Asked | Scale, ...]
    opens_crisis: bool
    notices: tuple[Notice, ...]

    @property
    def questions(self) -> int:
        """How many questions it has."""
        return sum(len(block.questions) if isinstance(block, Scale) else 1 for block in self.blocks)


def parts_of(questionnaire: Questionnaire, *, for_desk: bool = False) -> tuple[Part, ...]:
    """Returns the sections that patients answer; with `for_desk`, also the questions that only the intake desk asks."""
    texts = load_texts_of("handouts", questionnaire.language)
    asked = [item for item in questionnaire.items.values()
             if (for_desk or item.asked_by == "everyone") and not questionnaire.is_switched_off(item)]
    numbers = {item.link_id: number for number, item in enumerate(asked, 1)}
    urgent = danger_boxes(questionnaire)
    found = []
    for section in questionnaire.sections:
        items = [item for item in section.items if item.link_id in numbers]
        if items:
            here = {item.link_id for item in items}
            notices = tuple(notice for notice in questionnaire.notices
                            if notice.instead_of is None and _printed_at(notice, numbers) in here)
            blocks = tuple(_blocks(items, questionnaire, numbers, texts))
            found.append(Part(section.title, section.intro, blocks, not urgent.isdisjoint(here), notices))
    return tuple(found)


def _printed_at(notice: Notice, numbers: dict[str, int]) -> str | None:
    """The first question on the form on which a notice depends."""
    return next((test.item for test in notice.when.leaves() if test.item in numbers), None)


def _blocks(
    items: list[Item], questionnaire: Questionnaire, numbers: dict[str, int], texts: Texts,
) -> Iterator[Asked | Scale]:
    for instrument_id, some in groupby(items, lambda item: item.instrument):
        questions = tuple(_asked(item, questionnaire, numbers, texts) for item in some)
        if instrument_id is None:
            yield from questions
        else:
            yield _scale(questionnaire.instrument(instrument_id), questions)


def _scale(instrument: Instrument, questions: tuple[Asked, ...]) -> Scale:
    """The questions of an instrument as a table. All must have the same answers."""
    answers = tuple(box.text for box in questions[0].boxes)
    return Scale(instrument.title, instrument.stem, questions[0].why, questions[0].seen_by, answers, questions)


def _asked(item: Item, questionnaire: Questionnaire, numbers: dict[str, int], texts: Texts) -> Asked:
    condition = item.enable_when
    boxes = tuple(_boxes(item, questionnaire, texts))
    return Asked(
        numbers[item.link_id], item.link_id, item.text, item.help, item.why,
        seen_by=_listed([texts(f"seen_by_{who}") for who in item.audience], texts),
        only_if="" if condition is None else asked_if(condition, questionnaire, numbers, texts),
        answers=tuple(_answers(item, boxes, texts)), boxes=boxes,
        gaps=tuple(_gaps(item, texts)), rows=tuple(_rows(item, texts)),
    )


def _answers(item: Item, boxes: tuple[Box, ...], texts: Texts) -> Iterator[str]:
    match item.type:
        case "rows":
            yield texts("rows_of")
        case "number":
            yield texts("a_number")
        case "date" | "datetime":
            yield texts("a_date")
        case "string" | "text":
            yield texts("in_your_words")
        case _:
            yield from (box.text for box in boxes)


def _listed(names: list[str], texts: Texts) -> str:
    return ", ".join(names[:-1]) + texts("and") + names[-1] if len(names) > 1 else names[0]


def _boxes(item: Item, questionnaire: Questionnaire, texts: Texts) -> Iterator[Box]:
    """The options, and the boxes to tick instead of an answer."""
    is_choice = item.type == "choice"
    for option in item.options:
        yield _box(item, option.code, option.text, is_choice)
    if offers_nothing_to_add(item):
        yield Box(field_name(item.link_id, NOTHING), None, questionnaire.absent_texts["nothing"])
    for reason in reasons_offered(item):
        text = questionnaire.absent_texts[reason]
        if reason == "unsure" and item.type in ("many", "rows"):
            text = questionnaire.absent_texts[f"unsure_{item.type}"]
        yield _box(item, absent_code(reason), text, is_choice)


def _box(item: Item, code: str, text: str, is_choice: bool) -> Box:
    return Box(item.link_id, code, text) if is_choice else Box(field_name(item.link_id, code), None, text)


def _gaps(item: Item, texts: Texts) -> Iterator[Gap]:
    for part in DATE_PARTS.get(item.type, ()):
        yield Gap(field_name(item.link_id, part), texts(part), part)
    if item.type in ("number", "string", "text"):
        yield Gap(item.link_id, "", item.type, item.unit)


def _rows(item: Item, texts: Texts) -> Iterator[tuple[Gap, ...]]:
    for row in range(1, ROWS + 1) if item.type == "rows" else ():
        yield tuple(Gap(field_name(item.link_id, row, part), texts(part), part) for part in ROW_FIELDS)
