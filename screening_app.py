"""What `streamlit run` opens: page set-up, the two doors to the form, and what stands behind its points."""

import streamlit as st

from screens import DESK, ICON, PATIENT, door_title, draw_door, draw_rules_and_sources, sources_title


def questionnaire() -> None:
    draw_door(PATIENT, desk_page, sources_page)


def desk() -> None:
    draw_door(DESK, patient_page, sources_page)


def sources() -> None:
    draw_rules_and_sources(patient_page)


st.set_page_config(page_icon=ICON, layout="centered")
patient_page = st.Page(questionnaire, title=door_title(PATIENT), default=True)
desk_page = st.Page(desk, title=door_title(DESK), url_path="desk")
sources_page = st.Page(sources, title=sources_title(), url_path="sources")
st.navigation([patient_page, desk_page, sources_page], position="hidden").run()
