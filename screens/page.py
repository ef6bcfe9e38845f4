"""The frame of every page, and which page it is: crisis first, then where the visit stands."""

from collections.abc import Callable

import streamlit as st

from screens.crisis import draw_crisis_page, draw_help_line
from screens.danger import has_been_helped
from screens.footer import draw_end, draw_footer
from screens.leaving import draw_leave
from screens.markup import put
from screens.notices import draw_notices
from screens.open_page import draw_open
from screens.review import draw_review
from screens.second_visit import draw_doubt
from screens.section import draw_section
from screens.stopped import draw_stopped
from screens.summary import draw_summary
from screens.visit import Visit
from screens.walk import OPEN, REVIEW, STOPPED, SUMMARY, WELCOME
from screens.welcome import draw_welcome

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
