"""Requests written byte by byte, as no browser writes them."""

import socket
from contextlib import suppress
from typing import NamedTuple

from tests.support import PATIENCE


class Answer(NamedTuple):
    """What came back. The status is 0 where the connection was closed without an answer."""

    status: int
    head: str
    body: bytes


def exchange(port: int, sent: bytes) -> Answer:
    """Sends these bytes, and reads until the server closes the connection or waits for more of a request."""
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as wire:
        with suppress(ConnectionError):  # the server may refuse before it has read everything
            wire.sendall(sent)
        return read_answer(wire)


def read_answer(wire: socket.socket) -> Answer:
    """The next answer on an open connection."""
    received = b""
    while not _is_whole(received):
        try:
            part = wire.recv(65536)
        except ConnectionResetError:
            part = b""
        if not part:
            break
        received += part
    head, _, body = received.partition(b"\r\n\r\n")
    words = head.decode("latin-1").split(" ", 2)
    return Answer(int(words[1]) if len(words) > 1 else 0, head.decode("latin-1"), body)


def _is_whole(received: bytes) -> bool:
    head, separator, body = received.partition(b"\r\n\r\n")
    for line in head.decode("latin-1").lower().split("\r\n"):
        if line.startswith("content-length:"):
            return bool(separator) and len(body) >= int(line.split(":")[1])
    return False


def request(
    path: str, method: str = "GET", host: str | None = "", headers: tuple[str, ...] = (), body: bytes = b"",
    port: int = 0, version: str = "1.1",
) -> bytes:
    """A request. An empty `host` is the app's own; None leaves the line out."""
    lines = [f"{method} {path} HTTP/{version}"]
    if host is not None:
        lines.append(f"Host: {host or f'127.0.0.1:{port}'}")
    lines += [*headers, f"Content-Length: {len(body)}", "Connection: close", "", ""]
    return "\r\n".join(lines).encode("latin-1") + body
