"""The crisis page: whom to call, before anything else. And the help that stands in every other page.

All of it is plain HTML with links that a telephone calls, so that it works when the connection to the server is gone.
"""

from typing import Any

import streamlit as st

from forms import Danger, Item, dialled, load_clinic
from screens.actions.steps import leave_crisis_page
from screens.browser.browser import tell_browser
from screens.browser.markup import put
from screens.visit.danger import in_own_words, is_to_be_asked
from screens.visit.visit import Visit


def draw_crisis_page(visit: Visit, found: Danger) -> None:
    """Whom to call, what to do now, and one way to go on."""
    words = visit.words
    texts = words.group("crisis")["levels"][found.level]
    lead = texts["lead_own_words"] if in_own_words(visit, found) else texts["lead"]
    tell_browser(visit, leaves_freely=True)
    put("crisis", **_help_facts(visit), title=texts["title"], lead=lead.format(said=_said(visit, found)),
        steps=texts["steps"].values())
    st.button(words("crisis.go_on"), key="leave-crisis", type="primary", on_click=leave_crisis_page, args=(visit,))


def draw_help(visit: Visit) -> None:
    """What stands at the foot of every page: the numbers, and what to do in a crisis to open in place."""
    put("help", **_help_facts(visit), steps=visit.words.group("crisis")["levels"]["now"]["steps"].values())


def draw_help_line(visit: Visit) -> None:
    """The neutral line on pages after the crisis page was shown: it tells nobody why it is there."""
    put("help_line", **_help_facts(visit))


def draw_help_in_place(visit: Visit, item: Item) -> None:
    """Whom to call, at a question on suicide that was left open on purpose, and at words that are in doubt."""
    if is_to_be_asked(visit, item):
        put("help_in_place", **_help_facts(visit))


def _help_facts(visit: Visit) -> dict[str, Any]:
    return {"words": visit.words, "clinic": load_clinic(), "dialled": dialled}


def _said(visit: Visit, found: Danger) -> str:
    """What was chosen, in the option's own words in lower case: "several days"; empty for own words."""
    for link_id in found.because:
        item, value = visit.questionnaire.item(link_id), visit.answers.answer(link_id).value
        if item.type == "choice" and isinstance(value, str):
            return item.option(value).text.lower()
    return ""
