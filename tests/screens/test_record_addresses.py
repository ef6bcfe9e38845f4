"""The addresses on the way to the record server and back: used once, in time, and by the same browser alone."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from starlette.requests import Request
from starlette.responses import Response
from streamlit.web.server.starlette.starlette_app_utils import generate_xsrf_token_string
from streamlit.web.server.starlette.starlette_server_config import XSRF_COOKIE_NAME

from screens.server.browsers import browser_of
from screens.server.routes import SMART_CALLBACK, SMART_LAUNCH, open_route
from screens.smart.addresses import launch_path, smart_response
from screens.smart.grants import Away
from screens.smart.waiting import COOKIE, MOST, Asked, Once, arrived, asked_there, launches, leaving, owner_of
from tests.support import ROOT

SERVER = "https://ehr.example/fhir"
THERE = "https://ehr.example/authorize?client_id=screening"


@pytest.fixture(autouse=True)
def clinic_with_a_record_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A clinic whose desk reads charts from a server. What waits here does not stay for the next test."""
    (tmp_path / "clinic.yaml").write_text(f"record_server: {{url: {SERVER}/, client_id: screening}}")
    monkeypatch.setenv("SCREENING_CLINIC", str(tmp_path / "clinic.yaml"))
    yield
    for waiting in (launches, leaving, asked_there, arrived):
        waiting.forget_all()


def a_browser() -> dict[str, str]:
    """The cookies of a browser that has opened the app."""
    return {XSRF_COOKIE_NAME: generate_xsrf_token_string()}


def get(path: str, query: Mapping[str, str], cookies: Mapping[str, str]) -> Response:
    """Opens an address in a browser. As a browser does, it keeps no cookie of it by itself."""
    line = "; ".join(f"{name}={value}" for name, value in cookies.items())
    scope = {"type": "http", "method": "GET", "path": path, "query_string": urlencode(query).encode(),
             "headers": [(b"host", b"127.0.0.1:8501"), (b"cookie", line.encode())]}
    return smart_response(Request(scope), path)


def secret_in(response: Response) -> str:
    """The secret in the cookie that a response sets."""
    return response.headers["set-cookie"].partition("=")[2].partition(";")[0]


def asked_by(state: str = "the state", form: str | None = "draft 1") -> Asked:
    back = "http://127.0.0.1/smart/callback"
    away = Away(THERE, state, "the verifier", "https://ehr.example/token", back, frozenset())
    return Asked(away, form, form, "")


def sent_there(browser: dict[str, str]) -> dict[str, str]:
    """The cookies of a browser that the desk has sent to the record server."""
    name = leaving.put(browser_of(browser), asked_by())
    return {**browser, COOKIE: secret_in(get(SMART_LAUNCH, {"go": name}, browser))}


def handle_in(response: Response) -> str:
    return parse_qs(urlsplit(response.headers["location"]).query)["record"][0]


@pytest.mark.parametrize("iss", [
    "https://evil.example/fhir", "https://ehr.example/fhir2", "https://ehr.example", "http://ehr.example/fhir",
    "https://ehr.example/fhir/x", "https://ehr.example@evil.example/fhir", "", "https://ehr.examplé/fhir"])
def test_a_launch_from_another_server_is_refused_and_its_address_is_not_repeated(iss: str) -> None:
    response = get(SMART_LAUNCH, {"iss": iss, "launch": "x"}, {})
    assert response.status_code == 403
    assert "Another server than the clinic’s own wanted to open this page." in bytes(response.body).decode()
    assert "evil" not in bytes(response.body).decode()
    assert "set-cookie" not in response.headers


@pytest.mark.parametrize("query", [{}, {"iss": SERVER}, {"iss": SERVER, "launch": ""},
                                   {"iss": SERVER, "launch": "x" * 2001}, {"iss": SERVER, "launch": "a\nb"}])
def test_an_address_without_a_whole_launch_says_where_to_begin(query: dict[str, str]) -> None:
    response = get(SMART_LAUNCH, query, {})
    assert response.status_code == 403
    assert "Begin at the desk" in bytes(response.body).decode()


@pytest.mark.parametrize("iss", [SERVER, f"{SERVER}/"])
def test_a_launch_waits_for_the_desk_in_this_browser_and_its_name_is_not_in_the_address(iss: str) -> None:
    response = get(SMART_LAUNCH, {"iss": iss, "launch": "launch of patient 7"}, {})
    assert response.status_code == 303
    assert response.headers["location"].startswith("/desk?record=")
    assert "launch" not in response.headers["location"]
    owner = owner_of({COOKIE: secret_in(response)})
    assert launches.take("another browser", handle_in(response)) is None
    found = launches.take(owner, handle_in(response))
    assert found is not None
    assert found.handed_over == "launch of patient 7"
    assert launches.take(owner, handle_in(response)) is None


