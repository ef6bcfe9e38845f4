"""The papers to look at or fill in without this form: the booklet with all questions, and the empty form.

They are the same for everybody. A PDF is made when somebody asks for it, and kept.
"""

from collections.abc import Callable
from functools import cache, partial

import streamlit as st

from forms import Questionnaire
from screens.visit.visit import Visit
from templates import PdfWorker, PrintJob, blank_form, booklet

PATIENCE = 600.0  # seconds for the longest of them, all rules with their cases, some 150 pages
KEPT = 12  # of these and of the rules
Paper = Callable[..., PrintJob]


@cache
def worker_for_papers() -> PdfWorker:
    """A separate worker, so that no patient's summary waits for these."""
    return PdfWorker(kept=KEPT, patience=PATIENCE)


def draw_on_paper(visit: Visit) -> None:
    """Draws a button for each paper of this door."""
    words = visit.words
    papers: dict[str, Paper] = {"booklet": booklet, "blank": blank_form, "fillable": partial(blank_form, fillable=True)}
    if visit.door.asks_desk_items:
        papers["desk"] = partial(blank_form, for_desk=True)
    with st.expander(words("on_paper.title"), key="on-paper"):
        st.write(words("on_paper.intro"))
        for name, paper in papers.items():
            texts = words.group("on_paper.papers")[name]
            job = partial(_made, paper, visit.questionnaire, visit)
            st.download_button(texts["button"], job, texts["file"], "application/pdf", key=f"paper-{name}",
                               on_click="ignore")


def _made(paper: Paper, questionnaire: Questionnaire, visit: Visit) -> bytes:
    return worker_for_papers().render(paper(questionnaire, paper=visit.printing.paper, dated=visit.today))
