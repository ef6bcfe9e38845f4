"""Whole messages over a pipe: the length in four bytes, then the content."""

import struct
from typing import BinaryIO

LENGTH = struct.Struct(">I")


def write_frame(stream: BinaryIO, content: bytes) -> None:
    """Raises OSError when the other side is gone."""
    stream.write(LENGTH.pack(len(content)))
    stream.write(content)
    stream.flush()


def read_frame(stream: BinaryIO, most: int | None = None) -> bytes | None:
    """The next message; None when the other side is gone, be it between messages or within one.

    `most` bytes are taken; what says that it is longer counts as gone, and nothing is laid out for it.
    """
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    if most is not None and length > most:
        return None
    content = stream.read(length)
    return content if len(content) == length else None
