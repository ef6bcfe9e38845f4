"""A store on a new SQLite database, and what goes into it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from secrets import token_hex

import psycopg
import pytest
from psycopg.sql import SQL
from psycopg.sql import Identifier as SqlName

from records import Content, Holder, Identity, Settings, Store, open_store
from records.keyring import read_keyring_file
from records.store import Store as StoreClass
from tests.support.postgres import running_postgres

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


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server for all tests of this process."""
    with running_postgres() as url:
        yield url


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A place for a new SQLite database and its keys."""
    return Settings(f"sqlite:///{tmp_path}/data/records.sqlite", tmp_path / "keys" / "keys.json")


@pytest.fixture
def postgres_settings(postgres: str, tmp_path: Path) -> Settings:
    """A new PostgreSQL database, and a place for its keys."""
    name = f"test_{token_hex(6)}"
    with psycopg.connect(f"{postgres}/postgres", autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {}").format(SqlName(name)))
    return Settings(f"{postgres}/{name}", tmp_path / "keys" / "keys.json")


@pytest.fixture
def clock() -> Clock:
    """The clock of `store`."""
    return Clock()


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, clock: Clock) -> Iterator[Store]:
    """A new, empty store, of each kind of database."""
    place = "settings" if request.param == "sqlite" else "postgres_settings"
    yield from new_store(request.getfixturevalue(place), clock)


@pytest.fixture
def sqlite_store(settings: Settings, clock: Clock) -> Iterator[Store]:
    """A new, empty store in SQLite."""
    yield from new_store(settings, clock)


def new_store(settings: Settings, clock: Clock) -> Iterator[Store]:
    """A store with a clock of the tests."""
    opened = open_store(settings)
    store = StoreClass(opened._engine, read_keyring_file(settings.key_file), clock)
    yield store
    store.close()


@pytest.fixture(params=["settings", "postgres_settings"])
def either(request: pytest.FixtureRequest) -> Settings:
    """A place for a new database of each kind, and its keys."""
    settings: Settings = request.getfixturevalue(request.param)
    return settings
