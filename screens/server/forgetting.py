"""Sessions whose time is over are forgotten, also where nobody else connects.

Streamlit hides a session `disconnectedSessionTTL` seconds after its connection was lost. It lets go of it, and of its
answers, files and PDFs, only when the next session is closed: on a quiet evening that is the next morning.
"""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

from streamlit.runtime import get_instance
from streamlit.runtime.caching.ttl_cache import TTLCache
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.session_manager import SessionInfo
from streamlit.runtime.state import SessionState
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager
from streamlit.starlette import App

EVERY = 60.0  # seconds


@asynccontextmanager
async def forgetting(_app: App) -> AsyncIterator[dict[str, object]]:
    """The lifespan of the server: looks every minute, as long as it runs."""
    looking = asyncio.create_task(_look())
    try:
        yield {}
    finally:
        looking.cancel()


async def _look() -> None:
    while True:
        await asyncio.sleep(EVERY)
        forget_expired()
        await asyncio.to_thread(gc.collect)


def forget_expired() -> None:
    """Lets go of sessions whose time is over. Streamlit has no public way to do that; a test counts what is left."""
    sessions = get_instance()._session_mgr
    if isinstance(sessions, WebsocketSessionManager) and isinstance(sessions._session_storage, MemorySessionStorage):
        for _name, one in cast(TTLCache[str, SessionInfo], sessions._session_storage._cache).expire():
            one.session.shutdown()  # lets go of its files
            one.session._session_state = SessionState()  # its loop may hold the session itself until the next comes
