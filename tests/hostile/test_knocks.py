"""Knocks at the door of the app, and what must become of each. None is logged, and none makes the app call out."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from screens.server.headers import HEADERS, content_security_policy
from tests.hostile.wire import exchange, read_answer, request
from tests.support import PATIENCE
from tests.support.recorded import Recorded

Knock = dict[str, Any]
MARK = "Zwiebelkuchen"  # stands in every knock that can carry a word, and never in the log
UPGRADE = ("Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")
BIG = 2_000_000  # bytes, more than the server reads of one request's head
MOST_BYTES = 5 * 1024 * 1024  # of a message over the websocket: maxMessageSize

REFUSED_NAMES = [
    "evil.example", f"{MARK}.example", "127.0.0.1.evil.example", "evil.example:8501", "169.254.169.254", "[::1",
    "127.0.0.1@evil", "user:word@127.0.0.1", "127.0.0.1/path", "127.0.0.1:port", "127.0.0.1:99999", "127.0.0.2", "",
]
REFUSED_ORIGINS = [
    "http://evil.example", "https://evil.example:8501", "null", "", "file://", "http://127.0.0.1", "http://127.0.0.1:1",
    "http://localhost:3000", "http://0.0.0.0", "chrome-extension://abcdef", f"http://{MARK}.example",
]
CLOSED_PATHS = [
    "/_stcore/metrics", "/_stcore/metrics?families=session_events", "/_stcore/script-health-check",
    "/_stcore/agent/openapi.json", "/_stcore/agent/interact", "/_stcore/agent/mcp", "/_stcore/allowed-message-origins",
    "/_stcore/message", "/_stcore/upload_file", "/_stcore/", "/_stcore", "/_stcore/health/", "/desk/_stcore/metrics",
    "/%5fstcore/metrics", "/_stcore%2fmetrics", "/auth/login", "/auth/logout", "/oauth2callback",
    "/component/x/index.html", "/app/static/clinic.yaml",
    f"/media/{MARK}.pdf", "/media/", "/media/a/b", "/media/../../clinic.yaml", "/media/..%2f..%2fclinic.yaml",
    f"/_stcore/bidi-components/{MARK}/x.js", "/forms/clinic.yaml", f"/_stcore/{MARK}",
]
OUTSIDE_PATHS = [
    "/static/../../../../../../etc/passwd", "/static/..%2f..%2f..%2fetc%2fpasswd", "/static/%2e%2e/%2e%2e/etc/passwd",
    "/static/..%5c..%5cetc%5cpasswd", "//evil.example/share", "/static//etc/passwd", "/static/%00",
    "/%2e%2e%2fclinic.yaml", "/..", "/C:%5cWindows", "/\\\\server\\share",
]
READ_ALONE = ["/", "/desk", "/_stcore/health", "/_stcore/host-config", "/static/x", "/media/x", "/_stcore/stream"]
HALVES = [b"", b"GET", b"GET / HTTP/1.1\r\nHost:", b"PUT / HTTP/1.1\r\nContent-Length: 99\r\n\r\nx"]
METHODS = ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", MARK.upper()]


@pytest.fixture(autouse=True)
def nothing_is_told(recorded: Recorded) -> Iterator[None]:
    """After each knock the app answers as before, has logged nothing of it, and has asked nothing of the network."""
    logged = len(recorded.log.read_bytes())
    yield
    assert exchange(recorded.port, request("/_stcore/health", port=recorded.port)).body == b"ok"
    told = recorded.log.read_text("utf-8")[logged:]
    assert MARK.lower() not in told.lower()
    assert recorded.strangers() == []


@pytest.mark.parametrize("knock", [
    {"path": "/"}, {"path": "/desk", "method": "HEAD"}, {"path": "/_stcore/metrics"}, {"path": "/", "method": "POST"},
    {"path": "/", "host": "evil.example"}, {"path": "/_stcore/health", "headers": ("Origin: http://evil.example",)},
])
def test_each_response_forbids_the_browser_what_the_pages_do_not_need(recorded: Recorded, knock: Knock) -> None:
    head = exchange(recorded.port, request(**knock, port=recorded.port)).head.lower()
    for name, value in {**HEADERS, "Content-Security-Policy": content_security_policy()}.items():
        assert head.count(f"\r\n{name.lower()}: {value.lower()}\r\n") == 1, name


def test_scripts_run_only_from_the_app_s_own_files_and_those_that_streamlit_brings() -> None:
    scripts = content_security_policy().split("script-src ")[1].split(";")[0].split()
    assert scripts[:2] == ["'self'", "blob:"]
    assert scripts[2:]
    assert all(script.startswith("'sha256-") for script in scripts[2:])


@pytest.mark.parametrize("name", REFUSED_NAMES)
def test_the_app_is_not_served_under_another_name(recorded: Recorded, name: str) -> None:
    answer = exchange(recorded.port, request("/", headers=(f"Host: {name}",), host=None))
    assert answer.status == 421
    assert b"Streamlit" not in answer.body


def test_a_websocket_is_not_opened_under_another_name(recorded: Recorded) -> None:
    given = request("/_stcore/stream", host="evil.example", headers=UPGRADE)
    assert exchange(recorded.port, given.replace(b"Connection: close", b"Connection: Upgrade")).status == 403


@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_a_request_without_a_name_is_refused(recorded: Recorded, version: str) -> None:
    assert exchange(recorded.port, request("/", host=None, version=version)).status in (400, 421)


def test_a_request_with_two_names_is_refused(recorded: Recorded) -> None:
    assert exchange(recorded.port, request("/", headers=("Host: evil.example",), port=recorded.port)).status == 400


@pytest.mark.parametrize("origin", REFUSED_ORIGINS)
@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/_stcore/host-config"])
def test_a_page_of_another_origin_is_refused(recorded: Recorded, path: str, origin: str) -> None:
    answer = exchange(recorded.port, request(path, headers=(f"Origin: {origin}",), port=recorded.port))
    assert answer.status == 403
    assert "access-control-allow-origin" not in answer.head.lower()


@pytest.mark.parametrize("origin", [origin for origin in REFUSED_ORIGINS if origin])
def test_a_websocket_of_another_origin_is_refused_at_once(recorded: Recorded, origin: str) -> None:
    with pytest.raises(InvalidStatus) as refused:
        stream(recorded, origin=Origin(origin)).close()
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("path", CLOSED_PATHS)
def test_what_tells_of_the_state_of_the_app_is_closed(recorded: Recorded, path: str) -> None:
    answer = exchange(recorded.port, request(path, port=recorded.port))
    assert answer.status in (400, 404)
    assert len(answer.body) < 100


@pytest.mark.parametrize("path", OUTSIDE_PATHS)
def test_no_path_leads_out_of_the_files_that_are_served(recorded: Recorded, path: str) -> None:
    answer = exchange(recorded.port, request(path, port=recorded.port))
    assert answer.status in (400, 404) or b"<title>Questions</title>" in answer.body  # the first page, as for any path
    assert b"root:" not in answer.body


@pytest.mark.parametrize("path", READ_ALONE)
@pytest.mark.parametrize("method", METHODS)
def test_a_page_is_read_and_takes_no_other_method(recorded: Recorded, method: str, path: str) -> None:
    assert exchange(recorded.port, request(path, method, body=MARK.encode(), port=recorded.port)).status in (400, 404)


@pytest.mark.parametrize("given", [
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"x" * BIG + b"\r\n\r\n",
    b"GET /" + b"x" * BIG + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"X: y\r\n" * (BIG // 6) + b"\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 500,  # the first bytes of TLS
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"\0" * 500 + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
    b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nZZ\r\n",
], ids=["long line", "long path", "many lines", "TLS", "HTTP/2", "zeros", "length -1", "two lengths", "for a proxy",
        "no chunk"])
def test_what_is_no_request_is_refused(recorded: Recorded, given: bytes) -> None:
    assert exchange(recorded.port, given).status in (0, 400, 404, 421)


@pytest.mark.parametrize("half", HALVES)
def test_half_a_request_that_is_given_up_leaves_nothing_behind(recorded: Recorded, half: bytes) -> None:
    wires = [socket.create_connection(("127.0.0.1", recorded.port), PATIENCE) for _ in range(50)]
    for wire in wires:
        wire.sendall(half)
    others = exchange(recorded.port, request("/", port=recorded.port))
    for wire in wires:
        wire.close()
    assert others.status == 200


def test_a_request_that_comes_byte_by_byte_holds_nobody_up(recorded: Recorded) -> None:
    given = request("/_stcore/health", port=recorded.port)
    with socket.create_connection(("127.0.0.1", recorded.port), PATIENCE) as wire:
        for at in range(len(given)):
            if at % 20 == 0:
                assert exchange(recorded.port, request("/_stcore/health", port=recorded.port)).status == 200
            wire.sendall(given[at:at + 1])
        assert read_answer(wire).body == b"ok"


@pytest.mark.parametrize("path", ["/", "/desk", "/_stcore/health", f"/{MARK}"])
def test_a_websocket_opens_at_its_own_path_alone(recorded: Recorded, path: str) -> None:
    with pytest.raises(InvalidStatus) as refused:
        stream(recorded, path=path).close()
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize(("sent", "code"), [
    (b"\xff" * 40, 1002), (MARK.encode(), 1002), (MARK, 1003), ("", 1003),
], ids=["garbage", "no message", "words", "no words"])
def test_a_websocket_that_is_sent_no_message_closes(recorded: Recorded, sent: str | bytes, code: int) -> None:
    with stream(recorded) as wire, pytest.raises(ConnectionClosed) as closed:
        say_and_listen(wire, sent)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == code


def test_a_websocket_that_is_sent_too_much_closes(recorded: Recorded) -> None:
    with stream(recorded) as wire, pytest.raises(ConnectionClosed):
        say_and_listen(wire, b"\0" * (MOST_BYTES + 1))


def say_and_listen(wire: ClientConnection, sent: str | bytes) -> None:
    """Sends, and reads what comes until the websocket closes."""
    wire.send(sent)
    while True:
        wire.recv(PATIENCE)


@pytest.mark.parametrize("message", [BackMsg(debug_shutdown_runtime=True), BackMsg(debug_disconnect_websocket=True)],
                         ids=["shut down", "disconnect"])
def test_a_page_cannot_stop_the_app(recorded: Recorded, message: BackMsg) -> None:
    with stream(recorded) as wire:
        wire.send(message.SerializeToString())
        wire.ping().wait(PATIENCE)
    with stream(recorded):
        pass


def test_bytes_that_are_no_frame_close_the_websocket(recorded: Recorded) -> None:
    with socket.create_connection(("127.0.0.1", recorded.port), PATIENCE) as wire:
        given = request("/_stcore/stream", headers=UPGRADE, port=recorded.port)
        wire.sendall(given.replace(b"Content-Length: 0\r\nConnection: close", b"Connection: Upgrade"))
        assert wire.recv(65536).startswith(b"HTTP/1.1 101")
        wire.sendall(b"\xff" * 100)
        while wire.recv(65536):
            pass


def stream(recorded: Recorded, origin: Origin | None = None, path: str = "/_stcore/stream") -> ClientConnection:
    return connect(f"ws://127.0.0.1:{recorded.port}{path}", origin=origin, proxy=None, open_timeout=PATIENCE,
                   close_timeout=PATIENCE)
