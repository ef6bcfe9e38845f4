"""What a clinician does with a form: notes the discussion, and compares with an earlier form of the same person."""

import streamlit as st

from records import RecordsError
from screens.visit.contents import earlier_form
from screens.visit.drafts import store_here
from screens.visit.session import callback
from screens.visit.visit import Visit


@callback
def add_note(visit: Visit, key: str) -> None:
    """Adds the text of the field to the notes."""
    text = str(st.session_state.get(key) or "").strip()
    if text and visit.staff.may_see_private and not visit.hidden:
        visit.add_note(text)


@callback
def keep_typed_note(visit: Visit, key: str) -> None:
    """Keeps a note that is typed and not added yet, so that it is still there when the form is opened again."""
    visit.typed_note = str(st.session_state.get(key) or "")
    if visit.saving is not None:
        visit.saving.save_changes()


@callback
def compare_with(visit: Visit, draft_id: str | None) -> None:
    """Marks in the summary what changed since an earlier form; None marks nothing. The audit trail names that form."""
    if not visit.staff.may_see_private or visit.saving is None:
        return
    visit.printing.compared = visit.worklist.refused = None
    if draft_id is None:
        return
    try:
        content = store_here().look_at(draft_id).content
        store_here().note(draft_id, "compared", visit.saving.who)
    except RecordsError as error:
        visit.worklist.refused = str(error)
        return
    if content is not None:
        visit.printing.compared = earlier_form(visit, content)
