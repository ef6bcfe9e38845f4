"""The page of the desk at which nobody is signed in, and what stands on the worklist about sign-ins."""

import streamlit as st

from forms import load_clinic
from records import RecordsError, SignIn, SignIns
from screens.actions.signing_in import end_for, sign_in, sign_out
from screens.browser.markup import put
from screens.visit.drafts import store_here
from screens.visit.visit import Visit
from templates import load_words


def draw_sign_in(visit: Visit) -> None:
    """Draws the page, which shows no name of a patient: why nobody is signed in, and the button to sign in."""
    words, why = visit.words, visit.worklist.not_in or "not_yet"
    put("heading", words=words, title=words("sign_in.title"), intro=words(f"not_in.{why}"), place=None)
    st.button(words("sign_in.button"), key="sign-in", type="primary", shortcut="Enter", on_click=sign_in, args=(visit,))
    if why == "no_role":
        st.button(words("sign_in.leave"), key="leave-account", on_click=sign_out, args=(visit,))


def draw_who_is_signed_in(visit: Visit) -> None:
    """Draws, below the worklist, who works here, the ways to sign out, and for an administrator the sign-ins of all."""
    words, staff = visit.words, visit.staff
    if load_clinic().sign_in is None or visit.saving is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="signed-in"):
        put("quiet", text=words("sign_in.as", name=staff.name))
        st.button(words("sign_in.out"), key="sign-out", type="tertiary", on_click=sign_out, args=(visit,))
        st.button(words("sign_in.out_everywhere"), key="sign-out-everywhere", type="tertiary", on_click=sign_out,
                  args=(visit,), kwargs={"everywhere": True})
    if staff.may_erase:
        _draw_all(visit)


def _draw_all(visit: Visit) -> None:
    try:
        found = SignIns(store_here()).all_that_hold()
    except RecordsError as error:
        put("warning", text=str(error))
        return
    with st.expander(visit.words("sign_in.all", count=len(found)), key="all-sign-ins"):
        for held in found:
            _draw_one(visit, held)


def _draw_one(visit: Visit, held: SignIn) -> None:
    words, texts = visit.words, load_words(visit.words.language)
    began, seen = (texts.on(visit.moment_at_clinic(moment)) for moment in (held.began, held.seen))
    with st.container(horizontal=True, vertical_alignment="center", key=f"held-{held.sign_in_id}"):
        put("quiet", text=words("sign_in.held", name=held.name, began=began, seen=seen))
        st.button(words("sign_in.end"), key=f"end-{held.sign_in_id}", on_click=end_for, args=(visit, held.sign_in_id))
