"""The order of the pages: which sections and questions a door shows, and which page comes before and after.

forms.answers_in_force decides whether a question is open.
"""

from dataclasses import dataclass
from typing import NamedTuple

from forms import AnswersInForce, Item, Section
from screens.visit.doors import Door

WELCOME, STOPPED, REVIEW, SUMMARY = "WELCOME", "STOPPED", "REVIEW", "SUMMARY"  # the pages around the sections
OPEN = "OPEN"  # the page where earlier answers are opened; it is not among the ordered pages
LOOK = "LOOK"  # the page that shows the questions without a field; not among the ordered pages
LATER = "LATER"  # the page where answers are saved to finish later; not among the ordered pages
WORKLIST = "WORKLIST"  # the list of patients at the desk; it is not among the ordered pages either
LOCKED = "LOCKED"  # the page of a locked desk, which shows no name
TO_PATIENT, TO_STAFF = "TO_PATIENT", "TO_STAFF"  # the first and the last page of a patient who answers alone
SIGN_IN = "SIGN_IN"  # the page of a desk at which nobody is signed in
HAND_OVER = "HAND_OVER"  # the page of the desk before that
OUTSIDE = (WELCOME, LOOK, OPEN, LATER, WORKLIST, LOCKED, SIGN_IN, HAND_OVER)  # pages that any answers allow
ADULT = 18  # years


class SectionNumber(NamedTuple):
    """The number of a section, from 1, and how many sections there are: "2 of 14"."""

    number: int
    of: int


def is_old_enough(answers: AnswersInForce) -> bool | None:
    """Returns whether the person is 18 or over; None while that is not known.

    A date of birth can make it False. Only the answer to the age question can make it True; if that answer is "I'm not
    sure", a date of birth can.
    """
    answer = answers.answer(answers.questionnaire.roles.age_gate)
    if is_born_too_late(answers):
        return False
    if answer.is_known:
        return answer.value == "yes"
    return True if answer.absent == "unsure" and _years(answers) is not None else None


def is_born_too_late(answers: AnswersInForce) -> bool:
    """True if the person is younger than 18 today by the date of birth; False if no date is given."""
    years = _years(answers)
    return years is not None and years < ADULT


def is_unsure_of_age(answers: AnswersInForce) -> bool:
    """True if the person is not sure to be 18, and no date of birth says it."""
    return answers.answer(answers.questionnaire.roles.age_gate).absent == "unsure" and is_old_enough(answers) is None


def _years(answers: AnswersInForce) -> int | None:
    years = answers[answers.questionnaire.roles.age].value
    return years if isinstance(years, int) else None


@dataclass(frozen=True)
class Way:
    """The ordered pages of a visit, given its answers. `passed_by`: link ids that this visit need not ask."""

    door: Door
    answers: AnswersInForce
    passed_by: frozenset[str] = frozenset()

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections with at least one question to ask."""
        return tuple(section for section in self.answers.questionnaire.sections if self._to_ask(section))

    def items(self, section: Section) -> tuple[Item, ...]:
        """Returns the questions to ask in a section; before the age is known, only the age question.

        Someone who is not sure of their age is asked for the date of birth too. Someone younger than 18 sees theirs,
        so that it can be corrected.
        """
        items = self._to_ask(section)
        if self.may_go_on:
            return items
        roles = self.answers.questionnaire.roles
        kept = {roles.age_gate}
        if is_born_too_late(self.answers) or is_unsure_of_age(self.answers):
            kept.add(roles.birth_date)
        return tuple(item for item in items if item.link_id in kept)

    def items_at(self, step: str) -> tuple[Item, ...]:
        """Returns the questions to ask on a page; empty for the pages around the sections."""
        for section in self.answers.questionnaire.sections:
            if section.section_id == step:
                return self.items(section)
        return ()

    def _to_ask(self, section: Section) -> tuple[Item, ...]:
        return tuple(item for item in section.items if self.answers.is_open(item.link_id)
                     and item.link_id not in self.passed_by and self.door.asks(item, section))

    @property
    def may_go_on(self) -> bool:
        """True if this door asks anything beyond the age question."""
        return not self.door.stops_under_18 or is_old_enough(self.answers) is True

    @property
    def first(self) -> str:
        return self._steps[0]

    @property
    def first_section(self) -> str:
        """The first section; the review page if there is no question to ask."""
        return next((step for step in self._steps if step not in (WELCOME, TO_PATIENT)), REVIEW)

    def after(self, step: str) -> str:
        """Returns the next page: STOPPED at a door that stops minors, until the person is known to be none."""
        if step == LOOK:
            return self.first_section
        if step not in (WELCOME, STOPPED) and not self.may_go_on:
            return STOPPED
        return self._steps[min(self._steps.index(step) + 1, len(self._steps) - 1)]

    def before(self, step: str) -> str | None:
        """Returns the page before; None on the first page, and after a patient gave the device back to staff."""
        if step == STOPPED:
            return self._age_section
        if step == TO_STAFF:
            return None
        if step == LOOK:
            return WELCOME
        return self._steps[self._steps.index(step) - 1] if step != self.first else None

    def still_to_ask(self, section_id: str) -> tuple[tuple[Section, tuple[Item, ...]], ...]:
        """Returns this section and those after it, each with its questions, also before the age is known."""
        ids = [section.section_id for section in self.sections]
        return tuple((section, self._to_ask(section)) for section in self.sections[ids.index(section_id):])

    def number_of(self, section_id: str) -> SectionNumber:
        """Returns the number of a section among those with a question to ask."""
        ids = [section.section_id for section in self.sections]
        return SectionNumber(ids.index(section_id) + 1, len(ids))

    def allowed(self, step: str) -> str:
        """Returns `step` if the answers allow that page, otherwise the nearest page that they allow.

        No page is allowed before the age question is answered, and no section without questions.
        """
        if step in OUTSIDE and not self.door.is_alone:
            return step
        if not self.may_go_on and step != self._age_section:
            stops = is_old_enough(self.answers) is False or is_unsure_of_age(self.answers)
            return STOPPED if stops else self._age_section
        return step if step in self._steps else self.first

    @property
    def _age_section(self) -> str:
        questionnaire = self.answers.questionnaire
        return questionnaire.item(questionnaire.roles.age_gate).section

    @property
    def _steps(self) -> list[str]:
        sections = [section.section_id for section in self.sections]
        if self.door.is_alone:
            return [TO_PATIENT, *sections, REVIEW, TO_STAFF]
        welcome = [WELCOME] if self.door.has_welcome else []
        return [*welcome, *sections, REVIEW, SUMMARY]
