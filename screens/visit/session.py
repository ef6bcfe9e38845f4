"""The visit of this browser tab, and callbacks that cannot bring down its page.

The one thing kept between two runs of the script is the Visit, apart for each door; widgets are drawn from it.
"""

import logging
import traceback
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import streamlit as st

from forms import load_questionnaire
from screens.visit.doors import Door
from screens.visit.visit import Visit
from screens.words import words_for

Given = ParamSpec("Given")
_LOG = logging.getLogger(__name__)
_TROUBLE = "trouble"


def visit_at(door: Door) -> Visit:
    """The visit at this door: the one under way, or a new one."""
    name = f"visit-{door.name}"
    if name not in st.session_state:
        st.session_state[name] = Visit(door, load_questionnaire(), words_for(door.name))
    visit: Visit = st.session_state[name]
    return visit


def page_key(visit: Visit) -> str:
    """The key of the component that tells of the page in the browser, at this door."""
    return f"page-{visit.door.name}"


def passes_by_arrow(visit: Visit) -> bool:
    """Whether the browser tells that the arrow keys are moving through the options of a question just now.

    It comes in one message with the option that they reach, whose callback may run first: so it is read, not awaited.
    """
    told = st.session_state.get(page_key(visit))
    return bool(told and told.get("by_arrow"))


def start_over(visit: Visit) -> None:
    """Forgets every answer. The new form has widgets of its own, so that none shows what the old one held."""
    door = visit.door
    st.session_state[f"visit-{door.name}"] = Visit(door, visit.questionnaire, visit.words, edition=visit.edition + 1,
                                                   moves=visit.moves + 1, began=visit.began)


def callback(function: Callable[Given, None]) -> Callable[Given, None]:
    """`function` for a widget to call. What it raises is noted, for the page to say kindly."""
    @wraps(function)
    def guarded(*args: Given.args, **kwargs: Given.kwargs) -> None:
        try:
            function(*args, **kwargs)
        except Exception as error:  # noqa: BLE001 # the last wall before a person sees a traceback
            note_trouble(error)
    return guarded


def note_trouble(error: Exception) -> None:
    """Writes where it happened to the log, without the message: that could hold an answer."""
    places = traceback.extract_tb(error.__traceback__)
    _LOG.error("%s at %s", type(error).__name__, " < ".join(f"{at.filename}:{at.lineno}" for at in reversed(places)))
    st.session_state[_TROUBLE] = True


def take_trouble() -> bool:
    """Whether something went wrong since it was last asked."""
    return bool(st.session_state.pop(_TROUBLE, False))
