"""The one visit of this browser tab, and callbacks whose errors do not break the page.

Between two runs of the script, Streamlit keeps one Visit for each tab. All widgets are drawn from it.
"""

import logging
import traceback
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import streamlit as st

from forms import load_clinic, zone_named
from records import HeldElsewhereError, RecordsError
from screens.server.handed_over import handed_over_in, note_handed_over, note_taken_back
from screens.server.this_computer import (
    browser_here,
    holder_here,
    is_on_this_computer,
    is_page_of_this_browser_that_is_gone,
)
from screens.visit.danger import look_for_danger
from screens.visit.doors import ALONE, DESK, Door
from screens.visit.drafts import begin_kept_visit, begin_visit, open_kept_visit
from screens.visit.state import Alone
from screens.visit.visit import VISIT, Visit
from screens.visit.walk import LOCKED, TO_STAFF

Given = ParamSpec("Given")
_LOG = logging.getLogger(__name__)
_TROUBLE = "trouble"
DRAFT = "draft"  # in the address of the desk: the random id of the draft that is open
LOCK = "locked"  # in the address of the desk: nobody touched it for a while


def visit_of_tab() -> Visit | None:
    """Returns the visit of this browser tab; None before the first page is drawn."""
    visit: Visit | None = st.session_state.get(VISIT)
    return visit


def come_to(door: Door) -> Visit:
    """Returns the visit of this tab when somebody comes to a door.

    A tab has one visit. Whoever comes to the other door ends it, and begins another there. If answers would be lost,
    the visit of the other door is returned instead, and its page asks first.
    """
    visit = visit_of_tab()
    if visit is None or (visit.door.page != door.page and not visit.would_be_lost):
        visit = _first_visit(door) if visit is None else _visit_after(visit, door)
        st.session_state[VISIT] = visit
    if visit.position.seen_at not in (None, door.page):
        visit.position.look_at(None)
    visit.position.seen_at = door.page
    visit.zone = zone_named(st.context.timezone) if visit.door.is_at_home and st.context.timezone else None
    return visit


def _visit_after(old: Visit, door: Door) -> Visit:
    """Ends the visit of the other door, and returns a new one. A desk that keeps records is locked first.

    So a patient who goes back in the browser's history does not see the list of patients.
    """
    if old.saving is None:
        old.keep_nothing()
    else:
        old.saving.save_changes()
        old.saving.let_go()
    new = _first_visit(door, edition=old.edition + 1, is_locked=True)
    new.position.moves = old.position.moves + 1
    return new


def page_key(visit: Visit) -> str:
    """Returns the key of the component through which this door's page and the browser exchange messages."""
    return f"page-{visit.door.page}"


def passes_by_arrow(visit: Visit) -> bool:
    """True if the person is moving through the options of a question with the arrow keys, as the browser reports it.

    The browser sends this together with the option that was reached, and the option's callback may run first. So the
    callback reads it here, and does not wait for its own message.
    """
    message = st.session_state.get(page_key(visit))
    return bool(message and message.get("by_arrow"))


def _first_visit(door: Door, *, edition: int = 0, is_locked: bool = False) -> Visit:
    """The first visit at a door. Only the desk keeps answers, and only where nobody else can look."""
    if not (door.keeps_records and load_clinic().records and is_on_this_computer()):
        return begin_visit(door, edition=edition)
    with_patient = handed_over_in(browser_here())
    draft_id = with_patient or (None if is_locked else st.query_params.get(DRAFT))
    empty = begin_kept_visit(door, holder_here(), edition=edition)
    if is_locked or LOCK in st.query_params or with_patient:
        empty.position.move(LOCKED)
    if with_patient or (draft_id and LOCK not in st.query_params):
        return open_draft_over(empty, draft_id or "", take_over=with_patient is not None)
    return empty


