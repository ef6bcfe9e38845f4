"""PDFs made in one warm process beside the app, so that no session of the app waits for another's.

Not multiprocessing: its spawn would run the app's script again.
"""

import os
import subprocess
import sys
import threading
import weakref
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, cast

from templates.press.pipe_messages import read_frame, write_frame
from templates.press.print_job import PrintJob

ROOT = Path(__file__).parent.parent.parent
KEPT = 64  # PDFs, of less than 100 kB each
PATIENCE = 60.0  # seconds for one PDF, then the process is taken to be stuck


class PdfError(Exception):
    """A PDF that could not be made. Says what kind of fault, and nothing of what stands in it."""


class PdfWorker:
    """Renders jobs one after another, and keeps the latest by what went in. Any thread may ask."""

    def __init__(self, kept: int = KEPT, patience: float = PATIENCE) -> None:
        self._kept, self._patience = kept, patience
        self._asked: OrderedDict[str, Future[bytes]] = OrderedDict()
        self._lock = threading.Lock()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pdf")
        self._process: _Process | None = None  # used by that one thread alone

    def render(self, job: PrintJob) -> bytes:
        """The PDF of a job, at once where it was asked for before. Raises PdfError."""
        return self.ahead(job).result()

    def ahead(self, job: PrintJob) -> Future[bytes]:
        """Starts on a PDF that will be wanted soon, and returns without waiting."""
        digest = job.digest
        with self._lock:
            asked = self._asked.get(digest)
            if asked is None or (asked.done() and asked.exception()):
                asked = self._asked[digest] = self._thread.submit(self._made, job)
            self._asked.move_to_end(digest)
            while len(self._asked) > self._kept:
                self._asked.popitem(last=False)
        return asked

    def warm_up(self) -> None:
        """Starts the process, which takes about two seconds, and returns without waiting."""
        self._thread.submit(self._running)

    def close(self) -> None:
        """Ends the process. What was asked for and not begun is given up."""
        self._thread.shutdown(cancel_futures=True)
        if self._process:
            self._process.end()

    def _running(self) -> "_Process":
        if self._process is None or not self._process.is_alive():
            self._process = _Process()
        return self._process

    def _made(self, job: PrintJob) -> bytes:
        content = job.to_json()
        reply = self._running().ask(content, self._patience) or self._running().ask(content, self._patience)
        if reply is None:
            raise PdfError("the process that makes PDFs ended twice over this one")
        if reply[:1] != b"\0":
            raise PdfError(reply[1:].decode())
        return reply[1:]


class _Process:
    """The process, its pipes and its own temporary folder, in which WeasyPrint leaves fonts when it is killed."""

    def __init__(self) -> None:
        folder = TemporaryDirectory(prefix="pdf-worker-")
        self.folder = folder.name
        self._popen = subprocess.Popen(
            [sys.executable, "-m", "templates.press.worker_process"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
             cwd=ROOT, env={**os.environ, "TMPDIR": folder.name}, start_new_session=True)
        self.end = weakref.finalize(self, _end, self._popen, folder)

    def is_alive(self) -> bool:
        return self._popen.poll() is None

    def ask(self, content: bytes, patience: float) -> bytes | None:
        """The reply; None when the process is gone, or had to be killed."""
        stuck = threading.Timer(patience, self._popen.kill)
        stuck.start()
        try:
            write_frame(cast(BinaryIO, self._popen.stdin), content)
            reply = read_frame(cast(BinaryIO, self._popen.stdout))
        except OSError:
            reply = None
        finally:
            stuck.cancel()
        if reply is None:
            self.end()
        return reply


def _end(process: "subprocess.Popen[bytes]", folder: "TemporaryDirectory[str]") -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        try:
            cast(BinaryIO, pipe).close()
        except OSError:  # what was left in it has nowhere to go
            continue
    folder.cleanup()


@cache
def pdf_worker() -> PdfWorker:
    """The one worker of this program."""
    return PdfWorker()
