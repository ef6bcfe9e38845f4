"""Several processes on one database: nobody writes over another, the audit trail stays one, a full disk is survived."""

import multiprocessing
import resource
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from records import Holder, OvertakenError, RecordsError, Settings, open_store
from records.maintenance import back_up, restore
from tests.records.conftest import ANNA, BEN, content
from tests.support import PATIENCE

PROCESSES = multiprocessing.get_context("forkserver")  # each child begins where the records are imported already
PROCESSES.set_forkserver_preload(["tests.records.test_several_processes"])
AT_ONCE, EACH, BACKUPS = 4, 15, 8


def begin_many(settings: Settings, shared_id: str, told: Connection) -> None:
    """Begins drafts, and takes a shared draft over from the others each time. Sends how many saves of it were kept."""
    store, kept = open_store(settings), 0
    who = Holder(f"browser.{multiprocessing.current_process().pid}", "A desk")
    for number in range(EACH):
        store.begin(who, content(f"Person {number}"))
        shared = store.open(shared_id, who, take_over=True)
        try:
            store.save(shared, content(count=str(number)), who)
            kept += 1
        except OvertakenError:
            continue
    told.send(kept)


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


@pytest.fixture(params=["settings", "postgres_settings"])
def either(request: pytest.FixtureRequest) -> Settings:
    """A place for a new database of each kind, and its keys."""
    settings: Settings = request.getfixturevalue(request.param)
    return settings


def test_processes_at_once_do_not_fork_the_audit_trail_or_write_over_each_other(either: Settings) -> None:
    store = open_store(either)
    shared = store.begin(ANNA, content("Shared"))
    waiting: list[Connection] = []
    children = []
    for _process in range(AT_ONCE):
        here, there = PROCESSES.Pipe(duplex=False)
        children.append(PROCESSES.Process(target=begin_many, args=(either, shared.draft_id, there)))
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


def test_several_first_starts_at_once_make_one_database(either: Settings) -> None:
    open_store(either).close()  # makes the keys
    children = [PROCESSES.Process(target=open_store, args=(either,)) for _process in range(AT_ONCE)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    assert [child.exitcode for child in children] == [0] * AT_ONCE


def test_a_backup_that_is_made_while_drafts_begin_can_be_restored(either: Settings, tmp_path: Path) -> None:
    store = open_store(either)
    here, there = PROCESSES.Pipe(duplex=False)
    child = PROCESSES.Process(target=begin_until_killed, args=(either, there))
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
    child = PROCESSES.Process(target=save_on_a_full_disk, args=(settings, there))
    child.start()
    there.close()
    assert here.poll(PATIENCE)
    assert here.recv() == ("UnreachableError", True)
    child.join()
