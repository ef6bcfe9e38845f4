"""Kills what saves answers, for each kind of database, and counts the answers that were saved and are lost."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg

from records import Settings, open_store
from records.maintenance import faults
from tests.support.kills import lost_by_killed_servers, lost_by_killed_stores
from tests.support.postgres import running_postgres

Lost = Callable[[Settings, int, Path], list[str]]
WHAT: dict[str, Lost] = {
    "a process that saves": lost_by_killed_stores, "the server, at the desk": lost_by_killed_servers,
}


def lines(kills: int) -> Iterator[str]:
    """Yields a line for each kind of kill and of database."""
    with running_postgres() as postgres, tempfile.TemporaryDirectory() as folder:
        for number, (what, lost_by) in enumerate(WHAT.items()):
            with psycopg.connect(f"{postgres}/postgres", autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE kills_{number}".encode())
            sqlite = f"sqlite:///{folder}/{number}/records.sqlite"
            for name, url in (("SQLite", sqlite), ("PostgreSQL", f"{postgres}/kills_{number}")):
                settings = Settings(url, Path(folder) / f"keys-{number}-{name}.json")
                lost = lost_by(settings, kills, Path(folder))
                store = open_store(settings)
                wrong = faults(store)
                store.close()
                yield f"{name}, {what}: {kills} kills, {len(lost)} lost, {len(wrong)} faults in the records"
                yield from [f"  {one}" for one in (*lost, *wrong)]
