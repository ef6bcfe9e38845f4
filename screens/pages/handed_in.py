"""A file that a person hands in. It is taken out of the server's memory, read in a separate process, and not kept.

Its name is not used.
"""

from typing import TYPE_CHECKING

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from forms.exchange import MEGABYTES, ResponseError, UnreadableError, exchange_texts
from forms.exchange.worker import reading_worker
from screens.visit.charted import takes_chart
from screens.visit.visit import Visit

if TYPE_CHECKING:
    from streamlit.typing import UploadedFile

TYPES = ("pdf", "json", "jpg", "jpeg", "png", "heic", "heif", "webp", "tif", "tiff")  # offered in the browser
MOST_ERRORS = 6  # the most errors that are shown for a file


def draw_uploader(visit: Visit) -> None:
    """Draws the field for a file, and reads a file as soon as it is chosen."""
    words = visit.words
    file = st.file_uploader(words("open.choose"), TYPES, key=f"{visit.door.name}-file-{visit.handed_in.files}",
                            max_upload_size=MEGABYTES, label_visibility="collapsed")
    if file is None:
        reading_worker().warm_up()  # the person may choose a file next
        return
    visit.handed_in.files += 1  # gives the next field a new key, so that a file is read once, also if reading fails
    content = _taken(file)
    with st.spinner(words("open.reading")):
        read_in(visit, content)
    st.rerun()


def read_in(visit: Visit, content: bytes) -> None:
    """Reads a file. Keeps its answers until the person decides about them, or why it could not be read.

    The answers of the visit do not change.
    """
    visit.handed_in.put_away()
    try:
        found = reading_worker().read_back(content, visit.questionnaire, today=visit.newest_day)
    except UnreadableError as error:
        visit.handed_in.refused = (error.in_words(visit.words.language),)
    except ResponseError as error:
        visit.handed_in.refused = error.first(MOST_ERRORS)
    else:
        if found.chart is not None and not takes_chart(visit):
            visit.handed_in.refused = (exchange_texts(visit.words.language)("chart_not_answers"),)
        elif any((found.chart, found.response.answers, found.left_out, found.differing, found.in_record)):
            visit.handed_in.opened = found
        else:
            visit.handed_in.refused = (visit.words("open.empty"),)
    visit.position.look_at("refused" if visit.handed_in.refused else None)


def _taken(file: "UploadedFile") -> bytes:
    """Returns the content of the file, and removes it from the server's memory."""
    content = file.getvalue()
    file.close()
    run = get_script_run_ctx()
    if run is not None and isinstance(run.uploaded_file_mgr, MemoryUploadedFileManager):
        run.uploaded_file_mgr.remove_file(run.session_id, file.file_id)
    return content
