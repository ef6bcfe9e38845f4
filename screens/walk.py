"""The way through the form: which sections and questions a door shows, and what comes before and after.

Whether a question is open at all is decided by forms.answers_in_force alone.
"""

from typing import NamedTuple

from forms import AnswersInForce, Item, Section
from screens.doors import Door

WELCOME, STOPPED, REVIEW, SUMMARY = "WELCOME", "STOPPED", "REVIEW", "SUMMARY"  # the pages around the sections
AGE_QUESTION = "adult"


class Place(NamedTuple):
    """Section `number` (from 1) of `of`."""

    number: int
    of: int


def is_old_enough(answers: AnswersInForce) -> bool | None:
    """Whether the person says they are 18 or over; None while that is not known."""
    answer = answers.answer(AGE_QUESTION)
    return answer.value == "yes" if answer.is_known else None


def may_go_on(door: Door, answers: AnswersInForce) -> bool:
    """Whether this door asks anything beyond the age question."""
    return not door.stops_under_18 or is_old_enough(answers) is True


def sections_shown(door: Door, answers: AnswersInForce) -> tuple[Section, ...]:
    """The sections with at least one open question for this door."""
    return tuple(section for section in answers.questionnaire.sections if _open_items(door, answers, section))


def items_shown(door: Door, answers: AnswersInForce, section: Section) -> tuple[Item, ...]:
    """The open questions of a section; before the age is known, only that one."""
    items = _open_items(door, answers, section)
    return items if may_go_on(door, answers) else tuple(item for item in items if item.link_id == AGE_QUESTION)


def _open_items(door: Door, answers: AnswersInForce, section: Section) -> tuple[Item, ...]:
    return tuple(item for item in section.items if answers.is_open(item.link_id)
                 and (door.asks_desk_items or "desk" not in (item.asked_by, section.asked_by)))


def first_step(door: Door, answers: AnswersInForce) -> str:
    return WELCOME if door.has_welcome else sections_shown(door, answers)[0].section_id


def step_after(door: Door, answers: AnswersInForce, step: str) -> str:
    """The next page. For a minor at a door that stops minors, that is where it stops."""
    if step not in (WELCOME, STOPPED) and not may_go_on(door, answers):
        return STOPPED
    steps = _steps(door, answers)
    return steps[min(steps.index(step) + 1, len(steps) - 1)]


def step_before(door: Door, answers: AnswersInForce, step: str) -> str | None:
    """The page before; None on the first."""
    steps = _steps(door, answers)
    if step == STOPPED:
        return answers.questionnaire.item(AGE_QUESTION).section
    return steps[steps.index(step) - 1] if step != steps[0] else None


def place_of(door: Door, answers: AnswersInForce, section_id: str) -> Place:
    """Where a section stands among those this door shows."""
    ids = [section.section_id for section in sections_shown(door, answers)]
    return Place(ids.index(section_id) + 1, len(ids))


def allowed(door: Door, answers: AnswersInForce, step: str) -> str:
    """`step`, or the nearest page the answers allow: nobody gets past the age question, or onto a closed section."""
    age_section = answers.questionnaire.item(AGE_QUESTION).section
    if step in (WELCOME, age_section):
        return step
    if not may_go_on(door, answers):
        return STOPPED if is_old_enough(answers) is False else age_section
    return step if step in _steps(door, answers) else first_step(door, answers)


def _steps(door: Door, answers: AnswersInForce) -> list[str]:
    welcome = [WELCOME] if door.has_welcome else []
    return [*welcome, *(section.section_id for section in sections_shown(door, answers)), REVIEW, SUMMARY]
