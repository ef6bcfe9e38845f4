"""What the desk shows below the files for other software: the button that sends the summary to the record server."""

import streamlit as st

from screens.actions.send_to_record import is_of_form, is_sent, linked_here, send_to_record, sends_to_record
from screens.browser.markup import put
from screens.visit.visit import Visit


def draw_send_to_record(visit: Visit) -> None:
    """Draws the button, or why the summary cannot be sent, or that it was."""
    if not sends_to_record(visit):
        return
    words, linked, sent = visit.words, linked_here(visit), visit.handed_in.sent_to_record
    if sent is not None and is_sent(visit):
        number = sent[2]
        put("quiet", text=words(f"record_server.send.{'sent' if number else 'sent_without_number'}", number=number))
    elif linked is None:
        put("quiet", text=words("record_server.send.first"))
    elif not is_of_form(visit, linked):
        put("quiet", text=words("record_server.send.other"))
    else:
        if visit.handed_in.not_sent is not None:
            put("warning", text=words(f"record_server.send.problems.{visit.handed_in.not_sent}"))
        put("quiet", text=words("record_server.send.about", who=linked.names[0]))
        st.button(words("record_server.send.button"), key="send-to-record", on_click=send_to_record, args=(visit,))
