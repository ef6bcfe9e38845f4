"""Moves a form from list to list: being filled in, waiting for the clinician, discussed."""

import streamlit as st

from records import STATES
from screens.actions.drafts import move_to
from screens.visit.visit import Visit

BUTTONS = {"draft": "not_ready", "waiting": "ready", "discussed": "was_discussed"}


def draw_state(visit: Visit) -> None:
    """Draws in which list the form is, and a button for each other list. Nothing is drawn if it is not kept."""
    saving, words = visit.saving, visit.words
    if saving is None or saving.draft is None:
        return
    with st.container(horizontal=True, key="sending-on", vertical_alignment="center"):
        name = words(f"worklist.states.{saving.draft.state}")
        st.html(f'<p class="quiet">{words("worklist.state_now", state=name)}</p>')
        for state in STATES:
            if state != saving.draft.state and (state != "discussed" or visit.staff.may_see_private):
                st.button(words(f"worklist.{BUTTONS[state]}"), key=f"to-{state}", on_click=move_to, args=(visit, state))
