"""The fields for a date: day, month and year, and a time for questions that need it.

They are typed, because a date of birth takes many clicks in a calendar. A whole date in one of them fills all.
"""

from datetime import date

import streamlit as st

from forms import DATE_PARTS, Item, PartialDate, load_clinic, order_of_date, written_in_full
from screens.browser.markup import put
from screens.fields.field import (
    ABSENT,
    Changed,
    Field,
    Parts,
    autocomplete,
    draw_reasons,
    key_of,
    reason_shown,
    take_reason,
)
from screens.visit.answering import enter
from screens.visit.session import callback
from screens.visit.typed import in_fields
from screens.visit.visit import Visit
from templates import load_words

WIDTHS = {"day": 72, "month": 72, "year": 100, "time": 100}  # pixels


def _shown(visit: Visit, item: Item) -> Parts:
    return {**dict(zip(DATE_PARTS[item.type], visit.in_fields(item), strict=True)), ABSENT: reason_shown(visit, item)}


def _take(visit: Visit, item: Item, shown: Parts, now: Parts, finished: bool) -> None:
    parts = DATE_PARTS[item.type]
    if finished or any(now[part] != shown[part] for part in parts):
        enter(visit, item, tuple(now[part] for part in parts), finished=finished)
    take_reason(visit, item, shown, now)


def _draw(visit: Visit, item: Item, changed: Changed) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        for part in _in_order(visit, item):
            st.text_input(visit.words(f"date.{part}"), key=key_of(visit, item, part),
                          autocomplete=autocomplete(visit, item, part),
                          width=WIDTHS[part], on_change=changed, args=(visit, item))
        if item.type == "datetime":
            st.button(visit.words("date.now"), key=key_of(visit, item, "now"), on_click=_now, args=(visit, item))
    _draw_in_words(visit, item)
    draw_reasons(visit, item, changed)


def _draw_in_words(visit: Visit, item: Item) -> None:
    """Shows the date as it was understood, because day and month change places between countries."""
    value = visit.answer(item).value
    if isinstance(value, date | PartialDate):
        locale, texts = load_clinic().locale(visit.language), load_words(visit.language)
        day = texts.on(value) if isinstance(value, PartialDate) else written_in_full(value, locale)
        put("in_words", link_id=item.link_id, text=visit.words("date.in_words", day=day))


def _in_order(visit: Visit, item: Item) -> tuple[str, ...]:
    """The parts in the order of the clinic's country, and the time last."""
    order = order_of_date(load_clinic().locale(visit.language))
    return (*order, *(part for part in DATE_PARTS[item.type] if part not in order))


@callback
def _now(visit: Visit, item: Item) -> None:
    enter(visit, item, in_fields(item, visit.moment_here))


DATE = Field(_shown, _take, _draw)
