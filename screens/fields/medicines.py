"""The fields for medicines: a row with name, dose and frequency for each. Any name is accepted; known ones suggested.

Similar names are offered below a name that is not known. Nothing changes unless the person picks one.
"""

from dataclasses import replace
from typing import cast

import streamlit as st

from forms import ROW_FIELDS, Item, MedicineRow, Near, recognised, rows_in, says_none
from screens.browser.markup import put
from screens.fields.field import (
    ABSENT,
    Changed,
    Field,
    Parts,
    draw_boxed,
    draw_reasons,
    key_of,
    reason_shown,
    take_reason,
)
from screens.visit.answering import enter
from screens.visit.session import callback
from screens.visit.typed import TypedRow, in_place_of, with_another_row, without_row
from screens.visit.visit import Visit


def _rows(visit: Visit, item: Item) -> tuple[TypedRow, ...]:
    return cast(tuple[TypedRow, ...], visit.in_fields(item))


def _shown(visit: Visit, item: Item) -> Parts:
    shown = {}
    for row in _rows(visit, item):
        for field in ROW_FIELDS:
            shown[f"{field}-{row.number}"] = getattr(row, field)
    shown[ABSENT] = reason_shown(visit, item)
    return shown


def _take(visit: Visit, item: Item, shown: Parts, now: Parts, finished: bool) -> None:
    before = _rows(visit, item)
    rows = tuple(_row_with(now, row.number) for row in before)
    if finished or rows != before:
        enter(visit, item, rows, finished=finished)
    take_reason(visit, item, shown, now)


def _row_with(now: Parts, number: int) -> TypedRow:
    """The row with this number as its fields are now."""
    return TypedRow(number, **{field: now[f"{field}-{number}"] for field in ROW_FIELDS})


def _draw(visit: Visit, item: Item, changed: Changed) -> None:
    words, rows = visit.words, _rows(visit, item)
    for place, row in enumerate(rows, 1):
        with st.container(key=f"row-{row.number}", border=True):
            _draw_row(visit, item, row, place, changed)
            with st.container(key=f"offer-{row.number}"):  # below the fields, so that Tab reaches those first
                _draw_offers(visit, item, row)
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


def _draw_offers(visit: Visit, item: Item, row: TypedRow) -> None:
    """Offers to split a row that contains a list; or offers similar names; or shows that the name is not known."""
    draw_boxed(visit, row.name, row.dose, row.frequency)
    if not row.name.strip() or row.name in visit.fields.names_left:
        return
    terminology = visit.questionnaire.terminology
    if says_none(terminology, MedicineRow(row.name, row.dose, row.frequency)):
        put("offer", text=visit.words("rows.says_none"))
        return
    several = rows_in(terminology, row.name)
    read = recognised(terminology, MedicineRow(row.name))
    if several:
        _offer_rows(visit, item, row, several)
    elif read.near:
        _offer_names(visit, item, row, read.near, is_known=bool(read.known))
    elif not read.known:
        put("offer", text=visit.words("rows.not_known"))


def _offer_names(visit: Visit, item: Item, row: TypedRow, near: tuple[Near, ...], *, is_known: bool) -> None:
    words = visit.words
    typed = row.name[near[0].start:near[0].end]
    stands_for_several = all(one.name.casefold().startswith(f"{typed.casefold()} (") for one in near)
    asked = "which" if stands_for_several else "also_meant" if is_known else "did_you_mean"
    put("offer", text=words(f"rows.{asked}", typed=typed))
    for place, one in enumerate(near):
        text = "rows.same_name" if one.medicine.name in one.name else "rows.meant"
        st.button(words(text, name=one.name, medicine=one.medicine.name), on_click=_take_name,
                  key=key_of(visit, item, f"meant-{row.number}-{place}"),
                  args=(visit, item, row.number, one.put_into(row.name)))
    st.button(words("rows.leave"), key=key_of(visit, item, f"leave-{row.number}"), on_click=_leave, args=(visit, row))


def _offer_rows(visit: Visit, item: Item, row: TypedRow, several: tuple[MedicineRow, ...]) -> None:
    words = visit.words
    put("offer", text=words("rows.looks_like_several", names=", ".join(one.name for one in several)))
    st.button(words("rows.make_rows", count=len(several)), key=key_of(visit, item, f"split-{row.number}"),
              on_click=_make_rows, args=(visit, item, row.number, several))
    st.button(words("rows.leave_row"), key=key_of(visit, item, f"leave-{row.number}"), on_click=_leave,
              args=(visit, row))


@callback
def _take_name(visit: Visit, item: Item, number: int, name: str) -> None:
    """Puts the name that the person picked into the field. It can be changed there."""
    rows = tuple(replace(row, name=name) if row.number == number else row for row in _rows(visit, item))
    enter(visit, item, rows)
    visit.position.look_at(f"row-{number}")


@callback
def _make_rows(visit: Visit, item: Item, number: int, several: tuple[MedicineRow, ...]) -> None:
    enter(visit, item, in_place_of(_rows(visit, item), number, several))
    visit.position.look_at(f"row-{number}")


@callback
def _leave(visit: Visit, row: TypedRow) -> None:
    visit.fields.names_left |= {row.name}
    visit.position.look_at(f"row-{row.number}")


@callback
def _add(visit: Visit, item: Item) -> None:
    rows = with_another_row(_rows(visit, item))
    visit.fields.typed[item.link_id] = rows
    visit.position.look_at(f"row-{rows[-1].number}")


@callback
def _remove(visit: Visit, item: Item, number: int) -> None:
    enter(visit, item, without_row(_rows(visit, item), number))
    visit.position.look_at(item.link_id)


MEDICINES = Field(_shown, _take, _draw)
