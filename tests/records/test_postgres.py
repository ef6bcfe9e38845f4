"""PostgreSQL as the place of the records: a backup moves there, nothing is readable, a stopped server is survived."""

from pathlib import Path

import psycopg
import pytest

from records import Settings, Store, UnreachableError, open_store
from records.maintenance import back_up, faults, restore
from tests.records.conftest import ANNA, content
from tests.support.postgres import running_postgres


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


def test_a_server_that_stops_and_comes_back_loses_nothing(tmp_path: Path) -> None:
    with running_postgres() as url:
        settings = Settings(f"{url}/postgres", tmp_path / "keys.json")
        store = open_store(settings)
        draft = store.begin(ANNA, content())
    with pytest.raises(UnreachableError):
        store.save(draft, content(reason="Worry"), ANNA)
    with pytest.raises(UnreachableError):
        open_store(settings)
    store.close()
