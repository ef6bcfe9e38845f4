"""Whether this process can serve people, for a server in front: `/ready` gives 200, or 503. It says nothing more."""

import asyncio
import logging
from collections.abc import Callable

from starlette.responses import PlainTextResponse

from forms import load_clinic
from forms.authoring import SourceError
from records import RecordsError
from screens.server.sign_in import check_sign_in
from screens.visit.drafts import store_here
from screens.visit.sending import sender_here

WITHIN = 5.0  # seconds; a database that is slower counts as out of reach
_LOG = logging.getLogger(__name__)


class Readiness:
    """Looks whether all is there that people need. `can_serve` may take long; it never runs twice at once."""

    def __init__(self, can_serve: Callable[[], bool], within: float = WITHIN) -> None:
        self._can_serve, self._within = can_serve, within
        self._looking: asyncio.Task[bool] | None = None
        self._was_ready = True

    async def response(self) -> PlainTextResponse:
        """Returns the response to a request for `/ready`."""
        if self._looking is None:
            self._looking = asyncio.create_task(asyncio.to_thread(self._can_serve))
        looking = self._looking
        done, _still_looking = await asyncio.wait({looking}, timeout=self._within)
        if done and self._looking is looking:
            self._looking = None
        is_ready = bool(done) and looking.result()
        if is_ready != self._was_ready:
            _LOG.warning("ready again" if is_ready else "not ready: the records cannot be reached")
            self._was_ready = is_ready
        return PlainTextResponse("ready\n" if is_ready else "not ready\n", 200 if is_ready else 503,
                                 {"Cache-Control": "no-store"})


def clinic_can_be_served() -> bool:
    """True if the settings have no errors, and the records are reached: by the desk, or to send to one elsewhere."""
    try:
        clinic = load_clinic()
        if clinic.records and "desk" in clinic.doors:
            check_sign_in()
            store_here().check_reachable()
        elif clinic.sending.to_desk:
            sender_here().check_reachable()
    except (SourceError, RecordsError):
        return False
    return True
