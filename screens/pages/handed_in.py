"""A file that a person hands in: taken out of the server's memory, read, and not kept. Its name is used for nothing."""

from threading import Lock
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from forms.exchange import ResponseError, UnreadableError, read_back
from screens.visit.visit import Visit

if TYPE_CHECKING:
    from streamlit.typing import UploadedFile

MEGABYTES = 15  # what the browser lets through: photos of telephones. What is read is checked again when it is read
TYPES = ("pdf", "json", "image/jpeg", "image/png")  # what the browser offers; what a file is, its first bytes tell
MOST_FAULTS = 6  # of a file with many
_ONE_AT_A_TIME = Lock()  # the largest photo takes two seconds and 200 MB; other sessions go on meanwhile


def draw_uploader(visit: Visit) -> None:
    """The field for a file. One that is chosen is read at once."""
    words = visit.words
    file = st.file_uploader(words("open.choose"), TYPES, key=f"{visit.door.name}-file-{visit.files}",
                            max_upload_size=MEGABYTES, label_visibility="collapsed")
    if file is None:
        return
    visit.files += 1  # the next field is a new one, so that a file is read once, whatever comes of it
    content = _taken(file)
    with st.spinner(words("open.reading")):
        read_in(visit, content)
    st.rerun()


def read_in(visit: Visit, content: bytes) -> None:
    """Keeps what was read for the person to decide about, or why it could not be read. Neither touches an answer."""
    visit.opened, visit.refused = None, ()
    try:
        with _ONE_AT_A_TIME:
            found = read_back(content, visit.questionnaire, today=visit.today)
    except UnreadableError as error:
        visit.refused = (error.in_words(visit.words("language")),)
    except ResponseError as error:
        visit.refused = error.faults[:MOST_FAULTS]
    else:
        if found.response.answers or found.left_out:
            visit.opened = found
        else:
            visit.refused = (visit.words("open.empty"),)
    visit.look_at("refused" if visit.refused else None)


def _taken(file: "UploadedFile") -> bytes:
    """The content, which from here on is nowhere else."""
    content = file.getvalue()
    file.close()
    run = get_script_run_ctx()
    if run is not None and isinstance(run.uploaded_file_mgr, MemoryUploadedFileManager):
        run.uploaded_file_mgr.remove_file(run.session_id, file.file_id)
    return content
