"""The limits that the reading process sets for itself before it sees a file. There is no way back from them."""

import math
import os
import sys
from contextlib import suppress

from forms.exchange.limits import ADDRESSES, MEMORY, SECONDS

if sys.platform != "win32":
    import resource


def confine() -> None:
    """Little time and memory, no file written, no dump of memory, and the app's own work comes first.

    Windows has no such limits: there the clock alone ends the process. macOS does not keep those of memory.
    """
    if sys.platform != "win32":
        used = resource.getrusage(resource.RUSAGE_SELF)
        seconds = math.floor(used.ru_utime + used.ru_stime) + SECONDS
        _limit(resource.RLIMIT_CPU, seconds, seconds + 1)  # first a signal that tells what happened
        _limit(resource.RLIMIT_DATA, MEMORY, MEMORY)
        _limit(resource.RLIMIT_AS, ADDRESSES, ADDRESSES)
        _limit(resource.RLIMIT_FSIZE, 0, 0)
        _limit(resource.RLIMIT_CORE, 0, 0)
        os.nice(10)


def _limit(what: int, soft: int, hard: int) -> None:
    if sys.platform != "win32":
        with suppress(ValueError, OSError):  # the system does not have this limit, or has a stricter one
            resource.setrlimit(what, (soft, hard))
