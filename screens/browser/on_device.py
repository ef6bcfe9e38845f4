"""Hands the browser the copy of the answers that a person wants it to keep; keeping.js keeps it."""

from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path

import streamlit as st

from screens.actions.on_device import forget_found, note_failed, note_found, open_copy
from screens.visit.session import callback
from screens.visit.to_file import answers_to_save
from screens.visit.visit import Visit
from screens.visit.walk import OPEN

_KEEPING = st.components.v2.component("keeping", js=(Path(__file__).parent / "keeping.js").read_text("utf-8"))
KEY = "keeping"


def keep_copy(visit: Visit) -> None:
    """Called once for each page of a patient at home. Without a wish of the person, the browser gets no copy."""
    if not visit.door.is_at_home:
        return
    device, handed_in = visit.on_device, visit.handed_in
    waits = visit.position.step == OPEN and handed_in.opened is None and not handed_in.refused
    data = {
        "is_offered": device.is_offered, "name": visit.position.walk, "erases": device.erases,
        "text": answers_to_save(visit) if device.keeps and visit.would_be_lost else None,
        "hands": device.hands if waits else 0,
    }
    _KEEPING(data=data, key=KEY, on_found_change=partial(_found, visit), on_failed_change=partial(note_failed, visit),
             on_open_change=partial(open_copy, visit), on_erase_change=partial(forget_found, visit))


@callback
def _found(visit: Visit) -> None:
    """Called if the browser has a copy, with the day until which it is kept. A message of the browser may be forged."""
    with suppress(TypeError, ValueError):
        note_found(visit, date.fromisoformat(st.session_state[KEY].get("found")))
