"""Any of several options, with a box for each, and "I'm not sure about the others"."""

import streamlit as st

from forms import Absent, Item, can_be_declined
from screens.fields.field import Changed, Field, Parts, key_of
from screens.visit.answering import tick, tick_rest
from screens.visit.visit import Visit

REST: dict[str, Absent] = {"(unsure)": "unsure", "(declined)": "declined"}


def _shown(visit: Visit, item: Item) -> Parts:
    answer = visit.answer(item)
    ticked = answer.value if isinstance(answer.value, tuple) else ()
    return {option.code: option.code in ticked for option in item.options} | {
        part: answer.absent == absent for part, absent in REST.items()}


def _take(visit: Visit, item: Item, shown: Parts, now: Parts, _finished: bool) -> None:
    for part, is_ticked in now.items():
        if is_ticked == shown[part]:
            continue
        if part in REST:
            tick_rest(visit, item, REST[part], is_ticked)
        else:
            tick(visit, item, part, is_ticked)


def _draw(visit: Visit, item: Item, changed: Changed) -> None:
    words = visit.words
    some = visit.answer(item).is_known
    texts = {option.code: option.text for option in item.options}
    texts["(unsure)"] = words("question.unsure_of_others" if some else "question.unsure")
    if can_be_declined(item):
        texts["(declined)"] = words("question.declined")
    for part, text in texts.items():
        st.checkbox(text, key=key_of(visit, item, part), width="stretch", on_change=changed, args=(visit, item))


MANY = Field(_shown, _take, _draw)
