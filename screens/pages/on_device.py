"""What a patient sees of the copy that the browser may keep: the offer to keep one, and that one is there."""

from datetime import date, timedelta

import streamlit as st

from screens.actions.on_device import keep_here, stop_keeping
from screens.browser.markup import put
from screens.visit.visit import Visit
from templates import load_words

DAYS = 7  # as in keeping.js


def draw_found(visit: Visit) -> None:
    """Draws, on the first page, that a copy from before is here. Nothing of it is shown before it is opened."""
    found = visit.on_device.found
    if found is not None and not visit.would_be_lost:
        put("kept_copy", words=visit.words, text=visit.words("device.found", day=_in_words(visit, found)))


def draw_keeping(visit: Visit) -> None:
    """Draws the offer to keep a copy, and who else could read it; or, where one is kept, how to delete it."""
    words, device = visit.words, visit.on_device
    if not device.is_offered:
        return
    with st.container(key="on-device", border=True):
        st.html(f"<h2>{words('device.title')}</h2>")
        if device.has_failed:
            put("warning", text=words("device.no_copy"))
        if device.keeps:
            put("quiet", text=words("device.kept", day=_in_words(visit, _until(visit))))
            st.button(words("device.stop"), key="stop-keeping", on_click=stop_keeping, args=(visit,))
            return
        put("points", points={name: words(f"device.about.{name}") for name in words.group("device.about")})
        if device.found is not None:
            put("quiet", text=words("device.replaces"))
        st.button(words("device.keep"), key="keep-here", on_click=keep_here, args=(visit,))


def draw_kept_line(visit: Visit) -> None:
    """Draws, at the foot of a page, that a copy is kept, and where it is deleted."""
    words, device = visit.words, visit.on_device
    if device.keeps and visit.would_be_lost:
        line = words("device.line", day=_in_words(visit, _until(visit)), later=words("later.title"))
        put("quiet", text=line)
    elif device.has_failed:
        put("warning", text=words("device.no_copy"))


def _until(visit: Visit) -> date:
    return (visit.moment_here + timedelta(days=DAYS)).date()


def _in_words(visit: Visit, day: date) -> str:
    return load_words(visit.language).on(day)