def test_the_cookie_is_for_the_server_alone_and_not_sent_along_by_other_sites() -> None:
    response = get(SMART_LAUNCH, {"iss": SERVER, "launch": "x"}, {})
    parts = {part.strip().lower() for part in response.headers["set-cookie"].split(";")[1:]}
    assert {"httponly", "samesite=lax", "path=/"} <= parts
    assert response.headers["cache-control"] == "no-store"


def test_the_desk_sends_its_own_browser_to_the_server_once() -> None:
    browser = a_browser()
    name = leaving.put(browser_of(browser), asked_by())
    assert get(SMART_LAUNCH, {"go": name}, a_browser()).status_code == 403
    assert get(SMART_LAUNCH, {"go": name}, {}).status_code == 403
    response = get(SMART_LAUNCH, {"go": name}, browser)
    assert response.headers["location"] == THERE
    assert get(SMART_LAUNCH, {"go": name}, browser).status_code == 403
    assert launch_path(name) == f"/smart/launch?go={name}"


def test_a_code_comes_back_to_the_form_of_the_desk_and_is_in_no_address_of_ours() -> None:
    browser = sent_there(a_browser())
    response = get(SMART_CALLBACK, {"code": "the code", "state": "the state"}, browser)
    assert response.status_code == 303
    assert response.headers["location"].startswith("/desk?draft=draft+1&record=")
    assert "code" not in response.headers["location"]
    assert "state" not in response.headers["location"]
    came = arrived.take(owner_of(browser), handle_in(response))
    assert came is not None
    assert (came.code, came.asked.away.verifier) == ("the code", "the verifier")
    assert "the code" not in repr(came)
    assert "the verifier" not in repr(came)


def test_a_state_is_good_once_and_in_its_own_browser_only() -> None:
    browser, other = sent_there(a_browser()), sent_there(a_browser())
    asked_there.put(owner_of(browser), asked_by("state 2"), "state 2")
    for query, cookies in (({"code": "c", "state": "wrong"}, browser), ({"code": "c"}, browser),
                           ({"code": "c", "state": "state 2"}, other), ({"code": "c", "state": "state 2"}, {})):
        response = get(SMART_CALLBACK, query, cookies)
        assert response.status_code == 403
        assert "Begin again at the desk" in bytes(response.body).decode()
    assert get(SMART_CALLBACK, {"code": "c", "state": "state 2"}, browser).status_code == 303
    assert get(SMART_CALLBACK, {"code": "c", "state": "state 2"}, browser).status_code == 403


@pytest.mark.parametrize(("told", "is_denied"), [
    ({"error": "access_denied"}, True), ({"error": "server_error"}, False), ({}, False), ({"code": ""}, False),
    ({"code": "x" * 2001}, False), ({"error": "access_denied", "code": "c"}, True)])
def test_without_a_code_the_desk_gets_why(told: dict[str, str], is_denied: bool) -> None:
    browser = sent_there(a_browser())
    came = arrived.take(owner_of(browser), handle_in(get(SMART_CALLBACK, {**told, "state": "the state"}, browser)))
    assert came is not None
    assert (came.code, came.is_denied) == (None, is_denied)


def test_what_waits_is_over_after_its_time_and_of_too_many_the_oldest_goes() -> None:
    now = [0.0]
    waiting = Once[str](120, clock=lambda: now[0])
    name = waiting.put("me", "a chart")
    now[0] = 119
    assert waiting.take("me", name, lambda kept: kept == "another chart") is None
    now[0] = 121
    assert waiting.take("me", name) is None
    names = [waiting.put("me", str(number)) for number in range(MOST + 1)]
    assert waiting.take("me", names[0]) is None
    assert waiting.take("me", names[1]) == "1"
    assert waiting.take_any("somebody else") is None
    assert waiting.take_any("") is None
    assert waiting.take_any("me") == str(MOST)


def test_the_addresses_are_open_only_where_the_clinic_has_such_a_server() -> None:
    for path in (SMART_LAUNCH, SMART_CALLBACK):
        assert open_route(path, "GET", has_accounts=False) is None
        assert open_route(path, "GET", has_accounts=False, has_record_server=True) is not None
        assert open_route(path, "POST", has_accounts=False, has_record_server=True) is None


def test_security_md_says_why_both_are_open() -> None:
    told = (ROOT / "SECURITY.md").read_text("utf-8")
    for path in (SMART_LAUNCH, SMART_CALLBACK):
        assert f"`GET {path}`" in told
