"""Opening the records: a first start makes them, and what does not belong together is refused with what to do."""

import os
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from records import RecordsError, Settings, Store, UnreachableError, open_store
from records.keyring import KEEP_IT
from tests.records.conftest import ANNA, content


def database(settings: Settings) -> Path:
    return Path(settings.url.removeprefix("sqlite:///"))


def test_the_first_start_makes_database_and_keys_and_says_what_to_keep(
    settings: Settings, caplog: pytest.LogCaptureFixture,
) -> None:
    open_store(settings).close()
    assert database(settings).is_file()
    assert KEEP_IT in caplog.text
    assert str(settings.key_file) in caplog.text
    caplog.clear()
    open_store(settings).close()
    assert caplog.text == ""


def test_what_was_saved_is_there_after_the_next_start(settings: Settings) -> None:
    first = open_store(settings)
    draft = first.begin(ANNA, content(reason="Worry"))
    first.close()
    assert open_store(settings).open(draft.draft_id, ANNA).content == content(reason="Worry")


def test_missing_keys_beside_a_database_are_never_replaced(sqlite_store: Store, settings: Settings) -> None:
    settings.key_file.unlink()
    with pytest.raises(RecordsError, match="Put back your copy"):
        open_store(settings)
    assert not settings.key_file.exists()


def test_the_keys_of_another_database_are_refused(sqlite_store: Store, settings: Settings, tmp_path: Path) -> None:
    other = Settings(f"sqlite:///{tmp_path}/other.sqlite", tmp_path / "other.json")
    open_store(other).close()
    with pytest.raises(RecordsError, match="key"):
        open_store(replace(settings, key_file=other.key_file))


@pytest.mark.parametrize("text", ["", "{}", '{"keys": []}', '{"keys": [{"id": "a", "key": "AAAA"}]}', "\xff", "[1]",
                                  '{"keys": [{"id": "a", "key": "SECRETSECRET"}]}', "[" * 100_000,
                                  '{"keys": ' * 20_000, '{"keys": [{"id": [], "key": "' + "A" * 43 + '="}]}',
                                  '{"keys": [{"id": "\\ud800", "key": "' + "A" * 43 + '="}]}'])
def test_a_file_that_does_not_hold_keys_is_refused_without_repeating_it(
    sqlite_store: Store, settings: Settings, text: str,
) -> None:
    settings.key_file.write_text(text, encoding="latin-1")
    with pytest.raises(RecordsError, match="Put back your copy") as refused:
        open_store(settings)
    assert "SECRET" not in str(refused.value)


def test_keys_of_the_environment_that_are_nested_without_end_are_refused(settings: Settings) -> None:
    for text in ("[" * 100_000, '{"keys": ' * 20_000):
        with pytest.raises(RecordsError, match="SCREENING_RECORDS_KEY does not hold the keys"):
            open_store(replace(settings, key=text))


