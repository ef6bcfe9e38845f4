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
PART = "."  # in the name of a page, between its section and its number in it
ADULT = 18  # years


class PageNumber(NamedTuple):
    """The number of a page of questions, from 1, and how many there are: "2 of 24"."""

    number: int
    of: int


class QuestionPage(NamedTuple):
    """A page of questions: a section at the desk, a section or a part of one on a patient's phone.

    `step` is its name: the section id, and for the second part and further ones its number behind it: "reason.2".
    `items` are those to ask. `in_section` is its number among the pages of its section.
    """

    step: str
    section: Section
    items: tuple[Item, ...]
    in_section: int


def page_name(section: Section, number: int) -> str:
    """Returns the name of a page by its number in the form of this section: "reason", "reason.2"."""
    return section.section_id if number == 1 else f"{section.section_id}{PART}{number}"


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

    @property
    def pages(self) -> tuple[QuestionPage, ...]:
        """The pages with at least one question to ask."""
        pages: list[QuestionPage] = []
        for section in self.answers.questionnaire.sections:
            in_section = 0
            for number, items in enumerate(section.pages if self.door.has_short_pages else (section.items,), start=1):
                if to_ask := self._those_to_ask(section, items):
                    in_section += 1
                    pages.append(QuestionPage(page_name(section, number), section, to_ask, in_section))
        return tuple(pages)

    def page_at(self, step: str) -> QuestionPage | None:
        """Returns the page of this name; None if it has no question to ask, or is none of the form."""
        return next((page for page in self.pages if page.step == step), None)

    def step_of(self, link_id: str) -> str:
        """Returns the name of the page on which a question is asked; of one that is not asked now, its section's."""
        for page in self.pages:
            if any(item.link_id == link_id for item in page.items):
                return page.step
        return self.answers.questionnaire.item(link_id).section

    def items(self, section: Section) -> tuple[Item, ...]:
        """Returns the questions to ask in a section; before the age is known, only the age question."""
        return self._until_age_is_known(self._to_ask(section))

    def _until_age_is_known(self, items: tuple[Item, ...]) -> tuple[Item, ...]:
        """Someone who is not sure of their age is asked for the date of birth too. Someone younger than 18 sees theirs,
        so that it can be corrected.
        """
        if self.may_go_on:
            return items
        roles = self.answers.questionnaire.roles
        kept = {roles.age_gate}
        if is_born_too_late(self.answers) or is_unsure_of_age(self.answers):
            kept.add(roles.birth_date)
        return tuple(item for item in items if item.link_id in kept)

    def items_at(self, step: str) -> tuple[Item, ...]:
        """Returns the questions to ask on a page; empty for the pages around the sections."""
        page = self.page_at(step)
        return self._until_age_is_known(page.items) if page is not None else ()

    def _to_ask(self, section: Section) -> tuple[Item, ...]:
        return self._those_to_ask(section, section.items)

    def _those_to_ask(self, section: Section, items: tuple[Item, ...]) -> tuple[Item, ...]:
        return tuple(item for item in items if self.answers.is_open(item.link_id)
                     and item.link_id not in self.passed_by and self.door.asks(item, section))

    @property
    def may_go_on(self) -> bool:
        """True if this door asks anything beyond the age question."""
        return not self.door.stops_under_18 or is_old_enough(self.answers) is True

    @property
    def first(self) -> str:
        return self._steps[0]

    @property
    def first_page(self) -> str:
        """The first page of questions; the review page if there is no question to ask."""
        return next((step for step in self._steps if step not in (WELCOME, TO_PATIENT)), REVIEW)

    def after(self, step: str) -> str:
        """Returns the next page: STOPPED at a door that stops minors, until the person is known to be none."""
        if step == LOOK:
            return self.first_page
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

    def still_to_ask(self, step: str) -> tuple[tuple[Section, tuple[Item, ...]], ...]:
        """Returns the questions of this page and of those after it, also before the age is known."""
        steps = [page.step for page in self.pages]
        return tuple((page.section, page.items) for page in self.pages[steps.index(step):])

    def number_of(self, step: str) -> PageNumber:
        """Returns the number of a page among those with a question to ask."""
        steps = [page.step for page in self.pages]
        return PageNumber(steps.index(step) + 1, len(steps))

    def allowed(self, step: str) -> str:
        """Returns `step` if the answers allow that page, otherwise the nearest page that they allow.

        No page is allowed before the age question is answered, and none without questions. In place of a part of a
        section that has none, its first part with questions is allowed: the desk has the section on one page.
        """
        if step in OUTSIDE and not self.door.is_alone:
            return step
        if not self.may_go_on and step != self._age_section:
            stops = is_old_enough(self.answers) is False or is_unsure_of_age(self.answers)
            return STOPPED if stops else self._age_section
        if step in self._steps:
            return step
        section_id = step.partition(PART)[0]
        return next((page.step for page in self.pages if page.section.section_id == section_id), self.first)

    @property
    def _age_section(self) -> str:
        questionnaire = self.answers.questionnaire
        return questionnaire.item(questionnaire.roles.age_gate).section

    @property
    def _steps(self) -> list[str]:
        pages = [page.step for page in self.pages]
        if self.door.is_alone:
            return [TO_PATIENT, *pages, REVIEW, TO_STAFF]
        welcome = [WELCOME] if self.door.has_welcome else []
        return [*welcome, *pages, REVIEW, SUMMARY]
