"""The bar above every page of a kept form: who the patient is, and whether everything is saved."""

import streamlit as st

from forms import is_same_name, words_of_two_alphabets
from records import RecordsError
from screens.actions.drafts import begin_new_patient, go_to_worklist, lock, take_back
from screens.actions.steps import change_words
from screens.browser.markup import put
from screens.desk.giving import draw_giving
from screens.desk.in_danger import draw_in_danger
from screens.desk.in_one_line import in_one_line
from screens.desk.vitals import draw_vitals, draw_vitals_button
from screens.visit.contents import identity_of
from screens.visit.drafts import store_here
from screens.visit.saving import Saving
from screens.visit.visit import Visit
from screens.visit.walk import LOCKED, WORKLIST
from templates import load_words

AGAIN = 5  # seconds until saving is tried again


def draw_identity_bar(visit: Visit) -> None:
    """Draws the bar, and above it the way to the worklist and to a new patient; for a patient only the mark."""
    saving, words = visit.saving, visit.words
    if saving is None or visit.alone.is_closed or visit.position.step in (WORKLIST, LOCKED):
        return
    if visit.door.is_alone:
        _draw_mark(visit, saving)
        return
    with st.container(key="desk-bar"):
        who = in_one_line(visit, identity_of(visit.questionnaire, visit.response))
        put("identity_bar", words=words, who=who)
        with st.container(horizontal=True, key="desk-now", vertical_alignment="center"):
            draw_vitals(visit)
            draw_giving(visit)
        with st.container(horizontal=True, key="desk-ways"):
            _draw_mark(visit, saving)
            draw_vitals_button(visit)
            st.button(words("asking.about" if visit.in_own_words else "asking.own_words"), key="change-words",
                      type="tertiary", on_click=change_words, args=(visit,), shortcut="Alt+Q")
            st.button(words("worklist.back"), key="to-worklist", type="tertiary", on_click=go_to_worklist,
                      args=(visit,), shortcut="Alt+L")
            st.button(words("worklist.new"), key="new-patient", type="tertiary", on_click=begin_new_patient,
                      args=(visit,), shortcut="Alt+N")
            st.button(words("locked.button"), key="lock", type="tertiary", on_click=lock, args=(visit,),
                      shortcut="Alt+K")
    _draw_two_alphabets(visit)
    draw_in_danger(visit)
    _draw_same_number(visit, saving)
    if saving.trouble == "overtaken":
        st.button(words("saving.take_back"), key="take-back", on_click=take_back, args=(visit,))
    if saving.left_out:
        put("left_out", words=words, left_out=saving.left_out)


def _draw_two_alphabets(visit: Visit) -> None:
    """Warns if a word of the name has letters of two alphabets, which nobody sees and the search does not find."""
    mixed = words_of_two_alphabets(identity_of(visit.questionnaire, visit.response).name or "")
    if mixed:
        put("warning", text=visit.words("worklist.two_alphabets", words=", ".join(mixed)))


def _draw_same_number(visit: Visit, saving: Saving) -> None:
    """Warns if the form of somebody with another name has the same record number."""
    here = identity_of(visit.questionnaire, visit.response)
    if not here.record_number or not here.name:
        return
    try:
        found = store_here().of_record_number(here.record_number, but=saving.draft.draft_id if saving.draft else None)
    except RecordsError:
        return  # the mark above says that they cannot be reached
    others = {line.identity.name for line in found if line.identity is not None and line.identity.name
              and not is_same_name(line.identity.name, here.name)}
    if others:
        put("warning", text=visit.words("worklist.same_number", who=", ".join(sorted(others))))


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
        put("saved_mark", saves=0, is_saved=False, is_trouble=True, text=words(f"saving.{saving.trouble}"))
    elif saving.saved_at is not None and saving.draft is not None:
        at = texts.at(visit.moment_at_clinic(saving.saved_at))
        put("saved_mark", saves=saving.draft.version, is_saved=True, is_trouble=False,
            text=words("saving.saved", at=at))
    else:
        put("saved_mark", saves=0, is_saved=False, is_trouble=False, text=words("saving.nothing_yet"))
