"""Moves between the worklist and the drafts of the desk: opens, begins, moves and erases them."""

import streamlit as st

from records import RecordsError, State
from screens.actions.steps import take_page
from screens.visit.drafts import store_here
from screens.visit.session import callback, open_draft_over, replace_visit, start_over, visit_of_tab
from screens.visit.visit import Visit
from screens.visit.walk import LOCKED, WORKLIST


@callback
def go_to_worklist(visit: Visit) -> None:
    """Takes what is typed on the page, lets others open the draft, and shows the worklist."""
    take_page(visit, visit.position.step, finished=False)
    start_over(visit)


@callback
def lock(visit: Visit) -> None:
    """Leaves the form, whose answers are saved, and shows no name any more."""
    take_page(visit, visit.position.step, finished=False)
    start_over(visit, LOCKED)


@callback
def unlock(visit: Visit) -> None:
    """Shows the worklist again."""
    visit.position.move(WORKLIST)


@callback
def begin_new_patient(visit: Visit) -> None:
    """Leaves the present patient, whose answers are saved, and begins with an empty form."""
    take_page(visit, visit.position.step, finished=False)
    start_over(visit)
    new = visit_of_tab()
    if new is not None:
        new.position.move(new.way.first_section)


@callback
def open_draft(visit: Visit, draft_id: str, take_over: bool = False) -> None:
    """Opens a draft of the worklist. If somebody else has it open, the worklist says so."""
    if visit.position.step == WORKLIST:  # a second click finds the form
        replace_visit(visit, open_draft_over(visit, draft_id, take_over=take_over))


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
    if visit.saving is not None:
        visit.saving.move_to(state)


@callback
def ask_to_erase(visit: Visit, draft_id: str | None) -> None:
    """Asks whether to erase a draft; None takes the question back."""
    visit.worklist.asks_to_erase = draft_id


@callback
def erase(visit: Visit, draft_id: str) -> None:
    """Erases a draft, after the page asked, and shows the worklist."""
    if visit.worklist.asks_to_erase != draft_id or visit.saving is None:
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
