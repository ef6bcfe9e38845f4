"""Does a piece of work in a fork of this process: if it takes too long or breaks off, this process goes on."""

import os
import sys
from collections.abc import Callable

if sys.platform != "win32":
    import resource


def in_a_fork(act: Callable[[], bytes], most_seconds: int) -> bytes | None:
    """Returns what `act` returns; None if it raised an error, ended the process or took too long.

    It gets the processor time that this process has left, but at most `most_seconds`. Windows has no forks: there it
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
    with os.fdopen(reading, "rb") as pipe:
        content = pipe.read()
    _, status = os.waitpid(process, 0)
    return content if status == 0 else None


if sys.platform != "win32":

    def _seconds_left() -> int:
        used = resource.getrusage(resource.RUSAGE_SELF)
        limit, _ = resource.getrlimit(resource.RLIMIT_CPU)
        return sys.maxsize if limit == resource.RLIM_INFINITY else int(limit - used.ru_utime - used.ru_stime)

    def _give(act: Callable[[], bytes], writing: int, seconds: int) -> None:
        """Writes the result and ends the fork, come what may: it must not go on as its parent."""
        try:
            _, hard = resource.getrlimit(resource.RLIMIT_CPU)
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, hard))
            with os.fdopen(writing, "wb") as pipe:
                pipe.write(act())
            os._exit(0)
        except BaseException:  # noqa: BLE001 # the parent learns that there is no result
            os._exit(1)
