"""Who may fetch a file that was made for somebody: the browser for which it was made, while its sign-in holds.

Streamlit gives a file to anybody who knows its address.
"""

import asyncio
import logging
import threading
import traceback
from collections.abc import Callable
from functools import wraps
from typing import NamedTuple

from starlette.requests import HTTPConnection
from streamlit.proto.BackMsg_pb2 import BackendOperationRequest
from streamlit.proto.ForwardMsg_pb2 import BackendOperationResponse
from streamlit.runtime import get_instance
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.backend_operation_handler import DeferredFileHandler
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.media_file_storage import MediaFileStorageError

from records import RecordsError, SignIns, UnreachableError
from screens.server.browsers import browser_of
from screens.visit.drafts import store_here
from screens.visit.staff import ANYONE
from screens.visit.visit import VISIT, Visit


class Owner(NamedTuple):
    """For whom a file was made. `browser` is empty without cookies; `sign_in_id` is empty without a sign-in."""

    browser: str
    sign_in_id: str


_OWNERS: dict[str, set[Owner]] = {}  # by the id of the file: the same content has the same id for everybody
_LOCK = threading.Lock()
_LOG = logging.getLogger(__name__)


def note_for_whom_files_are_made() -> None:
    """Makes Streamlit's manager of files note it. Streamlit has no setting for this."""
    made = MediaFileManager.execute_deferred
    if not hasattr(made, "__wrapped__"):
        MediaFileManager.execute_deferred = _noting(made)  # type: ignore[assignment, method-assign]


def answer_in_few_words_for_files_that_cannot_be_made() -> None:
    """Makes Streamlit tell a page that its file cannot be made, without an error in the log for each that is not known.

    A page may ask for a file of before it was drawn again, or after its sign-in has ended; a stranger may make ids up.
    Of another error, the log says where it happened, and not its message, which could contain an answer.
    """
    DeferredFileHandler.handle = _made_or_refused  # type: ignore[method-assign] # Streamlit has no setting for this


async def _made_or_refused(
    self: DeferredFileHandler, request: BackendOperationRequest, session_id: str,
) -> BackendOperationResponse:
    answer = BackendOperationResponse(request_id=request.request_id)
    try:
        url = await asyncio.to_thread(self._get_media_file_mgr().execute_deferred, request.deferred_file.file_id)
    except (MediaFileStorageError, PermissionError):
        pass
    except Exception as error:  # noqa: BLE001 # whatever it is, the page goes on
        places = traceback.extract_tb(error.__traceback__)
        _LOG.error("%s while a file was made, at %s", type(error).__name__,
                   " < ".join(f"{at.filename}:{at.lineno}" for at in reversed(places)))
    else:
        answer.deferred_file.url = url
        return answer
    answer.error_msg = "The file cannot be made."
    return answer


async def may_fetch(path: str, request: HTTPConnection) -> bool:
    """True if this browser may have the file at a path that ends with its id. Nobody may have a file without owners."""
    with _LOCK:
        owners = _OWNERS.get(path.rpartition("/")[2].partition(".")[0], set())
    browser = browser_of(request.cookies)
    own = [owner for owner in owners if owner.browser in ("", browser)]
    if any(not owner.sign_in_id for owner in own):
        return True
    return await asyncio.to_thread(lambda: any(_still_holds(owner.sign_in_id) for owner in own))


def _noting(made: Callable[[MediaFileManager, str], str]) -> Callable[[MediaFileManager, str], str]:
    @wraps(made)
    def noting(manager: MediaFileManager, file_id: str) -> str:
        with manager._lock:
            entry = manager._deferred_callables.get(file_id)
        owner = owner_of(entry["session_id"]) if entry is not None else None
        url = made(manager, file_id)
        if owner is not None:
            with _LOCK:
                for gone in _OWNERS.keys() - manager._file_metadata.keys():
                    del _OWNERS[gone]
                _OWNERS.setdefault(url.rpartition("/")[2].partition(".")[0], set()).add(owner)
        return url

    return noting


def owner_of(session_id: str) -> Owner | None:
    """Returns for whom the page of a session makes files; None if no page is connected to it."""
    client = get_instance().get_client(session_id)
    context = client.client_context if client is not None else None
    info = get_instance()._session_mgr.get_session_info(session_id)
    if context is None or info is None:
        return None
    return Owner(browser_of(context.cookies), _sign_in_of(info.session))


def _sign_in_of(session: AppSession) -> str:
    """The sign-in of staff at the page of a session; empty where a patient has the page, or nobody signs in."""
    try:
        visit = session.session_state[VISIT]
    except KeyError:
        return ""
    if not isinstance(visit, Visit) or not visit.door.asks_desk_items or visit.staff is ANYONE:
        return ""
    return visit.staff.sign_in_id


def _still_holds(sign_in_id: str) -> bool:
    try:
        found = SignIns(store_here()).use(sign_in_id, None, is_use=False)
    except UnreachableError:
        return True  # as for the page that made the file, which goes on
    except RecordsError:
        return False
    return found is not None and found.ending is None
