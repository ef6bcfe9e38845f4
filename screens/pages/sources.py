"""The page "Rules and sources" for clinicians: every document, rule and case, to search and print. No patient data."""

from functools import cache, partial

import streamlit as st

from forms import Questionnaire, load_clinic, load_questionnaire, today_for
from forms.authoring import Texts
from rules import load_rule_sets
from screens.browser.markup import put
from screens.words import words_for
from templates import PdfWorker, source_sets, sources_html, sources_job

PATIENCE = 600.0  # seconds for the PDF of everything, some 150 pages


def draw_sources(back: st.Page | None) -> None:
    """Draws the page. `back` is the door to go back to."""
    words, questionnaire = words_for("desk"), load_questionnaire()
    put("heading", words=words, title=words("sources.title"), intro=words("sources.intro"), place=None)
    if back is not None:
        st.page_link(back, label=words("sources.back"))
    search = st.text_input(words("sources.search"), key="sources-search", placeholder=words("sources.search_hint"))
    sets = source_sets(load_rule_sets(), questionnaire, search)
    found = sum(len(one.rules) for one in sets)
    st.html(f'<p role="status">{words("sources.found", found=found)}</p>')
    _draw_print(words, questionnaire, search)
    st.html(sources_html(sets, questionnaire, opened=bool(search) and found == 1))


def _draw_print(words: Texts, questionnaire: Questionnaire, search: str) -> None:
    job = partial(_pdf, questionnaire, search)
    st.download_button(words("sources.save"), job, words("sources.file_name"), "application/pdf", key="save-sources",
                       on_click="ignore", help=None if search else words("sources.save_hint"))


def _pdf(questionnaire: Questionnaire, search: str) -> bytes:
    clinic = load_clinic()
    job = sources_job(load_rule_sets(), questionnaire, paper=clinic.paper, dated=today_for(clinic.zone), search=search)
    return _press().render(job)


@cache
def _press() -> PdfWorker:
    """A separate worker, so that no patient's summary waits for 150 pages of rules."""
    return PdfWorker(kept=4, patience=PATIENCE)
