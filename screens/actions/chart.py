"""Takes over what a chart suggests, one by one or a page at a time. Nothing is taken over that nobody asked for."""

from collections.abc import Iterable
from dataclasses import replace

import streamlit as st

from forms import Answer, Item, known_identity
from forms.exchange import ChartFile
from forms.exchange.fhir import Suggestion, accepted
from screens.actions.taking_over import is_typed, whose_key
from screens.visit.answering import origin_now
from screens.visit.charted import for_patients, taken_with_page
from screens.visit.danger import look_for_danger
from screens.visit.session import callback
from screens.visit.visit import Visit
from screens.visit.whose import other_in_chart


@callback
def use_chart(visit: Visit) -> None:
    """Shows what the opened chart suggests beside the questions.

    Staff say that it is of this person; a patient that it is their own, in doubt by typing what it says on whose it is.
    """
    opened = visit.handed_in.opened
    if opened is None or opened.chart is None:  # a second click
        return
    if not _may_use(visit, opened.chart):
        visit.handed_in.is_to_type = True
        visit.position.look_at("whose")
        return
    read = visit.handed_in.read_chart(visit.questionnaire, visit.newest_day)
    visit.handed_in.put_away()
    if visit.door.is_at_home:
        read = for_patients(visit, (replace(one, by_person=True) for one in read))
        visit.handed_in.record_of = replace(opened.chart, suggested=())
        visit.handed_in.record_confirmed_for = known_identity(visit.questionnaire, visit.response)
    visit.handed_in.suggest(read, by_person=visit.door.is_at_home)
    if visit.saving is not None:
        visit.saving.save_changes()
    visit.position.move(visit.position.came_from or visit.way.first)


def whose_to_type(visit: Visit, chart: ChartFile) -> Answer | None:
    """Returns what a patient types before a record is used that may be of somebody else; None if there is no doubt.

    Staff, who know whom they have before them, type nothing.
    """
    other = other_in_chart(visit, chart) if visit.door.is_at_home else ()
    if not other:
        return None
    return Answer(chart.names[0] if visit.questionnaire.roles.name in other else chart.born)


def _may_use(visit: Visit, chart: ChartFile) -> bool:
    asked = whose_to_type(visit, chart)
    return asked is None or is_typed(asked, str(st.session_state.get(whose_key(visit)) or ""), visit.language)


@callback
def leave_record_out(visit: Visit) -> None:
    """Takes out what the person's own record says and they did not use. What they used stays their answer."""
    visit.handed_in.suggest((), by_person=True)
    visit.handed_in.record_of = None
    visit.position.look_at(None)


@callback
def take_over(visit: Visit, suggestion: Suggestion) -> None:
    """Takes over one suggestion, in place of another answer if there is one."""
    _take(visit, [suggestion])


@callback
def take_over_page(visit: Visit, items: Iterable[Item]) -> None:
    """Takes over all that these questions can take, except where the answer is another one."""
    _take(visit, taken_with_page(visit, items))


def _take(visit: Visit, suggestions: Iterable[Suggestion]) -> None:
    """Takes suggestions over. At the desk, nothing that a patient sent counts as the chart's."""
    response = visit.response
    for one in suggestions:
        if one.link_id not in visit.hidden:
            response = accepted(one, response, visit.questionnaire, visit.moment_here.date())
            answer = replace(response.answers.get(one.link_id, Answer()), asked_in=None)
            if one.by_person and visit.door.asks_desk_items:
                answer = replace(answer, origin=origin_now(visit))
            response = response.with_answer(one.link_id, answer)
            visit.fields.typed.pop(one.link_id, None)
    visit.keep(response)
    visit.edition += 1  # new fields, which show the new answers
    look_for_danger(visit, finished=True)
