"""On the summary page of a patient: sends the answers to the desk of the clinic, if the clinic offers it."""

import streamlit as st

from forms import load_clinic
from screens.actions.sending import PLACE, ask_to_send, send_to_desk
from screens.browser.markup import put
from screens.pages.section import draw_question
from screens.visit.charted import in_record
from screens.visit.sending import can_be_sent, is_sent
from screens.visit.visit import Visit
from templates import load_words


def draw_sending(visit: Visit) -> None:
    """Draws the button, the question before anything is sent, or the number to say at the desk."""
    if not can_be_sent(visit):
        return
    with st.container(key="sending", border=True):
        if visit.sending.reference is not None:
            _draw_sent(visit)
        else:
            put("sending", words=visit.words, place=PLACE)
        if visit.sending.asks:
            _draw_question(visit)
        elif not is_sent(visit):
            text = "sending.button" if visit.sending.of is None else "sending.again"
            st.button(visit.words(text), key="ask-to-send", on_click=ask_to_send, args=(visit, True))


def _draw_sent(visit: Visit) -> None:
    words, number, ends = visit.words, visit.sending.reference or "", visit.sending.ends
    facts = {"reference": f"{number[:3]} {number[3:]}",
             "ends": load_words(words.language).on(visit.moment_at_clinic(ends).date()) if ends else ""}
    then = {name: words(f"sending.then.{name}", **facts) for name in words.group("sending.then")}
    put("sent", words=words, place=PLACE, is_newest=is_sent(visit), then=then, **facts)


def _draw_question(visit: Visit) -> None:
    words, days = visit.words, load_clinic().sending.erase_days
    points = {name: words(f"sending.points.{name}", days=days) for name in words.group("sending.points")}
    if in_record(visit):
        points["record"] = words("chart.is_sent")
    put("before_sending", words=words, points=points)
    problems = visit.problem_texts()
    for link_id in visit.sending.asks_for:
        item = visit.questionnaire.item(link_id)
        draw_question(visit, item, None, item.audience, problems.get(link_id))
    if visit.sending.problem is not None:
        put("warning", text=words.group("sending.problems")[visit.sending.problem])
    with st.container(horizontal=True, key="send-or-not"):
        st.button(words("sending.no"), key="do-not-send", on_click=ask_to_send, args=(visit, False))
        st.button(words("sending.do_it"), key="send", type="primary", on_click=send_to_desk, args=(visit,))
