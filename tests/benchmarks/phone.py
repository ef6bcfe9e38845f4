"""A patient's form on a phone with a slow connection: seconds until it can be read and used, and the size of each page.

Chromium slows down what it loads, but not the messages of a WebSocket, which are small here.
"""

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from playwright.sync_api import Browser, Page

from tests.benchmarks.timing import Row
from tests.browser.visitor import MOST_PAGES, ON, adult
from tests.support.app import free_port, running_app
from tests.support.chromium import running_browser
from tests.support.nginx import Nginx

LATENCY = 300  # ms until an answer begins
DOWN, UP = 1_600_000 / 8, 750_000 / 8  # bytes per second
WIDTH, HEIGHT = 360, 740  # CSS pixels
LOADS = 5
SLOWER_BY = (1, 4)  # how many times slower than here its processor is
FIRST_WORDS = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
LOADED = """performance.getEntries().filter(one => one.transferSize).reduce((sum, one) => sum + one.transferSize, 0)"""
SCREENS = f"document.querySelector('.stMain').scrollHeight / {HEIGHT}"
WORDS = "document.querySelector('.stMain').innerText.split(/\\s+/).length"
QUESTIONS = "document.querySelectorAll('.stMain .question').length"
LEFT = "document.querySelector('.section-heading .left')?.innerText || ''"


class SizeOfPage(NamedTuple):
    """A page of the form that nobody has answered: its height in screens of the phone, and what it says is left."""

    title: str
    questions: int
    words: int
    screens: float
    left: str


class Loaded(NamedTuple):
    """Seconds from the request for the first page, and bytes that came for it."""

    first_words: float
    usable: float
    size: float


def rows() -> Iterator[Row]:
    """The seconds on a slow connection."""
    with TemporaryDirectory() as folder, running_browser() as browser, _behind_nginx(Path(folder)) as url:
        _load(browser, url, 1)  # the server compresses its program once
        for slower in SLOWER_BY:
            found = [_load(browser, url, slower) for _ in range(LOADS)]
            processor = f", {slower} times slower processor" if slower > 1 else ""
            yield Row(f"first words{processor}", f"{statistics.median(one.first_words for one in found):.1f} s", "3 s")
            yield Row(f"first page can be used{processor}",
                      f"{statistics.median(one.usable for one in found):.1f} s", "6 s")
            if slower == 1:
                yield Row("loaded for it", f"{statistics.median(one.size for one in found) / 1e6:.2f} MB")


def table() -> Iterator[str]:
    """One line for each page on the way of an adult who answers nothing else."""
    yield "screens  words  questions  page"
    for page in _pages():
        yield f"{page.screens:7.1f}  {page.words:5}  {page.questions:9}  {page.title}{page.left and f' ({page.left})'}"


@contextmanager
def _behind_nginx(folder: Path) -> Iterator[str]:
    """The app as a phone reaches it: through nginx, with TLS and HTTP/2."""
    port = free_port()
    (folder / "nginx").mkdir()
    nginx = Nginx(folder / "nginx", [port, port])
    with running_app(folder / "log.txt", port=port):
        nginx.start()
        yield nginx.url
        nginx.stop()


@contextmanager
def _phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, has_touch=True, is_mobile=True,
                                  ignore_https_errors=True)
    yield context.new_page()
    context.close()


def _load(browser: Browser, url: str, slower: int) -> Loaded:
    with _phone(browser) as page:
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.send("Network.emulateNetworkConditions", {
            "offline": False, "latency": LATENCY, "downloadThroughput": DOWN, "uploadThroughput": UP})
        wire.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        before = time.perf_counter()
        page.goto(url, wait_until="commit")
        page.get_by_role("button", name=ON).click()
        usable = time.perf_counter() - before
        return Loaded(page.evaluate(FIRST_WORDS) / 1000, usable, page.evaluate(LOADED))


def _pages() -> Iterator[SizeOfPage]:
    with TemporaryDirectory() as folder, running_browser() as browser, running_app(Path(folder) / "log.txt") as url, \
            _phone(browser) as page:
        person = adult(page, url)
        person.settle()
        for _ in range(MOST_PAGES):
            yield SizeOfPage(person.title(), page.evaluate(QUESTIONS), page.evaluate(WORDS), page.evaluate(SCREENS),
                             page.evaluate(LEFT))
            if not page.get_by_role("button", name=ON).count():
                return
            person.go_on()
