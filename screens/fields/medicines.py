"""Medicines: a row of name, dose and how often for each. Names are suggested as they are typed; any name is taken."""

from typing import cast

import streamlit as st

from forms import Item
from screens.answering import enter
from screens.fields.field import ABSENT, Changed, Field, Parts, draw_reasons, key_of, reason_shown, take_reason
from screens.session import callback
from screens.typed import TypedRow, with_another_row, without_row
from screens.visit import Visit

FIELDS = ("name", "dose", "frequency")


def _rows(visit: Visit, item: Item) -> tuple[TypedRow, ...]:
    return cast(tuple[TypedRow, ...], visit.in_fields(item))


def _shown(visit: Visit, item: Item) -> Parts:
    words = {f"{field}-{row.number}": getattr(row, field) for row in _rows(visit, item) for field in FIELDS}
    return {**words, ABSENT: reason_shown(visit, item)}


def _take(visit: Visit, item: Item, shown: Parts, now: Parts, finished: bool) -> None:
    before = _rows(visit, item)
    rows = tuple(TypedRow(row.number, *(now[f"{field}-{row.number}"] for field in FIELDS)) for row in before)
    if finished or rows != before:
        enter(visit, item, rows, finished=finished)
    take_reason(visit, item, shown, now)


def _draw(visit: Visit, item: Item, changed: Changed) -> None:
    words, rows = visit.words, _rows(visit, item)
    for place, row in enumerate(rows, 1):
        with st.container(key=f"row-{row.number}", border=True):
            _draw_row(visit, item, row, place, changed)
            if len(rows) > 1 or not row.is_blank:
                st.button(words("rows.remove", number=place), key=key_of(visit, item, f"remove-{row.number}"),
                          type="tertiary", on_click=_remove, args=(visit, item, row.number))
    st.button(words("rows.add"), key=key_of(visit, item, "add"), on_click=_add, args=(visit, item))
    draw_reasons(visit, item, changed)


def _draw_row(visit: Visit, item: Item, row: TypedRow, place: int, changed: Changed) -> None:
    words = visit.words
    st.text_input(words("rows.name", number=place), key=key_of(visit, item, f"name-{row.number}"), autocomplete="off",
                  on_change=changed, args=(visit, item))
    with st.container(horizontal=True):
        for field in ("dose", "frequency"):
            st.text_input(words(f"rows.{field}"), key=key_of(visit, item, f"{field}-{row.number}"), autocomplete="off",
                          placeholder=words(f"rows.{field}_hint"), on_change=changed, args=(visit, item))


@callback
def _add(visit: Visit, item: Item) -> None:
    rows = with_another_row(_rows(visit, item))
    visit.typed[item.link_id] = rows
    visit.look_at(f"row-{rows[-1].number}")


@callback
def _remove(visit: Visit, item: Item, number: int) -> None:
    enter(visit, item, without_row(_rows(visit, item), number))
    visit.look_at(item.link_id)


MEDICINES = Field(_shown, _take, _draw)
