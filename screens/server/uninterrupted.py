"""Lets a callback run to its end.

When the next answer comes, Streamlit stops the run before it, also in the middle of a callback. It then counts the
values of that run's fields as known, and calls no callback for them again: the answer would be lost.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from streamlit.runtime.scriptrunner import get_script_run_ctx


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Stops no run here that reads or writes the state of the session; the run is stopped at its next step after."""
    run = get_script_run_ctx()
    if run is None:
        yield
        return
    held = vars(run.session_state)
    stops_here = held["_yield_callback"]
    held["_yield_callback"] = lambda: None
    try:
        yield
    finally:
        held["_yield_callback"] = stops_here
