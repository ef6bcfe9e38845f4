"""The one visit of this browser tab, and callbacks whose errors do not break the page.

Between two runs of the script, Streamlit keeps one Visit for each tab. All widgets are drawn from it.
"""

import logging
import traceback
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import streamlit as st

from forms import fitting, load_clinic, zone_named
from records import HeldElsewhereError, RecordsError
from screens.server.handed_over import (
    WithPatient,
    handed_over_in,
    has_ended,
    note_draft,
    note_handed_over,
    note_taken_back,
)
from screens.server.kept_sessions import take_visit_of_gone_page, wait_for_last_answer
from screens.server.sign_in import check_still_in, end_sign_in, remember_draft, staff_here, take_remembered_draft
from screens.server.this_computer import (
    browser_here,
    browser_in,
    holder_here,
    is_of_this_browser,
    is_on_this_computer,
    is_page_of_this_browser_that_is_gone,
    session_of,
)
from screens.server.uninterrupted import uninterrupted
from screens.visit.danger import look_for_danger
from screens.visit.doors import ALONE, DESK, Door
from screens.visit.drafts import begin_kept_visit, begin_visit, open_kept_visit
from screens.visit.staff import ANYONE, NotIn, Staff, Why
from screens.visit.state import Alone
from screens.visit.visit import VISIT, Visit
from screens.visit.walk import LOCKED, SIGN_IN, TO_STAFF

Given = ParamSpec("Given")
_LOG = logging.getLogger(__name__)
_TROUBLE = "trouble"
_ASIDE = "aside"  # in the session: the visit of a desk that is closed while a patient has the browser
DRAFT = "draft"  # in the address of the desk: the random id of the draft that is open
LOCK = "locked"  # in the address of the desk: nobody touched it for a while


def visit_of_tab() -> Visit | None:
    """Returns the visit of this browser tab; None before the first page is drawn."""
    visit: Visit | None = st.session_state.get(VISIT)
    return visit


def come_to(door: Door) -> Visit:
    """Returns the visit of this tab when somebody comes to a door.

    A tab has one visit. Whoever comes to the other door ends it, and begins another there. If answers would be lost,
    the visit of the other door is returned instead, and its page asks first. Where there are accounts, the desk shows a
    page to sign in until somebody has. While a patient has this browser, a tab of the desk only takes a code.
    """
    visit, staff = visit_of_tab(), ANYONE
    if door.keeps_records and visit is not None:
        visit = _as_browser_is_held(visit)
    if door.keeps_records and not (visit is not None and visit.door.is_alone):
        here = staff_here()
        if isinstance(here, NotIn):
            return _not_in(door, visit, here.why)
        staff = here
        if visit is not None and visit.position.step == SIGN_IN:
            visit = None
    if visit is None or (visit.door.page != door.page and not visit.would_be_lost):
        visit = _first_visit(door, staff) if visit is None else _visit_after(visit, door, staff)
        st.session_state[VISIT] = visit
    if staff is not ANYONE:
        if visit.position.step == LOCKED:
            end_sign_in(staff, "locked")
            return _not_in(door, visit, "locked")
        visit.staff = staff
    if visit.position.seen_at not in (None, door.page):
        visit.position.look_at(None)
    visit.position.seen_at = door.page
    visit.zone = zone_named(st.context.timezone) if visit.door.is_at_home and st.context.timezone else None
    return visit


def is_with_patient(visit: Visit) -> bool:
    """True if this is a visit of the desk, and a patient has its browser now. Nothing of it may be shown then."""
    is_of_desk = visit.saving is not None and not visit.door.is_alone
    return is_of_desk and handed_over_in(browser_here()) is not None


def check_still_open(visit: Visit) -> None:
    """Raises PermissionError if this page may give no file: its sign-in has ended, or a patient has its browser.

    For what Streamlit calls outside of a run of the script. There, only the hold of the draft names the browser.
    """
    check_still_in(visit.staff)
    is_of_desk = visit.saving is not None and not visit.door.is_alone
    if is_of_desk and visit.saving is not None and handed_over_in(browser_in(visit.saving.who.holder_id)) is not None:
        raise PermissionError


