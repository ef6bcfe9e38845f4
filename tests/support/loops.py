"""Runs coroutines for tests without a server."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")


def in_a_thread(asked: Coroutine[None, None, Result]) -> Result:
    """Runs a coroutine in a thread of its own: in the thread of the tests, a browser's loop may be running."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, asked).result()
