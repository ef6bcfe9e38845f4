"""Two processes of the app behind nginx as it is shipped, with TLS, on one PostgreSQL, driven by Chromium."""

import json
import os
import re
import ssl
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from email.message import Message
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from forms.exchange import MEGABYTES
from records.settings import KEY_FILE, URL
from screens.server.headers import HEADERS, content_security_policy
from tests.browser.visitor import Visitor, adult
from tests.support import PATIENCE
from tests.support.app import free_port, running_app
from tests.support.nginx import NAME, Nginx
from tests.support.postgres import Postgres, running_postgres_server

MANY = 30  # browsers; all of them at one of two processes: less than once in 500 million runs
REASON, PERSON = "Unmistakable sorrow since the flood", "Wilhelmina Proxied"


class Site(NamedTuple):
    """What runs: nginx, the database, the ports of the two processes, and the files with their logs."""

    nginx: Nginx
    database: Postgres
    ports: tuple[int, int]
    logs: tuple[Path, Path]

    @property
    def url(self) -> str:
        return self.nginx.url


class Reply(NamedTuple):
    """What a server replied."""

    status: int
    headers: Message
    body: bytes


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Everything, started for the first time, with an empty database."""
    folder = tmp_path_factory.mktemp("site")
    ports = free_port(), free_port()
    logs = folder / "app-1", folder / "app-2"
    with ExitStack() as stack:
        database = stack.enter_context(running_postgres_server())
        environment = {**os.environ, URL: f"{database.url}/postgres", KEY_FILE: f"{folder}/keys.json",
                       "SCREENING_LOG": "json", "STREAMLIT_LOGGER_HIDE_WELCOME_MESSAGE": "true"}
        for log, port in zip(logs, ports, strict=True):
            stack.enter_context(running_app(log, port=port, environment=environment))
        (folder / "nginx").mkdir()
        nginx = Nginx(folder / "nginx", ports)
        nginx.start()
        stack.callback(nginx.stop)
        yield Site(nginx, database, ports, logs)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that takes any certificate. The test fails if a page does what the policy forbids."""
    forbidden: list[str] = []
    context = browser.new_context(locale="en-GB", accept_downloads=True, ignore_https_errors=True)
    context.set_default_timeout(PATIENCE * 1000)
    context.on("console", lambda message: forbidden.append(message.text) if "Policy" in message.text else None)
    yield context
    context.close()
    assert forbidden == []


def secure(site: Site, path: str, method: str = "GET", headers: dict[str, str] | None = None,
           body: bytes | None = None) -> Reply:
    """The reply to a request over TLS, from a client that knows the certificate."""
    trusting = ssl.create_default_context(cafile=str(site.nginx.certificate))
    connection = HTTPSConnection(NAME, site.nginx.port, timeout=PATIENCE, context=trusting)
    return reply(connection, path, method, headers, body)


def reply(connection: HTTPConnection, path: str, method: str = "GET", headers: dict[str, str] | None = None,
          body: bytes | None = None) -> Reply:
    """The reply to one request on a new connection."""
    with closing(connection):
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        return Reply(response.status, response.headers, response.read())


def logged(site: Site) -> list[dict[str, str]]:
    """The lines of the log of nginx."""
    return [json.loads(line) for line in site.nginx.log.read_text("utf-8").splitlines()]


def processes(site: Site, place: str, count: int) -> list[str]:
    """Which process each request for a place went to, once there are so many in the log; nginx replies first."""
    deadline = time.monotonic() + PATIENCE
    while len(found := [line["process"] for line in logged(site) if line["place"] == place]) < count:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return found


def test_a_patient_fills_in_the_form_over_tls_and_stays_with_one_process(
    site: Site, context: BrowserContext, tmp_path: Path,
) -> None:
    page = context.new_page()
    person = adult(page, site.url)
    person.choose("filled_by", "On my own")
    person.type("patient_name", PERSON)
    person.go_on()
    person.type("reason", REASON)
    person.walk_on_to("heart")
    person.choose("high_blood_pressure", "Yes")
    before = len(logged(site))
    site.nginx.stop()  # every connection is lost
    site.nginx.start()
    person.settle()
    person.walk_on_to("Check your answers")
    for said in (REASON, PERSON):
        expect(page.locator(".stMain")).to_contain_text(said)
    assert person.go_on() == "Your summary"
    summary = person.save("Save as PDF", tmp_path)
    assert summary.read_bytes().startswith(b"%PDF")
    page.close()
    asked = [line for line in logged(site)[before:] if line["process"]]
    assert len({line["process"] for line in asked}) == 1
    opens_it_again(site, context.new_page(), summary)


def opens_it_again(site: Site, page: Page, summary: Path) -> None:
    """Hands the summary in, which goes to the process of the page."""
    person = Visitor(page, site.url)
    person.open_earlier()
    person.hand_in(summary.read_bytes(), "summary.pdf")
    expect(page.locator(".stMain")).to_contain_text(PERSON)
    assert "PUT" in {line["method"] for line in logged(site)}


