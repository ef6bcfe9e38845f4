"""Takes over what a chart suggests, one by one or a page at a time. Nothing is taken over that nobody asked for."""

from collections.abc import Iterable
from dataclasses import replace

from forms import Answer, Item
from forms.exchange.fhir import Suggestion, accepted
from screens.visit.charted import is_other, waiting_at
from screens.visit.danger import look_for_danger
from screens.visit.session import callback
from screens.visit.visit import Visit


@callback
def use_chart(visit: Visit) -> None:
    """Shows what the opened chart suggests beside the questions: staff say that it is of this person."""
    opened = visit.handed_in.opened
    if opened is None or opened.chart is None:  # a second click
        return
    read = visit.handed_in.read_chart(visit.questionnaire, visit.newest_day)
    visit.handed_in.put_away()
    visit.handed_in.suggested = read
    if visit.saving is not None:
        visit.saving.save_changes()
    visit.position.move(visit.position.came_from or visit.way.first)


@callback
def take_over(visit: Visit, suggestion: Suggestion) -> None:
    """Takes over one suggestion, in place of another answer if there is one."""
    _take(visit, [suggestion])


@callback
def take_over_page(visit: Visit, items: Iterable[Item]) -> None:
    """Takes over all that these questions can take, except where the answer is another one."""
    found: list[Suggestion] = []
    for item in items:
        found += [one for one in waiting_at(visit, item) if one.value is not None and not is_other(one, visit)]
    _take(visit, found)


def _take(visit: Visit, suggestions: Iterable[Suggestion]) -> None:
    response = visit.response
    for one in suggestions:
        if one.link_id not in visit.hidden:
            response = accepted(one, response, visit.questionnaire, visit.moment_here.date())
            answer = response.answers.get(one.link_id, Answer())
            response = response.with_answer(one.link_id, replace(answer, asked_in=None))
            visit.fields.typed.pop(one.link_id, None)
    visit.keep(response)
    visit.edition += 1  # new fields, which show the new answers
    look_for_danger(visit, finished=True)
