"""Reads each file that people hand in, in a separate process, so that no file blocks another session.

An attacker can make a file that takes all memory, never ends, or breaks the library that reads it. This affects only
the separate process. Its reply is checked again.
"""

import logging
import signal
import sys
import threading
from contextlib import suppress
from datetime import date
from functools import cache

from forms.exchange.limits import AT_ONCE, FILE_BYTES, MEGABYTES, PATIENCE, QUEUE, REPLY_BYTES
from forms.exchange.restoring import ReadBack
from forms.exchange.unreadable import UnreadableError
from forms.exchange.worker.reply import BrokenReplyError, read_reply
from forms.exchange.worker.request import request_of
from forms.processes import ProcessBeside
from forms.questionnaire import Questionnaire

PROCESS = "forms.exchange.worker.worker_process"
_LOG = logging.getLogger(__name__)


class ReadingWorker:
    """Reads a few files at the same time. Any thread may call it, and waits for its result.

    A session of the app has one thread, so only one of its files is read at a time.
    """

    def __init__(self, at_once: int = AT_ONCE, patience: float = PATIENCE, queue: float = QUEUE) -> None:
        self._patience, self._queue = patience, queue
        self._seats = threading.BoundedSemaphore(at_once)
        self._lock = threading.Lock()
        self._spare: ProcessBeside | None = None

    def warm_up(self) -> None:
        """Starts a process for the next file, which takes half a second, and returns without waiting."""
        with self._lock:
            if self._spare is None or not self._spare.is_alive():
                with suppress(OSError):  # the next file then gets an error that it could not be read
                    self._spare = ProcessBeside(PROCESS, gives_way=True)

    def close(self) -> None:
        """Ends the process that waits for the next file."""
        with self._lock:
            spare, self._spare = self._spare, None
        if spare:
            spare.end()

    def read_back(self, content: bytes, questionnaire: Questionnaire, *, today: date) -> ReadBack:
        """Returns the answers in a file. Raises UnreadableError, and ResponseError for a RESPONSE.json."""
        if len(content) > FILE_BYTES:
            raise UnreadableError("too_large", limit=MEGABYTES)
        if not self._seats.acquire(timeout=self._queue):
            raise UnreadableError("too_many_at_once")
        try:
            reply = self._asked(request_of(content, today, questionnaire.language))
        finally:
            self._seats.release()
        try:
            return read_reply(reply, questionnaire, today=today)
        except BrokenReplyError as error:
            _LOG.error("a file could not be read: %s", error)
            raise UnreadableError("reading_broke_off") from None

    def _asked(self, content: bytes) -> bytes:
        try:
            process = self._taken()
        except OSError as error:  # no temporary folder, no more processes
            _LOG.error("the process that reads files could not be started: %s", error.strerror)
            raise UnreadableError("reading_broke_off") from None
        try:
            reply = process.ask(content, self._patience, REPLY_BYTES)
            if reply is None:
                raise UnreadableError("too_slow" if _ran_out_of_time(process) else "reading_broke_off")
            return reply
        finally:
            process.end()

    def _taken(self) -> ProcessBeside:
        """Returns the process that waits for a file, or starts a new one."""
        with self._lock:
            spare, self._spare = self._spare, None
        return spare if spare and spare.is_alive() else ProcessBeside(PROCESS, gives_way=True)


def _ran_out_of_time(process: ProcessBeside) -> bool:
    """True if the process was ended by one of the two time limits."""
    ends = {signal.SIGTERM} if sys.platform == "win32" else {signal.SIGXCPU, signal.SIGKILL}
    return process.killed_by in ends


@cache
def reading_worker() -> ReadingWorker:
    """Returns the worker that this program shares."""
    return ReadingWorker()
