"""The page where a patient saves the answers so far, to finish another day, and the button that leads to it.

It has no field: what was typed on the page before is an answer when the file is made.
"""

import streamlit as st

from screens.actions.steps import go_to_later, leave_later
from screens.browser.markup import put
from screens.pages.on_device import draw_keeping
from screens.pages.open_page import open_label
from screens.pages.summary import draw_save_answers
from screens.visit.charted import in_record
from screens.visit.visit import Visit
from screens.visit.walk import LATER, STOPPED


def draw_later_button(visit: Visit) -> None:
    """Draws the button, on every page of a visit that holds something and is saved nowhere."""
    if visit.door.is_at_home and visit.would_be_lost and visit.position.step not in (LATER, STOPPED):
        st.button(visit.words("later.title"), key="later", type="tertiary", on_click=go_to_later, args=(visit,))


def draw_later(visit: Visit) -> None:
    """Draws the page: what the file holds, how it is opened again, and who else may open it."""
    words = visit.words
    put("heading", words=words, title=words("later.title"), intro=words("later.intro"), place=None)
    buttons = {"open": open_label(visit), "same": words("open.choices.same_visit.button")}
    points = {name: words(f"later.points.{name}", **buttons) for name in words.group("later.points")}
    if visit.on_device.keeps:
        del points["kept"]  # that nothing is kept here
    if in_record(visit):
        points["record"] = words("chart.in_file")
    put("points", points=points)
    if visit.problem_texts():
        put("warning", text=words("later.problems"))
    draw_save_answers(visit, is_primary=True)
    draw_keeping(visit)
    with st.container(key="back-and-continue"):
        st.button(words("later.back"), key="leave-later", on_click=leave_later, args=(visit,))
