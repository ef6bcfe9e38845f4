"""A copy for other software: as a FHIR Bundle for a clinic's records, and its points as plain text to paste.

Both are made when somebody asks for them. They contain what the reader of the copy on the screen may see.
"""

import json
from functools import partial

import streamlit as st

from forms import load_clinic
from screens.desk.file_names import file_name
from screens.desk.send_to_record import draw_send_to_record
from screens.pages.copies import copies_here, summary_and_answers, summary_for
from screens.visit.session import check_still_open
from screens.visit.visit import Visit
from templates import pdf_worker, plain_text, print_job, write_bundle


def draw_for_other_software(visit: Visit) -> None:
    """Draws a button for each of the two."""
    words = visit.words
    with st.expander(words("summary.other_software.title"), key="other-software"):
        st.write(words("summary.other_software.intro"))
        st.download_button(words("summary.other_software.bundle"), partial(bundle_to_save, visit),
                           file_name(visit, words("summary.other_software.bundle_name")), "application/fhir+json",
                           key="save-bundle", on_click="ignore")
        st.download_button(words("summary.other_software.text"), partial(text_to_save, visit),
                           file_name(visit, words("summary.other_software.text_name")), "text/plain",
                           key="save-text", on_click="ignore")
        draw_send_to_record(visit)


def bundle_to_save(visit: Visit) -> str:
    """Returns the copy on the screen as a FHIR Bundle. Streamlit calls this outside a run of the script."""
    _note(visit)
    summary, answers = summary_and_answers(visit, copies_here(visit)[0])
    pdf = pdf_worker().render(print_job(summary, visit.printing.paper))
    made_at = visit.clock().astimezone(load_clinic().zone)
    return json.dumps(write_bundle(summary, answers, pdf, made_at).as_json(), ensure_ascii=False)


def text_to_save(visit: Visit) -> str:
    """Returns the points of the copy on the screen as plain text."""
    _note(visit)
    return plain_text(summary_for(visit, copies_here(visit)[0]))


def _note(visit: Visit) -> None:
    """Notes in the audit trail that answers leave the program in a file, as when a copy is printed."""
    check_still_open(visit)
    if visit.saving is not None:
        visit.saving.note("exported")