@pytest.mark.parametrize("place", ["/dev/zero", "pipe", "folder"])
def test_a_device_a_pipe_and_a_folder_hold_no_keys(settings: Settings, tmp_path: Path, place: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    with pytest.raises(RecordsError, match=r"this is not a file\. Put back your copy"):
        open_store(replace(settings, key_file=tmp_path / place))


def test_keys_may_come_from_the_environment(settings: Settings) -> None:
    open_store(settings).close()
    key = settings.key_file.read_text("utf-8")
    settings.key_file.unlink()
    open_store(replace(settings, key=key)).close()
    assert not settings.key_file.exists()
    assert key not in repr(replace(settings, key=key))


def test_a_database_of_another_program_is_refused_and_left_alone(settings: Settings) -> None:
    database(settings).parent.mkdir(parents=True)
    with sqlite3.connect(database(settings)) as other:
        other.execute("CREATE TABLE invoices (id)")
    settings.key_file.parent.mkdir()
    with pytest.raises(RecordsError):
        open_store(settings)
    with sqlite3.connect(database(settings)) as other:
        assert [name for (name,) in other.execute("SELECT name FROM sqlite_master")] == ["invoices"]


def test_a_database_of_a_newer_version_is_refused(sqlite_store: Store, settings: Settings) -> None:
    sqlite_store.close()
    with sqlite3.connect(database(settings)) as newer:
        newer.execute("UPDATE alembic_version SET version_num = 'r9999'")
    with pytest.raises(RecordsError, match="newer version"):
        open_store(settings)


def test_a_database_without_one_of_its_tables_is_refused(sqlite_store: Store, settings: Settings) -> None:
    sqlite_store.close()
    with sqlite3.connect(database(settings)) as half:
        half.execute("DROP TABLE audit")
    with pytest.raises(RecordsError, match="audit"):
        open_store(settings)


def test_a_file_that_is_no_database_is_refused(settings: Settings) -> None:
    database(settings).parent.mkdir(parents=True)
    database(settings).write_bytes(b"not a database, but long enough to look at" * 100)
    with pytest.raises(RecordsError):
        open_store(settings)


@pytest.mark.parametrize(("url", "says"), [
    ("", "cannot be read as one"), ("records.sqlite", "cannot be read as one"), ("\udcff", "cannot be read as one"),
    ("postgresql://me:SECRET@[::1/db", "cannot be read as one"), ("a" * 100_000, "cannot be read as one"),
    ("postgresql://me:SECRET@host:abc/db", "its port is no number"), ("'postgresql://me:SECRET@h/x'", "cannot be read"),
    ("mysql://me:SECRET@a/b", "none of the names of a database"), ("postgres://a/b", "none of the names of a database"),
    ("postgresql+nothing://me:SECRET@a/b", "none of the names of a database"),
    ("sqlite+aiosqlite:////x/y", "none of the names of a database"), ("sqlite+pysqlcipher://:SECRET@//x", "none of"),
    ("postgresql://", "it names no database"), ("postgresql://me:SECRET@host", "it names no database"),
    ("postgresql://me:SECRET@SECRET@host/db", "Write one in a password as %40"),
    ("postgresql://me:SECRET@h:99999/db", "its port is not from 1"), ("postgresql://h:-1/db", "its port is not from 1"),
    ("postgresql://h:0/db", "its port is not from 1"), ("postgresql://h/db?port=SECRET", "its port is not from 1"),
    (f"postgresql://me:SECRET@{'h' * 300}/db", "its host is not the name of a computer"),
    ("postgresql://me:SECRET@a..b/db", "its host is not the name"), (f"postgresql:///x?host={'h' * 300}", "its host"),
    ("postgresql://me:SECRET%00@h/db", "a character that no address has"), ("sqlite:////x\0", "a character that no"),
    ("sqlite://", "names no file"), ("sqlite:///:memory:", "names no file"), ("sqlite:///file:x?mode=memory", "names"),
    ("sqlite://me:SECRET@host/x", "names no file"), ("sqlite:////x?timeout=SECRET", "behind the question mark"),
    ("sqlite:////" + "x/" * 5000 + "y", "its path is too long"),
])
def test_an_address_that_is_none_is_refused_with_what_one_looks_like(settings: Settings, url: str, says: str) -> None:
    with pytest.raises(RecordsError) as refused:
        open_store(replace(settings, url=url))
    assert str(refused.value).startswith("The address of the database is not right: ")
    assert says in str(refused.value)
    assert str(refused.value).endswith("It looks like sqlite:////folder/records.sqlite or "
                                       "postgresql://name:password@host/database")
    assert "SECRET" not in str(refused.value)


def test_a_folder_or_a_device_is_no_database(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(RecordsError, match=r"this is a folder\. Name a file in it, such as .*/records\.sqlite"):
        open_store(replace(settings, url=f"sqlite:///{tmp_path}"))
    with pytest.raises(RecordsError, match="the database cannot be made there"):
        open_store(replace(settings, url="sqlite:////proc/none/records.sqlite"))
    with pytest.raises(RecordsError, match="the database cannot be made there"):
        open_store(replace(settings, url=f"sqlite:///{tmp_path / ('x' * 300)}"))
    with pytest.raises(UnreachableError, match="may this account write there"):
        open_store(replace(settings, url="sqlite:////dev/null"))


def test_a_locked_database_is_not_waited_for_long_and_works_again_later(
    sqlite_store: Store, settings: Settings,
) -> None:
    draft = sqlite_store.begin(ANNA, content())
    locking = sqlite3.connect(database(settings), isolation_level=None)
    locking.execute("BEGIN IMMEDIATE")
    with pytest.raises(UnreachableError):
        sqlite_store.save(draft, content(reason="Worry"), ANNA)
    locking.execute("ROLLBACK")
    locking.close()
    draft = sqlite_store.save(draft, content(reason="Worry"), ANNA)
    assert sqlite_store.open(draft.draft_id, ANNA).content == content(reason="Worry")


@pytest.mark.parametrize("url", [
    "postgresql://me:verysecret@127.0.0.1:1/records", "postgresql://127.0.0.1:1/records?password=verysecret",
    "postgresql://me:verysecret@/records?host=/nowhere", "postgresql://me:verysecret@127.0.0.1:1/x?nonsense=verysecret",
    "postgresql://me:verysecret/verysecret@127.0.0.1:1/records", "postgresql://me@h o:1/x?connect_timeout=verysecret",
])
def test_a_password_in_the_address_is_not_repeated(settings: Settings, url: str) -> None:
    with pytest.raises(RecordsError) as refused:
        open_store(replace(settings, url=url))
    assert "verysecret" not in str(refused.value)
