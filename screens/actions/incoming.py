"""Checks what patients sent, and takes it in: as a new form, or into the form that the desk has of the same person."""

from dataclasses import replace

import streamlit as st

from forms.exchange import ReadBack, ResponseError, UnreadableError
from forms.exchange.worker import reading_worker
from records import NoSuchDraftError, RecordsError, SentForm, SentForms
from screens.visit.danger import look_for_danger
from screens.visit.drafts import begin_sent_visit, store_here
from screens.visit.incoming import as_the_patient_s, can_take, is_file_of_answers, is_of, shown_at_desk
from screens.visit.session import callback, open_draft_over, replace_visit
from screens.visit.state import Incoming
from screens.visit.visit import Visit
from screens.visit.walk import OPEN, REVIEW, WORKLIST


@callback
def begin_to_check(visit: Visit, sent_id: str | None) -> None:
    """Shows the field for what the person says; None closes it."""
    visit.worklist.incoming, visit.worklist.refused = Incoming(sent_id), None
    visit.position.look_at(None if sent_id is None else "incoming-check")


@callback
def check(visit: Visit, key: str) -> None:
    """Compares what the person says. The worklist says if it does not fit."""
    incoming = visit.worklist.incoming
    if incoming.checked is None:
        return
    try:
        fit = SentForms(store_here()).check(incoming.checked, str(st.session_state.get(key) or ""))
    except RecordsError as error:
        _give_up(visit, error)
        return
    incoming.fits, incoming.problem = fit == "fits", None if fit == "fits" else fit
    visit.position.look_at("incoming-check")


@callback
def ask_to_erase_sent(visit: Visit, asks: bool) -> None:
    """Asks whether to erase what was sent; False takes the question back."""
    visit.worklist.incoming.asks_to_erase = asks


@callback
def erase_sent(visit: Visit) -> None:
    """Erases what is not of a patient of this clinic, after the page asked."""
    incoming = visit.worklist.incoming
    if incoming.checked is None or not incoming.asks_to_erase or visit.saving is None:
        return
    if not visit.staff.may_open_forms:
        return
    try:
        SentForms(store_here()).erase(incoming.checked, visit.saving.who)
    except RecordsError as error:
        _give_up(visit, error)
    else:
        visit.worklist.incoming = Incoming()


@callback
def take_in(visit: Visit) -> None:
    """Begins a form with what was sent, after somebody has checked who it is."""
    found, sent_id = _to_take(visit), visit.worklist.incoming.checked
    if found is None or sent_id is None or visit.saving is None:
        return
    left_out = shown_at_desk(found, visit.questionnaire, visit.words("incoming.private_left_out"))
    try:
        new = begin_sent_visit(visit.door, visit.saving.who, sent_id, found, left_out,
                               edition=visit.edition + 1)
    except RecordsError as error:
        _give_up(visit, error)
        return
    new.staff = visit.staff
    look_for_danger(new, finished=True)
    replace_visit(visit, new)


@callback
def put_into(visit: Visit, draft_id: str) -> None:
    """Opens the form of the same person, where staff decide what to do with what was sent, as with a file.

    It waits until they have decided.
    """
    found, sent_id = _to_take(visit), visit.worklist.incoming.checked
    if found is None or sent_id is None or not _takes_it(visit, draft_id):
        return
    new = open_draft_over(visit, draft_id)
    if new is visit:
        visit.position.look_at("take-over" if visit.worklist.held else None)
        return
    left_out = shown_at_desk(found, visit.questionnaire, visit.words("incoming.private_left_out"))
    new.position.came_from = REVIEW
    new.handed_in.opened, new.handed_in.sent_id = replace(found, left_out=left_out), sent_id
    new.position.move(OPEN)
    replace_visit(visit, new)


def _takes_it(visit: Visit, draft_id: str) -> bool:
    try:
        return can_take(store_here().look_at(draft_id).content, visit.questionnaire)
    except RecordsError as error:
        _give_up(visit, error)
        return False


def _to_take(visit: Visit) -> ReadBack | None:
    """The answers of the form that was checked; None if it was not, or does not open. Then the worklist says so."""
    incoming = visit.worklist.incoming
    if visit.position.step != WORKLIST or incoming.checked is None or not incoming.fits:
        return None
    if not visit.staff.may_open_forms:
        return None
    try:
        line = sent_line(incoming.checked)
        content = SentForms(store_here()).answers(incoming.checked)
        if not is_file_of_answers(content):
            raise UnreadableError("not_answers")
        found = reading_worker().read_back(content, visit.questionnaire, today=visit.newest_day)
    except (UnreadableError, ResponseError):
        incoming.problem = "unreadable"
        return None
    except RecordsError as error:
        _give_up(visit, error)
        return None
    found = as_the_patient_s(found, visit.questionnaire)
    if line.identity is None or not is_of(line.identity, found, visit.questionnaire):
        incoming.problem = "unreadable"
        return None
    return found


def sent_line(sent_id: str) -> SentForm:
    """Returns what the list knows of what was sent. Raises RecordsError, such as NoSuchDraftError."""
    for line in SentForms(store_here()).waiting():
        if line.sent_id == sent_id:
            return line
    raise NoSuchDraftError("This does not wait any more. Somebody may have taken it in or erased it.")


def _give_up(visit: Visit, error: RecordsError) -> None:
    visit.worklist.incoming, visit.worklist.refused = Incoming(), str(error)
