"""The app under other names: behind a server with TLS, below a path, on the clinic's network by number."""

import socket
from collections.abc import Iterator

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.hostile.wire import exchange, request
from tests.support.recorded import Recorded, recorded_app

NAMED = ("--server.allowedHosts", "127.0.0.1", "--server.allowedHosts", "clinic.example",
         "--server.allowedHosts", "*.ward.example", "--server.allowedHosts", "192.0.2.20")
WRITES_ITS_OWN_HOST = ("--server.corsAllowedOrigins", "https://front.example")
ON_THE_NETWORK = ("--server.address", "0.0.0.0")  # noqa: S104 # for this test alone


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recorded]:
    folder = tmp_path_factory.mktemp("served")
    with recorded_app(folder, *NAMED, *WRITES_ITS_OWN_HOST, *ON_THE_NETWORK) as app:
        yield app
        assert app.strangers() == []


@pytest.mark.parametrize("name", ["clinic.example", "CLINIC.example", "clinic.example.", "clinic.example:8443",
                                  "a.ward.example", "192.0.2.20:8501", "127.0.0.1"])
def test_it_is_served_under_each_name_that_is_set(served: Recorded, name: str) -> None:
    assert exchange(served.port, request("/", host=name)).status == 200
    assert opens(served, f"https://{name}", name) == 101


@pytest.mark.parametrize("name", ["ward.example", "clinic.example.evil.example", "xclinic.example", "localhost"])
def test_it_is_served_under_no_other(served: Recorded, name: str) -> None:
    assert exchange(served.port, request("/", host=name)).status == 421


def test_an_origin_that_is_set_may_differ_from_the_name(served: Recorded) -> None:
    assert opens(served, "https://front.example", "127.0.0.1") == 101
    for origin in ("http://front.example", "https://front.example:8443", "https://clinic.example"):
        assert opens(served, origin, "127.0.0.1") == 403


def test_below_a_path_the_same_is_open_and_nothing_above_it(recorded_below: Recorded) -> None:
    def status(path: str) -> int:
        return exchange(recorded_below.port, request(path, port=recorded_below.port)).status

    assert status("/ask") in (301, 307)  # to /ask/
    assert [status(path) for path in ("/ask/", "/ask/desk", "/ask/_stcore/health")] == [200] * 3
    assert [status(path) for path in ("/", "/desk", "/asking", "/_stcore/health", "/ask/_stcore/metrics")] == [404] * 5


@pytest.fixture
def recorded_below(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recorded]:
    with recorded_app(tmp_path_factory.mktemp("below"), "--server.baseUrlPath", "ask", below="/ask") as app:
        yield app
        assert app.strangers() == []


def opens(served: Recorded, origin: str, host: str) -> int:
    """The status that a websocket of this origin gets under this name."""
    try:
        wire = socket.create_connection(("127.0.0.1", served.port))
        with connect(f"ws://{host}/_stcore/stream", origin=Origin(origin), sock=wire):
            return 101
    except InvalidStatus as refused:
        return refused.response.status_code
