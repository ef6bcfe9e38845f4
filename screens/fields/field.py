"""Shared code of all kinds of fields: parts, keys, and the reasons for giving no answer."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import streamlit as st

from forms import Absent, Item, load_clinic, offers_nothing_to_add, reasons_offered
from screens.browser.markup import put
from screens.visit.answering import NOTHING_TO_ADD, choose_absent
from screens.visit.visit import Visit
from templates import boxed_on_paper

Parts = Mapping[str, Any]
Changed = Callable[[Visit, Item], None]
FEW_LETTERS = 12  # the most letters that a warning on unprintable letters shows
ABSENT = "absent"  # the part with the reason for giving no answer, or only part of one
REASON_OF: dict[str, Absent] = {"(unsure)": "unsure", "(declined)": "declined"}  # no option's code has brackets
OPTION_OF: dict[Absent | None, str] = {reason: option for option, reason in REASON_OF.items()}


class Field(NamedTuple):
    """A kind of field. `shown`: the content of each part, from the visit. `take`: takes parts that changed. `draw`."""

    shown: Callable[[Visit, Item], Parts]
    take: Callable[[Visit, Item, Parts, Parts, bool], None]
    draw: Callable[[Visit, Item, Changed], None]


def key_of(visit: Visit, item: Item, part: str) -> str:
    """Returns the key of a widget. It differs between doors and between forms of one browser tab."""
    return f"{visit.door.name}-{visit.edition}-{item.link_id}-{part}"


def reasons(item: Item) -> list[str]:
    """Returns the reasons for giving no answer that are offered beside a field, including "Nothing to add"."""
    nothing = [NOTHING_TO_ADD] if offers_nothing_to_add(item) else []
    return [*nothing, *reasons_offered(item)]


def reason_shown(visit: Visit, item: Item) -> str | None:
    """Returns the chosen reason; None if none is chosen."""
    answer = visit.answer(item)
    if offers_nothing_to_add(item) and answer.value == "":
        return NOTHING_TO_ADD
    return None if answer.absent == "unanswered" else answer.absent


def take_reason(visit: Visit, item: Item, shown: Parts, now: Parts) -> None:
    """Takes the reason, if it changed."""
    if now.get(ABSENT) != shown.get(ABSENT):
        choose_absent(visit, item, now[ABSENT])


def autocomplete(visit: Visit, item: Item, part: str = "") -> str:
    """Returns what the browser may offer in a field, in HTML's words: the person's own name and date of birth.

    "off" for any other question, at the desk, and on a tablet that patients share, where it would be another patient's.
    """
    roles = visit.questionnaire.roles
    offered = {roles.name: "name", roles.birth_date: f"bday-{part}"}.get(item.link_id, "off")
    is_own_device = visit.door.is_at_home and load_clinic().idle_minutes is None
    return offered if is_own_device else "off"


def draw_boxed(visit: Visit, *typed: str) -> None:
    """Warns if letters of the typed texts cannot be printed, and shows these letters."""
    letters = boxed_on_paper(" ".join(typed))
    if letters:
        put("offer", text=visit.words("question.boxed_on_paper", letters=" ".join(letters[:FEW_LETTERS])))


def draw_reasons(visit: Visit, item: Item, changed: Changed) -> None:
    """Draws the reasons. One can be chosen, and taken back."""
    offered = reasons(item)
    if offered:
        words, absent_texts = visit.words, visit.absent_texts
        texts = {reason: absent_texts[reason] for reason in offered}
        if item.type == "rows":
            texts["unsure"] = absent_texts["unsure_rows"]
        st.pills(words("question.no_answer") + f": {visit.text_of(item)}", offered, format_func=texts.__getitem__,
                 key=key_of(visit, item, ABSENT), on_change=changed, args=(visit, item), label_visibility="collapsed")
