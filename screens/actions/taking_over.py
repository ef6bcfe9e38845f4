"""Takes over answers from a file: the same visit continues, or a new one begins with them, or they are discarded."""

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
    """Goes to the page where a file is opened."""
    if visit.position.step != OPEN:
        take_page(visit, visit.position.step, finished=False)
        visit.position.came_from = visit.position.step
    visit.handed_in.put_away()
    visit.position.move(OPEN)


@callback
def leave_open(visit: Visit) -> None:
    """Goes back to the page the person came from, and forgets the file."""
    visit.handed_in.put_away()
    visit.position.move(visit.position.came_from or visit.way.first)


@callback
def go_on_with_it(visit: Visit) -> None:
    """Continues the same visit: the answers of the file replace those given here."""
    if visit.handed_in.opened is None:  # a second click
        return
    response = visit.handed_in.opened.response
    visit.replace_all(response)
    visit.handed_in.take(response.answers, None)
    _arrive(visit, REVIEW)


@callback
def begin_new_visit(visit: Visit) -> None:
    """Begins a new visit: answers given here stay, fresh ones are carried over, and the others are asked again."""
    if visit.handed_in.opened is None:
        return
    earlier = read_earlier(visit.questionnaire, visit.handed_in.opened)
    own, held = visit.typed_here, visit.held_here
    fresh = {link_id: answer for link_id, answer in still_fresh(earlier, visit.today).items() if link_id not in held}
    for link_id in fresh:
        visit.fields.typed.pop(link_id, None)
    visit.handed_in.take(fresh, earlier)
    visit.keep(replace(visit.response, answers={**fresh, **own}))
    _arrive(visit, visit.way.first_section)


def _arrive(visit: Visit, step: str) -> None:
    visit.handed_in.opened, visit.position.back_to_review = None, False
    visit.position.move(step)
    look_for_danger(visit, finished=True)


@callback
def part_from_earlier(visit: Visit) -> None:
    """Takes out all answers of the earlier visit, and no longer compares with it."""
    brought = visit.untouched
    visit.keep(replace(visit.response, answers=visit.typed_here))
    for link_id in brought:
        visit.fields.typed.pop(link_id, None)
    visit.handed_in.take({}, None)
    visit.position.look_at(None)


@callback
def ask_all(visit: Visit, asks_all: bool) -> None:
    """Shows or hides the questions that need not be asked again."""
    take_page(visit, visit.position.step, finished=False)
    visit.handed_in.asks_all = asks_all
    ids = [section.section_id for section in visit.way.sections]
    visit.position.move(visit.position.step if visit.position.step in ids else visit.way.first_section)


@callback
def still_the_same(visit: Visit, link_id: str) -> None:
    """Takes the answer of the earlier visit as the answer of today."""
    item = visit.questionnaire.item(link_id)
    answer = visit.handed_in.earlier.last_time(item) if visit.handed_in.earlier else None
    if answer is not None:
        take_again(visit, item, answer)
        visit.position.look_at(link_id)


def file_is_of_somebody_else(visit: Visit) -> bool:
    """True if the file that was opened may belong to another person than the answers given here."""
    here = Response(visit.questionnaire.questionnaire_id, visit.typed_here)
    opened = visit.handed_in.opened
    return opened is not None and may_be_two_people(visit.questionnaire, opened.response, here)


def earlier_is_of_somebody_else(visit: Visit) -> bool:
    """True if the earlier visit may belong to another person."""
    earlier = visit.handed_in.earlier
    return earlier is not None and may_be_two_people(visit.questionnaire, earlier.response, visit.response)