def open_draft_over(visit: Visit, draft_id: str, *, take_over: bool = False) -> Visit:
    """Returns the visit of a draft, to take the place of `visit`. If it cannot be opened, `visit` says why.

    A draft that an earlier page of this same browser had open is opened without asking, if that page is gone.
    """
    who, visit.worklist.held, visit.worklist.refused = holder_here(), None, None
    edition = visit.edition + 1
    try:
        return _with_whom_it_is(open_kept_visit(visit.door, who, draft_id, edition=edition, take_over=take_over))
    except HeldElsewhereError as error:
        if not take_over and is_page_of_this_browser_that_is_gone(error.holder_id):
            return open_draft_over(visit, draft_id, take_over=True)
        visit.worklist.held = (draft_id, error)
    except RecordsError as error:
        visit.worklist.refused = str(error)
    return visit


def _with_whom_it_is(visit: Visit) -> Visit:
    """Goes on where the patient was, if a patient has this browser. Opened anywhere else, staff have the form again."""
    handed_over = visit.alone.handed_over
    if handed_over is None:
        return visit
    if handed_over.browser == browser_here():
        go_to_patient(visit, visit.position.step, is_locked=LOCK in st.query_params)
        look_for_danger(visit, finished=True)
    else:
        visit.alone.handed_over = None
    return visit


def go_to_patient(visit: Visit, step: str | None = None, *, is_locked: bool = False) -> None:
    """Shows the patient's part of the form, which this browser then does not leave without the code of staff."""
    visit.go_through(ALONE)
    visit.position.move(TO_STAFF if is_locked else step or visit.way.first)


def go_to_staff(visit: Visit) -> None:
    """Shows the desk's form again. It begins where staff left it, and hides what the patient answered alone."""
    note_taken_back(browser_here())
    if visit.alone.language is not None:
        visit.speak(visit.alone.language)
    visit.alone = Alone(is_used=True, came_from=visit.alone.came_from)
    visit.go_through(DESK)
    visit.position.move(visit.alone.came_from or visit.way.first_section)


def replace_visit(old: Visit, new: Visit) -> None:
    """Puts another visit in the place of this tab's. Its widgets are new, so none shows a content of the old visit.

    A visit that has ended is not replaced: a late click on its page changes nothing.
    """
    if new is not old and visit_of_tab() is old:
        new.began, new.zone, new.clock = old.began, old.zone, old.clock
        new.position.moves = old.position.moves + 1
        new.position.seen_at = old.position.seen_at
        st.session_state[VISIT] = new


def show_draft_in_address(visit: Visit) -> None:
    """Puts the random id of the open draft into the address of the page, so that loading it anew opens the draft."""
    if visit.saving is None:
        return
    if LOCK in st.query_params and visit.position.step != LOCKED:
        del st.query_params[LOCK]
    if visit.saving.draft is not None:
        st.query_params[DRAFT] = visit.saving.draft.draft_id
        if visit.door.is_alone:
            note_handed_over(browser_here(), visit.saving.draft.draft_id)
    elif DRAFT in st.query_params and visit.worklist.held is None:
        del st.query_params[DRAFT]


def start_over(visit: Visit, step: str | None = None) -> None:
    """Deletes every answer that is not saved, and begins a new visit with new widgets, at a page if one is given."""
    if visit.saving is None:
        visit.keep_nothing()
        new = begin_visit(visit.door, edition=visit.edition + 1)
        new.questionnaire, new.words = visit.questionnaire, visit.words
    else:
        visit.saving.let_go()
        new = begin_kept_visit(visit.door, visit.saving.who, edition=visit.edition + 1)
    if step is not None:
        new.position.move(step)
    replace_visit(visit, new)


def callback(function: Callable[Given, None]) -> Callable[Given, None]:
    """Wraps `function` for a widget to call. An error is logged, and the next page shows a kind note on it."""
    @wraps(function)
    def guarded(*args: Given.args, **kwargs: Given.kwargs) -> None:
        try:
            function(*args, **kwargs)
        except Exception as error:  # noqa: BLE001 # else the person would see a traceback
            note_trouble(error)
    return guarded


def note_trouble(error: Exception) -> None:
    """Logs where the error happened, without its message: the message could contain an answer."""
    places = traceback.extract_tb(error.__traceback__)
    _LOG.error("%s at %s", type(error).__name__, " < ".join(f"{at.filename}:{at.lineno}" for at in reversed(places)))
    st.session_state[_TROUBLE] = True


def take_trouble() -> bool:
    """True if an error was noted since the last call."""
    return bool(st.session_state.pop(_TROUBLE, False))
