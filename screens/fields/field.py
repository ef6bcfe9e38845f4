"""What every kind of field has in common."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import streamlit as st

from forms import Absent, Item, offers_nothing_to_add, reasons_offered
from screens.visit.answering import NOTHING_TO_ADD, choose_absent
from screens.visit.visit import Visit

Parts = Mapping[str, Any]
Changed = Callable[[Visit, Item], None]
ABSENT = "absent"  # the part that says why there is no answer, or no whole one
REASON_OF: dict[str, Absent] = {"(unsure)": "unsure", "(declined)": "declined"}  # no option's code has brackets
OPTION_OF: dict[Absent | None, str] = {reason: option for option, reason in REASON_OF.items()}


class Field(NamedTuple):
    """A kind of field: its parts and what each shows; what to do with parts that changed; how to draw it."""

    shown: Callable[[Visit, Item], Parts]
    take: Callable[[Visit, Item, Parts, Parts, bool], None]
    draw: Callable[[Visit, Item, Changed], None]


def key_of(visit: Visit, item: Item, part: str) -> str:
    """The key of a widget. Another door or another form has others."""
    return f"{visit.door.name}-{visit.edition}-{item.link_id}-{part}"


def reasons(item: Item) -> list[str]:
    """Why a question may have no answer, as offered beside its field."""
    nothing = [NOTHING_TO_ADD] if offers_nothing_to_add(item) else []
    return [*nothing, *reasons_offered(item)]


def reason_shown(visit: Visit, item: Item) -> str | None:
    """The reason chosen; None for none."""
    answer = visit.answer(item)
    if offers_nothing_to_add(item) and answer.value == "":
        return NOTHING_TO_ADD
    return None if answer.absent == "unanswered" else answer.absent


def take_reason(visit: Visit, item: Item, shown: Parts, now: Parts) -> None:
    """Takes the reason, where it changed."""
    if now.get(ABSENT) != shown.get(ABSENT):
        choose_absent(visit, item, now[ABSENT])


def draw_reasons(visit: Visit, item: Item, changed: Changed) -> None:
    """The reasons, to choose one or take it back."""
    offered = reasons(item)
    if offered:
        words = visit.words
        texts = {reason: words(f"question.{reason}") for reason in offered}
        if item.type == "rows":
            texts["unsure"] = words("question.unsure_of_rest")
        st.pills(words("question.no_answer") + f": {item.text}", offered, format_func=texts.__getitem__,
                 key=key_of(visit, item, ABSENT), on_change=changed, args=(visit, item), label_visibility="collapsed")
