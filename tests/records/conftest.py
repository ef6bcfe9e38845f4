"""A store on a new SQLite database, and what goes into it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from records import Content, Holder, Identity, Settings, Store, open_store
from records.keyring import read_keyring_file
from records.store import Store as StoreClass

ANNA, BEN = Holder("browser.a", "Anna's desk"), Holder("browser.b", "Ben's desk")


@dataclass
class Clock:
    """A clock that goes on when it is told to."""

    now: datetime = field(default_factory=lambda: datetime(2026, 11, 26, 9, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now

    def goes_on(self, **by: float) -> None:
        self.now += timedelta(**by)


def content(name: str | None = "Maria López", born: date | None = date(1980, 3, 4), number: str | None = "MRN 77-1",
            **answers: object) -> Content:
    """The content of a draft."""
    entries = {link_id: {"value": value} for link_id, value in answers.items()}
    return Content(Identity(name, born, number), "ketamine-consult", "2026.12", "en", entries)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A place for a new database and its keys."""
    return Settings(f"sqlite:///{tmp_path}/data/records.sqlite", tmp_path / "keys" / "keys.json")


@pytest.fixture
def clock() -> Clock:
    """The clock of `store`."""
    return Clock()


@pytest.fixture
def store(settings: Settings, clock: Clock) -> Iterator[Store]:
    """A new, empty store."""
    opened = open_store(settings)
    store = StoreClass(opened._engine, read_keyring_file(settings.key_file), clock)
    yield store
    store.close()
