"""Moves between the worklist and the drafts of the desk: opens, begins, moves and erases them."""

import streamlit as st

from records import RecordsError, State
from screens.actions.steps import take_page
from screens.actions.taking_over import take_over_earlier
from screens.visit.contents import earlier_form
from screens.visit.danger import look_for_danger
from screens.visit.drafts import store_here
from screens.visit.session import callback, open_draft_over, replace_visit, start_over, visit_of_tab
from screens.visit.visit import Visit
from screens.visit.walk import LOCKED, SUMMARY, WORKLIST


@callback
def go_to_worklist(visit: Visit) -> None:
    """Takes what is typed on the page, lets others open the draft, and shows the worklist."""
    if _may_leave(visit):
        start_over(visit)


@callback
def lock(visit: Visit) -> None:
    """Leaves the form, whose answers are saved, and shows no name any more. Danger is shown when it is opened again."""
    take_page(visit, visit.position.step, finished=False)
    start_over(visit, LOCKED)


@callback
def unlock(visit: Visit) -> None:
    """Shows the worklist again."""
    visit.position.move(WORKLIST)


@callback
def begin_new_patient(visit: Visit) -> None:
    """Leaves the present patient, whose answers are saved, and begins with an empty form."""
    if not visit.staff.may_open_forms or not _may_leave(visit):
        return
    chosen = visit.language if visit.position.step == WORKLIST else None
    start_over(visit)
    new = visit_of_tab()
    if new is not None:
        if chosen is not None:
            new.speak(chosen)
        new.position.move(new.way.first_page)


def _may_leave(visit: Visit) -> bool:
    """Takes what is typed on the page. False if an answer indicates danger and staff have not seen yet what to do."""
    shown_before = visit.help.crisis
    take_page(visit, visit.position.step, finished=False)
    look_for_danger(visit, finished=True)
    return visit.help.crisis is shown_before


@callback
def open_draft(visit: Visit, draft_id: str, take_over: bool = False) -> None:
    """Opens a draft of the worklist. If somebody else has it open, the worklist says so."""
    if visit.position.step != WORKLIST:  # a second click finds the form
        return
    new = open_draft_over(visit, draft_id, take_over=take_over)
    if new is visit:
        visit.position.look_at("take-over" if visit.worklist.held else None)
    elif is_to_read(new):
        new.position.move(SUMMARY)
    replace_visit(visit, new)


@callback
def begin_from(visit: Visit, draft_id: str) -> None:
    """Begins a new form of the same person: what is fresh in an earlier one is carried over, the rest asked again.

    If the patient answered alone then, those answers stay hidden in the new form too.
    """
    if visit.position.step != WORKLIST or visit.saving is None or not visit.staff.may_open_forms:
        return
    try:
        content = store_here().look_at(draft_id).content
        store_here().note(draft_id, "began from", visit.saving.who)
    except RecordsError as error:
        visit.worklist.refused = str(error)
        return
    start_over(visit)
    new = visit_of_tab()
    if new is None or content is None:
        return
    new.alone.is_used = content.in_private
    take_over_earlier(new, earlier_form(new, content))
    new.position.move(new.way.first_page)
    look_for_danger(new, finished=True)


def is_to_read(visit: Visit) -> bool:
    """True for a form that waits for the clinician or was discussed, opened by somebody who may read all of it."""
    draft = visit.saving.draft if visit.saving is not None else None
    is_filled_in = draft is not None and draft.state != "draft" and visit.help.crisis is None
    return is_filled_in and visit.staff.may_see_private and not visit.door.is_alone


@callback
def take_back(visit: Visit) -> None:
    """Opens the draft again as it is saved now, after somebody else had it."""
    saving = visit.saving
    if saving is not None and saving.draft is not None:
        new = open_draft_over(visit, saving.draft.draft_id, take_over=True)
        if new is visit:
            visit.position.move(WORKLIST)
        replace_visit(visit, new)


@callback
def move_to(visit: Visit, state: State) -> None:
    """Moves the draft to another list."""
    if visit.saving is not None and (state != "discussed" or visit.staff.may_see_private):
        visit.saving.move_to(state)


@callback
def ask_to_erase(visit: Visit, draft_id: str | None) -> None:
    """Asks whether to erase a draft; None takes the question back."""
    visit.worklist.asks_to_erase = draft_id


@callback
def erase(visit: Visit, draft_id: str) -> None:
    """Erases a draft, after the page asked, and shows the worklist."""
    if visit.worklist.asks_to_erase != draft_id or visit.saving is None or not visit.staff.may_erase:
        return
    try:
        store_here().erase(draft_id, visit.saving.who)
    except RecordsError as error:
        visit.worklist.refused = str(error)
    else:
        visit.saving.draft = None
        start_over(visit)


@callback
def search(visit: Visit, key: str) -> None:
    """Takes the text of the search field."""
    visit.worklist.search = st.session_state[key]


@callback
def show_state(visit: Visit, key: str) -> None:
    """Takes which drafts are listed."""
    visit.worklist.state = st.session_state[key]
