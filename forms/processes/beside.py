"""The app's side: starts a process, sends requests to it, and ends it.

`multiprocessing` is not used, because its spawn would run the app's script again.
"""

import os
import subprocess
import sys
import threading
import weakref
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, cast

from forms.processes.pipe_messages import read_frame, write_frame

ROOT = Path(__file__).parent.parent.parent
LAST = 10  # the niceness on Unix: a tenth of the processor while the app needs it too
TO_DIE = 1.0  # seconds for a process to end by itself after its pipe is closed


class ProcessBeside:
    """A process `python -m MODULE`, its pipes, and its own temporary folder, which is deleted when the process ends.

    One that `gives_way` works mostly while the app does not.
    """

    def __init__(self, module: str, *, gives_way: bool = False) -> None:
        folder = TemporaryDirectory(prefix="beside-")
        self.folder = folder.name
        self._popen = subprocess.Popen(  # noqa: S603 # it starts a module of this project
            [sys.executable, "-m", module], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT,
            env={**os.environ, "TMPDIR": folder.name}, start_new_session=True)
        if gives_way and sys.platform != "win32":
            os.setpriority(os.PRIO_PROCESS, self._popen.pid, LAST)
        self.end = weakref.finalize(self, _end, self._popen, folder)

    def is_alive(self) -> bool:
        return self._popen.poll() is None

    def ask(self, content: bytes, patience: float, most: int | None = None) -> bytes | None:
        """Sends a request and returns the reply, of at most `most` bytes.

        Returns None if the process has ended, or was killed because it took more than `patience` seconds.
        """
        stuck = threading.Timer(patience, self._popen.kill)
        stuck.start()
        try:
            write_frame(cast(BinaryIO, self._popen.stdin), content)
            reply = read_frame(cast(BinaryIO, self._popen.stdout), most)
        except OSError:
            reply = None
        finally:
            stuck.cancel()
        if reply is None:
            self._wait_for_its_end()
            self.end()
        return reply

    @property
    def killed_by(self) -> int | None:
        """The number of the signal that ended the process; None if it runs, or ended in another way."""
        code = self._popen.poll()
        return -code if code is not None and code < 0 else None

    def _wait_for_its_end(self) -> None:
        """Waits, so that `killed_by` is the signal that ended the process, and not a later signal of the app."""
        try:
            self._popen.wait(TO_DIE)
        except subprocess.TimeoutExpired:  # it has closed its pipe and still runs
            return


def _end(process: "subprocess.Popen[bytes]", folder: "TemporaryDirectory[str]") -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        try:
            cast(BinaryIO, pipe).close()
        except OSError:  # the pipe is broken, so buffered bytes cannot be sent
            continue
    folder.cleanup()
