"""PostgreSQL as the place of the records: a backup moves there, nothing is readable, a stopped server is survived."""

import os
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from records import Settings, Store, UnreachableError, open_store
from records.connecting import CONNECTIONS, MORE_CONNECTIONS, NOTICE
from records.keyring import Keyring, keyring_text, new_key
from records.maintenance import back_up, faults, restore
from tests.records.conftest import ANNA, content
from tests.support.postgres import Postgres, running_postgres_server


def test_a_backup_moves_from_sqlite_to_postgresql(
    sqlite_store: Store, settings: Settings, postgres_settings: Settings, tmp_path: Path,
) -> None:
    draft = sqlite_store.begin(ANNA, content(reason="Worry"))
    back_up(sqlite_store, tmp_path / "backup")
    moved = open_store(postgres_settings)
    assert restore(moved, tmp_path / "backup", ANNA) == 1
    assert moved.look_at(draft.draft_id).content == content(reason="Worry")
    assert len(moved.find("lop")) == 1
    assert faults(moved) == []
    moved.close()


def test_no_name_and_no_answer_can_be_read_in_its_tables(postgres_settings: Settings) -> None:
    store = open_store(postgres_settings)
    store.begin(ANNA, content("Wilhelmina", reason="Unmistakable sorrow"))
    store.close()
    with psycopg.connect(postgres_settings.url) as connection:
        held = b""
        for table in ("drafts", "search_terms", "audit", "about"):
            with connection.cursor().copy(f"COPY {table} TO STDOUT (FORMAT binary)") as rows:
                held += b"".join(map(bytes, rows))
    assert b"Anna" in held  # so this does look where it is
    for trace in (b"ilhelm", b"sorrow", b"1980-03-04"):
        assert trace not in held


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    """A server that these tests stop and start."""
    with running_postgres_server() as started:
        yield started


@pytest.mark.parametrize("how", ["immediate", "fast"])
def test_a_server_that_stops_and_comes_back_loses_nothing(server: Postgres, tmp_path: Path, how: str) -> None:
    settings = Settings(f"{server.url}/postgres", tmp_path / "keys.json", keys_of_the_server())
    store = open_store(settings)
    draft = store.begin(ANNA, content())
    server.stop(how)
    with pytest.raises(UnreachableError):
        store.save(draft, content(reason="Worry"), ANNA)
    with pytest.raises(UnreachableError):
        open_store(settings)
    server.start()
    store.save(draft, content(reason="Worry"), ANNA)
    assert store.open(draft.draft_id, ANNA).content == content(reason="Worry")
    assert store.audit_faults() == []
    store.close()


def test_a_server_that_was_started_again_meanwhile_is_not_noticed(server: Postgres, tmp_path: Path) -> None:
    store = open_store(Settings(f"{server.url}/postgres", tmp_path / "keys.json", keys_of_the_server()))
    draft = store.begin(ANNA, content())
    server.stop()
    server.start()
    store.save(draft, content(reason="Worry"), ANNA)
    store.close()


def test_the_connections_of_a_process_have_a_limit_and_waiting_for_one_ends(postgres_settings: Settings) -> None:
    store = open_store(postgres_settings)
    with ExitStack() as stack:
        for _connection in range(CONNECTIONS + MORE_CONNECTIONS):
            stack.enter_context(store.reading())
        with pytest.raises(UnreachableError, match="in use"):
            store.begin(ANNA, content())
    store.begin(ANNA, content())
    store.close()


def test_each_connection_notices_a_server_that_no_longer_answers(postgres_settings: Settings) -> None:
    store = open_store(postgres_settings)
    with store.reading() as session:
        connection = session.connection().connection.driver_connection
        assert isinstance(connection, psycopg.Connection)
        with socket.socket(fileno=os.dup(connection.fileno())) as wire:
            assert wire.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
            assert wire.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE) == NOTICE["keepalives_idle"]
            assert wire.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == NOTICE["tcp_user_timeout"]
        assert session.scalar(text("SHOW idle_in_transaction_session_timeout")) == "1min"
    store.close()


@cache
def keys_of_the_server() -> str:
    """The keys of the database that the tests above share."""
    return keyring_text(Keyring((new_key(),)))
