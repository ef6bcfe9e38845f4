"""Erases the form of a patient from the records, after a question."""

import streamlit as st

from screens.actions.drafts import ask_to_erase, erase
from screens.visit.visit import Visit


def draw_erase(visit: Visit, draft_id: str) -> None:
    """Draws the button, or the question, for those who may erase forms."""
    words = visit.words
    if not visit.staff.may_erase:
        return
    if visit.worklist.asks_to_erase != draft_id:
        st.button(words("worklist.erase"), key=f"erase-{draft_id}", type="tertiary", on_click=ask_to_erase,
                  args=(visit, draft_id))
        return
    with st.container(key="start-over-question", border=True):
        st.html(f'<p role="alert">{words("worklist.erase_ask")}</p>')
        with st.container(horizontal=True):
            st.button(words("worklist.erase_keep"), key="keep", on_click=ask_to_erase, args=(visit, None))
            st.button(words("worklist.erase_do"), key="delete", on_click=erase, args=(visit, draft_id))