def test_browsers_are_spread_over_the_processes_and_each_comes_back_to_its_own(site: Site) -> None:
    cookies = []
    for _browser in range(MANY):
        given = str(secure(site, "/sources").headers["Set-Cookie"])
        cookies.append(given.partition(";")[0])
        assert given.endswith("; Path=/; Secure; HttpOnly; SameSite=Lax")
    assert len(set(cookies)) == MANY
    began = processes(site, "/sources", MANY)
    assert set(began) == {f"127.0.0.1:{port}" for port in site.ports}
    for cookie in cookies:
        again = secure(site, "/sources", headers={"Cookie": cookie})
        assert "screening_place" not in (again.headers["Set-Cookie"] or "")
    assert processes(site, "/sources", 2 * MANY)[MANY:] == began


def test_every_response_has_the_headers_that_are_promised(site: Site) -> None:
    for path, status in (("/", 200), ("/_stcore/health", 200), ("/desk", 200), ("/_stcore/metrics", 404),
                         ("/media/none.pdf", 404)):
        response = secure(site, path)
        assert response.status == status, path
        for name, value in {**HEADERS, "Content-Security-Policy": content_security_policy(),
                            "Strict-Transport-Security": "max-age=31536000"}.items():
            assert response.headers.get_all(name) == [value], (path, name)
    policy = content_security_policy()
    assert re.fullmatch(r"'self' blob: ('sha256-[\w+/]+=')+", policy.split("script-src ")[1].split(";")[0])
    assert "unsafe-eval" not in policy
    assert secure(site, "/media/none.pdf").headers["Cache-Control"] == "no-store"


def test_what_nginx_itself_refuses(site: Site) -> None:
    too_large = secure(site, "/_stcore/upload_file/a/b", "PUT", body=bytes((MEGABYTES + 2) * 1024 * 1024))
    assert too_large.status == 413
    assert too_large.headers.get_all("Content-Security-Policy") == ["default-src 'none'; frame-ancestors 'none'"]
    assert "nginx/" not in too_large.headers["Server"]
    assert secure(site, "/ready").status == 404
    assert secure(site, "/", headers={"Host": "rebound.example"}).status == 421
    moved = reply(HTTPConnection("127.0.0.1", site.nginx.plain_port, timeout=PATIENCE), "/desk?draft=a")
    assert (moved.status, moved.headers["Location"]) == (308, f"https://{NAME}/desk?draft=a")


def test_a_stopped_database_is_told_at_ready_and_the_desk_saves_again_when_it_is_back(site: Site, page: Page) -> None:
    wait_until_each_says(site, (200, b"ready\n"))
    desk = Visitor(page, f"http://127.0.0.1:{site.ports[0]}/desk")
    desk.choose("adult", "Yes")
    expect(desk.asked("patient_name")).to_be_visible()
    site.database.stop()
    wait_until_each_says(site, (503, b"not ready\n"))
    desk.type("patient_name", PERSON)
    expect(page.locator(".saved")).to_contain_text("Not saved")
    site.database.start()
    expect(page.locator(".saved")).to_have_text(re.compile("^Saved [0-9]"))
    wait_until_each_says(site, (200, b"ready\n"))
    page.goto(f"http://127.0.0.1:{site.ports[1]}/desk")
    page.get_by_label("Find a patient").fill("proxied")
    page.keyboard.press("Enter")
    expect(page.locator("[class*=st-key-line-]")).to_have_count(1)


def wait_until_each_says(site: Site, due: tuple[int, bytes]) -> None:
    """Waits until each process says this at /ready. On a busy machine, the first look takes longer than it may."""
    deadline = time.monotonic() + PATIENCE
    while (told := [ready(port) for port in site.ports]) != [due] * 2:
        assert time.monotonic() < deadline, told
        time.sleep(0.1)


def ready(port: int) -> tuple[int, bytes]:
    """What a process says at /ready: the status and the text."""
    told = reply(HTTPConnection("127.0.0.1", port, timeout=PATIENCE), "/ready")
    return told.status, told.body


def test_the_records_do_not_open_through_nginx(site: Site, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{site.url}/desk")
    expect(page.locator(".section-heading h1")).to_be_visible()
    expect(page.get_by_label("Find a patient")).to_have_count(0)


def test_no_log_holds_an_answer_a_query_or_the_address_of_a_file(site: Site) -> None:
    """After all tests above."""
    for log in (*site.logs, site.nginx.log):
        written = log.read_text("utf-8")
        assert written, log
        for line in written.splitlines():
            json.loads(line)
        for trace in ("sorrow", "Wilhelmina", "Proxied", "draft=", ".pdf", "?"):
            assert trace not in written, log
    assert site.nginx.errors.read_text("utf-8") == ""
    for folder in ("client_body", "proxy"):
        assert not any((site.nginx.log.parent / folder).rglob("*.*"))
