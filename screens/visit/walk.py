"""The way through the form: which sections and questions a door shows, and what comes before and after.

Whether a question is open at all is decided by forms.answers_in_force alone.
"""

from dataclasses import dataclass
from typing import NamedTuple

from forms import AnswersInForce, Item, Section
from screens.visit.doors import Door

WELCOME, STOPPED, REVIEW, SUMMARY = "WELCOME", "STOPPED", "REVIEW", "SUMMARY"  # the pages around the sections
OPEN = "OPEN"  # beside the way: where earlier answers are opened
AGE_QUESTION, BIRTH_DATE, AGE = "adult", "birth_date", "age"
ADULT = 18  # years


class Place(NamedTuple):
    """Section `number` (from 1) of `of`."""

    number: int
    of: int


def is_old_enough(answers: AnswersInForce) -> bool | None:
    """Whether the person says they are 18 or over; None while that is not known. A date of birth can deny it alone."""
    answer = answers.answer(AGE_QUESTION)
    if is_born_too_late(answers):
        return False
    return answer.value == "yes" if answer.is_known else None


def is_born_too_late(answers: AnswersInForce) -> bool:
    """Whether the date of birth, be it right or a slip, makes the person younger than 18 today."""
    years = answers[AGE].value
    return years is not None and years < ADULT


@dataclass(frozen=True)
class Way:
    """The way of one visit, as its answers are now. `passed_by` are link ids that need no asking in this visit."""

    door: Door
    answers: AnswersInForce
    passed_by: frozenset[str] = frozenset()

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections with at least one question to ask."""
        return tuple(section for section in self.answers.questionnaire.sections if self._to_ask(section))

    def items(self, section: Section) -> tuple[Item, ...]:
        """The questions to ask in a section; before the age is known, only that one.

        A date of birth that tells of a minor stays there, to be mended.
        """
        items = self._to_ask(section)
        if self.may_go_on:
            return items
        kept = {AGE_QUESTION, BIRTH_DATE} if is_born_too_late(self.answers) else {AGE_QUESTION}
        return tuple(item for item in items if item.link_id in kept)

    def _to_ask(self, section: Section) -> tuple[Item, ...]:
        return tuple(item for item in section.items if self.answers.is_open(item.link_id)
                     and item.link_id not in self.passed_by
                     and (self.door.asks_desk_items or "desk" not in (item.asked_by, section.asked_by)))

    @property
    def may_go_on(self) -> bool:
        """Whether this door asks anything beyond the age question."""
        return not self.door.stops_under_18 or is_old_enough(self.answers) is True

    @property
    def first(self) -> str:
        return self._steps[0]

    @property
    def first_section(self) -> str:
        """Where the questions begin; the review page where there is none to ask."""
        return next((step for step in self._steps if step != WELCOME), REVIEW)

    def after(self, step: str) -> str:
        """The next page. For a minor at a door that stops minors, that is where it stops."""
        if step not in (WELCOME, STOPPED) and not self.may_go_on:
            return STOPPED
        return self._steps[min(self._steps.index(step) + 1, len(self._steps) - 1)]

    def before(self, step: str) -> str | None:
        """The page before; None on the first."""
        if step == STOPPED:
            return self._age_section
        return self._steps[self._steps.index(step) - 1] if step != self.first else None

    def place_of(self, section_id: str) -> Place:
        """Where a section stands among those to ask."""
        ids = [section.section_id for section in self.sections]
        return Place(ids.index(section_id) + 1, len(ids))

    def allowed(self, step: str) -> str:
        """`step`, or the nearest page the answers allow: nobody gets past the age question or onto a closed page."""
        if step in (WELCOME, OPEN):
            return step
        if not self.may_go_on and step != self._age_section:
            return STOPPED if is_old_enough(self.answers) is False else self._age_section
        return step if step in self._steps else self.first

    @property
    def _age_section(self) -> str:
        return self.answers.questionnaire.item(AGE_QUESTION).section

    @property
    def _steps(self) -> list[str]:
        welcome = [WELCOME] if self.door.has_welcome else []
        return [*welcome, *(section.section_id for section in self.sections), REVIEW, SUMMARY]
