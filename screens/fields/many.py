"""The fields for any of several options: a box for each, and one for "I'm not sure about the others"."""

import streamlit as st

from forms import Item, reasons_offered
from screens.fields.field import OPTION_OF, REASON_OF, Changed, Field, Parts, key_of
from screens.visit.answering import tick, tick_rest
from screens.visit.visit import Visit


def _shown(visit: Visit, item: Item) -> Parts:
    answer = visit.answer(item)
    ticked = answer.value if isinstance(answer.value, tuple) else ()
    options = {option.code: option.code in ticked for option in item.options}
    reasons = {OPTION_OF[reason]: answer.absent == reason for reason in reasons_offered(item)}
    return options | reasons


def _take(visit: Visit, item: Item, shown: Parts, now: Parts, _finished: bool) -> None:
    for part, is_ticked in now.items():
        if is_ticked == shown[part]:
            continue
        if part in REASON_OF:
            tick_rest(visit, item, REASON_OF[part], is_ticked)
        else:
            tick(visit, item, part, is_ticked)


def texts_of(visit: Visit, item: Item) -> dict[str, str]:
    """Returns the text beside each box: the options by their codes, then the reasons for not ticking more."""
    texts = {option.code: visit.text_of(option) for option in item.options}
    for reason in reasons_offered(item):
        texts[OPTION_OF[reason]] = visit.absent_texts[reason]
    if visit.answer(item).is_known:
        texts[OPTION_OF["unsure"]] = visit.absent_texts["unsure_many"]
    return texts


def _draw(visit: Visit, item: Item, changed: Changed) -> None:
    for part, text in texts_of(visit, item).items():
        st.checkbox(text, key=key_of(visit, item, part), width="stretch", on_change=changed, args=(visit, item))


MANY = Field(_shown, _take, _draw)
