"""Does a piece of work in a fork of this process: if it takes too long or breaks off, this process goes on."""

import gc
import os
import select
import signal
import sys
import time
from collections.abc import Callable

if sys.platform != "win32":
    import resource

WAITS = 12  # seconds on the clock for each second of processor time: on a busy machine, it may take that long
BLOCK = 1 << 20


def in_a_fork(act: Callable[[], bytes], most_seconds: int) -> bytes | None:
    """Returns what `act` returns; None if it raised an error, ended the process or took too long.

    It gets the processor time that this process has left, but at most `most_seconds`, and twelve times that on the
    clock: a fork of a process with threads may wait for a thread that it does not have. Windows has no forks: there it
    is done in this process.
    """
    if sys.platform == "win32":
        return act()
    seconds = min(most_seconds, _seconds_left())
    if seconds < 1:
        return None
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reading)
        _give(act, writing, seconds)
    os.close(writing)
    content = _all_of(reading, time.monotonic() + WAITS * seconds)
    if content is None:
        os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    return content if status == 0 else None


if sys.platform != "win32":

    def _all_of(reading: int, deadline: float) -> bytes | None:
        """What comes out of a pipe until it is closed; None if it is still open at `deadline`."""
        parts: list[bytes] = []
        with os.fdopen(reading, "rb", buffering=0) as pipe:
            while select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))[0]:
                part = pipe.read(BLOCK)
                if not part:
                    return b"".join(parts)
                parts.append(part)
        return None

    def _seconds_left() -> int:
        used = resource.getrusage(resource.RUSAGE_SELF)
        limit, _ = resource.getrlimit(resource.RLIMIT_CPU)
        return sys.maxsize if limit == resource.RLIM_INFINITY else int(limit - used.ru_utime - used.ru_stime)

    def _give(act: Callable[[], bytes], writing: int, seconds: int) -> None:
        """Writes the result and ends the fork, come what may: it must not go on as its parent.

        Objects of the parent are not cleared away here: a library may wait for its threads when they are.
        """
        gc.disable()
        try:
            _, hard = resource.getrlimit(resource.RLIMIT_CPU)
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, hard))
            with os.fdopen(writing, "wb") as pipe:
                pipe.write(act())
            os._exit(0)
        except BaseException:  # noqa: BLE001 # the parent learns that there is no result
            os._exit(1)