def _as_browser_is_held(visit: Visit) -> Visit | None:
    """Closes the visit of a desk while a patient has this browser. Afterwards it is shown again, as staff left it."""
    noted = handed_over_in(browser_here())
    if noted is not None and is_with_patient(visit):
        st.session_state[_ASIDE] = visit
        st.session_state[VISIT] = closed = _closed(visit, noted)
        return closed
    if noted is not None or not visit.alone.is_closed:
        return visit
    before: Visit | None = st.session_state.pop(_ASIDE, None)
    if before is None:
        del st.session_state[VISIT]
    else:
        before.edition, before.position.moves = visit.edition + 1, visit.position.moves + 1
        st.session_state[VISIT] = before
    return before


def _closed(visit: Visit, noted: WithPatient) -> Visit:
    """Returns the page that takes the place of `visit` until staff give their code. It has no form and no name."""
    closed = begin_kept_visit(DESK, holder_here(visit.staff), edition=visit.edition)
    closed.speak(visit.language)
    closed.staff = visit.staff
    closed.alone = Alone(is_used=True, handed_over=noted.code, is_closed=True)
    closed.go_through(ALONE)
    closed.position.move(TO_STAFF)
    closed.position.moves = visit.position.moves + 1
    closed.position.seen_at = visit.position.seen_at
    return closed


def _not_in(door: Door, visit: Visit | None, why: Why) -> Visit:
    """Leaves the form, whose answers are saved, for the page to sign in."""
    if visit is not None and visit.position.step == SIGN_IN and visit.worklist.not_in == why:
        return visit
    if visit is not None and visit.door.page != door.page and visit.would_be_lost:
        return visit
    new = begin_visit(door, edition=visit.edition + 1 if visit else 0)
    new.position.move(SIGN_IN)
    new.worklist.not_in = why
    if visit is not None:
        new.position.moves = visit.position.moves + 1
        _leave(visit)
    st.session_state[VISIT] = new
    return new


def _leave(visit: Visit) -> None:
    if visit.saving is None:
        visit.keep_nothing()
    else:
        visit.saving.save_changes()
        visit.saving.let_go()


def _visit_after(old: Visit, door: Door, staff: Staff) -> Visit:
    """Ends the visit of the other door, and returns a new one. A desk that keeps records is locked first.

    So a patient who goes back in the browser's history does not see the list of patients.
    """
    _leave(old)
    new = _first_visit(door, staff, edition=old.edition + 1, is_locked=True)
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


def _language_at(door: Door) -> str | None:
    """The language of a person's own browser, if the clinic offers it; None at the clinic's own devices."""
    return fitting(st.context.locale, load_clinic().languages) if door.is_at_home else None


def _first_visit(door: Door, staff: Staff, *, edition: int = 0, is_locked: bool = False) -> Visit:
    """The first visit at a door. Only the desk keeps answers, and only where nobody else can look."""
    nobody_else_looks = staff is not ANYONE or is_on_this_computer()
    if not (door.keeps_records and load_clinic().records and nobody_else_looks):
        return begin_visit(door, edition=edition, language=_language_at(door))
    with_patient = handed_over_in(browser_here())
    draft_id = None if is_locked else st.query_params.get(DRAFT) or take_remembered_draft(staff)
    empty = begin_kept_visit(door, holder_here(staff), edition=edition)
    empty.staff = staff
    if staff.roles == {"clinician"}:
        empty.worklist.state = "waiting"
    if with_patient is not None:
        return open_draft_over(empty, with_patient.draft_id)
    if is_locked or LOCK in st.query_params:
        empty.position.move(LOCKED)
    if draft_id and LOCK not in st.query_params:
        return open_draft_over(empty, draft_id)
    return empty


