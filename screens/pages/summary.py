"""The summary on screen, to print, as a PDF for each reader for whom this door prints, and as a file of answers.

When the page is drawn, another process begins to make the PDF of the copy on the screen. A file gets a URL only when
the person asks for it.
"""

from functools import partial

import streamlit as st

from forms import Copy
from screens.actions.steps import go_back
from screens.browser.browser import print_by_button, share_by_button
from screens.browser.markup import put
from screens.desk.clinician import draw_for_clinician
from screens.desk.file_names import file_name
from screens.desk.handing_over import draw_in_private
from screens.desk.printing import draw_print, draw_sizes
from screens.desk.sending_on import draw_state
from screens.pages.back_and_continue import draw_back_at_top
from screens.pages.copies import copies_here, job_for, summary_for
from screens.pages.other_software import draw_for_other_software
from screens.pages.sending import draw_sending
from screens.visit.session import callback, check_still_open
from screens.visit.to_file import answers_to_save
from screens.visit.visit import Visit
from screens.visit.walk import SUMMARY
from templates import PdfError, Summary, pdf_worker, print_job, summary_html


def draw_summary(visit: Visit) -> None:
    """Draws the page. The person and a clinician read before they print; the desk prints."""
    words = visit.words
    summary = summary_for(visit, copies_here(visit)[0])
    draw_back_at_top(visit)
    put("heading", words=words, title=words("summary.title"), intro=words("summary.intro"), place=None)
    reads_first = visit.staff.is_clinician or summary.for_you is not None
    if not reads_first:
        _draw_files(visit, summary)
    draw_in_private(visit)
    draw_state(visit)
    draw_for_clinician(visit)
    with st.container(key="sheet"):
        st.html(summary_html(summary, for_screen=True))
    if reads_first:
        _draw_files(visit, summary)
        draw_sending(visit)
    with st.container(key="back-and-continue"):
        st.button(words("summary.change"), key="back-SUMMARY", on_click=go_back, args=(visit, SUMMARY))


def _draw_files(visit: Visit, summary: Summary) -> None:
    words, (shown, *others) = visit.words, copies_here(visit)
    asks = "patient" in copies_here(visit)
    if asks and not visit.door.asks_desk_items:
        _draw_private(visit)
    job = print_job(summary, visit.printing.paper)
    has_failed = pdf_worker().has_failed(job)
    visit.printing.pdfs[shown] = pdf_worker().ahead(job)
    with st.container(key="files"):
        if has_failed:
            put("warning", text=words("summary.broken"))
        put("keep", text=words(f"summary.{_where_kept(visit)}"))
        if visit.door.asks_desk_items:
            draw_print(visit)
            if asks:
                _draw_private(visit)
            put("save_each", words=words)
        with st.container(horizontal=True):
            _draw_pdf(visit, shown, partial(pdf_worker().render, job))
            for copy in others:
                _draw_pdf(visit, copy, partial(_pdf, visit, copy))
            draw_save_answers(visit)
        draw_for_other_software(visit)
        if not visit.door.asks_desk_items:
            draw_sizes(visit)
            put("print_page", words=words)
            print_by_button()
            _draw_share(visit, shown, partial(pdf_worker().render, job))


def _where_kept(visit: Visit) -> str:
    """The key of the text that says where the answers stay once the page is closed."""
    if visit.saving is not None:
        return "kept"
    return "keep_it_too" if visit.on_device.keeps else "keep_it"


def _draw_pdf(visit: Visit, copy: Copy, made: "partial[bytes]") -> None:
    texts = visit.words.group("summary.copies")[copy]
    st.download_button(texts["button"], partial(_noted, visit, made), file_name(visit, texts["file"]),
                       "application/pdf", key=f"save-{copy}", on_click="ignore",
                       type="secondary" if visit.door.asks_desk_items else "primary")


def _draw_share(visit: Visit, copy: Copy, made: "partial[bytes]") -> None:
    """Lets the button beside “Print” share the PDF. Its bytes go to the browser when they are wanted."""
    name, pdf = file_name(visit, visit.words.group("summary.copies")[copy]["file"]), None
    if visit.printing.shared_at == visit.position.moves:
        try:
            pdf = _noted(visit, made)
        except PdfError:
            put("warning", text=visit.words("summary.broken"))
    share_by_button(name, pdf, partial(_want_to_share, visit))


@callback
def _want_to_share(visit: Visit) -> None:
    visit.printing.shared_at = visit.position.moves


def _noted(visit: Visit, made: "partial[bytes]") -> bytes:
    """Makes a PDF, after the audit trail has noted it."""
    check_still_open(visit)
    if visit.saving is not None:
        visit.saving.note("printed")
    return made()


def _pdf(visit: Visit, copy: Copy) -> bytes:
    """The PDF of a copy. Streamlit calls this outside a run of the script, so it reads everything from the visit."""
    made = pdf_worker().ahead(job_for(visit, copy))
    visit.printing.pdfs[copy] = made
    return made.result()


def draw_save_answers(visit: Visit, *, is_primary: bool = False) -> None:
    """Draws the button that saves the answers as a file."""
    words = visit.words
    st.download_button(words("summary.save_answers"), partial(answers_to_save, visit),
                       file_name(visit, words("summary.answers_name")), "application/json", key="save-answers",
                       on_click="ignore", type="primary" if is_primary else "secondary")


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
