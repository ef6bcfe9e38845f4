"""Whole messages over a pipe: the length in four bytes, then the content."""

import struct
from typing import BinaryIO

LENGTH = struct.Struct(">I")


def write_frame(stream: BinaryIO, content: bytes) -> None:
    """Writes one message. Raises OSError if the other side has ended."""
    stream.write(LENGTH.pack(len(content)))
    stream.write(content)
    stream.flush()


def read_frame(stream: BinaryIO, most: int | None = None) -> bytes | None:
    """Returns the next message; None if the other side has ended, between messages or within one.

    A message of more than `most` bytes gives None too, and no memory is allocated for it.
    """
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    if most is not None and length > most:
        return None
    content = stream.read(length)
    return content if len(content) == length else None
