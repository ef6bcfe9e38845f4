"""Which page counts as one on the computer of the app: no other page shows records."""

import pytest

from screens.server.this_computer import is_from_here

HERE = {"Host": "127.0.0.1:8501"}


@pytest.mark.parametrize(("address", "headers"), [
    (None, HERE), ("127.0.0.1", HERE), ("::1", {"host": "localhost:8501"}), (None, {"Host": "[::1]:8501"}), (None, {}),
])
def test_a_browser_on_this_computer(address: str | None, headers: dict[str, str]) -> None:
    assert is_from_here(address, headers, [])
    assert is_from_here(address, headers, ["http://localhost:8501"])


@pytest.mark.parametrize(("address", "headers"), [
    ("192.168.1.20", HERE), ("203.0.113.9", HERE), ("", HERE), ("here", HERE),
    (None, {"Host": "clinic.example"}), (None, {"Host": "localhost.clinic.example"}), (None, {"Host": "192.168.1.20"}),
    (None, {"Host": "["}), (None, {"Host": ""}),
    (None, {**HERE, "X-Forwarded-For": "203.0.113.9"}), (None, {**HERE, "x-real-ip": "127.0.0.1"}),
    (None, {**HERE, "FORWARDED": "for=203.0.113.9"}), (None, {**HERE, "X-Forwarded-Host": "clinic.example"}),
])
def test_any_other_browser(address: str | None, headers: dict[str, str]) -> None:
    assert not is_from_here(address, headers, [])


@pytest.mark.parametrize("name", [
    "Via", "X-Forwarded-Proto", "X-Forwarded-Port", "X-Forwarded", "X-Forwarded-Server", "CF-Connecting-IP", "CF-Ray",
    "X-Client-IP", "True-Client-IP", "Client-IP", "X-Cluster-Client-IP", "Fastly-Client-IP", "Fly-Client-IP",
    "X-Azure-ClientIP", "X-Appengine-User-IP", "X-Envoy-External-Address", "X-Original-Host", "CDN-Loop", "X-Real-Port",
    "X-ProxyUser-Ip",
])
def test_a_page_behind_a_server_in_front_of_any_maker_is_not_here(name: str) -> None:
    for written in (name, name.lower()):
        assert not is_from_here(None, {**HERE, written: "127.0.0.1"}, [])


def test_the_headers_of_browsers_alone_say_nothing_of_a_server_in_front() -> None:
    own = ("Accept", "Accept-Language", "Connection", "Cookie", "DNT", "Origin", "Pragma", "Sec-CH-UA-Platform",
           "Sec-Fetch-Site", "Sec-WebSocket-Key", "Upgrade", "User-Agent", "X-Screening-Browser", "X-Requested-With")
    assert is_from_here(None, {**HERE, **dict.fromkeys(own, "x")}, [])


def test_a_server_in_front_that_writes_its_own_host_header_is_known_by_the_origin_in_the_settings() -> None:
    assert not is_from_here(None, HERE, ["https://clinic.example"])
