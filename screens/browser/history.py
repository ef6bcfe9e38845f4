"""Lets Back and Forward of the browser walk through a patient's form; the entries are in history.js."""

from functools import partial
from pathlib import Path

import streamlit as st

from screens.actions.steps import walk_to
from screens.visit.session import callback
from screens.visit.visit import Visit

_HISTORY = st.components.v2.component("form_history", js=(Path(__file__).parent / "history.js").read_text("utf-8"))


def keep_history(visit: Visit) -> None:
    """Tells the browser which page is drawn; called once for each page. At the desk, Back leaves the page as before."""
    position, key = visit.position, f"history-{visit.door.page}"
    data = {"is_on": visit.door.is_at_home, "door": visit.door.name, "began": visit.began, "name": position.walk,
            "page": position.step, "walked": position.walked, "stays": position.stays}
    _HISTORY(data=data, key=key, on_walked_change=partial(_walked, visit, key))


@callback
def _walked(visit: Visit, key: str) -> None:
    """Called if Back or Forward led to another page. A message of the browser may be forged."""
    match st.session_state[key].get("walked"):
        case [int(number), str(step)]:
            walk_to(visit, number, step)
