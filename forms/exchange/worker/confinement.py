"""The limits that the reading process sets for itself before it reads a file. It cannot lift them again."""

import math
import sys
from contextlib import suppress

from forms.exchange.limits import ADDRESSES, MEMORY, SECONDS

if sys.platform != "win32":
    import resource


def confine() -> None:
    """Limits time and memory, and forbids writing files and core dumps.

    Windows has no such limits: there only the time-out ends the process. macOS ignores the limits of memory.
    """
    if sys.platform != "win32":
        used = resource.getrusage(resource.RUSAGE_SELF)
        seconds = math.floor(used.ru_utime + used.ru_stime) + SECONDS
        _limit(resource.RLIMIT_CPU, seconds, seconds + 1)  # the first limit sends SIGXCPU, which shows the reason
        _limit(resource.RLIMIT_DATA, MEMORY, MEMORY)
        _limit(resource.RLIMIT_AS, ADDRESSES, ADDRESSES)
        _limit(resource.RLIMIT_FSIZE, 0, 0)
        _limit(resource.RLIMIT_CORE, 0, 0)


def _limit(what: int, soft: int, hard: int) -> None:
    if sys.platform != "win32":
        with suppress(ValueError, OSError):  # this limit does not exist here, or a stricter one is set
            resource.setrlimit(what, (soft, hard))
