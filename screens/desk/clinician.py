"""Beside the summary, for the clinician: notes of the discussion, and earlier forms of the same person."""

import streamlit as st

from records import RecordsError
from screens.actions.clinician import add_note, compare_with, keep_typed_note
from screens.browser.markup import in_label, put
from screens.desk.in_one_line import in_one_line
from screens.visit.contents import identity_of
from screens.visit.drafts import store_here
from screens.visit.visit import Visit
from templates import load_words

LONGEST_NOTE = 4000  # characters


def draw_for_clinician(visit: Visit) -> None:
    """Draws both. Nothing is drawn where the form is not kept, or for somebody who may not see all of it."""
    saving = visit.saving
    if saving is None or saving.draft is None or visit.door.is_alone or visit.hidden or not visit.staff.may_see_private:
        return
    with st.expander(visit.words("clinician.title", notes=len(visit.notes)), key="for-clinician"):
        _draw_earlier(visit, saving.draft.draft_id)
        _draw_notes(visit)


def _draw_earlier(visit: Visit, draft_id: str) -> None:
    words, texts = visit.words, load_words(visit.words.language)
    try:
        found = store_here().of_same_person(identity_of(visit.questionnaire, visit.response), but=draft_id)
    except RecordsError as error:
        put("warning", text=str(error))
        return
    if visit.worklist.refused:
        put("warning", text=visit.worklist.refused)
    if visit.printing.compared is not None:
        st.button(words("clinician.compare_no_more"), key="compare-no-more", on_click=compare_with, args=(visit, None))
    elif not found:
        put("quiet", text=words("clinician.no_earlier"))
    else:
        put("quiet", text=words("clinician.earlier"))
        for line in found:
            who = in_label(" ".join(in_one_line(visit, line.identity)))
            changed = texts.on(visit.moment_at_clinic(line.changed))
            st.button(words("clinician.compare", who=who, changed=changed), key=f"compare-{line.draft_id}",
                      on_click=compare_with, args=(visit, line.draft_id))


def _draw_notes(visit: Visit) -> None:
    words, texts, key = visit.words, load_words(visit.words.language), f"desk-{visit.edition}-note"
    for note in visit.notes:
        at = texts.on(visit.moment_at_clinic(note.at))
        put("note", who=note.who or words("worklist.this_desk"), at=at, text=note.text)
    st.session_state[key] = visit.typed_note
    st.text_area(words("clinician.note"), key=key, max_chars=LONGEST_NOTE, on_change=keep_typed_note, args=(visit, key))
    st.button(words("clinician.add_note"), key="add-note", on_click=add_note, args=(visit, key))
