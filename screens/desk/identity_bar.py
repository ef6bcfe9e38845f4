"""The bar above every page of a kept form: who the patient is, and whether everything is saved."""

import streamlit as st

from records import Identity
from screens.actions.drafts import begin_new_patient, go_to_worklist, lock, take_back
from screens.browser.markup import put
from screens.visit.contents import identity_of
from screens.visit.saving import Saving
from screens.visit.visit import Visit
from screens.visit.walk import LOCKED, WORKLIST
from templates import load_words

AGAIN = 5  # seconds until saving is tried again


def draw_identity_bar(visit: Visit) -> None:
    """Draws the bar, and above it the way to the worklist and to a new patient; for a patient only the mark."""
    saving, words = visit.saving, visit.words
    if saving is None or visit.position.step in (WORKLIST, LOCKED):
        return
    if visit.door.is_alone:
        _draw_mark(visit, saving)
        return
    with st.container(key="desk-bar"):
        who = in_one_line(visit, identity_of(visit.questionnaire, visit.response))
        put("identity_bar", words=words, who=who)
        with st.container(horizontal=True, key="desk-ways"):
            _draw_mark(visit, saving)
            st.button(words("worklist.back"), key="to-worklist", type="tertiary", on_click=go_to_worklist,
                      args=(visit,), shortcut="Alt+L")
            st.button(words("worklist.new"), key="new-patient", type="tertiary", on_click=begin_new_patient,
                      args=(visit,), shortcut="Alt+N")
            st.button(words("locked.button"), key="lock", type="tertiary", on_click=lock, args=(visit,),
                      shortcut="Alt+K")
    if saving.trouble == "overtaken":
        st.button(words("saving.take_back"), key="take-back", on_click=take_back, args=(visit,))
    if saving.left_out:
        put("left_out", words=words, left_out=saving.left_out)


def in_one_line(visit: Visit, identity: Identity | None) -> tuple[str, ...]:
    """Returns the name, the date of birth and the record number to show; a text in their place if none is known.

    `identity` is None for a record that does not open.
    """
    words, texts = visit.words, load_words(visit.words.language)
    if identity is None:
        return (words("worklist.does_not_open"),)
    shown = [identity.name or words("worklist.no_name")]
    if identity.birth_date is not None:
        shown.append(words("worklist.born", day=texts.on(identity.birth_date)))
    if identity.record_number:
        shown.append(words("worklist.number", number=identity.record_number))
    return tuple(shown)


def _draw_mark(visit: Visit, saving: Saving) -> None:
    """Draws whether everything is saved. While it is not, saving is tried again and again."""
    if saving.trouble == "unreachable":
        st.fragment(run_every=AGAIN)(_draw_retry)(visit, saving)
    else:
        _put_mark(visit, saving)


def _draw_retry(visit: Visit, saving: Saving) -> None:
    if saving.trouble == "unreachable":
        saving.save()
    _put_mark(visit, saving)


def _put_mark(visit: Visit, saving: Saving) -> None:
    words, texts = visit.words, load_words(visit.words.language)
    if saving.trouble is not None:
        put("saved_mark", saves=0, is_saved=False, text=words(f"saving.{saving.trouble}"))
    elif saving.saved_at is not None and saving.draft is not None:
        at = texts.at(visit.moment_at_clinic(saving.saved_at))
        put("saved_mark", saves=saving.draft.version, is_saved=True, text=words("saving.saved", at=at))
    else:
        put("saved_mark", saves=0, is_saved=False, text=words("saving.nothing_yet"))