def open_draft_over(visit: Visit, draft_id: str, *, take_over: bool = False) -> Visit:
    """Returns the visit of a draft, to take the place of `visit`. If it cannot be opened, `visit` says why.

    A draft that an earlier page of this same browser had open is opened without asking, if that page is gone. While a
    patient has this browser, only the patient's part of a form is opened, and none is taken away from staff elsewhere.
    If that is not possible, the page stays closed until staff give their code.
    """
    noted = handed_over_in(browser_here())
    if noted is None:
        return _opened(visit, draft_id, take_over=take_over) or visit
    opened = _opened(visit, draft_id, take_over=False) if draft_id == noted.draft_id != "" else None
    if opened is not None and opened.alone.handed_over is not None:
        return opened
    if opened is not None and opened.saving is not None:
        opened.saving.let_go()
    return _closed(visit, noted)


def _opened(visit: Visit, draft_id: str, *, take_over: bool) -> Visit | None:
    """The visit of a draft; None if it cannot be opened, and then `visit` says why."""
    who, visit.worklist.held, visit.worklist.refused = holder_here(visit.staff), None, None
    if not visit.staff.may_open_forms:
        return None
    try:
        opened = open_kept_visit(visit.door, who, draft_id, edition=visit.edition + 1, take_over=take_over)
        opened.staff = visit.staff
        return _with_whom_it_is(opened)
    except HeldElsewhereError as error:
        if not take_over and _may_pass_on(error.holder_id):
            wait_for_last_answer(session_of(error.holder_id))
            return _opened(visit, draft_id, take_over=True)
        visit.worklist.held = (draft_id, error)
    except RecordsError as error:
        visit.worklist.refused = str(error)
    return None


def _may_pass_on(holder_id: str) -> bool:
    """True if a page of this browser had a draft that this page may open without asking.

    A patient's page may still be there: the patient goes on in the tab that was opened last.
    """
    if handed_over_in(browser_here()) is not None:
        return is_of_this_browser(holder_id)
    return is_page_of_this_browser_that_is_gone(holder_id)


def _with_whom_it_is(visit: Visit) -> Visit:
    """Goes on where the patient was, if a patient has this browser. Opened anywhere else, staff have the form again."""
    handed_over = visit.alone.handed_over
    if handed_over is None:
        return visit
    if handed_over.browser == browser_here() and not has_ended(handed_over):
        go_to_patient(visit, visit.position.step, is_locked=LOCK in st.query_params)
        look_for_danger(visit, finished=True)
    else:
        visit.alone.handed_over = None
    return visit


def go_to_patient(visit: Visit, step: str | None = None, *, is_locked: bool = False) -> None:
    """Shows the patient's part of the form, which this browser then does not leave without the code of staff."""
    draft = visit.saving.draft if visit.saving is not None else None
    if visit.saving is not None and visit.alone.handed_over is not None and handed_over_in(browser_here()) is None:
        note_handed_over(browser_here(), draft.draft_id if draft is not None else "", visit.alone.handed_over)
    visit.go_through(ALONE)
    visit.position.move(TO_STAFF if is_locked else step or visit.way.first)


def go_to_staff(visit: Visit) -> None:
    """Shows the desk's form again. It begins where staff left it, and hides what the patient answered alone."""
    note_taken_back(browser_here())
    if visit.alone.language is not None:
        visit.speak(visit.alone.language)
    visit.alone = Alone(is_used=True, came_from=visit.alone.came_from)
    visit.go_through(DESK)
    visit.position.move(visit.alone.came_from or visit.way.first_page)


def replace_visit(old: Visit, new: Visit) -> None:
    """Puts another visit in the place of this tab's. Its widgets are new, so none shows a content of the old visit.

    A visit that has ended is not replaced: a late click on its page changes nothing.
    """
    if new is not old and visit_of_tab() is old:
        new.began, new.zone, new.clock = old.began, old.zone, old.clock
        new.position.moves = old.position.moves + 1
        new.position.seen_at = old.position.seen_at
        new.staff, new.in_own_words = old.staff, old.in_own_words
        if old.staff.roles == {"clinician"}:
            new.worklist.state = old.worklist.state  # the list of those who wait, unless they chose another one
        st.session_state[VISIT] = new


