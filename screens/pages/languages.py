"""The switch of languages, on every page of a clinic that offers more than one.

There is a button for each other language, which has the name that its speakers give it. Whoever cannot read the page
finds it all the same.
"""

import streamlit as st

from forms import load_clinic, name_in, own_name, reviews_of
from forms.authoring import ORIGINAL
from screens.actions.speaking import SWITCH, speak
from screens.browser.markup import put
from screens.visit.visit import Visit


def draw_languages(visit: Visit) -> None:
    """Draws a button for each other language. Draws nothing if the clinic offers one language."""
    others = [language for language in load_clinic().languages if language != visit.language]
    if not others:
        return
    with st.container(key=SWITCH, horizontal=True, horizontal_alignment="right", width="content"):
        for language in others:
            st.button(own_name(language), key=f"language-{language}", on_click=speak, args=(visit, language))


def draw_who_compared(visit: Visit) -> None:
    """Draws, below the first page of a translation, who has compared it with the English; or that nobody has."""
    if visit.language == ORIGINAL or visit.position.step != visit.way.first:
        return
    who = ", ".join(review.who for review in reviews_of(visit.language))
    text = "app.translation_compared" if who else "app.translation_not_compared"
    put("quiet", text=visit.words(text, who=who, original=name_in(ORIGINAL, visit.language)))
