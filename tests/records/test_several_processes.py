"""Several processes on one database: nobody writes over another, the audit trail stays one, a full disk is survived."""

import multiprocessing
import resource
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path
from types import ModuleType
from typing import TypeVar

import pytest

from records import Holder, OvertakenError, RecordsError, Settings, UnreachableError, open_store
from records.keyring import read_keyring_file
from records.maintenance import back_up, restore, rotate_key
from tests.records.conftest import ANNA, BEN, content
from tests.support import PATIENCE

PROCESSES = multiprocessing.get_context("forkserver")  # each child begins where the records are imported already
PROCESSES.set_forkserver_preload(["tests.records.test_several_processes"])
Done = TypeVar("Done")
AT_ONCE, EACH, BACKUPS = 4, 15, 8


@pytest.fixture(autouse=True)
def no_main_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each child would run the file of the main module, which may be a page that a test has drawn before."""
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))


def until_reached(do: Callable[[], Done]) -> Done:
    """Does it again while others keep it from the database for too long, as the desk's page does."""
    while True:
        with suppress(UnreachableError):
            return do()


def begin_many(settings: Settings, shared_id: str, told: Connection) -> None:
    """Begins drafts, and takes a shared draft over from the others each time. Sends how many saves of it were kept."""
    store, kept = open_store(settings), 0
    who = Holder(f"browser.{multiprocessing.current_process().pid}", "A desk")
    for number in range(EACH):
        until_reached(partial(store.begin, who, content(f"Person {number}")))
        shared = until_reached(partial(store.open, shared_id, who, take_over=True))
        try:
            until_reached(partial(store.save, shared, content(count=str(number)), who))
            kept += 1
        except OvertakenError:
            continue
    told.send(kept)


def open_at_once(settings: Settings, start: Barrier, told: Connection) -> None:
    """Opens the store at the moment at which the others do, and begins a draft. Sends the id of its newest key."""
    start.wait()
    store = open_store(settings)
    store.begin(ANNA, content("Begun"))
    told.send(store._keyring.newest.key_id)
    store.close()


def begin_until_killed(settings: Settings, told: Connection) -> None:
    """Begins drafts; sends a word after the first."""
    store = open_store(settings)
    for number in range(100_000):
        store.begin(ANNA, content(f"Person {number}"))
        if number == 0:
            told.send("begun")


def save_on_a_full_disk(settings: Settings, told: Connection) -> None:
    """Saves while no file may grow, and again when it may. Sends the name of the error, and what is there at last."""
    store = open_store(settings)
    draft = store.begin(ANNA, content(reason="Worry"))
    _soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    longer = content(reason="Worry " * 2000)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        store.save(draft, longer, ANNA)
        said = ""
    except RecordsError as error:
        said = type(error).__name__
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    draft = store.save(draft, longer, ANNA)
    told.send((said, store.open(draft.draft_id, ANNA).content == longer))


def test_processes_at_once_do_not_fork_the_audit_trail_or_write_over_each_other(either: Settings) -> None:
    store = open_store(either)
    shared = store.begin(ANNA, content("Shared"))
    waiting: list[Connection] = []
    children = []
    for _process in range(AT_ONCE):
        here, there = PROCESSES.Pipe(duplex=False)
        children.append(PROCESSES.Process(target=begin_many, args=(either, shared.draft_id, there), daemon=True))
        children[-1].start()
        there.close()
        waiting.append(here)
    kept = 0
    for here in waiting:
        assert here.poll(PATIENCE)
        kept += here.recv()
    for child in children:
        child.join()
    assert store.audit_faults() == []
    assert len(store.worklist(limit=1000)) == AT_ONCE * EACH + 1
    opened = AT_ONCE * EACH
    assert store.open(shared.draft_id, BEN, take_over=True).version == 1 + opened + kept + 1
    store.close()


