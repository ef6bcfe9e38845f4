"""Hands the device to a patient, who answers alone what the desk does not see, and takes it back with a code."""

import streamlit as st

from records import Deed
from screens.actions.steps import take_page
from screens.server.this_computer import browser_here
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


@callback
def leave_hand_over(visit: Visit) -> None:
    """Goes back to the page where staff were."""
    visit.position.move(visit.alone.came_from or visit.way.first_section)


@callback
def hand_over(visit: Visit, key: str) -> None:
    """Shows the patient's part of the form. Staff get back with the code that they typed."""
    code = _typed(key)
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
    """Shows the desk's form, if the code is right. After a few wrong codes, none is taken for a while."""
    handed_over, code, now = visit.alone.handed_over, _typed(key), visit.clock()
    if handed_over is not None and handed_over.waits(now):
        visit.alone.problem = "wait"
    elif handed_over is None or handed_over.is_ended_by(code):
        go_to_staff(visit)
        look_for_danger(visit, finished=True)
        _save(visit, "took back")
        return
    else:
        visit.alone.handed_over = handed_over.after_wrong_code(now)
        visit.alone.problem = "wait" if visit.alone.handed_over.waits(now) else "code_wrong"
        if visit.saving is not None:
            visit.saving.save()
    visit.position.look_at("code")


@callback
def show_private_answers(visit: Visit) -> None:
    """Shows on this page what a patient answered alone. Whoever asks for it is in the audit trail."""
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
