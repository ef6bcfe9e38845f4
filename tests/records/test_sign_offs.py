"""Sign-offs of rules and questions in the records, on each kind of database."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from sqlalchemy import delete, update

from records import RecordsError, Settings, SignOffs, Store, Wording, open_store
from records.connecting import engine_for
from records.maintenance import back_up, faults, restore, rotate_key
from records.tables import SignOffRow
from tests.records.conftest import ANNA, Clock, content, new_store
from tests.records.test_maintenance import Run, run

__all__ = ["run"]
FITS = Wording("articles", "seizures", "0123456789ab", {"says": "Talk about fits."})
CHANGED = Wording("articles", "seizures", "ba9876543210", {"says": "Talk about seizures."})
BLADDER = Wording("articles", "bladder", "00ff00ff00ff", {"says": "Talk about the bladder."})
KIM, LEE = ("kim", "Dr Kim"), ("lee", "Dr Lee")


def held(store: Store) -> list[tuple[str, str, str]]:
    """Who signed what."""
    return [(one.reviewer, one.wording.name, one.wording.fingerprint) for one in SignOffs(store).that_hold()]


def test_a_sign_off_says_who_when_and_of_which_wording(store: Store, clock: Clock) -> None:
    sign_offs = SignOffs(store)
    assert sign_offs.that_hold() == ()
    assert sign_offs.sign(*KIM, [FITS], "Read with <b>Dr Lee</b>.") == 1
    (found,) = sign_offs.that_hold()
    assert (found.at, found.person, found.reviewer) == (clock.now, *KIM)
    assert (found.wording, found.remark) == (FITS, "Read with <b>Dr Lee</b>.")
    assert faults(store) == []


def test_each_person_signs_each_wording_once_and_takes_back_only_their_own(store: Store) -> None:
    sign_offs = SignOffs(store)
    assert sign_offs.sign(*KIM, [FITS, BLADDER]) == 2
    assert sign_offs.sign(*KIM, [FITS, BLADDER, CHANGED]) == 1
    assert sign_offs.sign(*LEE, [FITS]) == 1
    assert not sign_offs.withdraw(*LEE, BLADDER)
    assert sign_offs.withdraw(*KIM, FITS)
    assert not sign_offs.withdraw(*KIM, FITS)
    assert held(store) == [("Dr Kim", "bladder", BLADDER.fingerprint), ("Dr Kim", "seizures", CHANGED.fingerprint),
                           ("Dr Lee", "seizures", FITS.fingerprint)]
    assert sign_offs.sign(*KIM, [FITS]) == 1
    assert len(sign_offs.that_hold()) == 4
    assert faults(store) == []


def test_the_audit_trail_names_the_person_and_the_hash(store: Store) -> None:
    SignOffs(store).sign(*KIM, [FITS], "Unmistakable words.")
    SignOffs(store).withdraw(*KIM, FITS)
    with store.reading() as session:
        rows = session.connection().exec_driver_sql("SELECT who, what, draft_id FROM audit ORDER BY number")
        assert list(map(tuple, rows)) == [("Dr Kim", "signed off", FITS.fingerprint),
                                          ("Dr Kim", "withdrew a sign-off", FITS.fingerprint)]
        sealed = session.connection().exec_driver_sql("SELECT content FROM sign_offs").scalars().all()
    assert not any(b"Unmistakable" in content or b"kim" in content for content in sealed)


@pytest.mark.parametrize("forge", [
    lambda row: update(SignOffRow).values(content=row.content[:-1] + bytes([row.content[-1] ^ 1])),
    lambda row: update(SignOffRow).where(SignOffRow.number == row.number).values(number=99),
    lambda row: update(SignOffRow).values(content=b"signed"),
], ids=["a changed byte", "under another number", "made up"])
def test_an_entry_that_was_changed_outside_counts_for_nothing_and_is_found(
    sqlite_store: Store, forge: Callable[[SignOffRow], object],
) -> None:
    SignOffs(sqlite_store).sign(*KIM, [FITS])
    with sqlite_store.writing() as session:
        row = session.query(SignOffRow).one()
        session.execute(forge(row))  # type: ignore[call-overload] # it is one of the statements above
    with pytest.raises(RecordsError, match="changed outside"):
        SignOffs(sqlite_store).that_hold()
    assert len(faults(sqlite_store)) >= 1


def test_a_withdrawal_that_was_deleted_is_found(sqlite_store: Store) -> None:
    SignOffs(sqlite_store).sign(*KIM, [FITS])
    SignOffs(sqlite_store).withdraw(*KIM, FITS)
    with sqlite_store.writing() as session:
        session.execute(delete(SignOffRow).where(SignOffRow.number == 2))
    assert faults(sqlite_store) == ["Sign-off 2 is missing; the audit trail has it."]


def test_another_process_sees_it_at_once(either: Settings) -> None:
    first, second = open_store(either), open_store(either)
    there = SignOffs(second)
    assert there.that_hold() == ()
    SignOffs(first).sign(*KIM, [FITS])
    assert len(there.that_hold()) == 1
    assert there.sign(*KIM, [FITS]) == 0
    there.withdraw(*KIM, FITS)
    assert SignOffs(first).that_hold() == ()
    first.close()
    second.close()


def test_a_backup_and_a_new_key_keep_them(sqlite_store: Store, settings: Settings, tmp_path: Path) -> None:
    SignOffs(sqlite_store).sign(*KIM, [FITS, BLADDER])
    rotate_key(sqlite_store, settings, ANNA)
    with sqlite_store.reading() as session:
        assert {row.key_id for row in session.query(SignOffRow)} == {sqlite_store.keyring.newest.key_id}
    back_up(sqlite_store, tmp_path / "backup")
    other = Settings(f"sqlite:///{tmp_path}/other.sqlite", settings.key_file)
    restored = open_store(other)
    restore(restored, tmp_path / "backup", ANNA)
    assert held(restored) == held(sqlite_store)
    assert faults(restored) == []
    with pytest.raises(RecordsError, match="forms or sign-offs already"):
        restore(restored, tmp_path / "backup", ANNA)
    restored.close()


@pytest.fixture
def older(either: Settings) -> Settings:
    """A database as the version before had it, with a form."""
    store = open_store(either)
    store.begin(ANNA, content())
    store.close()
    engine = engine_for(either.url)
    with engine.begin() as connection:
        for table in ("sign_offs", "sent"):
            connection.exec_driver_sql(f"DROP TABLE {table}")
        connection.exec_driver_sql("ALTER TABLE audit DROP COLUMN person")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'r0002'")
    engine.dispose()
    return either


def test_a_database_of_the_version_before_gets_the_table_and_loses_nothing(older: Settings) -> None:
    for store in new_store(older, Clock()):
        assert len(store.worklist()) == 1
        SignOffs(store).sign(*KIM, [FITS])
        assert len(held(store)) == 1
        assert faults(store) == []


def test_the_command_prints_what_a_clinic_can_ship(sqlite_store: Store, run: Run) -> None:
    SignOffs(sqlite_store).sign(*KIM, [FITS, BLADDER], "For colleagues.")
    SignOffs(sqlite_store).withdraw(*KIM, BLADDER)
    done = run("sign-offs", "articles")
    day = SignOffs(sqlite_store).that_hold()[0].at.date().isoformat()
    assert yaml.safe_load(done.stdout) == [
        {"id": "seizures", "reviewer": "Dr Kim", "date": day, "fingerprint": FITS.fingerprint}], done.stderr
    assert "colleagues" not in done.stdout
    assert "Nobody has signed off anything of 'usual_care'" in run("sign-offs", "usual_care").stderr
