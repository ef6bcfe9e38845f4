"""The pages with which staff hand the device to a patient, and get it back; and the way to what was answered alone."""

import streamlit as st

from screens.actions.handing_over import (
    give_back,
    go_to_hand_over,
    hand_over,
    leave_hand_over,
    show_private_answers,
    take_device_back,
)
from screens.actions.steps import go_on
from screens.browser.markup import put
from screens.visit.contents import identity_of
from screens.visit.visit import Visit
from screens.visit.walk import TO_PATIENT, TO_STAFF


def draw_hand_over_button(visit: Visit) -> None:
    """Draws the button at the desk, and whether the patient has answered everything."""
    words = visit.words
    st.button(words("alone_desk.button"), key="hand-over", on_click=go_to_hand_over, args=(visit,), shortcut="Alt+H")
    if visit.alone.is_used:
        st.html(f'<p class="quiet">{words("alone_desk.shown" if visit.alone.is_shown else "alone_desk.hidden")}</p>')


def draw_hand_over(visit: Visit) -> None:
    """Draws the page before the patient gets the device. Staff choose a code that ends it."""
    words = visit.words
    put("heading", words=words, title=words("alone.titles.hand_over"), intro=words("alone_desk.intro"), place=None)
    key = f"desk-{visit.edition}-code"
    _draw_code(visit, key, words("alone_desk.choose_code"))
    with st.container(horizontal=True, key="back-and-continue"):
        st.button(words("walk.back"), key="leave-hand-over", on_click=leave_hand_over, args=(visit,))
        st.button(words("alone_desk.do_it"), key="do-hand-over", type="primary", on_click=hand_over, args=(visit, key))


def draw_to_patient(visit: Visit) -> None:
    """Draws the patient's first page: whose form it is, what is asked, and who sees the answers."""
    words, name = visit.words, identity_of(visit.questionnaire, visit.response).name
    put("heading", words=words, title=words("alone.titles.to_patient"), intro=None, place=None)
    put("to_patient", words=words, who=name)
    with st.container(horizontal=True, key="back-and-continue"):
        st.button(words("welcome.start"), key="on-to-patient", type="primary", on_click=go_on, args=(visit, TO_PATIENT))


def draw_to_staff(visit: Visit) -> None:
    """Draws the patient's last page, which shows no answer and no name. Staff go on with their code."""
    words, key = visit.words, f"alone-{visit.edition}-code"
    put("heading", words=words, title=words("alone.titles.to_staff"), intro=words("alone.thanks"), place=None)
    _draw_code(visit, key, words("alone.code"))
    st.button(words("alone.take_back"), key="take-device-back", on_click=take_device_back, args=(visit, key))


def draw_give_back(visit: Visit) -> None:
    """Draws, on each page of the patient, the button that ends this part."""
    if visit.position.step != TO_STAFF:
        st.button(visit.words("alone.give_back"), key="give-back", type="tertiary", on_click=give_back, args=(visit,))


def draw_in_private(visit: Visit) -> None:
    """Draws, beside a summary without the answers that a patient gave alone, the button that shows them."""
    words = visit.words
    if not visit.hidden:
        return
    put("keep", text=words("alone_desk.on_summary"))
    if visit.staff.may_see_private:
        st.button(words("alone_desk.show"), key="show-private", on_click=show_private_answers, args=(visit,))
    else:
        put("quiet", text=words("alone_desk.only_clinician"))


def _draw_code(visit: Visit, key: str, label: str) -> None:
    with st.container(key="code"):
        st.text_input(label, key=key, type="password", autocomplete="one-time-code", max_chars=12)
        if visit.alone.problem is not None:
            put("warning", text=visit.words(f"alone.{visit.alone.problem}"))
