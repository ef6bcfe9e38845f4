"""The crisis page, which begins with whom to call, and the help on every other page.

All of it is plain HTML with tel: links, so that it works without a connection to the server.
"""

from functools import cache
from typing import Any

import streamlit as st

from forms import Clinic, Danger, Item, dialled, is_in_own_words, load_clinic, to_ask_in_person
from screens.actions.steps import leave_crisis_page
from screens.browser.markup import html, put
from screens.visit.visit import Visit
from screens.words import words_for


def draw_crisis_page(visit: Visit, danger: Danger) -> None:
    """Draws whom to call, what to do now, and a button to go on."""
    words = visit.words
    is_hidden = bool(danger.because) and not any(map(visit.answers.is_open, danger.because))
    texts = words.group("crisis")["in_private"] if is_hidden else words.group("crisis")["levels"][danger.level]
    lead = texts["lead_own_words"] if is_in_own_words(visit.questionnaire, danger) else texts["lead"]
    put("crisis", **_help_facts(visit), title=texts["title"], lead=lead.format(said=_chosen_text(visit, danger)),
        steps=texts["steps"].values())
    st.button(words("crisis.go_on"), key="leave-crisis", type="primary", on_click=leave_crisis_page, args=(visit,))


def draw_help(visit: Visit) -> None:
    """Draws the foot of every page: the telephone numbers, and what to do in a crisis, which opens in place."""
    st.html(_help(visit.door.name, visit.words.language, load_clinic()))


@cache
def _help(door: str, language: str, clinic: Clinic) -> str:
    """The foot as HTML, which is the same on every page."""
    words = words_for(door, language)
    return html("help", words=words, clinic=clinic, dialled=dialled,
                steps=words.group("crisis")["levels"]["now"]["steps"].values())


def draw_help_line(visit: Visit) -> None:
    """Draws a neutral line on later pages after the crisis page was shown. The line gives no reason."""
    put("help_line", **_help_facts(visit))


def draw_help_in_place(visit: Visit, item: Item) -> None:
    """Draws whom to call: at a question on suicide that is "not sure" or declined, and at a text in doubt."""
    if item.link_id in to_ask_in_person(visit.answers):
        put("help_in_place", **_help_facts(visit))


def _help_facts(visit: Visit) -> dict[str, Any]:
    return {"words": visit.words, "clinic": load_clinic(), "dialled": dialled}


def _chosen_text(visit: Visit, danger: Danger) -> str:
    """The text of the chosen option in lower case, such as "several days"; empty if only texts indicate danger."""
    for link_id in danger.because:
        item, value = visit.questionnaire.item(link_id), visit.answers.answer(link_id).value
        if item.type == "choice" and isinstance(value, str):
            return item.option(value).text.lower()
    return ""
