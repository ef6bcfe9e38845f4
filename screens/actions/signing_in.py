"""Signs in at the provider of accounts, and out here and there."""

import streamlit as st

from records import Holder, RecordsError, SignIns
from screens.server.sign_in import check_sign_in, end_sign_in, remember_draft
from screens.visit.drafts import store_here
from screens.visit.session import callback, start_over
from screens.visit.visit import Visit


@callback
def sign_in(_visit: Visit) -> None:
    """Leads the browser to the provider, which leads it back to the desk."""
    check_sign_in()
    st.login()


@callback
def sign_out(visit: Visit, *, everywhere: bool = False) -> None:
    """Ends the sign-in on the server, takes the cookie from the browser, and leads to the provider's own sign-out."""
    if visit.saving is not None:
        try:
            end_sign_in(visit.staff, "signed out", everywhere=everywhere)
        except RecordsError as error:
            if everywhere:  # else this browser at least forgets the sign-in
                visit.worklist.refused = str(error)
                return
        remember_draft(visit.staff, None)
        start_over(visit)
    st.logout()


@callback
def end_for(visit: Visit, sign_in_id: str) -> None:
    """Ends the sign-in of somebody else, for an administrator."""
    if not visit.staff.may_erase:
        return
    try:
        SignIns(store_here()).end(sign_in_id, "ended by an administrator")
        store_here().note(None, "ended a sign-in", Holder("", visit.staff.name, visit.staff.person))
    except RecordsError as error:
        visit.worklist.refused = str(error)
