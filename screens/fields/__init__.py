"""From an item to its fields on the page, and from the fields back to an answer.

Fields are always drawn from the visit. When one changes, what differs from the visit is taken into it; so what a field
remembers of an earlier time, or of a branch that was closed, never becomes an answer.
"""

import streamlit as st

from forms import Item
from screens.fields.choice import CHOICE
from screens.fields.dates import DATE
from screens.fields.field import Field, key_of
from screens.fields.many import MANY
from screens.fields.medicines import MEDICINES
from screens.fields.written import NUMBER, WRITTEN
from screens.visit.session import callback, passes_by_arrow
from screens.visit.visit import Visit

FIELDS: dict[str, Field] = {
    "choice": CHOICE, "many": MANY, "string": WRITTEN, "text": WRITTEN, "number": NUMBER, "date": DATE,
    "datetime": DATE, "rows": MEDICINES,
}
IN_PARTS = ("many", "date", "datetime", "rows")  # several fields, which make a group


def draw_fields(visit: Visit, item: Item) -> None:
    """The fields of one question, showing its answer."""
    _show(visit, item)
    if item.type in IN_PARTS:
        with st.container(key=key_of(visit, item, "parts"), gap="small"):
            FIELDS[item.type].draw(visit, item, _changed)
    else:
        FIELDS[item.type].draw(visit, item, _changed)


def take_fields(visit: Visit, item: Item, *, finished: bool) -> None:
    """What stands in the fields of a question on this page becomes its answer. `finished`: the person goes on."""
    field = FIELDS[item.type]
    shown = field.shown(visit, item)
    now = {part: st.session_state.get(key_of(visit, item, part), value) for part, value in shown.items()}
    if finished or now != shown:
        field.take(visit, item, shown, now, finished)
        _show(visit, item)


@callback
def _changed(visit: Visit, item: Item) -> None:
    visit.passes_by_arrow = passes_by_arrow(visit)
    take_fields(visit, item, finished=False)


def _show(visit: Visit, item: Item) -> None:
    for part, value in FIELDS[item.type].shown(visit, item).items():
        key = key_of(visit, item, part)
        if key not in st.session_state or st.session_state[key] != value:
            st.session_state[key] = value
