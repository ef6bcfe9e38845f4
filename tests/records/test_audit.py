"""The audit trail: who did what to which draft; a changed, dropped, swapped or cut off line is found."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from records import Holder, Settings, SignOffs, Store, Wording, open_store
from records.audit import FIRST, Line, _content, head_of
from records.connecting import engine_for
from records.maintenance import back_up, faults, restore
from tests.records.conftest import ANNA, BEN, content

KIM, OTHER_KIM = Holder("browser.k", "Kim Lee", "a" * 64), Holder("browser.o", "Kim Lee", "b" * 64)


@pytest.fixture
def trail(sqlite_store: Store) -> Store:
    """A store with a trail of six lines."""
    first, second = sqlite_store.begin(ANNA, content()), sqlite_store.begin(BEN, content("Bob"))
    sqlite_store.open(first.draft_id, BEN, take_over=True)
    sqlite_store.note(first.draft_id, "printed", BEN)
    sqlite_store.set_state(second, "waiting", BEN)
    sqlite_store.erase(second.draft_id, ANNA)
    return sqlite_store


def lines(settings: Settings) -> list[tuple[int, str, str]]:
    with create_engine(settings.url).connect() as connection:
        found = connection.execute(text("SELECT number, who, what FROM audit ORDER BY number"))
        return [(number, who, what) for number, who, what in found]


def test_each_deed_is_a_line(trail: Store, settings: Settings) -> None:
    assert lines(settings) == [
        (1, "Anna's desk", "began"), (2, "Ben's desk", "began"), (3, "Ben's desk", "took over"),
        (4, "Ben's desk", "printed"), (5, "Ben's desk", "changed state"), (6, "Anna's desk", "erased"),
    ]
    assert trail.audit_faults() == []


@pytest.mark.parametrize("change", [
    "UPDATE audit SET who = 'Somebody' WHERE number = 3",
    "UPDATE audit SET what = 'opened' WHERE number = 3",
    "UPDATE audit SET at = '2020-01-01 00:00:00.000000' WHERE number = 1",
    "UPDATE audit SET draft_id = NULL WHERE number = 4",
    "UPDATE audit SET person = 'b' WHERE number = 3",
    "UPDATE audit SET hash = x'00' WHERE number = 6",
    "DELETE FROM audit WHERE number = 1",
    "DELETE FROM audit WHERE number = 4",
    "DELETE FROM audit WHERE number = 4; UPDATE audit SET number = number - 1 WHERE number > 4",
    "UPDATE audit SET number = 99 WHERE number = 2; UPDATE audit SET number = 2 WHERE number = 3; "
    "UPDATE audit SET number = 3 WHERE number = 99",
])
def test_a_changed_trail_is_found(trail: Store, settings: Settings, change: str) -> None:
    with create_engine(settings.url).begin() as connection:
        for part in change.split(";"):
            connection.execute(text(part))
    assert trail.audit_faults()


def test_lines_that_were_cut_off_are_found_if_the_last_one_was_noted(trail: Store, settings: Settings) -> None:
    with trail.reading() as session:
        head = head_of(session)
    with create_engine(settings.url).begin() as connection:
        connection.execute(text("DELETE FROM audit WHERE number = 6"))
    assert trail.audit_faults() == []
    assert trail.audit_faults(head)


def test_no_line_names_a_patient(trail: Store, settings: Settings) -> None:
    with create_engine(settings.url).connect() as connection:
        found = str(connection.execute(text("SELECT * FROM audit")).all())
    assert "Maria" not in found
    assert "Bob" not in found


def persons(store: Store) -> list[tuple[str, str | None]]:
    with store.reading() as session:
        return [(who, person) for who, person in session.execute(text("SELECT who, person FROM audit ORDER BY number"))]


def test_two_people_of_one_name_are_two_in_the_trail(store: Store) -> None:
    draft = store.begin(KIM, content())
    store.open(draft.draft_id, OTHER_KIM, take_over=True)
    store.note(draft.draft_id, "printed", ANNA)
    SignOffs(store).sign("c" * 64, "Kim Lee", [Wording("articles", "seizures", "0123456789ab")])
    assert persons(store) == [("Kim Lee", "a" * 64), ("Kim Lee", "b" * 64), ("Anna's desk", None),
                              ("Kim Lee", "c" * 64)]
    assert faults(store) == []


@pytest.mark.parametrize("person", [None, "b" * 64])
def test_a_deed_cannot_be_put_on_another_account(sqlite_store: Store, person: str | None) -> None:
    sqlite_store.begin(KIM, content())
    with sqlite_store._engine.begin() as connection:
        connection.execute(text("UPDATE audit SET person = :person"), {"person": person})
    assert sqlite_store.audit_faults() == ["Line 1 of the audit trail was changed, or stands in another place."]


def test_the_trail_of_an_older_version_stays_whole_and_goes_on(either: Settings, tmp_path: Path) -> None:
    older = open_store(either)
    older.begin(ANNA, content())  # without an account, as the version before noted everything
    head = older.audit_head()
    older.close()
    engine = engine_for(either.url)
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE audit DROP COLUMN person")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'r0004'")
    engine.dispose()
    older = open_store(either)
    draft = older.begin(KIM, content("Bob"))
    assert older.audit_faults(head) == []
    assert [person for _who, person in persons(older)] == [None, "a" * 64]
    back_up(older, tmp_path / "backup")
    older.close()
    new = open_store(Settings(f"sqlite:///{tmp_path}/new.sqlite", either.key_file))
    assert restore(new, tmp_path / "backup", ANNA) == 2
    assert persons(new)[1] == ("Kim Lee", "a" * 64)
    assert new.look_at(draft.draft_id).content == content("Bob")


def test_a_line_without_an_account_is_hashed_as_older_versions_did() -> None:
    at = datetime(2026, 11, 26, 9, tzinfo=UTC)
    assert _content(Line(1, at, "Anna's desk", "began", "d" * 32, None), FIRST) == (
        b'[1, "2026-11-26T09:00:00+00:00", "Anna\'s desk", "began", "' + b"d" * 32 + b'", "' + b"0" * 64 + b'"]')
