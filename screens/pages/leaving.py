"""The quick way out of the patient's form, for people who must not be seen with it.

The browser blanks the page at once, without the server, and replaces it in the history by an empty one (browser.js).
Then the server deletes the visit, if it can be reached. If not, nobody can return to the visit either, because a page
that is opened again begins a new one.
"""

import streamlit as st

from screens.browser.markup import put
from screens.visit.visit import Visit


def draw_leave(visit: Visit) -> None:
    """Draws the line that stays visible while the page is scrolled. Draws nothing at a door without a quick exit."""
    if visit.door.has_quick_exit:
        with st.container(key="leave"):
            put("leave", words=visit.words)
