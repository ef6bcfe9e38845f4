"""The foot of every page: help, the limits of this tool, and the button to start over."""

import streamlit as st

from forms import load_clinic
from screens.browser.markup import put
from screens.desk.erasing import draw_erase
from screens.desk.handing_over import draw_give_back
from screens.pages.crisis import draw_help
from screens.pages.languages import draw_who_compared
from screens.pages.later import draw_later_button
from screens.pages.on_device import draw_kept_line
from screens.pages.served import Pages
from screens.visit.doors import DESK
from screens.visit.session import callback, start_over
from screens.visit.visit import Visit
from screens.visit.walk import LOCKED, SIGN_IN, WORKLIST

BUTTON, QUESTION = "start-over", "start-over-question"


def draw_footer(visit: Visit, pages: Pages) -> None:
    """Draws the foot. The first page has links to other pages, if they are served; a patient gets none to the desk."""
    words = visit.words
    draw_later_button(visit)
    draw_kept_line(visit)
    draw_help(visit)
    put("footer", words=words, clinic=load_clinic())
    draw_who_compared(visit)
    if visit.door.is_alone:
        draw_give_back(visit)
        return
    draw_start_over(visit)
    if visit.saving is not None and visit.saving.draft is not None and visit.position.step not in (WORKLIST, LOCKED):
        draw_erase(visit, visit.saving.draft.draft_id)
    if visit.door.keeps_records and visit.saving is None and load_clinic().records and visit.position.step != SIGN_IN:
        put("quiet", text=words("worklist.elsewhere"))
    if visit.position.step not in (visit.way.first, WORKLIST):
        return
    if visit.door == DESK and pages.patient is not None:
        st.page_link(pages.patient, label=words("footer.other_door"))
    if pages.sources is not None:
        st.page_link(pages.sources, label=words("footer.sources"))


def draw_end(visit: Visit) -> None:
    """Draws a mark at the end of the page. The browser waits for it to know that the page is complete."""
    st.html(f'<div data-moves="{visit.position.moves}"></div>')


def draw_start_over(visit: Visit) -> None:
    """Draws the button that deletes everything, or in its place the question. Draws nothing if nothing is held here."""
    words = visit.words
    if visit.saving is not None or not visit.would_be_lost:
        return
    if not visit.position.asks_to_start_over:
        st.button(words("start_over.button"), key=BUTTON, type="tertiary", on_click=_ask, args=(visit, True))
        return
    with st.container(key=QUESTION, border=True):
        st.html(f'<p role="alert">{words("start_over.ask")}</p>')
        with st.container(horizontal=True):
            st.button(words("start_over.keep"), key="keep", on_click=_ask, args=(visit, False))
            st.button(words("start_over.do_it"), key="delete", on_click=callback(start_over), args=(visit,))


@callback
def _ask(visit: Visit, asks: bool) -> None:
    visit.position.asks_to_start_over = asks
    visit.position.look_at(QUESTION if asks else BUTTON)
