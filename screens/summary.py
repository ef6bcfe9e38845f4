"""The summary on screen, and to take along: as a PDF, and as a file of answers.

The PDF is made in a process of its own, begun when the page is drawn. A file gets an address when it is asked for.
"""

from functools import partial

import streamlit as st

from forms import Response, write_response
from rules import evaluate, load_rule_sets
from screens.browser import tell_browser
from screens.markup import put
from screens.session import callback
from screens.steps import go_back
from screens.visit import Visit
from screens.walk import SUMMARY
from templates import PAPERS, Paper, Summary, build_summary, pdf_worker, print_job, summary_html

LETTER_COUNTRIES = ("US", "CA", "MX", "PH", "CL", "CO", "VE")  # where printers hold US Letter


def draw_summary(visit: Visit) -> None:
    words = visit.words
    summary = _summary(visit)
    tell_browser(visit)
    put("heading", words=words, title=words("summary.title"), intro=words("summary.intro"), place=None)
    _draw_files(visit, summary)
    with st.container(key="sheet"):
        st.html(summary_html(summary, for_screen=True))
    with st.container(key="ways"):
        st.button(words("summary.change"), key="back-SUMMARY", on_click=go_back, args=(visit, SUMMARY))


def _summary(visit: Visit) -> Summary:
    judged = [(ruleset, evaluate(ruleset, visit.answers)) for ruleset in load_rule_sets()]
    return build_summary(visit.answers, judged, as_of=visit.today, intake_desk=visit.door.asks_desk_items)


def _draw_files(visit: Visit, summary: Summary) -> None:
    words = visit.words
    job = print_job(summary, visit.paper or _usual_paper())
    made = pdf_worker().ahead(job)
    with st.container(key="files"):
        if made.done() and made.exception():
            put("warning", text=words("summary.broken"))
        put("keep", words=words)
        with st.container(horizontal=True):
            st.download_button(words("summary.save_pdf"), partial(pdf_worker().render, job), words("summary.pdf_name"),
                               "application/pdf", key="save-pdf", type="primary", on_click="ignore")
            st.download_button(words("summary.save_answers"), partial(_answers_file, visit),
                               words("summary.answers_name"), "application/json", key="save-answers", on_click="ignore")
        _draw_papers(visit)


def _answers_file(visit: Visit) -> str:
    """The answers in force, as RESPONSE.json."""
    in_force = Response(visit.questionnaire.questionnaire_id, visit.answers.given())
    return write_response(in_force, visit.questionnaire)


def _usual_paper() -> Paper:
    """The paper of the country that the browser names."""
    country = (st.context.locale or "").rpartition("-")[2].upper()
    return "letter" if country in LETTER_COUNTRIES else "a4"


def _draw_papers(visit: Visit) -> None:
    words, key = visit.words, f"{visit.door.name}-paper"
    st.session_state.setdefault(key, visit.paper or _usual_paper())
    names = words.group("paper")
    st.radio(words("summary.paper"), PAPERS, format_func=lambda paper: names[paper], key=key, horizontal=True,
             on_change=_choose_paper, args=(visit, key))


@callback
def _choose_paper(visit: Visit, key: str) -> None:
    visit.paper = st.session_state[key]