def rotate(settings: Settings, report: Connection) -> None:
    """Makes a new key, as `python -m records rotate-key` does."""
    store = open_store(settings)
    rotate_key(store, settings, ANNA)
    store.close()
    report.send("done")


def test_two_new_keys_at_once_are_both_kept(either: Settings) -> None:
    store = open_store(either)
    drafts = [store.begin(ANNA, content(f"Number {number}")) for number in range(5)]
    waiting, children = [], []
    for _process in range(AT_ONCE):
        here, there = PROCESSES.Pipe(duplex=False)
        children.append(PROCESSES.Process(target=rotate, args=(either, there), daemon=True))
        children[-1].start()
        there.close()
        waiting.append(here)
    for here in waiting:
        assert here.poll(PATIENCE)
        assert here.recv() == "done"
    for child in children:
        child.join(PATIENCE)
    assert len(read_keyring_file(either.key_file).keys) == 1 + AT_ONCE
    store.close()
    again = open_store(either)
    for number, draft in enumerate(drafts):
        assert again.look_at(draft.draft_id).content == content(f"Number {number}")
    assert again.find("number")
    again.close()


def test_several_first_starts_at_once_make_one_database_and_one_key(either: Settings) -> None:
    assert len(newest_keys([either] * AT_ONCE)) == 1
    store = open_store(either)
    assert len(store.find("begun")) == AT_ONCE
    assert store.audit_faults() == []
    store.close()


def test_first_starts_of_several_databases_with_one_file_of_keys_make_one_key(tmp_path: Path) -> None:
    """Here no lock of a database keeps the processes from each other."""
    key_file = tmp_path / "keys" / "keys.json"
    databases = [Settings(f"sqlite:///{tmp_path}/{number}.sqlite", key_file) for number in range(AT_ONCE)]
    assert len(newest_keys(databases)) == 1
    for settings in databases:
        assert len(open_store(settings).find("begun")) == 1
    assert [file.name for file in key_file.parent.iterdir()] == [key_file.name]


def newest_keys(databases: list[Settings]) -> set[str]:
    """Opens each in a process of its own, at the same moment. Returns the ids of the newest keys that they use."""
    start = PROCESSES.Barrier(len(databases))
    waiting, children = [], []
    for settings in databases:
        here, there = PROCESSES.Pipe(duplex=False)
        children.append(PROCESSES.Process(target=open_at_once, args=(settings, start, there), daemon=True))
        children[-1].start()
        there.close()
        waiting.append(here)
    found = set()
    for here in waiting:
        assert here.poll(PATIENCE)
        found.add(here.recv())
    for child in children:
        child.join()
    assert [child.exitcode for child in children] == [0] * len(databases)
    return found


def test_a_backup_that_is_made_while_drafts_begin_can_be_restored(either: Settings, tmp_path: Path) -> None:
    store = open_store(either)
    here, there = PROCESSES.Pipe(duplex=False)
    child = PROCESSES.Process(target=begin_until_killed, args=(either, there), daemon=True)
    child.start()
    assert here.poll(PATIENCE)
    for number in range(BACKUPS):
        back_up(store, tmp_path / f"backup-{number}")
    child.kill()
    child.join()
    for number in range(BACKUPS):
        restored = open_store(Settings(f"sqlite:///{tmp_path}/restored-{number}.sqlite", either.key_file))
        assert restore(restored, tmp_path / f"backup-{number}", BEN) > 0
        assert len(restored.find("person", limit=10_000)) == len(restored.worklist(limit=10_000))
        restored.close()
    store.close()


def test_a_full_disk_is_said_and_the_same_answers_are_saved_later(settings: Settings) -> None:
    here, there = PROCESSES.Pipe(duplex=False)
    child = PROCESSES.Process(target=save_on_a_full_disk, args=(settings, there), daemon=True)
    child.start()
    there.close()
    assert here.poll(PATIENCE)
    assert here.recv() == ("UnreachableError", True)
    child.join()
