"""What all tests in Chromium hold: no script on a page fails."""

from collections.abc import Iterator

import pytest

from tests.browser.visitor import script_errors


@pytest.fixture(autouse=True)
def no_script_fails() -> Iterator[None]:
    """Fails a test on whose pages a script raised an error that nobody caught."""
    script_errors.clear()
    yield
    assert script_errors == []
