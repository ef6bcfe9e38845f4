"""Draws a page with its frame. If the crisis page is open, it is drawn in place of the page on which the person is."""

from collections.abc import Callable

import streamlit as st

from screens.actions.record_server import go_on_with_record_server
from screens.browser.browser import tell_browser
from screens.browser.history import keep_history
from screens.browser.markup import put
from screens.browser.on_device import keep_copy
from screens.desk.beside import draw_beside
from screens.desk.handing_over import draw_hand_over, draw_to_patient, draw_to_staff
from screens.desk.identity_bar import draw_identity_bar
from screens.desk.locked import draw_locked
from screens.desk.signing_in import draw_sign_in
from screens.desk.worklist import draw_worklist
from screens.pages.crisis import draw_crisis_page, draw_help_line
from screens.pages.footer import draw_end, draw_footer, draw_start_over
from screens.pages.later import draw_later
from screens.pages.leaving import draw_top
from screens.pages.look import draw_look
from screens.pages.notices import draw_notices
from screens.pages.open_page import draw_open
from screens.pages.review import draw_review
from screens.pages.second_visit import draw_doubt
from screens.pages.section import draw_section
from screens.pages.served import Pages
from screens.pages.stopped import draw_stopped
from screens.pages.summary import draw_summary
from screens.pages.welcome import draw_welcome
from screens.visit.visit import Visit
from screens.visit.walk import (
    HAND_OVER,
    LATER,
    LOCKED,
    LOOK,
    OPEN,
    REVIEW,
    SIGN_IN,
    STOPPED,
    SUMMARY,
    TO_PATIENT,
    TO_STAFF,
    WELCOME,
    WORKLIST,
)

PAGES: dict[str, Callable[[Visit], None]] = {
    WELCOME: draw_welcome, LOOK: draw_look, OPEN: draw_open, LATER: draw_later, STOPPED: draw_stopped,
    REVIEW: draw_review, SUMMARY: draw_summary,
    WORKLIST: draw_worklist, LOCKED: draw_locked, HAND_OVER: draw_hand_over, TO_PATIENT: draw_to_patient,
    TO_STAFF: draw_to_staff, SIGN_IN: draw_sign_in,
}


def draw_page(visit: Visit, pages: Pages) -> None:
    """Draws the page on which the person is; `pages` are those to link to."""
    if go_on_with_record_server(visit):
        st.rerun()
    visit.position.step = visit.way.allowed(visit.position.step)
    if visit.saving is not None:
        visit.saving.save_changes()
    crisis = visit.help.crisis
    draw_top(visit)
    draw_identity_bar(visit)
    if crisis is None:
        draw_beside(visit)
    if crisis is None:
        _draw_above_page(visit)
    tell_browser(visit)
    keep_history(visit)
    keep_copy(visit)
    if crisis is None:
        _draw_step(visit)
        draw_footer(visit, pages)
    else:
        draw_crisis_page(visit, crisis)
        if visit.door.is_at_home:
            draw_start_over(visit)
    draw_end(visit)


def _draw_above_page(visit: Visit) -> None:
    """Draws help and warnings, which come before the heading of any page."""
    if visit.help.was_shown:
        draw_help_line(visit)
    draw_notices(visit)
    if visit.lost_answers:
        put("warning", text=visit.words("lost.body"))
    if not visit.door.is_alone:
        draw_doubt(visit)


def _draw_step(visit: Visit) -> None:
    step = visit.position.step
    if step in PAGES:
        PAGES[step](visit)
    else:
        draw_section(visit, step)
