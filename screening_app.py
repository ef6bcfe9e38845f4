"""What `streamlit run` opens: page set-up, and the two doors to the form."""

import streamlit as st

from screens import DESK, ICON, PATIENT, door_title, draw_door


def questionnaire() -> None:
    draw_door(PATIENT, desk_page)


def desk() -> None:
    draw_door(DESK, patient_page)


st.set_page_config(page_icon=ICON, layout="centered")
patient_page = st.Page(questionnaire, title=door_title(PATIENT), default=True)
desk_page = st.Page(desk, title=door_title(DESK), url_path="desk")
st.navigation([patient_page, desk_page], position="hidden").run()
