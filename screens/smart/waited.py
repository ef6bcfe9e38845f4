"""Waits for what speaks to the record server, from code that is not asynchronous."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Result = TypeVar("Result")


def waited_for(work: Coroutine[Any, Any, Result]) -> Result:
    """Returns the result, or raises its error. It has a thread of its own, since a thread can run one loop only."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()
