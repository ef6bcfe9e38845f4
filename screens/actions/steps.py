"""Moves through the form: Continue, Back, Change, and away from the crisis page."""

import streamlit as st

from forms import AnswerError
from screens.fields import take_fields
from screens.visit.answering import choose, mark_as_given_now
from screens.visit.danger import look_for_danger
from screens.visit.session import callback
from screens.visit.visit import Visit
from screens.visit.walk import (
    LATER,
    LOOK,
    OPEN,
    OUTSIDE,
    REVIEW,
    STOPPED,
    SUMMARY,
    WELCOME,
    is_born_too_late,
    is_old_enough,
    is_unsure_of_age,
)
from screens.visit.whose import taken_in_doubt

WALKED_OUTSIDE = (WELCOME, LOOK, OPEN, LATER)  # the pages beside the form that a patient has


@callback
def go_on(visit: Visit, step: str) -> None:
    """Goes on from the page `step`, unless an answer there has to be corrected first.

    The second click of a double click finds another page, and does nothing.
    """
    if visit.position.step != step:
        return
    problem = _first_problem(visit, step)
    if problem is None and step == REVIEW and not visit.door.is_alone and taken_in_doubt(visit) is not None:
        visit.position.look_at("whose")  # no summary of two people
    elif problem is None:
        after = visit.way.after(step)
        visit.position.come_to(after if after == STOPPED else visit.position.back_to or after)
    else:
        visit.position.look_at(problem if step != REVIEW else "problems")
    look_for_danger(visit, finished=True)


@callback
def go_back(visit: Visit, step: str) -> None:
    """Goes to the page before, or to the review page if the person came from there. Problems stay marked."""
    before = visit.way.before(step)
    if visit.position.step == step and before is not None:
        take_page(visit, step, finished=False)
        visit.position.come_to(visit.position.back_to or before)
        if step == STOPPED:
            visit.position.look_at(_stopped_for(visit))
        look_for_danger(visit, finished=True)


@callback
def walk_to(visit: Visit, number: int, step: str) -> None:
    """Goes to a page by Back or Forward of the browser, which numbers them. What was typed is taken first.

    On the crisis page, it closes that page, as its button does. Where the answers do not allow the page, the nearest
    one is shown; and no summary, if something has to be corrected first.
    """
    here = visit.position.step
    visit.position.walked, visit.position.stays = number, visit.help.crisis is not None
    if not visit.door.is_at_home:
        return
    if visit.help.crisis is not None:
        leave_crisis_page(visit)
    elif step != here and (step not in OUTSIDE or step in WALKED_OUTSIDE):
        take_page(visit, here, finished=False)
        _leave_aside(visit, step)
        allowed = visit.way.allowed(step)
        visit.position.come_to(REVIEW if allowed == SUMMARY else allowed)
        if here == REVIEW and visit.way.items_at(allowed) and allowed != visit.way.before(REVIEW):
            visit.position.back_to = REVIEW
        if allowed == SUMMARY:
            go_on(visit, REVIEW)
        look_for_danger(visit, finished=True)


def _leave_aside(visit: Visit, step: str) -> None:
    """Leaves the pages beside the form as their own buttons do, or notes from where `step`, one of them, is reached."""
    here = visit.position.step
    if here == OPEN:
        visit.handed_in.put_away()
    if step in (OPEN, LATER) and here not in (OPEN, LATER):
        visit.position.came_from = here


@callback
def look(visit: Visit) -> None:
    """Goes to the page that shows the questions without a field."""
    if visit.position.step == WELCOME:
        visit.position.move(LOOK)


@callback
def go_to_later(visit: Visit) -> None:
    """Goes to the page where answers are saved to finish later. What was typed is taken first."""
    here = visit.position.step
    if here == LATER:
        return
    take_page(visit, here, finished=False)
    if here != OPEN:
        visit.position.came_from = here
    visit.position.move(LATER)
    look_for_danger(visit, finished=True)


@callback
def leave_later(visit: Visit) -> None:
    """Goes back to the page the person came from."""
    if visit.position.step == LATER:
        visit.position.move(visit.position.came_from or visit.way.first)


