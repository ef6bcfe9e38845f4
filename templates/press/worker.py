"""Makes PDFs in one process beside the app, so that no session of the app has to make another's.

A PDF contains answers. It is forgotten with the visit that asked for it, which holds it.
"""

import threading
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from weakref import WeakValueDictionary

from forms.processes import ProcessBeside
from templates.press.print_job import PrintJob

PROCESS = "templates.press.worker_process"
PATIENCE = 60.0  # seconds for each document of a PDF; after this time the process is killed
FAILED_KEPT = 200  # failed jobs that are remembered, by their digest alone


class PdfError(Exception):
    """A PDF could not be made. The message has the type of the error, and no content of the page."""


class PdfWorker:
    """Renders jobs one after another. Any thread may call it.

    A PDF is not made again while somebody holds what `ahead` returned for it. The latest `kept` are held here.
    """

    def __init__(self, kept: int = 0, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._asked: WeakValueDictionary[str, Future[bytes]] = WeakValueDictionary()  # by job
        self._latest: deque[Future[bytes]] = deque(maxlen=kept)
        self._failed: deque[str] = deque(maxlen=FAILED_KEPT)  # also when nobody holds the attempt any more
        self._lock = threading.Lock()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pdf")
        self._process: ProcessBeside | None = None  # used only by the thread of `_thread`

    def render(self, job: PrintJob) -> bytes:
        """Returns the PDF of a job, at once if it was made before. Raises PdfError."""
        return self.ahead(job).result()

    def ahead(self, job: PrintJob) -> Future[bytes]:
        """Starts to make a PDF that will be needed soon, and returns without waiting."""
        digest = job.digest
        with self._lock:
            asked = self._asked.get(digest)
            if asked is None or (asked.done() and asked.exception()):
                asked = self._asked[digest] = self._thread.submit(self._made, job)
                self._latest.append(asked)
        return asked

    def has_failed(self, job: PrintJob) -> bool:
        """True if the last try to make this PDF gave an error. The next `render` or `ahead` tries again."""
        with self._lock:
            return job.digest in self._failed

    def warm_up(self) -> None:
        """Starts the process, which takes about two seconds, and returns without waiting."""
        self._thread.submit(self._running)

    def close(self) -> None:
        """Ends the process. Jobs that have not begun are cancelled."""
        self._thread.shutdown(cancel_futures=True)
        if self._process:
            self._process.end()

    def _running(self) -> ProcessBeside:
        if self._process is None or not self._process.is_alive():
            self._process = ProcessBeside(PROCESS)
        return self._process

    def _made(self, job: PrintJob) -> bytes:
        try:
            made = self._drawn(job)
        except Exception:
            with self._lock:
                self._failed.append(job.digest)
            raise
        with self._lock:
            while job.digest in self._failed:
                self._failed.remove(job.digest)
        return made

    def _drawn(self, job: PrintJob) -> bytes:
        content, patience = job.to_json(), self._patience * (1 + len(job.then))
        try:
            reply = self._running().ask(content, patience) or self._running().ask(content, patience)
        except OSError as error:  # no temporary folder, no more processes
            raise PdfError(f"the process that makes PDFs could not be started: {error.strerror}") from None
        if reply is None:
            raise PdfError("the process that makes PDFs ended twice over this one")
        if reply[:1] != b"\0":
            raise PdfError(reply[1:].decode())
        return reply[1:]


@cache
def pdf_worker() -> PdfWorker:
    """Returns the worker that this program shares."""
    return PdfWorker()
