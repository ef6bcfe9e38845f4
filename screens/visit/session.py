"""The visit of this browser tab, and callbacks whose errors do not break the page.

Between two runs of the script, Streamlit keeps one Visit for each door. All widgets are drawn from it.
"""

import logging
import traceback
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import streamlit as st

from forms import load_questionnaire, zone_named
from screens.visit.doors import Door
from screens.visit.visit import Visit
from screens.words import words_for

Given = ParamSpec("Given")
_LOG = logging.getLogger(__name__)
_TROUBLE = "trouble"


def visit_at(door: Door) -> Visit:
    """Returns the visit at this door: the present one, or a new one."""
    name = f"visit-{door.name}"
    if name not in st.session_state:
        st.session_state[name] = Visit(door, load_questionnaire(), words_for(door.name))
    visit: Visit = st.session_state[name]
    visit.zone = zone_named(st.context.timezone) if door.is_at_home and st.context.timezone else None
    return visit


def page_key(visit: Visit) -> str:
    """Returns the key of the component through which this door's page and the browser exchange messages."""
    return f"page-{visit.door.name}"


def passes_by_arrow(visit: Visit) -> bool:
    """True if the person is moving through the options of a question with the arrow keys, as the browser reports it.

    The browser sends this together with the option that was reached, and the option's callback may run first. So the
    callback reads it here, and does not wait for its own message.
    """
    message = st.session_state.get(page_key(visit))
    return bool(message and message.get("by_arrow"))


def start_over(visit: Visit) -> None:
    """Deletes every answer, and begins a new visit with new widgets."""
    visit.keep_nothing()
    new = Visit(visit.door, visit.questionnaire, visit.words, edition=visit.edition + 1, began=visit.began,
                on_keep=visit.on_keep, zone=visit.zone, clock=visit.clock)
    new.position.moves = visit.position.moves + 1
    st.session_state[f"visit-{visit.door.name}"] = new


def callback(function: Callable[Given, None]) -> Callable[Given, None]:
    """Wraps `function` for a widget to call. An error is logged, and the next page shows a kind note on it."""
    @wraps(function)
    def guarded(*args: Given.args, **kwargs: Given.kwargs) -> None:
        try:
            function(*args, **kwargs)
        except Exception as error:  # noqa: BLE001 # else the person would see a traceback
            note_trouble(error)
    return guarded


def note_trouble(error: Exception) -> None:
    """Logs where the error happened, without its message: the message could contain an answer."""
    places = traceback.extract_tb(error.__traceback__)
    _LOG.error("%s at %s", type(error).__name__, " < ".join(f"{at.filename}:{at.lineno}" for at in reversed(places)))
    st.session_state[_TROUBLE] = True


def take_trouble() -> bool:
    """True if an error was noted since the last call."""
    return bool(st.session_state.pop(_TROUBLE, False))
