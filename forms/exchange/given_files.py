"""Reads a file that is named to a command, no more of it than its reader takes: a device or a pipe may never end."""

import errno
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from forms.exchange.limits import ANSWERS_BYTES, FILE_BYTES

STANDARD = "-"  # standard input, or output
NOT_A_FILE = "it is no file. Save what it gives as a file, and name that"


def given_answers(path: str) -> bytes:
    """Returns the content of a RESPONSE.json that is named to a command; `-` is standard input. Raises OSError.

    Of a larger file, it has one byte more than the limit, so that its reader says that it is too large.
    """
    return _given(path, ANSWERS_BYTES + 1)


def given_file(path: str) -> bytes:
    """Returns the same of a file of any kind that answers can be read from."""
    return _given(path, FILE_BYTES + 1)


def given_lines(path: str) -> Iterator[tuple[int, bytes]]:
    """Yields the lines of a file with a response on each, and the number of each, from 1; none that is empty.

    Of a line that is too long, it yields the beginning as above.
    """
    with opened_file(path) as file:
        number = 0
        while line := file.readline(ANSWERS_BYTES + 1):
            number += 1
            if line.strip():
                yield number, line
            while len(line) > ANSWERS_BYTES and not line.endswith(b"\n"):
                line = file.readline(ANSWERS_BYTES + 1)


def _given(path: str, most: int) -> bytes:
    if path != STANDARD:
        with opened_file(path) as file:
            return file.read(most)
    if sys.stdin is None:
        raise OSError(errno.EBADF, "standard input is closed", path)
    return sys.stdin.buffer.read(most)


def opened_file(path: str) -> BinaryIO:
    """Returns a file that is named to a command, to be read part by part. Raises OSError, also for a device."""
    place = Path(path)
    if place.exists() and not place.is_file() and not place.is_dir():  # a folder says itself that it is one
        raise OSError(errno.EINVAL, NOT_A_FILE, path)
    return place.open("rb")
