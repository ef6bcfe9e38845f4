"""The page of a locked desk. It shows nobody's name. Without sign-in, anyone at this computer can go on from it."""

import streamlit as st

from screens.actions.drafts import unlock
from screens.browser.markup import put
from screens.visit.visit import Visit


def draw_locked(visit: Visit) -> None:
    """Draws the page."""
    words = visit.words
    put("heading", words=words, title=words("locked.title"), intro=words("locked.intro"), place=None)
    st.button(words("locked.go_on"), key="unlock", type="primary", shortcut="Enter", on_click=unlock, args=(visit,))
