"""Files that people hand in, each read in a process of its own, so that none of them keeps another session waiting.

A file can be made so that reading it takes all memory or never ends, or that it breaks the library that reads it. All
of that ends with the process. What comes back is checked again.
"""

import logging
import signal
import sys
import threading
from datetime import date
from functools import cache

from forms.exchange.limits import AT_ONCE, FILE_BYTES, MEGABYTES, PATIENCE, QUEUE, REPLY_BYTES
from forms.exchange.restoring import ReadBack
from forms.exchange.unreadable import UnreadableError
from forms.exchange.worker.reply import BrokenReplyError, read_reply
from forms.processes import ProcessBeside
from forms.questionnaire import Questionnaire

PROCESS = "forms.exchange.worker.worker_process"
_LOG = logging.getLogger(__name__)


class ReadingWorker:
    """Reads files, a few at once. Any thread may ask, and waits for its answer.

    A session of the app asks from its one thread, so it has one file read at a time.
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
                self._spare = ProcessBeside(PROCESS)

    def close(self) -> None:
        """Ends the process that waits for the next file."""
        with self._lock:
            spare, self._spare = self._spare, None
        if spare:
            spare.end()

    def read_back(self, content: bytes, questionnaire: Questionnaire, *, today: date) -> ReadBack:
        """The answers in a file. Raises UnreadableError, and ResponseError for a RESPONSE.json."""
        if len(content) > FILE_BYTES:
            raise UnreadableError("too_large", limit=MEGABYTES)
        if not self._seats.acquire(timeout=self._queue):
            raise UnreadableError("too_many_at_once")
        try:
            reply = self._asked(today.isoformat().encode() + content)
        finally:
            self._seats.release()
        try:
            return read_reply(reply, questionnaire, today=today)
        except BrokenReplyError as error:
            _LOG.error("a file could not be read: %s", error)
            raise UnreadableError("reading_broke_off") from None

    def _asked(self, content: bytes) -> bytes:
        process = self._taken()
        try:
            reply = process.ask(content, self._patience, REPLY_BYTES)
            if reply is None:
                raise UnreadableError("too_slow" if _ran_out_of_time(process) else "reading_broke_off")
            return reply
        finally:
            process.end()

    def _taken(self) -> ProcessBeside:
        """The process that waits for a file, or a new one."""
        with self._lock:
            spare, self._spare = self._spare, None
        return spare if spare and spare.is_alive() else ProcessBeside(PROCESS)


def _ran_out_of_time(process: ProcessBeside) -> bool:
    """Whether the clock or the limit of processor time ended it."""
    ends = {signal.SIGTERM} if sys.platform == "win32" else {signal.SIGXCPU, signal.SIGKILL}
    return process.killed_by in ends


@cache
def reading_worker() -> ReadingWorker:
    """The one worker of this program."""
    return ReadingWorker()
