"""The choice of the language of a visit, on its first page. Only clinics that offer more than one language show it."""

import streamlit as st
from babel import Locale

from forms import load_clinic
from screens.visit.session import callback
from screens.visit.visit import Visit


def draw_languages(visit: Visit) -> None:
    """Draws the choice on the first page. Draws nothing on other pages, or if the clinic offers one language."""
    offered = load_clinic().languages
    if len(offered) == 1 or visit.position.step != visit.way.first:
        return
    key = f"{visit.door.name}-language"
    st.session_state[key] = visit.language
    st.radio(visit.words("app.language"), offered, format_func=name_of, key=key, horizontal=True,
             on_change=_choose, args=(visit, key))


def name_of(language: str) -> str:
    """Returns the name of a language as its speakers write it, such as "Español"."""
    name = Locale.parse(language).get_display_name(language) or language
    return name[:1].upper() + name[1:]


@callback
def _choose(visit: Visit, key: str) -> None:
    visit.speak(st.session_state[key])
