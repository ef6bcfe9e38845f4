"""Draws the fields of an item, and turns their content into its answer.

Fields always show the content of the visit. When a field changes, only differences from the visit are taken. So a
value that Streamlit remembers from earlier, or from a question that was closed, never becomes an answer.
"""

import streamlit as st

from forms import Item
from screens.fields.choice import CHOICE
from screens.fields.dates import DATE
from screens.fields.field import Field, Parts, key_of
from screens.fields.many import MANY
from screens.fields.medicines import MEDICINES
from screens.fields.written import NUMBER, WRITTEN
from screens.visit.session import callback, passes_by_arrow
from screens.visit.visit import Visit

FIELDS: dict[str, Field] = {
    "choice": CHOICE, "many": MANY, "string": WRITTEN, "text": WRITTEN, "number": NUMBER, "date": DATE,
    "datetime": DATE, "rows": MEDICINES,
}
IN_PARTS = ("many", "date", "datetime", "rows")  # types of item with several fields, which make a group


def draw_fields(visit: Visit, item: Item) -> None:
    """Draws the fields of a question, showing its answer."""
    _show(visit, item)
    if item.type in IN_PARTS:
        with st.container(key=key_of(visit, item, "parts"), gap="small"):
            FIELDS[item.type].draw(visit, item, _changed)
    else:
        FIELDS[item.type].draw(visit, item, _changed)


def take_fields(visit: Visit, item: Item, *, finished: bool) -> None:
    """Turns the content of a question's fields into its answer. `finished`: True on Continue."""
    field = FIELDS[item.type]
    shown = field.shown(visit, item)
    now = {part: st.session_state.get(key_of(visit, item, part), value) for part, value in shown.items()}
    if finished or now != shown:
        others = _beside(visit, item)
        field.take(visit, item, shown, now, finished)
        _show(visit, item)
        for other, before in others:
            if FIELDS[other.type].shown(visit, other) != before:
                _show(visit, other)


@callback
def _changed(visit: Visit, item: Item) -> None:
    visit.help.passes_by_arrow = passes_by_arrow(visit)
    take_fields(visit, item, finished=False)


def _beside(visit: Visit, item: Item) -> list[tuple[Item, Parts]]:
    """The other number of a reading, which may be typed into the same field, with what its own field shows."""
    pair = visit.questionnaire.number_pair(item) or ()
    return [(other, FIELDS[other.type].shown(visit, other)) for other in pair if other != item]


def _show(visit: Visit, item: Item) -> None:
    for part, value in FIELDS[item.type].shown(visit, item).items():
        key = key_of(visit, item, part)
        if key not in st.session_state or st.session_state[key] != value:
            st.session_state[key] = value
