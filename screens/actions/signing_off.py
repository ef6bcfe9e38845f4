"""Signs off rules and questions, and withdraws sign-offs. Each deed asks again who is signed in."""

from collections.abc import Sequence

import streamlit as st

from records import RecordsError, Wording
from screens.visit.reviewing import Reviewing
from screens.visit.session import callback
from screens.visit.sign_offs import keep_remark, kept_remark, sign_offs_here, signer_here
from screens.visit.staff import Staff

LONGEST_REMARK = 2000  # characters


@callback
def show(reviewing: Reviewing, opened: tuple[str, str] | None) -> None:
    """Opens a rule or question, a whole part, or the list."""
    reviewing.tell(None)
    reviewing.open(opened)


@callback
def show_chosen(reviewing: Reviewing, part: str, key: str) -> None:
    """Opens what was chosen in a field."""
    if isinstance(name := st.session_state[key], str):
        reviewing.tell(None)
        reviewing.open((part, name))


@callback
def write_remark(staff: Staff, part: str, name: str, key: str) -> None:
    """Keeps the text of the field, also if the sign-in has ended meanwhile: it is then there after the next one."""
    keep_remark(staff, part, name, str(st.session_state.get(key) or "")[:LONGEST_REMARK])


@callback
def sign_off(reviewing: Reviewing, part: str, name: str, wordings: Sequence[Wording], next_one: str | None) -> None:
    """Signs off what was shown here, with the remark beside it. `next_one`: what to open then; None for the list."""
    staff = _signer(reviewing)
    if staff is None:
        return
    if not all(one.fingerprint in reviewing.read for one in wordings):
        reviewing.tell("not_read")
        return
    try:
        count = sign_offs_here().sign(staff.person, staff.name, wordings, kept_remark(staff, part, name).strip())
    except RecordsError:
        reviewing.tell("not_saved")
        return
    keep_remark(staff, part, name, "")
    reviewing.tell("signed", count=count)
    reviewing.open((part, next_one) if next_one is not None else None)


@callback
def withdraw(reviewing: Reviewing, wording: Wording) -> None:
    """Takes back the person's own sign-off."""
    staff = _signer(reviewing)
    if staff is None:
        return
    try:
        sign_offs_here().withdraw(staff.person, staff.name, wording)
    except RecordsError:
        reviewing.tell("not_saved")
        return
    reviewing.tell("withdrawn")


def _signer(reviewing: Reviewing) -> Staff | None:
    """The clinician in whose name this is done. If nobody is, the page says that nothing was done."""
    staff = signer_here()
    if isinstance(staff, Staff) and staff.person == reviewing.person:
        return staff
    reviewing.tell("ended")
    return None
