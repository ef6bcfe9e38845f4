"""The summary on screen, as a PDF for each reader for whom this door prints, and as a file of answers.

When the page is drawn, another process begins to make the PDF of the copy on the screen. A file gets a URL only when
the person asks for it.
"""

from functools import partial

import streamlit as st

from forms import Copy, reader_of, rows_laid_aside
from forms.exchange import write_response
from rules import conclude, conclude_openly, load_rule_sets
from screens.actions.steps import go_back
from screens.browser.markup import put
from screens.desk.file_names import file_name
from screens.desk.handing_over import draw_in_private
from screens.desk.sending_on import draw_state
from screens.visit.session import callback
from screens.visit.visit import Visit
from screens.visit.walk import SUMMARY
from screens.visit.whose import may_be_of_two, named_in_file
from templates import PAPERS, BesideAnswers, Summary, build_summary, pdf_worker, print_job, summary_html


def draw_summary(visit: Visit) -> None:
    """Draws the page."""
    words = visit.words
    summary = summary_for(visit, _copies(visit)[0])
    put("heading", words=words, title=words("summary.title"), intro=words("summary.intro"), place=None)
    _draw_files(visit, summary)
    draw_in_private(visit)
    draw_state(visit)
    with st.container(key="sheet"):
        st.html(summary_html(summary, for_screen=True))
    with st.container(key="back-and-continue"):
        st.button(words("summary.change"), key="back-SUMMARY", on_click=go_back, args=(visit, SUMMARY))


def _copies(visit: Visit) -> tuple[Copy, ...]:
    """The readers for whom this page prints: the desk alone while it hides what a patient answered alone."""
    return ("desk",) if visit.hidden else visit.door.copies


def summary_for(visit: Visit, copy: Copy) -> Summary:
    """Returns the summary for one reader. If there was an earlier visit, changes since then are marked."""
    earlier = visit.handed_in.earlier.to_compare_with(visit.answers.as_response()) if visit.handed_in.earlier else None
    conclusions = conclude(visit.answers, load_rule_sets(language=visit.language), reader_of(copy), earlier)
    is_private = copy == "patient" and not visit.printing.names_private
    beside = BesideAnswers(
        named_in_file(visit) if may_be_of_two(visit) else {}, visit.untouched, at_the_desk=visit.door.asks_desk_items,
        laid_aside=rows_laid_aside(visit.answers, visit.response))
    return build_summary(conclusions, as_of=visit.today, intake_desk=visit.door.asks_desk_items, beside=beside,
                         openly=conclude_openly(conclusions) if is_private else None)


def _draw_files(visit: Visit, summary: Summary) -> None:
    words, (shown, *others) = visit.words, _copies(visit)
    if "patient" in _copies(visit):
        _draw_private(visit)
    job = print_job(summary, visit.printing.paper)
    has_failed = pdf_worker().has_failed(job)
    visit.printing.pdfs[shown] = pdf_worker().ahead(job)
    with st.container(key="files"):
        if has_failed:
            put("warning", text=words("summary.broken"))
        put("keep", text=words("summary.keep_it" if visit.saving is None else "summary.kept"))
        with st.container(horizontal=True):
            _draw_pdf(visit, shown, partial(pdf_worker().render, job))
            for copy in others:
                _draw_pdf(visit, copy, partial(_pdf, visit, copy))
            st.download_button(words("summary.save_answers"), partial(_answers_file, visit),
                               file_name(visit, words("summary.answers_name")), "application/json", key="save-answers",
                               on_click="ignore")
        _draw_papers(visit)


def _draw_pdf(visit: Visit, copy: Copy, made: "partial[bytes]") -> None:
    texts = visit.words.group("summary.copies")[copy]
    st.download_button(texts["button"], partial(_noted, visit, made), file_name(visit, texts["file"]),
                       "application/pdf", key=f"save-{copy}", on_click="ignore",
                       type="primary" if copy == _copies(visit)[0] else "secondary")


def _noted(visit: Visit, made: "partial[bytes]") -> bytes:
    """Makes a PDF, after the audit trail has noted it."""
    if visit.saving is not None:
        visit.saving.note("printed")
    return made()


def _pdf(visit: Visit, copy: Copy) -> bytes:
    """The PDF of a copy. Streamlit calls this outside a run of the script, so it reads everything from the visit."""
    made = pdf_worker().ahead(print_job(summary_for(visit, copy), visit.printing.paper))
    visit.printing.pdfs[copy] = made
    return made.result()


def _answers_file(visit: Visit) -> str:
    return write_response(visit.answers.as_response(), visit.questionnaire)


def _draw_papers(visit: Visit) -> None:
    words, key = visit.words, f"{visit.door.name}-paper"
    st.session_state[key] = visit.printing.paper  # shows the present paper size
    names = words.group("paper")
    st.radio(words("summary.paper"), PAPERS, format_func=lambda paper: names[paper], key=key, horizontal=True,
             on_change=_choose_paper, args=(visit, key))


@callback
def _choose_paper(visit: Visit, key: str) -> None:
    visit.printing.paper = st.session_state[key]


def _draw_private(visit: Visit) -> None:
    """Draws the choice whether page 1 may name private topics."""
    words, key = visit.words, f"{visit.door.name}-{visit.edition}-private"
    st.session_state.setdefault(key, visit.printing.names_private)
    texts = {True: words("summary.names_all"), False: words("summary.names_less")}
    put("private", words=words)
    st.radio(words("summary.private"), tuple(texts), format_func=texts.__getitem__, key=key, width="stretch",
             label_visibility="collapsed", on_change=_choose_private, args=(visit, key))


@callback
def _choose_private(visit: Visit, key: str) -> None:
    visit.printing.names_private = st.session_state[key]
