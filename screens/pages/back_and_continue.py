"""The buttons that lead to the page before and the page after."""

import streamlit as st

from screens.actions.steps import go_back, go_on
from screens.visit.visit import Visit


def draw_back_and_continue(visit: Visit, continue_text: str) -> None:
    """Draws Back, if there is a page before, and the button to the next page, which shows `continue_text`."""
    step = visit.position.step
    with st.container(horizontal=True, key="back-and-continue"):
        if visit.way.before(step) is not None:
            st.button(visit.words("walk.back"), key=f"back-{step}", on_click=go_back, args=(visit, step))
        st.button(continue_text, key=f"on-{step}", type="primary", on_click=go_on, args=(visit, step),
                  shortcut="Ctrl+Enter" if visit.door.goes_on_by_key else None)


def draw_back_at_top(visit: Visit) -> None:
    """Draws Back above the heading too, so that nobody has to go to the end of a page on a phone. Not at the desk."""
    step = visit.position.step
    if visit.door.asks_desk_items or visit.way.before(step) is None:
        return
    with st.container(key="back-at-top"):
        st.button(visit.words("walk.back"), key=f"back-at-top-{step}", type="tertiary", on_click=go_back,
                  args=(visit, step))
