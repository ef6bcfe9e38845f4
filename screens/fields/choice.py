"""One of several options, or why none of them. A choice can be taken back."""

import streamlit as st

from forms import Absent, Item, can_be_declined
from screens.fields.field import Changed, Field, Parts, key_of
from screens.visit.answering import choose
from screens.visit.visit import Visit

ABSENT_AS_OPTION: dict[str, Absent] = {"(unsure)": "unsure", "(declined)": "declined"}  # brackets: no code has them
OPTION_OF = {absent: option for option, absent in ABSENT_AS_OPTION.items()}
SHORT = 24  # characters of an option; longer ones stand below each other


def _shown(visit: Visit, item: Item) -> Parts:
    answer = visit.answer(item)
    return {"choice": answer.value if answer.is_known else OPTION_OF.get(answer.absent or "unanswered")}


def _take(visit: Visit, item: Item, _shown: Parts, now: Parts, _finished: bool) -> None:
    picked = now["choice"]
    absent = ABSENT_AS_OPTION.get(picked)
    choose(visit, item, None if absent else picked, absent)


def _draw(visit: Visit, item: Item, changed: Changed) -> None:
    words = visit.words
    texts = {option.code: option.text for option in item.options}
    is_short = all(len(text) <= SHORT for text in texts.values())
    texts["(unsure)"] = words("question.unsure")
    if can_be_declined(item):
        texts["(declined)"] = words("question.declined")
    st.radio(item.text, list(texts), format_func=texts.__getitem__, key=key_of(visit, item, "choice"), index=None,
             horizontal=is_short, width="stretch", on_change=changed, args=(visit, item), label_visibility="collapsed")


CHOICE = Field(_shown, _take, _draw)
