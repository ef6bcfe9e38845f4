"""The ways from a page back and on."""

import streamlit as st

from screens.actions.steps import go_back, go_on
from screens.visit.visit import Visit


def draw_ways(visit: Visit, on: str) -> None:
    """Back, where there is a page before, and the button that goes on, which says `on`."""
    step = visit.step
    with st.container(horizontal=True, key="ways"):
        if visit.way.before(step) is not None:
            st.button(visit.words("walk.back"), key=f"back-{step}", on_click=go_back, args=(visit, step))
        st.button(on, key=f"on-{step}", type="primary", on_click=go_on, args=(visit, step),
                  shortcut="Ctrl+Enter" if visit.door.goes_on_by_key else None)
