"""The field for one of several options, or for a reason not to choose. The choice can be taken back."""

import streamlit as st

from forms import Item, reasons_offered
from screens.fields.field import OPTION_OF, REASON_OF, Changed, Field, Parts, key_of
from screens.visit.answering import choose
from screens.visit.visit import Visit

SHORT = 24  # characters of an option; longer options are listed one below the other


def _shown(visit: Visit, item: Item) -> Parts:
    answer = visit.answer(item)
    return {"choice": answer.value if answer.is_known else OPTION_OF.get(answer.absent)}


def _take(visit: Visit, item: Item, _shown: Parts, now: Parts, _finished: bool) -> None:
    picked = now["choice"]
    absent = REASON_OF.get(picked)
    choose(visit, item, None if absent else picked, absent)


def texts_of(visit: Visit, item: Item) -> dict[str, str]:
    """Returns the texts offered: each option by its code, then the reasons for not choosing one.

    At the desk, an option that counts in a score has its points before it, as on the printed instrument: staff who know
    them type them.
    """
    texts = {option.code: visit.text_of(option) for option in item.options}
    if visit.door.asks_desk_items and item.instrument is not None:
        texts = {points: f"{points} · {text}" for points, text in texts.items()}  # their codes are the points
    for reason in reasons_offered(item):
        texts[OPTION_OF[reason]] = visit.absent_texts[reason]
    return texts


def _draw(visit: Visit, item: Item, changed: Changed) -> None:
    texts = texts_of(visit, item)
    is_short = all(len(visit.text_of(option)) <= SHORT for option in item.options)
    st.radio(visit.text_of(item), list(texts), format_func=texts.__getitem__, key=key_of(visit, item, "choice"),
             index=None, horizontal=is_short, width="stretch", on_change=changed, args=(visit, item),
             label_visibility="collapsed")


CHOICE = Field(_shown, _take, _draw)
