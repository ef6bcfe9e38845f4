"""The crisis page: what to do now, before anything else. And the way back to it that every page has."""

import streamlit as st

from screens.browser import tell_browser
from screens.markup import put
from screens.steps import leave_crisis_page, open_crisis_page
from screens.visit import Visit
from templates import load_words


def draw_crisis_page(visit: Visit) -> None:
    """What to do now, whom to call, and one way to go on."""
    words, help_words = visit.words, load_words(visit.words("language")).crisis
    title = words("crisis.title")
    tell_browser(visit, leaves_freely=True)
    put("crisis", words=words, title=title, help=help_words, steps=words.group("crisis.steps").values(),
        was_told=bool(visit.crisis_because))
    st.button(words("crisis.go_on"), key="leave-crisis", type="primary", on_click=leave_crisis_page, args=(visit,))


def draw_way_to_help(visit: Visit, place: str) -> None:
    """The line that leads to the crisis page from every other one."""
    with st.container(key=f"help-{place}", horizontal=True, vertical_alignment="center"):
        st.html(f"<p>{visit.words('help.line')}</p>", width="content")
        st.button(visit.words("help.button"), key=f"open-crisis-{place}", on_click=open_crisis_page, args=(visit,))
