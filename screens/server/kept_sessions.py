"""Keeps the sessions of pages that lost their connection: first of all those that hold answers.

Streamlit keeps 128, and drops the oldest for the next. Whoever opened and closed so many pages would delete the answers
of a patient whose phone is locked.
"""

import asyncio
import sys
from typing import cast

from streamlit import config
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime import get_instance
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.caching.ttl_cache import TTLCache
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.session_manager import SessionInfo, SessionStorage
from streamlit.runtime.state import SessionState
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

from screens.visit.visit import VISIT, Visit

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
    cast(WebsocketSessionManager, get_instance()._session_mgr)._session_storage = kept
    return kept


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
    """Whether somebody answered or typed something. No other value is read: a forged one may not be readable."""
    try:
        visit = session.session_state[VISIT]
    except KeyError:
        return False
    return isinstance(visit, Visit) and bool(visit.response.answers or visit.held_here)


def let_go(session: AppSession) -> None:
    """Ends a session, and deletes its answers, files and PDFs."""
    session.shutdown()  # lets go of its files
    session._session_state = SessionState()  # its loop may hold the session itself until the next comes
