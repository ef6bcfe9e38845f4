"""Keeps the sessions of pages that lost their connection: first of all those that hold answers.

Streamlit keeps 128, and drops the oldest for the next. Whoever opened and closed so many pages would delete the answers
of a patient whose phone is locked.
"""

import asyncio
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import cast

from streamlit import config
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime import exists, get_instance
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.caching.ttl_cache import TTLCache
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.session_manager import SessionInfo, SessionStorage
from streamlit.runtime.state import SessionState
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

from forms import DoorName
from screens.visit.visit import VISIT, Visit

LONGEST_RUN = 60.0  # seconds; on a very busy computer, a page takes more than ten. Then its answer would be lost
MOST_BLANK = 100
MOST_ANSWERED = 2000  # a session takes about a quarter of a megabyte


class KeptSessions(SessionStorage):
    """Sessions with answers and sessions without, each for `seconds`. Of too many of a kind, the oldest is let go."""

    def __init__(self, seconds: int) -> None:
        self.blank = MemorySessionStorage(sys.maxsize, seconds)
        self.answered = MemorySessionStorage(sys.maxsize, seconds)

    def get(self, session_id: str) -> SessionInfo | None:
        return self.answered.get(session_id) or self.blank.get(session_id)

    def save(self, session_info: SessionInfo) -> None:
        kept, most = (self.answered, MOST_ANSWERED) if has_answers(session_info.session) else (self.blank, MOST_BLANK)
        while len(sessions := kept.list()) >= most:
            kept.delete(sessions[0].session.id)
            let_go(sessions[0].session)
        kept.save(session_info)

    def delete(self, session_id: str) -> None:
        """Streamlit calls this when a page has come back to its session, and when a session ends."""
        for kept in (self.answered, self.blank):
            if info := kept.get(session_id):
                kept.delete(session_id)
                asyncio.get_running_loop().call_soon(draw_again, info.session)

    def list(self) -> list[SessionInfo]:
        return [*self.blank.list(), *self.answered.list()]

    def forget_expired(self) -> None:
        """Lets go of sessions whose time is over."""
        for kept in (self.answered, self.blank):
            for _name, info in cast(TTLCache[str, SessionInfo], kept._cache).expire():
                let_go(info.session)


def keep_sessions_with_answers() -> KeptSessions:
    """Makes the running server keep its sessions so. Streamlit has no setting for this."""
    kept = KeptSessions(config.get_option("server.disconnectedSessionTTL"))
    manager = cast(WebsocketSessionManager, get_instance()._session_mgr)
    manager._session_storage = kept
    setattr(manager, "disconnect_session", partial(disconnect, manager, manager.disconnect_session))  # noqa: B010 # mypy
    return kept


def disconnect(manager: WebsocketSessionManager, streamlits: Callable[[str], None], session_id: str) -> None:
    """Disconnects a session, and lets the script run to its end that has its last answer.

    Streamlit stops the script, also one that has not begun: then the answer would be lost that a page sent just before
    it was closed or loaded again. A session that was signed out is stopped as before.
    """
    info = manager.get_active_session_info(session_id)
    if info is None or not info.session.is_resumable():
        streamlits(session_id)
        return
    vars(info.session)["request_script_stop"] = lambda: None
    streamlits(session_id)
    del info.session.request_script_stop


def wait_for_last_answer(session_id: str) -> None:
    """Waits until the script of a page that is gone has ended, at most LONGEST_RUN seconds. It may save an answer."""
    if not exists():
        return
    info = cast(WebsocketSessionManager, get_instance()._session_mgr)._session_storage.get(session_id)
    until = time.monotonic() + LONGEST_RUN
    while info is not None and info.session._scriptrunner is not None and time.monotonic() < until:
        time.sleep(0.05)


def take_visit_of_gone_page(began: str, door_page: DoorName) -> Visit | None:
    """Takes the visit with this random name out of its session; None if there is none, or if it is not for this page.

    It is for a page of the same browser, at the same door, after the page before is gone. Its last script ends first.
    """
    run = get_script_run_ctx()
    if run is None or not exists():
        return None
    loop = get_instance()._get_async_objs().eventloop
    left = asyncio.run_coroutine_threadsafe(_session_left(began, run.session_id), loop).result(LONGEST_RUN)
    if left is None:
        return None
    wait_for_last_answer(left.id)
    visit = visit_in(left)
    if visit is None or visit.began != began or visit.saving is not None or visit.door.page != door_page:
        return None
    left._session_state = SessionState()
    return visit


async def _session_left(began: str, session_id: str) -> AppSession | None:
    """The session without a page whose visit has this name, if it is one of the browser of `session_id`."""
    manager = cast(WebsocketSessionManager, get_instance()._session_mgr)
    here = manager.get_active_session_info(session_id)
    for info in manager._session_storage.list():
        visit = visit_in(info.session)
        if visit is not None and visit.began == began:
            return info.session if here and info.session.matches_user_info(here.session._user_info) else None
    return None


def draw_again(session: AppSession) -> None:
    """Draws the page of a session that is connected again.

    Streamlit stops a script whose page loses its connection. When the page came back, it got the beginning and the end
    of that run, with nothing between, and was blank. No values of fields are handed over: they are in the session.
    """
    if get_instance().is_active_session(session.id):
        state = ClientState()
        state.CopyFrom(session._client_state)
        state.ClearField("widget_states")
        session.request_rerun(state)


def has_answers(session: AppSession) -> bool:
    """Whether somebody answered or typed something."""
    visit = visit_in(session)
    return visit is not None and bool(visit.response.answers or visit.held_here)


def visit_in(session: AppSession) -> Visit | None:
    """Returns the visit of a session, if it has one. No other value is read: a forged one may not be readable."""
    try:
        visit = session.session_state[VISIT]
    except KeyError:
        return None
    return visit if isinstance(visit, Visit) else None


def let_go(session: AppSession) -> None:
    """Ends a session, and deletes its answers, files and PDFs."""
    session.shutdown()  # lets go of its files
    session._session_state = SessionState()  # its loop may hold the session itself until the next comes
