"""What the desk shows of the record server: the button to read a chart from it, and what it did not give."""

import streamlit as st

from screens.actions.record_server import ask_record_server, reads_from_server
from screens.browser.markup import put
from screens.visit.visit import Visit


def draw_record_server(visit: Visit) -> None:
    """Draws the button that reads the chart from the record server, where the clinic has one."""
    if reads_from_server(visit):
        put("quiet", text=visit.words("record_server.about"))
        st.button(visit.words("record_server.button"), key="ask-record-server", on_click=ask_record_server,
                  args=(visit,))


def draw_unread(visit: Visit) -> None:
    """Draws which parts of the chart the record server did not give, so that nobody takes them for empty."""
    words = visit.words
    if visit.handed_in.unread:
        names = words.group("record_server.parts")
        told = ", ".join(dict.fromkeys(names[kind] for kind in visit.handed_in.unread))
        put("doubt", title=words("record_server.unread"), text=words("record_server.unread_about", parts=told))
