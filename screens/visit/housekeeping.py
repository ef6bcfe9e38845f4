"""Runs Python's garbage collection now and then. Streamlit would run it after every answer, which is slow."""

import gc
import threading
import time

EVERY = 30.0  # seconds, at least, between two collections
_BUSY = threading.Lock()
_last = time.monotonic()


def tidy_up() -> None:
    """Collects garbage in the background, unless it was collected less than EVERY seconds ago."""
    global _last
    if time.monotonic() - _last > EVERY and _BUSY.acquire(blocking=False):
        _last = time.monotonic()
        threading.Thread(target=_collect, name="housekeeping", daemon=True).start()


def _collect() -> None:
    try:
        gc.collect()
    finally:
        _BUSY.release()
