"""Sessions whose time is over are forgotten, also where nobody else connects.

Streamlit hides a session `disconnectedSessionTTL` seconds after its connection was lost. It lets go of it, and of its
answers, files and PDFs, only when the next session is closed: on a quiet evening that is the next morning.
"""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from streamlit.starlette import App

from screens.server.kept_sessions import KeptSessions, keep_sessions_with_answers
from screens.server.log_lines import log_as_the_environment_says
from screens.server.shared_by_all import load_what_all_share

EVERY = 60.0  # seconds


@asynccontextmanager
async def forgetting(_app: App) -> AsyncIterator[dict[str, object]]:
    """The lifespan of the server: loads what all share, then looks every minute, as long as it runs."""
    log_as_the_environment_says()
    load_what_all_share()
    looking = asyncio.create_task(_look(keep_sessions_with_answers()))
    try:
        yield {}
    finally:
        looking.cancel()


async def _look(kept: KeptSessions) -> None:
    while True:
        await asyncio.sleep(EVERY)
        kept.forget_expired()
        await asyncio.to_thread(gc.collect)
