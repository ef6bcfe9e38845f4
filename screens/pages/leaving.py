"""The quick way out of the patient's form, for who must not be seen with it.

The browser blanks the page at once and by itself, and puts an empty one in its place in the history (browser.js). Then
the server forgets the visit, if it can be reached; if not, nobody can come back to it either: a page that is opened
anew is a new visit.
"""

import streamlit as st

from screens.browser.markup import put
from screens.visit.visit import Visit


def draw_leave(visit: Visit) -> None:
    """The line that stays on top while the page is scrolled. Nothing of it at a door that does not need it."""
    if visit.door.has_quick_exit:
        with st.container(key="leave"):
            put("leave", words=visit.words)
