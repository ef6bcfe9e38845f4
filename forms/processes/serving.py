"""The process's side: the pipe for replies, and the report of an error without any content of the request."""

import os
import traceback
from typing import BinaryIO


def replies() -> BinaryIO:
    """Returns the pipe for replies. From now on, the output of print goes to stderr, and not between the messages."""
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return pipe


def at_fault(error: Exception) -> str:
    """Returns the type of an error and where it was raised. The message is left out: it may quote an answer."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {place.name}, line {place.lineno}"
