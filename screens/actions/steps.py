"""Back, Continue, Change, and out of the crisis page: what each does to the visit."""

from forms import AnswerError
from screens.fields import take_fields
from screens.visit.answering import choose
from screens.visit.danger import look_for_danger
from screens.visit.session import callback
from screens.visit.visit import Visit
from screens.visit.walk import AGE_QUESTION, BIRTH_DATE, REVIEW, STOPPED, is_born_too_late, is_old_enough


@callback
def go_on(visit: Visit, step: str) -> None:
    """Leaves the page `step`, or stays where something is to be mended. A second click finds it left already."""
    if visit.step != step:
        return
    slip = _slip_on_page(visit, step)
    if slip is None:
        after = visit.way.after(step)
        visit.move(REVIEW if visit.back_to_review and after != STOPPED else after)
        visit.back_to_review = False
    else:
        visit.look_at(slip if step != REVIEW else "problems")
    look_for_danger(visit, finished=True)


@callback
def go_back(visit: Visit, step: str) -> None:
    """To the page before, or to the review page when that is where the person came from. Slips stay marked."""
    before = visit.way.before(step)
    if visit.step == step and before is not None:
        take_page(visit, step, finished=False)
        visit.move(REVIEW if visit.back_to_review else before, _to_mend(visit) if step == STOPPED else None)
        visit.back_to_review = False
        look_for_danger(visit, finished=True)


def _to_mend(visit: Visit) -> str:
    """The answer at which the form has stopped for someone under 18."""
    return BIRTH_DATE if is_born_too_late(visit.answers) else AGE_QUESTION


@callback
def change(visit: Visit, link_id: str) -> None:
    """From the review page to a question; Continue then comes back."""
    visit.back_to_review = True
    visit.asked_too |= {link_id}
    visit.move(visit.questionnaire.item(link_id).section, link_id)


@callback
def clear(visit: Visit, link_id: str) -> None:
    """Takes back the choice of an option."""
    choose(visit, visit.questionnaire.item(link_id), None, None)
    visit.look_at(link_id)


@callback
def leave_crisis_page(visit: Visit) -> None:
    """Back to the question that opened it, the newest where several speak of danger, or to the page."""
    because = visit.crisis.because if visit.crisis else ()
    visit.crisis = None
    here = [link_id for link_id in because if visit.questionnaire.item(link_id).section == visit.step]
    visit.look_at(here[0] if here else None)


@callback
def rest_on_choice(visit: Visit) -> None:
    """The arrow keys have come to rest: what is chosen now counts as chosen on purpose."""
    take_page(visit, visit.step, finished=False)
    look_for_danger(visit, finished=False)


def take_page(visit: Visit, step: str, *, finished: bool) -> list[str]:
    """Takes what stands in the fields of a section; the link ids of its questions."""
    sections = {section.section_id: section for section in visit.questionnaire.sections}
    if step not in sections:
        return []
    items = visit.way.items(sections[step])
    for item in items:
        take_fields(visit, item, finished=finished)
    return [item.link_id for item in items]


def _slip_on_page(visit: Visit, step: str) -> str | None:
    """The first question of the page with something to mend, on the review page of them all; None for none."""
    asked = take_page(visit, step, finished=True)
    _mark_missing_age(visit, step)
    problems = visit.problem_texts()
    if step == REVIEW:
        return next(iter(problems), None)
    return next((link_id for link_id in asked if link_id in problems), None)


def _mark_missing_age(visit: Visit, step: str) -> None:
    age = visit.questionnaire.item(AGE_QUESTION)
    if visit.door.stops_under_18 and step == age.section and is_old_enough(visit.answers) is None:
        is_unsure = visit.answer(age).absent == "unsure"
        visit.problems[AGE_QUESTION] = AnswerError("age_unsure" if is_unsure else "age_needed")
