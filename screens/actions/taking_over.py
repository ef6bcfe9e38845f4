"""What becomes of answers from a file: the same visit goes on, a new one begins with them, or they are put away."""

from dataclasses import replace

from forms import Response, may_be_two_people
from screens.actions.steps import take_page
from screens.visit.answering import take_again
from screens.visit.danger import look_for_danger
from screens.visit.earlier import read_earlier, still_fresh
from screens.visit.session import callback
from screens.visit.visit import Visit
from screens.visit.walk import OPEN, REVIEW


@callback
def go_to_open(visit: Visit) -> None:
    """To the page where a file is opened."""
    if visit.step != OPEN:
        take_page(visit, visit.step, finished=False)
        visit.came_from = visit.step
    visit.opened, visit.refused = None, ()
    visit.move(OPEN)


@callback
def leave_open(visit: Visit) -> None:
    """Back to where the person came from. The file is put away."""
    visit.opened, visit.refused = None, ()
    visit.move(visit.came_from or visit.way.first)


@callback
def go_on_with_it(visit: Visit) -> None:
    """The same visit goes on: the answers of the file stand in place of what is here."""
    if visit.opened is None:  # a second click
        return
    response = visit.opened.response
    visit.replace_all(response)
    visit.brought, visit.earlier = response.answers, None
    _arrive(visit, REVIEW)


@callback
def begin_new_visit(visit: Visit) -> None:
    """A new visit: what is typed here stays, what is still fresh is carried over, and the rest is asked."""
    if visit.opened is None:
        return
    earlier = read_earlier(visit.questionnaire, visit.opened)
    own, held = visit.typed_here, visit.held_here
    fresh = {link_id: answer for link_id, answer in still_fresh(earlier, visit.today).items() if link_id not in held}
    for link_id in fresh:
        visit.typed.pop(link_id, None)
    visit.brought, visit.earlier = fresh, earlier
    visit.keep(replace(visit.response, answers={**fresh, **own}))
    visit.asked_too, visit.asks_all = frozenset(), False
    _arrive(visit, visit.way.first_section)


def _arrive(visit: Visit, step: str) -> None:
    visit.opened, visit.back_to_review = None, False
    visit.move(step)
    look_for_danger(visit, finished=True)


@callback
def part_from_earlier(visit: Visit) -> None:
    """Takes out again all that came from the earlier visit, and compares with it no more."""
    brought = visit.untouched
    visit.keep(replace(visit.response, answers=visit.typed_here))
    for link_id in brought:
        visit.typed.pop(link_id, None)
    visit.brought, visit.earlier = {}, None
    visit.look_at(None)


@callback
def ask_all(visit: Visit, asks_all: bool) -> None:
    """Whether to ask what need not be asked again, too."""
    take_page(visit, visit.step, finished=False)
    visit.asks_all = asks_all
    ids = [section.section_id for section in visit.way.sections]
    visit.move(visit.step if visit.step in ids else visit.way.first_section)


@callback
def still_the_same(visit: Visit, link_id: str) -> None:
    """The answer of last time is that of today."""
    item = visit.questionnaire.item(link_id)
    answer = visit.earlier.last_time(item) if visit.earlier else None
    if answer is not None:
        take_again(visit, item, answer)
        visit.look_at(link_id)


def file_is_of_somebody_else(visit: Visit) -> bool:
    """Whether a name, a birthday or a record number in the file that was opened differs from what is typed here."""
    here = Response(visit.questionnaire.questionnaire_id, visit.typed_here)
    return visit.opened is not None and may_be_two_people(visit.opened.response, here)


def earlier_is_of_somebody_else(visit: Visit) -> bool:
    """The same of the earlier visit that this one goes on from."""
    return visit.earlier is not None and may_be_two_people(visit.earlier.response, visit.response)
