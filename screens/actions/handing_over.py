"""Hands the device to a patient, who answers alone what the desk does not see, and takes it back with a code."""

import streamlit as st

from records import Deed
from screens.actions.steps import take_page
from screens.server.handed_over import handed_over_in, note_taken_back, note_wrong_code
from screens.server.this_computer import browser_here, can_be_told_apart
from screens.visit.danger import look_for_danger
from screens.visit.hand_over import CODE, HandedOver
from screens.visit.session import callback, go_to_patient, go_to_staff
from screens.visit.visit import Visit
from screens.visit.walk import HAND_OVER, TO_STAFF


@callback
def go_to_hand_over(visit: Visit) -> None:
    """Goes to the page where staff choose the code."""
    if visit.position.step != HAND_OVER:
        take_page(visit, visit.position.step, finished=False)
        visit.alone.came_from, visit.alone.problem = visit.position.step, None
        visit.position.move(HAND_OVER)
        look_for_danger(visit, finished=True)


@callback
def leave_hand_over(visit: Visit) -> None:
    """Goes back to the page where staff were."""
    visit.position.move(visit.alone.came_from or visit.way.first_page)


@callback
def hand_over(visit: Visit, key: str) -> None:
    """Shows the patient's part of the form. Staff get back with the code that they typed."""
    code = _typed(key)
    if not can_be_told_apart():  # the patient could open the desk in another tab
        visit.alone.problem = "no_cookies"
        visit.position.look_at("code")
        return
    if not CODE.fullmatch(code):
        visit.alone.problem = "code_needed"
        visit.position.look_at("code")
        return
    visit.alone.is_used, visit.alone.problem, visit.alone.language = True, None, visit.language
    visit.alone.handed_over = HandedOver.with_code(browser_here(), code)
    go_to_patient(visit)
    _save(visit, "handed over")


@callback
def give_back(visit: Visit) -> None:
    """Ends the patient's part. From now on nobody at this device sees the answers any more."""
    take_page(visit, visit.position.step, finished=False)
    visit.position.move(TO_STAFF)
    look_for_danger(visit, finished=True)


@callback
def take_device_back(visit: Visit, key: str) -> None:
    """Shows the desk's form, if the code is right. After a few wrong codes, none is taken for a while.

    A page that is closed has no form: the desk is shown as it was before. Where no code is known, none is right.
    """
    noted = handed_over_in(browser_here())
    handed_over = noted.code if noted is not None else visit.alone.handed_over
    code, now = _typed(key), visit.clock()
    if handed_over is None:
        visit.alone.problem = "code_wrong"
    elif handed_over.waits(now):
        visit.alone.problem = "wait"
    elif not handed_over.is_ended_by(code):
        _note_wrong_code(visit, handed_over.after_wrong_code(now))
    elif visit.alone.is_closed:
        note_taken_back(browser_here())
        _save(visit, "took back")
        return
    else:
        go_to_staff(visit)
        look_for_danger(visit, finished=True)
        _save(visit, "took back")
        return
    visit.position.look_at("code")


def _note_wrong_code(visit: Visit, handed_over: HandedOver) -> None:
    visit.alone.handed_over = handed_over
    note_wrong_code(browser_here(), handed_over)
    visit.alone.problem = "wait" if handed_over.waits(visit.clock()) else "code_wrong"
    if visit.saving is not None:
        visit.saving.save()


@callback
def show_private_answers(visit: Visit) -> None:
    """Shows on this page what a patient answered alone. Whoever asks for it is in the audit trail."""
    if not visit.staff.may_see_private:
        return
    if visit.saving is not None:
        visit.saving.note("looked at private answers")
    visit.show_hidden()
    visit.position.look_at(None)


def _save(visit: Visit, deed: Deed) -> None:
    if visit.saving is not None:
        visit.saving.save()
        visit.saving.note(deed)


def _typed(key: str) -> str:
    return str(st.session_state.get(key) or "").strip()
