"""The frame of every page, and which page it is: crisis first, then where the visit stands."""

from collections.abc import Callable

import streamlit as st

from screens.browser.markup import put
from screens.pages.crisis import draw_crisis_page, draw_help_line
from screens.pages.footer import draw_end, draw_footer
from screens.pages.leaving import draw_leave
from screens.pages.notices import draw_notices
from screens.pages.open_page import draw_open
from screens.pages.review import draw_review
from screens.pages.second_visit import draw_doubt
from screens.pages.section import draw_section
from screens.pages.stopped import draw_stopped
from screens.pages.summary import draw_summary
from screens.pages.welcome import draw_welcome
from screens.visit.danger import has_been_helped
from screens.visit.visit import Visit
from screens.visit.walk import OPEN, REVIEW, STOPPED, SUMMARY, WELCOME

PAGES: dict[str, Callable[[Visit], None]] = {
    WELCOME: draw_welcome, OPEN: draw_open, STOPPED: draw_stopped, REVIEW: draw_review, SUMMARY: draw_summary,
}


def draw_page(visit: Visit, other_door: st.Page, sources: st.Page) -> None:
    """The page where the visit stands."""
    visit.step = visit.way.allowed(visit.step)
    draw_leave(visit)
    if visit.crisis is not None:
        draw_crisis_page(visit, visit.crisis)
        draw_end(visit)
        return
    if has_been_helped(visit):
        draw_help_line(visit)
    draw_notices(visit)
    if visit.lost_answers:
        put("warning", text=visit.words("lost.body"))
    draw_doubt(visit)
    if visit.step in PAGES:
        PAGES[visit.step](visit)
    else:
        draw_section(visit, visit.questionnaire.section(visit.step))
    draw_footer(visit, other_door, sources)
    draw_end(visit)