def _stopped_for(visit: Visit) -> str:
    """The link id of the answer that stopped the form: the date of birth, or the age question."""
    roles = visit.questionnaire.roles
    return roles.birth_date if is_born_too_late(visit.answers) else roles.age_gate


@callback
def change(visit: Visit, link_id: str) -> None:
    """Goes from the review page to a question; Continue then comes back."""
    visit.position.back_to, visit.position.changed = REVIEW, link_id
    visit.handed_in.asked_too |= {link_id}
    visit.position.move(visit.way.step_of(link_id), link_id)


@callback
def jump(visit: Visit, link_id: str) -> None:
    """Goes to a question of any section, and goes on from there."""
    take_page(visit, visit.position.step, finished=False)
    visit.handed_in.asked_too |= {link_id}
    visit.position.back_to = None
    visit.position.move(visit.way.step_of(link_id), link_id)
    look_for_danger(visit, finished=True)


@callback
def go_to_vitals(visit: Visit) -> None:
    """Goes to what staff measure; Continue then comes back to the page where they were."""
    here, first = visit.position.step, visit.questionnaire.roles.measured.systolic
    jump(visit, first)
    if visit.position.step != here:
        visit.position.back_to = here


@callback
def jump_to_chosen(visit: Visit, key: str) -> None:
    """Goes to the question that was chosen in a field of questions and options."""
    link_id, _space, _option = str(st.session_state[key] or "").partition(" ")
    if link_id in visit.questionnaire.items:
        jump(visit, link_id)


@callback
def clear(visit: Visit, link_id: str) -> None:
    """Takes back the chosen option."""
    choose(visit, visit.questionnaire.item(link_id), None, None)
    visit.position.look_at(link_id)


@callback
def mark(visit: Visit, link_id: str) -> None:
    """Marks an answer as given in the way in which answers are being given now."""
    mark_as_given_now(visit, visit.questionnaire.item(link_id))
    visit.position.look_at(link_id)


@callback
def change_words(visit: Visit) -> None:
    """Changes between the words for staff, about the patient, and the form's own words."""
    take_page(visit, visit.position.step, finished=False)
    visit.in_own_words = not visit.in_own_words
    look_for_danger(visit, finished=True)


@callback
def leave_crisis_page(visit: Visit) -> None:
    """Closes the crisis page and goes back to the question whose answer opened it, if that is on the present page."""
    because = visit.help.crisis.because if visit.help.crisis else ()
    visit.help.crisis = None
    asked = {item.link_id for item in visit.way.items_at(visit.position.step)}
    here = [link_id for link_id in because if link_id in asked]
    visit.position.look_at(here[0] if here else None)


@callback
def rest_on_choice(visit: Visit) -> None:
    """Takes the option chosen now as intended, since the person no longer uses the arrow keys."""
    take_page(visit, visit.position.step, finished=False)
    look_for_danger(visit, finished=False)


def take_page(visit: Visit, step: str, *, finished: bool) -> list[str]:
    """Takes the text in all fields of a page, and returns the link ids of its questions."""
    items = visit.way.items_at(step)
    for item in items:
        take_fields(visit, item, finished=finished)
    return [item.link_id for item in items]


def _first_problem(visit: Visit, step: str) -> str | None:
    """The link id of the first problem on the page; on the review page, of the whole form. None if there is none."""
    asked = take_page(visit, step, finished=True)
    _mark_missing_age(visit, step)
    problems = visit.problem_texts()
    if step == REVIEW:
        return next(iter(problems), None)
    return next((link_id for link_id in asked if link_id in problems), None)


def _mark_missing_age(visit: Visit, step: str) -> None:
    age = visit.questionnaire.item(visit.questionnaire.roles.age_gate)
    is_asked = visit.door.stops_under_18 and step == age.section
    if is_asked and is_old_enough(visit.answers) is None and not is_unsure_of_age(visit.answers):
        visit.fields.problems[age.link_id] = AnswerError("age_needed")
