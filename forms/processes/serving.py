"""The process's side: where its replies go, and what it says of an error without a word of what it was given."""

import os
import traceback
from typing import BinaryIO


def replies() -> BinaryIO:
    """The pipe for replies. Whatever a library prints goes elsewhere from now on, and not between the messages."""
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return pipe


def at_fault(error: Exception) -> str:
    """The kind of an error and where it was raised. Its message may quote what somebody wrote, so it is left out."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {place.name}, line {place.lineno}"
