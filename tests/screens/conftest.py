"""What tests of several pages share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from records.settings import KEY_FILE, URL
from screens.visit.drafts import store_here
from tests.support.sitting import Sitting


@pytest.fixture
def empty_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Records that hold nothing yet; those of the run hold the forms of the tests before."""
    monkeypatch.setenv(URL, f"sqlite:///{tmp_path}/records.sqlite")
    monkeypatch.setenv(KEY_FILE, f"{tmp_path}/keys.json")
    store_here.cache_clear()
    yield
    store_here().close()
    store_here.cache_clear()


@pytest.fixture
def patient() -> Sitting:
    """An adult at the patient's door, on the first section."""
    sitting = Sitting()
    sitting.press("on-WELCOME")
    sitting.choose("adult", "yes")
    return sitting
