"""The page "Rules and sources": every document, rule, case and question, to search and print. No patient data.

A clinician who is signed in reviews and signs off here. Everybody else sees what is signed.
"""

from functools import partial

import streamlit as st

from forms import Questionnaire, load_clinic, load_questionnaire, today_for
from forms.authoring import SignedHere, Texts
from records import RecordsError
from rules import load_rule_sets
from screens.browser.markup import put
from screens.pages.on_paper import worker_for_papers
from screens.pages.reviewing import draw_opened, draw_overview, draw_what_was_told, parts_of
from screens.pages.served import Pages
from screens.visit.doors import PATIENT
from screens.visit.reviewing import Part
from screens.visit.sign_offs import signed_here, signed_off_here, signer_here
from screens.visit.staff import Staff
from screens.visit.visit import Visit
from screens.words import words_for
from templates import source_questions, source_sets, sources_html, sources_job


def draw_sources(visit: Visit | None, pages: Pages) -> None:
    """Draws the page. `visit` is that of this tab; the page leads back to its door."""
    words, questionnaire, here, signer = words_for("desk"), load_questionnaire(), signed_here(), signer_here()
    if isinstance(signer, Staff) and _draw_review(words, signer, here):
        return
    put("heading", words=words, title=words("sources.title"), intro=words("sources.intro"), place=None)
    back = pages.first if visit is None else pages.of(visit.door)
    if back is not None:
        st.page_link(back, label=words("sources.back"))
    draw_what_was_told(words)
    if isinstance(signer, Staff):
        _draw_overview(words, signer, here)
    elif signer != "with_patient" and pages.desk is not None and (visit is None or visit.door.page != PATIENT.page):
        put("quiet", text=words(f"signing.why_not.{signer}"))
    search = st.text_input(words("sources.search"), key="sources-search", placeholder=words("sources.search_hint"))
    sets = source_sets(load_rule_sets(), questionnaire, search, here)
    questions = source_questions(load_rule_sets(), questionnaire, search, here)
    found = sum(len(one.rules) for one in sets)
    st.html(f'<p role="status">{words("sources.found", rules=found, questions=len(questions))}</p>')
    _draw_print(words, questionnaire, search, here)
    opened = bool(search) and found + len(questions) == 1
    st.html(sources_html(sets, questionnaire, questions, opened=opened, here=here))


def _draw_review(words: Texts, signer: Staff, here: SignedHere) -> bool:
    """Draws the rule, question or part that a clinician has open; False if none is."""
    try:
        return draw_opened(words, signer, _parts(words, here), signed_off_here())
    except RecordsError:
        return False  # the list says so


def _draw_overview(words: Texts, signer: Staff, here: SignedHere) -> None:
    try:
        draw_overview(words, signer, _parts(words, here), signed_off_here())
    except RecordsError as error:
        put("warning", text=str(error))


def _parts(words: Texts, here: SignedHere) -> tuple[Part, ...]:
    rule_sets, questionnaire = load_rule_sets(), load_questionnaire()
    return parts_of(source_sets(rule_sets, questionnaire, here=here),
                    source_questions(rule_sets, questionnaire, here=here), words)


def _draw_print(words: Texts, questionnaire: Questionnaire, search: str, here: SignedHere) -> None:
    job = partial(_pdf, questionnaire, search, here)
    st.download_button(words("sources.save"), job, words("sources.file_name"), "application/pdf", key="save-sources",
                       on_click="ignore", help=None if search else words("sources.save_hint"))


def _pdf(questionnaire: Questionnaire, search: str, here: SignedHere) -> bytes:
    clinic = load_clinic()
    job = sources_job(load_rule_sets(), questionnaire, paper=clinic.paper, dated=today_for(clinic.zone), search=search,
                      here=here)
    return worker_for_papers().render(job)