def come_back(visit: Visit, began: str) -> None:
    """Puts the visit with this random name in the place of an empty one, after its page was loaded anew.

    Does nothing if something was answered since. A form of the desk that is saved comes back from the records instead.
    """
    if visit.saving is not None or visit.would_be_lost:
        return
    found = take_visit_of_gone_page(began, visit.door.page)
    if found is not None and visit_of_tab() is visit:
        found.edition = max(found.edition, visit.edition) + 1  # new widgets, which show what the visit has
        found.position.moves = max(found.position.moves, visit.position.moves)
        found.position.look_at(None)
        st.session_state[VISIT] = found


def show_draft_in_address(visit: Visit) -> None:
    """Puts the random id of the open draft into the address of the page, so that loading it anew opens the draft."""
    if visit.position.step == SIGN_IN and LOCK in st.query_params:
        del st.query_params[LOCK]
    if visit.saving is None:
        return
    remember_draft(visit.staff, visit.saving.draft.draft_id if visit.saving.draft is not None else None)
    if LOCK in st.query_params and visit.position.step != LOCKED:
        del st.query_params[LOCK]
    if visit.saving.draft is not None:
        st.query_params[DRAFT] = visit.saving.draft.draft_id
        if visit.door.is_alone:
            note_draft(browser_here(), visit.saving.draft.draft_id)
    elif DRAFT in st.query_params and visit.worklist.held is None and not visit.alone.is_closed:
        del st.query_params[DRAFT]


def start_over(visit: Visit, step: str | None = None) -> None:
    """Deletes every answer that is not saved, and begins a new visit with new widgets, at a page if one is given."""
    if visit.saving is None:
        visit.keep_nothing()
        new = begin_visit(visit.door, edition=visit.edition + 1)
        new.questionnaire, new.words = visit.questionnaire, visit.words
        new.on_device.erases = True
    else:
        visit.saving.let_go()
        new = begin_kept_visit(visit.door, visit.saving.who, edition=visit.edition + 1)
    if step is not None:
        new.position.move(step)
    replace_visit(visit, new)


def callback(function: Callable[Given, None]) -> Callable[Given, None]:
    """Wraps `function` for a widget to call. It runs to its end, also if the next answer comes meanwhile.

    An error is logged, and the next page shows a kind note on it.

    Nothing is called for a form of the desk after its sign-in has ended, or while a patient has its browser.
    """
    @wraps(function)
    def guarded(*args: Given.args, **kwargs: Given.kwargs) -> None:
        try:
            with uninterrupted():
                if _may_go_on(args[0] if args else None):
                    function(*args, **kwargs)
        except Exception as error:  # noqa: BLE001 # else the person would see a traceback
            note_trouble(error)
    return guarded


def _may_go_on(visit: object) -> bool:
    """False if a form of the desk is used after its sign-in has ended, or while a patient has its browser.

    The patient's own part may go on.
    """
    if not isinstance(visit, Visit) or not visit.door.asks_desk_items or visit.position.step == SIGN_IN:
        return True
    if is_with_patient(visit):
        return False
    return not isinstance(staff_here(gives_answer=True), NotIn)


def note_trouble(error: Exception) -> None:
    """Logs where the error happened, without its message: the message could contain an answer."""
    places = traceback.extract_tb(error.__traceback__)
    _LOG.error("%s at %s", type(error).__name__, " < ".join(f"{at.filename}:{at.lineno}" for at in reversed(places)))
    st.session_state[_TROUBLE] = True


def take_trouble() -> bool:
    """True if an error was noted since the last call."""
    return bool(st.session_state.pop(_TROUBLE, False))
