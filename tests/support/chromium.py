"""Which browser the tests drive. `python -m tests.support.chromium` prints it; exit code 1 where there is none."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright

from tests.support import PATIENCE

SHELL = "chromium-headless-shell"  # the same engine without the browser's own windows: two thirds of the CPU time
NAMES = (SHELL, "chromium", "google-chrome", "google-chrome-stable", "chromium-browser")
QUIET = ["--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--no-first-run"]  # no traffic of the browser's own, so that what remains is the app's


@contextmanager
def running_browser(*options: str) -> Iterator[Browser]:
    """Headless Chromium, with further options. Root can start it, as it has no sandbox; it opens only our pages."""
    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        program = find_browser(playwright.chromium.executable_path)
        browser = playwright.chromium.launch(executable_path=program, args=[*QUIET, *options])
        yield browser
        browser.close()


@contextmanager
def another_browser(like: Browser, *options: str) -> Iterator[Browser]:
    """A second Chromium beside one that runs, with further options."""
    kind = like.browser_type
    browser = kind.launch(executable_path=find_browser(kind.executable_path), args=[*QUIET, *options])
    yield browser
    browser.close()


def find_browser(of_playwright: str) -> str | None:
    """A Chromium or Chrome of the system, else the one that Playwright installed; None where there is neither."""
    found = (Path(path) for name in NAMES if (path := shutil.which(name)))
    return next((str(path) for path in (*found, Path(of_playwright)) if path.exists() and not _is_snap(path)), None)


def _is_snap(program: Path) -> bool:
    """Whether it runs in a snap's own sandbox, from where it cannot see the profile a test makes for it."""
    launcher = program.resolve()
    with launcher.open("rb") as file:
        return launcher.name == "snap" or b"/snap/" in file.read(4096)


if __name__ == "__main__":
    with sync_playwright() as driver:
        chosen = find_browser(driver.chromium.executable_path)
    print(chosen or "no Chromium and no Chrome found")
    sys.exit(chosen is None)
