"""Limits the memory that files take while they arrive and wait to be read, in all sessions together.

A file takes the room of what has arrived of it, so that nobody holds the room of others by sending slowly. Starlette
would write files of more than 1 MB to the temporary folder; they are kept in memory instead. The app reads a file as
soon as it is there. A file that stays was sent by no page of ours: it is deleted when room is needed.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from starlette.formparsers import MultiPartParser
from starlette.types import Message, Receive
from streamlit.runtime import get_instance
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from forms.exchange import MEGABYTES

MIB = 1024 * 1024  # bytes; the unit of maxUploadSize
LARGEST = (MEGABYTES + 1) * MIB  # bytes of a request with a file
MOST_HELD = 10 * LARGEST  # bytes
MOST_SECONDS = 300  # for one file to arrive, also over a slow connection
UNREAD_SECONDS = 60  # after which a file that nobody read may be deleted


def keep_uploads_in_memory() -> None:
    """Sets Starlette's limit above the largest file that the app accepts. Starlette has no setting for this.

    Its parser no longer logs a line for each broken request, which anybody can send without end.
    """
    MultiPartParser.spool_max_size = LARGEST
    logging.getLogger("python_multipart").setLevel(logging.ERROR)


def files_in_memory() -> MemoryUploadedFileManager:
    """Returns where the running server keeps the files."""
    return cast(MemoryUploadedFileManager, get_instance().uploaded_file_mgr)


@dataclass
class Held:
    """A file: how many bytes of it are here, since when, whether all are, and whether there was no room for more."""

    size: int
    since: float
    has_arrived: bool = False
    has_no_room: bool = False


class Uploads:
    """The files that arrive or wait to be read, by session and id of the file. `clock` counts seconds."""

    def __init__(
        self, files: Callable[[], MemoryUploadedFileManager] = files_in_memory,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._files, self._clock = files, clock
        self._held: dict[tuple[str, str], Held] = {}

    def begin(self, session: str, file: str, size: int) -> bool:
        """Notes that a file of at most `size` bytes comes. False if there is no room for it now, or if it is arriving.

        A session has one file at a time: those that it sent before are deleted.
        """
        self._forget_what_was_read()
        now = self._clock()
        for (owner, name), held in list(self._held.items()):
            if held.has_arrived and (owner == session or now - held.since > UNREAD_SECONDS):
                self.delete(owner, name)
        if (session, file) in self._held or self._all() + size > MOST_HELD:
            return False
        self._held[session, file] = Held(0, now)
        return True

    def counted(self, receive: Receive, session: str, file: str, time: asyncio.Timeout) -> Receive:
        """Counts what arrives of a file. If there is no room for it any more, the time for the file is over."""
        held = self._held[session, file]

        async def received() -> Message:
            message = await receive()
            held.size += len(message.get("body", b""))
            if self._all() > MOST_HELD:
                held.has_no_room = True
                time.reschedule(asyncio.get_running_loop().time())
                await asyncio.Event().wait()  # until then
            return message

        return received

    def has_no_room(self, session: str, file: str) -> bool:
        """Whether a file was given up because there was no room for all of it."""
        return self._held[session, file].has_no_room

    def _all(self) -> int:
        return sum(held.size for held in self._held.values())

    def end(self, session: str, file: str) -> None:
        """Notes that a file has arrived, or that its sender gave up."""
        if (session, file) in self._held:
            self._held[session, file].has_arrived = True

    def delete(self, session: str, file: str) -> None:
        """Deletes a file."""
        del self._held[session, file]
        self._files().remove_file(session, file)

    def _forget_what_was_read(self) -> None:
        stored = self._files().file_storage
        for (session, file), held in list(self._held.items()):
            if held.has_arrived and file not in stored.get(session, {}):
                del self._held[session, file]


def size_of(length: str | None) -> int:
    """Returns how many bytes a request may have, by its header Content-Length; the most if it does not say."""
    return min(int(length), LARGEST) if length is not None and length.isascii() and length.isdigit() else LARGEST


def time_to_arrive() -> asyncio.Timeout:
    """Returns the limit of time for a file to arrive. Raises TimeoutError where it is entered."""
    return asyncio.timeout(MOST_SECONDS)
