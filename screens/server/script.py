"""The script that Streamlit runs for each page: page set-up, the two doors to the form, and the rules and sources.

Pages that the clinic does not serve are not made, so their addresses do not exist. The first page is the patient's
door, or the desk's if patients have none.
"""

import streamlit as st

from screens import (
    DESK,
    ICON,
    PATIENT,
    Pages,
    door_title,
    doors_served,
    draw_door,
    draw_rules_and_sources,
    sources_title,
)


def questionnaire() -> None:
    draw_door(PATIENT, pages)


def desk() -> None:
    draw_door(DESK, pages)


def sources() -> None:
    draw_rules_and_sources(pages)


st.set_page_config(page_icon=ICON, layout="centered")
served = doors_served()
patient_page, desk_page, sources_page = None, None, None
if "patient" in served:
    patient_page = st.Page(questionnaire, title=door_title(PATIENT), default=True)
if "desk" in served:
    desk_page = st.Page(desk, title=door_title(DESK), url_path="desk", default=patient_page is None)
if "sources" in served:
    sources_page = st.Page(sources, title=sources_title(), url_path="sources")
pages = Pages(patient_page, desk_page, sources_page)
st.navigation([page for page in pages if page], position="hidden").run()
