"""The line on top of every page. At home, it is the quick way out, for people who must not be seen with the form.

The browser blanks the page at once, without the server, and replaces it in the history by an empty one (browser.js).
Then the server deletes the visit, if it can be reached. If not, nobody can return to the visit either, because a page
that is opened again begins a new one.
"""

import streamlit as st

from screens.browser.markup import put
from screens.pages.languages import draw_languages
from screens.visit.visit import Visit


def draw_top(visit: Visit) -> None:
    """Draws the line that stays visible while the page is scrolled: the quick way out, and the switch of languages.

    A door without a quick exit has the switch alone.
    """
    if not visit.door.has_quick_exit:
        draw_languages(visit)
        return
    with st.container(key="leave", horizontal=True, vertical_alignment="center"):
        put("leave", words=visit.words)
        draw_languages(visit)
