"""Erases the form of a patient from the records, after a question."""

import streamlit as st

from screens.actions.drafts import ask_to_erase, erase
from screens.visit.saving import Saving
from screens.visit.visit import Visit
from screens.visit.walk import LOCKED, WORKLIST


def draw_erase(visit: Visit, saving: Saving) -> None:
    """Draws the button, or the question. Nothing is drawn before the first answer is saved."""
    words = visit.words
    if saving.draft is None or visit.position.step in (WORKLIST, LOCKED):
        return
    draft_id = saving.draft.draft_id
    if visit.worklist.asks_to_erase != draft_id:
        st.button(words("worklist.erase"), key="erase", type="tertiary", on_click=ask_to_erase, args=(visit, draft_id))
        return
    with st.container(key="start-over-question", border=True):
        st.html(f'<p role="alert">{words("worklist.erase_ask")}</p>')
        with st.container(horizontal=True):
            st.button(words("worklist.erase_keep"), key="keep", on_click=ask_to_erase, args=(visit, None))
            st.button(words("worklist.erase_do"), key="delete", on_click=erase, args=(visit, draft_id))
