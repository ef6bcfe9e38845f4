"""Prints at the desk: the chosen copies of the summary and empty papers, as one file that opens the dialog to print."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from screens.browser.markup import put
from screens.desk.file_names import file_name
from screens.pages.copies import copies_here, job_for
from screens.visit.session import callback, check_still_open
from screens.visit.visit import Visit
from templates import PAPERS, Paper, PrintJob, blank_form, booklet, one_after_another, pdf_worker

HANDOUTS: dict[str, Callable[..., PrintJob]] = {
    "form": blank_form, "form_of_desk": partial(blank_form, for_desk=True), "booklet": booklet,
}


def draw_print(visit: Visit) -> None:
    """Draws what can be printed together, the size of the paper, and the button that makes one file of it."""
    words, chosen = visit.words, _chosen(visit)
    put("print", words=words)
    names = words.group("print.what")
    with st.container(horizontal=True, key="what-to-print"):
        for name in (*copies_here(visit), *HANDOUTS):
            key = f"desk-{visit.edition}-print-{name}"
            st.session_state[key] = name in chosen
            st.checkbox(names[name], key=key, on_change=_choose, args=(visit, name, key))
    draw_sizes(visit)
    st.download_button(words("print.button"), partial(_made, visit), file_name(visit, words("print.file")),
                       "application/pdf", key="print", on_click="ignore", type="primary", shortcut="Alt+P",
                       disabled=not chosen)


def draw_sizes(visit: Visit) -> None:
    """Draws the choice of the size of paper."""
    words, key = visit.words, f"{visit.door.name}-paper"
    st.session_state[key] = visit.printing.paper  # shows the present paper size
    names = words.group("paper")
    st.radio(words("summary.paper"), PAPERS, format_func=lambda paper: names[paper], key=key, horizontal=True,
             on_change=_choose_size, args=(visit, key))


def printed_together(visit: Visit) -> PrintJob:
    """Returns the print job of everything that is chosen. Each copy is cut for its own reader before it is added."""
    chosen, size = _chosen(visit), visit.printing.paper
    jobs = [job_for(visit, copy) for copy in copies_here(visit) if copy in chosen]
    jobs += [_handout(visit, name, size) for name in HANDOUTS if name in chosen]
    return one_after_another(jobs)


def _handout(visit: Visit, name: str, size: Paper) -> PrintJob:
    return HANDOUTS[name](visit.questionnaire, paper=size, dated=visit.today)


def _chosen(visit: Visit) -> frozenset[str]:
    """What is to be printed of what this page offers; every copy until somebody chooses."""
    copies = copies_here(visit)
    chosen = visit.printing.chosen
    return frozenset(copies) if chosen is None else chosen & {*copies, *HANDOUTS}


@callback
def _choose(visit: Visit, name: str, key: str) -> None:
    chosen = _chosen(visit) - {name}
    visit.printing.chosen = chosen | {name} if st.session_state[key] else chosen


@callback
def _choose_size(visit: Visit, key: str) -> None:
    visit.printing.paper = st.session_state[key]


def _made(visit: Visit) -> bytes:
    """The file, after the audit trail has noted it. Streamlit calls this outside a run of the script."""
    check_still_open(visit)
    if visit.saving is not None:
        visit.saving.note("printed")
    return pdf_worker().render(printed_together(visit))
