"""The fields for words and numbers. Numbers are typed as text, because browsers change the content of number fields."""

import streamlit as st

from forms import Item
from screens.fields.field import (
    ABSENT,
    Changed,
    Field,
    Parts,
    autocomplete,
    draw_boxed,
    draw_reasons,
    key_of,
    reason_shown,
    reasons,
    take_reason,
)
from screens.visit.answering import enter
from screens.visit.visit import Visit

NUMBER_WIDTH = 170  # pixels
TEXT_HEIGHT = 130


def _shown(visit: Visit, item: Item) -> Parts:
    absent = {ABSENT: reason_shown(visit, item)} if reasons(item) else {}
    return {"typed": visit.in_fields(item), **absent}


def _take(visit: Visit, item: Item, shown: Parts, now: Parts, finished: bool) -> None:
    if finished or now["typed"] != shown["typed"]:
        enter(visit, item, now["typed"], finished=finished)
    take_reason(visit, item, shown, now)


def _draw_words(visit: Visit, item: Item, changed: Changed) -> None:
    key = key_of(visit, item, "typed")
    if item.type == "text":
        st.text_area(visit.text_of(item), key=key, height=TEXT_HEIGHT, on_change=changed, args=(visit, item),
                     label_visibility="collapsed")
    else:
        st.text_input(visit.text_of(item), key=key, autocomplete=autocomplete(visit, item), on_change=changed,
                      args=(visit, item), label_visibility="collapsed")
    draw_boxed(visit, str(visit.in_fields(item)))
    draw_reasons(visit, item, changed)


def _draw_number(visit: Visit, item: Item, changed: Changed) -> None:
    unit = visit.words("question.unit_aloud", unit=item.unit or "")
    st.text_input(f"{visit.text_of(item)} {unit}", key=key_of(visit, item, "typed"), autocomplete="off",
                  width=NUMBER_WIDTH, on_change=changed, args=(visit, item), label_visibility="collapsed")
    draw_reasons(visit, item, changed)


WRITTEN = Field(_shown, _take, _draw_words)
NUMBER = Field(_shown, _take, _draw_number)
