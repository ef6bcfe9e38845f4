"""The page at one door while this tab has answers at the other door that would be lost. It shows none of them."""

import streamlit as st

from screens.browser.browser import tell_browser
from screens.browser.markup import put
from screens.pages.crisis import draw_help
from screens.pages.footer import draw_end
from screens.pages.leaving import draw_top
from screens.pages.served import Pages
from screens.visit.session import callback, start_over
from screens.visit.visit import Visit


def draw_other_form(visit: Visit, pages: Pages) -> None:
    """Draws the page: go back to the form at the other door, or delete what is not saved there and go on here."""
    words, back = visit.words, pages.of(visit.door)
    draw_top(visit)
    tell_browser(visit)
    put("heading", words=words, title=words("other_form.title"), intro=words("other_form.intro"), place=None)
    if back is not None:
        st.page_link(back, label=words("other_form.back"))
    st.button(words("other_form.go_on"), key="leave-other-form", on_click=callback(start_over), args=(visit,))
    draw_help(visit)
    draw_end(visit)
