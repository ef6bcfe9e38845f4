"""What staff measured, in the bar above every page of the form, and the way to the fields for it."""

from dataclasses import dataclass
from datetime import date, datetime

import streamlit as st

from screens.actions.steps import go_to_vitals
from screens.browser.markup import put
from screens.visit.visit import Visit
from templates import load_words


@dataclass(frozen=True)
class Vitals:
    """The numbers as text, and when they were measured. `is_old`: not today, or nobody knows when."""

    numbers: tuple[str, ...]
    when: str
    is_old: bool


def draw_vitals(visit: Visit) -> None:
    """Draws the numbers, in one line."""
    put("vitals", words=visit.words, vitals=vitals_of(visit))


def draw_vitals_button(visit: Visit) -> None:
    """Draws the button that goes to the fields. Continue comes back from there."""
    st.button(visit.words("vitals.button"), key="to-vitals", type="tertiary", on_click=go_to_vitals, args=(visit,),
              shortcut="Alt+V")


def vitals_of(visit: Visit) -> Vitals | None:
    """Returns what was measured; None if nothing was. A reading counts for the day on which it was taken."""
    words, roles = visit.words, visit.questionnaire.roles
    numbers = [*_pressure(visit)]
    for link_id in roles.measured_too:
        item, answer = visit.questionnaire.item(link_id), visit.answers.answer(link_id)
        if answer.is_known:
            numbers.append(words("vitals.number", name=item.short, value=answer.value, unit=item.unit or ""))
    return Vitals(tuple(numbers), *_when(visit)) if numbers else None


def _pressure(visit: Visit) -> tuple[str, ...]:
    reading = visit.questionnaire.roles.measured
    upper, lower = (visit.answers.answer(link_id) for link_id in (reading.systolic, reading.diastolic))
    if not (upper.is_known or lower.is_known):
        return ()
    unknown, unit = visit.words("vitals.not_known"), visit.questionnaire.item(reading.systolic).unit or ""
    shown = [answer.value if answer.is_known else unknown for answer in (upper, lower)]
    return (visit.words("vitals.pressure", upper=shown[0], lower=shown[1], unit=unit),)


def _when(visit: Visit) -> tuple[str, bool]:
    words, taken_on = visit.words, visit.answers.answer(visit.questionnaire.roles.measured.taken_on).value
    if not isinstance(taken_on, date):
        return words("vitals.undated"), True
    on = load_words(words.language).on(taken_on)
    day = taken_on.date() if isinstance(taken_on, datetime) else taken_on
    return (words("vitals.today", on=on), False) if day == visit.today else (words("vitals.earlier", on=on), True)
