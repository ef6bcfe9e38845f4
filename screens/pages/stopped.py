"""The page on which the patient's form stops for someone under 18: whom to talk to, and no summary.

It waits there too for someone who is not sure of their age.
"""

import streamlit as st

from forms import dialled, load_clinic
from screens.actions.steps import go_back
from screens.browser.markup import put
from screens.visit.visit import Visit
from screens.visit.walk import STOPPED, is_born_too_late, is_unsure_of_age
from templates import load_words


def draw_stopped(visit: Visit) -> None:
    """Draws the page."""
    words, texts = visit.words, load_words(visit.words.language)
    is_unsure = is_unsure_of_age(visit.answers)
    put("stopped", words=words, texts=texts.under_age, help=texts.crisis, is_unsure=is_unsure,
        next=words.group("stopped.next_if_unsure") if is_unsure else words.group("stopped.next"),
        born_too_late=is_born_too_late(visit.answers), clinic=load_clinic(), dialled=dialled)
    st.button(words("stopped.back"), key="back-to-age", on_click=go_back, args=(visit, STOPPED))
