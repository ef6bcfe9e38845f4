"""The app's side: starts a process, asks it, and ends it.

Not multiprocessing: its spawn would run the app's script again.
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
TO_DIE = 1.0  # seconds that a process has to end in by itself, once its pipe is closed


class ProcessBeside:
    """`python -m MODULE`, its pipes, and a temporary folder of its own, which goes when the process does."""

    def __init__(self, module: str) -> None:
        folder = TemporaryDirectory(prefix="beside-")
        self.folder = folder.name
        self._popen = subprocess.Popen(  # noqa: S603 # a module of ours
            [sys.executable, "-m", module], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT,
            env={**os.environ, "TMPDIR": folder.name}, start_new_session=True)
        self.end = weakref.finalize(self, _end, self._popen, folder)

    def is_alive(self) -> bool:
        return self._popen.poll() is None

    def ask(self, content: bytes, patience: float, most: int | None = None) -> bytes | None:
        """The reply, of at most `most` bytes; None when the process is gone, or had to be killed after `patience`."""
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
        """The number of the signal that ended the process; None where it runs, or ended otherwise."""
        code = self._popen.poll()
        return -code if code is not None and code < 0 else None

    def _wait_for_its_end(self) -> None:
        """So that the signal that ended it is known, and is not ours."""
        try:
            self._popen.wait(TO_DIE)
        except subprocess.TimeoutExpired:  # it closed its pipe and lives
            return


def _end(process: "subprocess.Popen[bytes]", folder: "TemporaryDirectory[str]") -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        try:
            cast(BinaryIO, pipe).close()
        except OSError:  # what was left in it has nowhere to go
            continue
    folder.cleanup()
