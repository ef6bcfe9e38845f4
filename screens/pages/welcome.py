"""The patient's first page: what this tool is, what it is not, and that nothing is stored.

From it, two ways lead on: to look at the questions, and to fill them in.
"""

import streamlit as st

from forms import Questionnaire, length, load_clinic, ordinary_way, shortest_way
from screens.actions.steps import go_on, look
from screens.browser.markup import put
from screens.pages.on_device import draw_found
from screens.pages.on_paper import draw_on_paper
from screens.pages.open_page import draw_open_button
from screens.visit.sending import can_be_sent
from screens.visit.visit import Visit
from screens.visit.walk import WELCOME

KEPT = "kept"  # the point that nothing is kept, which is untrue where the browser has a copy of the answers
SENDING = "sending"  # the point of the welcome that only clinics have whose desk takes what patients send


def draw_welcome(visit: Visit) -> None:
    """Draws the page."""
    words = visit.words
    welcome = words.group("welcome")
    minutes = _minutes(visit.questionnaire)
    what = {name: words(f"welcome.what.{name}", **minutes) for name in welcome["what"]}
    untrue = {SENDING} if not can_be_sent(visit) else set()
    if visit.on_device.found is not None:
        untrue.add(KEPT)
    private = {name: text for name, text in welcome["private"].items() if name not in untrue}
    put("welcome", words=words, clinic=load_clinic().name, welcome={**welcome, "what": what, "private": private})
    draw_found(visit)
    draw_on_paper(visit)
    draw_open_button(visit)
    put("two_ways", words=words)
    with st.container(horizontal=True, key="two-ways"):
        st.button(words("look.title"), key="look", on_click=look, args=(visit,))
        st.button(words("look.fill_in"), key=f"on-{WELCOME}", type="primary", on_click=go_on, args=(visit, WELCOME))


def _minutes(questionnaire: Questionnaire) -> dict[str, int]:
    """The minutes that the form takes: with as few questions as possible, and for an ordinary adult."""
    return {name: length(questionnaire, way(questionnaire)).minutes
            for name, way in (("shortest", shortest_way), ("ordinary", ordinary_way))}
