"""What a person waits for, in Chromium: from the start to the first page, and from an answer to the painted page."""

import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Locator, Page

from forms import load_questionnaire
from tests.benchmarks.timing import Row, in_milliseconds
from tests.browser.visitor import adult
from tests.support.app import running_app
from tests.support.chromium import running_browser

ANSWERS = 40
BETWEEN = 400  # ms; nobody answers faster
QUESTION, FOLLOW_UP = "high_blood_pressure", "blood_pressure_managed"
GARBAGE_COLLECTED = ("--runner.postScriptGC", "true")
CLICK_TO_PAINT = """async ([option, followUp, appears]) => {
  const isThere = () => document.getElementById(followUp) !== null
  const painted = new Promise(done => new MutationObserver((_, observer) => {
    if (isThere() !== appears) return
    observer.disconnect()
    requestAnimationFrame(() => {
      const afterPaint = new MessageChannel()
      afterPaint.port1.onmessage = () => done(performance.now())
      afterPaint.port2.postMessage(null)
    })
  }).observe(document.body, { childList: true, subtree: true }))
  const start = performance.now()
  option.click()
  return await painted - start
}"""


def rows() -> Iterator[Row]:
    with TemporaryDirectory() as folder, running_browser() as browser:
        log = Path(folder) / "log.txt"
        before = time.perf_counter()
        with running_app(log) as url:
            _first_page(browser, url)
            yield Row("start of the app to the first page", in_milliseconds(time.perf_counter() - before))
            yield Row("new visit to its first page", in_milliseconds(_visit(browser, url)))
            yield Row("answer to painted page", in_milliseconds(_answer(browser, url)), "60 ms")
        with running_app(log, *GARBAGE_COLLECTED) as url:
            taken = in_milliseconds(_answer(browser, url))
            yield Row("the same with Streamlit's default, a garbage collection after each answer", taken)


def _first_page(browser: Browser, url: str) -> Page:
    page = browser.new_context().new_page()
    page.goto(url)
    page.wait_for_selector("h1")
    return page


def _visit(browser: Browser, url: str) -> float:
    """Seconds, the median of several visits."""
    taken = []
    for _ in range(7):
        start = time.perf_counter()
        page = _first_page(browser, url)
        taken.append(time.perf_counter() - start)
        page.context.close()
    return statistics.median(taken)


def _answer(browser: Browser, url: str) -> float:
    """Seconds from the click on an option to the page that shows or hides the question which depends on it."""
    page = browser.new_context().new_page()
    adult(page, url).go_on_to(QUESTION)
    taken: list[float] = []
    for answer in range(ANSWERS):
        appears = answer % 2 == 0
        option = _option(page, QUESTION, "yes" if appears else "no").element_handle()
        taken.append(page.evaluate(CLICK_TO_PAINT, [option, FOLLOW_UP, appears]) / 1000)
        page.wait_for_timeout(BETWEEN)
    page.context.close()
    return statistics.median(taken)


def _option(page: Page, link_id: str, code: str) -> Locator:
    item = load_questionnaire().item(link_id)
    return page.get_by_role("radiogroup", name=item.text).get_by_text(item.option(code).text, exact=True)
