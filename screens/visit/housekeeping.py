"""Collects garbage now and then. Streamlit would do so after every answer, which takes longer than the answer."""

import gc
import threading
import time

EVERY = 30.0  # seconds at least between two collections
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
