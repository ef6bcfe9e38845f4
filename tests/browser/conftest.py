"""What the tests in Chromium share: a telephone, and that no script on a page fails."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.visitor import script_errors
from tests.support import PATIENCE


@pytest.fixture(autouse=True)
def no_script_fails() -> Iterator[None]:
    """Fails a test on whose pages a script raised an error that nobody caught."""
    script_errors.clear()
    yield
    assert script_errors == []


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page as wide as that of a small telephone."""
    context = browser.new_context(locale="en-GB", viewport={"width": 360, "height": 740})
    context.set_default_timeout(PATIENCE * 1000)
    yield context.new_page()
    context.close()
