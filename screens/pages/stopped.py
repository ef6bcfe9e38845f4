"""The page on which the patient's form stops for someone under 18: whom to talk to, and no summary."""

import streamlit as st

from forms import dialled, load_clinic
from screens.actions.steps import go_back
from screens.browser.markup import put
from screens.visit.visit import Visit
from screens.visit.walk import STOPPED, is_born_too_late
from templates import load_words


def draw_stopped(visit: Visit) -> None:
    """Draws the page."""
    words, texts = visit.words, load_words(visit.words.language)
    put("stopped", words=words, texts=texts.under_age, next=words.group("stopped.next"), help=texts.crisis,
        born_too_late=is_born_too_late(visit.answers), clinic=load_clinic(), dialled=dialled)
    st.button(words("stopped.back"), key="back-to-age", on_click=go_back, args=(visit, STOPPED))
