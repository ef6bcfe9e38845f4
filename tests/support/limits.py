"""Limits of this process, of those that it starts, and of others: a full disk, no more memory. Linux has them."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """Limits the files that this process and those that it starts can write, as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def limit_files(pid: int, size: int) -> None:
    """Limits the files that a process can write from now on. -1 lifts the limit."""
    _limit(pid, resource.RLIMIT_FSIZE, size)


def limit_memory(pid: int, size: int) -> None:
    """Limits the memory that a process can take for itself from now on."""
    _limit(pid, resource.RLIMIT_DATA, size)


def _limit(pid: int, what: int, size: int) -> None:
    resource.prlimit(pid, what, (size, resource.prlimit(pid, what)[1]))
