"""Connections that never say what they want end by themselves; those that do are answered, however long that takes."""

import re
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.request import urlopen

import pytest

from screens.server.waiting_connections import SECONDS
from tests.hostile.test_knocks import UPGRADE
from tests.hostile.wire import exchange, read_answer, request
from tests.support import PATIENCE, ROOT
from tests.support.app import free_port, running_app
from tests.support.recorded import Recorded

HALF = b"GET /_stcore/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n"
HALF_A_WEBSOCKET = HALF + "\r\n".join(UPGRADE).encode() + b"\r\nX: "
BEFORE_A_HEAD = {"nothing": b"", "half a head": HALF, "half a websocket": HALF_A_WEBSOCKET}


def seconds_until_closed(port: int, first: bytes, *, then_a_byte_a_second: bool) -> float:
    """How long the server keeps a connection on which this comes, and then one byte each second."""
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as wire:
        wire.sendall(first)
        wire.settimeout(1)
        begun = time.monotonic()
        while time.monotonic() - begun < SECONDS + PATIENCE:
            try:
                if then_a_byte_a_second:
                    wire.sendall(b"x")
                if not wire.recv(65536):
                    break
            except TimeoutError:
                continue
            except OSError:
                break
        return time.monotonic() - begun


def test_a_connection_that_does_not_get_to_the_end_of_its_request_is_closed(recorded: Recorded) -> None:
    """All at once, since each takes as long as the server waits. The last one is a body that nobody reads."""
    head = request("/", port=recorded.port).replace(b"Content-Length: 0\r\nConnection: close", b"Content-Length: 99999")
    with ThreadPoolExecutor(len(BEFORE_A_HEAD) + 1) as pool:
        waiting = {name: pool.submit(seconds_until_closed, recorded.port, first, then_a_byte_a_second=bool(first))
                   for name, first in BEFORE_A_HEAD.items()}
        body = pool.submit(seconds_until_closed, recorded.port, head, then_a_byte_a_second=True)
        for name, kept in waiting.items():
            assert SECONDS - 1 < kept.result() < SECONDS + PATIENCE, name
        assert body.result() < SECONDS + PATIENCE


def test_more_requests_on_one_connection_are_answered(recorded: Recorded) -> None:
    asked = request("/_stcore/health", port=recorded.port).replace(b"Connection: close\r\n", b"")
    with socket.create_connection(("127.0.0.1", recorded.port), PATIENCE) as wire:
        for _ in range(3):
            wire.sendall(asked)
            assert read_answer(wire).status == 200
            time.sleep(1)


def test_others_are_answered_meanwhile(recorded: Recorded) -> None:
    wires = [socket.create_connection(("127.0.0.1", recorded.port), PATIENCE) for _ in range(200)]
    assert exchange(recorded.port, request("/_stcore/health", port=recorded.port)).body == b"ok"
    for wire in wires:
        wire.close()


def test_the_server_stops_also_while_somebody_does_not_read_what_they_asked_for(tmp_path: Path) -> None:
    port = free_port()
    with socket.socket() as wire:
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
        with running_app(tmp_path / "log.txt", port=port) as url:  # raises if it does not stop
            with urlopen(url) as answer:  # noqa: S310 (our own address)
                script = re.search(r'src="\./(static/js/index[^"]+)"', answer.read().decode())
            assert script
            wire.connect(("127.0.0.1", port))
            asked = request(f"/{script[1]}", port=port).replace(b"Connection: close\r\n", b"")
            wire.sendall(asked * 50)  # more than fits between two programs
            assert wire.recv(12) == b"HTTP/1.1 200"
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port), PATIENCE)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_the_server_may_have_as_many_connections_as_the_system_allows() -> None:
    """With the usual 1,024, the connections of one program would keep everybody else out."""
    asked = ("import resource; of = resource.RLIMIT_NOFILE; most = resource.getrlimit(of)[1]; "
             "resource.setrlimit(of, (256, most)); "
             "from screens.server.waiting_connections import MOST_OPEN, end_connections_that_ask_nothing; "
             "end_connections_that_ask_nothing(); print(resource.getrlimit(of)[0] in (most, MOST_OPEN))")
    told = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout == "True\n"
