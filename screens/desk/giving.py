"""How the answers are being given: alone, with help, read aloud by staff, through an interpreter, from the chart."""

from dataclasses import dataclass

import streamlit as st

from forms import ORIGINS, Item
from screens.visit.answering import may_be_marked, origin_now
from screens.visit.session import callback
from screens.visit.visit import Visit

OFFERED = tuple(origin for origin in ORIGINS if origin != "measured")  # what is measured says so by itself


def draw_giving(visit: Visit) -> None:
    """Draws the choice. It holds for the answers that are given from then on."""
    words, key = visit.words, f"desk-{visit.edition}-giving"
    st.session_state[key] = origin_now(visit)
    texts = {origin: words("giving.was", how=visit.questionnaire.origin_texts[origin]) for origin in OFFERED}
    st.selectbox(words("giving.label"), OFFERED, format_func=texts.__getitem__, key=key, width=310,
                 placeholder=words("giving.not_known"), label_visibility="collapsed", on_change=_choose,
                 args=(visit, key))


@dataclass(frozen=True)
class Mark:
    """Beside an answer: how it was given, and the button that marks it as given in the way of now."""

    was: str
    mark: str


def mark_beside(visit: Visit, item: Item) -> Mark | None:
    """Returns what stands beside an answer that was given in another way; None beside all others."""
    words, texts, now = visit.words, visit.questionnaire.origin_texts, origin_now(visit)
    if now is None or not may_be_marked(visit, item):
        return None
    before = visit.answer(item).origin
    was = words("giving.was", how=texts[before]) if before else words("giving.was_unknown")
    return Mark(was, words("giving.mark", how=texts[now]))


@callback
def _choose(visit: Visit, key: str) -> None:
    visit.giving = st.session_state[key]
    if visit.saving is not None:
        visit.saving.save_changes()
