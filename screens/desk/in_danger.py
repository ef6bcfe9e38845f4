"""Says at every desk, on each of its pages, that somebody may be in danger now and needs the clinician."""

import time
from datetime import timedelta
from functools import lru_cache

import streamlit as st

from records import Listed, RecordsError, SentForm, SentForms, Store
from screens.browser.markup import put
from screens.desk.in_one_line import in_one_line
from screens.desk.incoming import in_danger_line
from screens.server.sign_in import staff_here
from screens.visit.drafts import store_here
from screens.visit.session import is_with_patient
from screens.visit.staff import NotIn
from screens.visit.visit import Visit
from screens.visit.walk import WORKLIST

LOOK_AGAIN = 15  # seconds
SAME_FOR = 3  # seconds, in which the line beside a form is not looked up again
RECENT = timedelta(hours=12)
MOST_RECENT = 1000  # forms of that time; nobody in danger may be missed


def draw_in_danger(visit: Visit) -> None:
    """Draws who may be in danger now, whatever is open or listed. It looks again by itself, also for other desks.

    Beside an open form it names nobody: the patient of that form may sit in front of the page. If another tab handed
    the browser to a patient, the page closes at the next look.
    """
    st.fragment(run_every=LOOK_AGAIN)(_draw)(visit)


def needs_clinician_now(line: Listed) -> bool:
    """True if an answer may mean danger, and nobody has said yet that a clinician discussed the form."""
    return line.in_danger and line.state != "discussed"


def _draw(visit: Visit) -> None:
    if is_with_patient(visit):
        st.rerun()
    if isinstance(staff_here(is_use=False), NotIn):
        return
    try:
        store, is_listed = store_here(), visit.position.step == WORKLIST
        recent, waiting = _looked(store) if is_listed else _just_looked(store, _step())
    except RecordsError:
        return  # the page says so
    here = visit.saving.draft.draft_id if visit.saving is not None and visit.saving.draft is not None else None
    lines = [line for line in recent if line.draft_id != here]
    sent = [in_danger_line(visit, line) for line in waiting if line.in_danger]
    if visit.position.step != WORKLIST:
        put("other_in_danger", words=visit.words, count=len(lines) + len(sent))
        return
    names = [" ".join(in_one_line(visit, line.identity)) for line in lines]
    put("in_danger", words=visit.words, names=names + sent)
    incoming = visit.worklist.incoming
    if incoming.checked is None and incoming.listed not in (None, {line.sent_id for line in waiting}):
        incoming.listed = None
        st.rerun()  # something was sent, taken in or erased since the list below was drawn


def _looked(store: Store) -> tuple[list[Listed], list[SentForm]]:
    """The forms of which somebody needs the clinician now, and what was sent and waits. Raises RecordsError."""
    sent = SentForms(store)
    sent.erase_old()
    recent = store.worklist(since=store.now() - RECENT, limit=MOST_RECENT)
    return [line for line in recent if needs_clinician_now(line)], sent.waiting()


@lru_cache(maxsize=1)
def _just_looked(store: Store, _step: int) -> tuple[list[Listed], list[SentForm]]:
    """The same for all desks of this process within a step of time: each answer at each of them draws this line."""
    return _looked(store)


def _step() -> int:
    return int(time.monotonic() / SAME_FOR)
