"""Collects garbage now and then. Streamlit would do it after every answer, which costs more time than the answer."""

import gc
import threading
import time

EVERY = 30.0  # seconds at least between two collections
_BUSY = threading.Lock()
_last = time.monotonic()


def tidy_up() -> None:
    """Collects in the background, unless that was done a moment ago."""
    global _last
    if time.monotonic() - _last > EVERY and _BUSY.acquire(blocking=False):
        _last = time.monotonic()
        threading.Thread(target=_collect, name="housekeeping", daemon=True).start()


def _collect() -> None:
    try:
        gc.collect()
    finally:
        _BUSY.release()
