"""The audit trail: who did what to which draft; a changed, dropped, swapped or cut off line is found."""

import pytest
from sqlalchemy import create_engine, text

from records import Settings, Store
from records.audit import head_of
from tests.records.conftest import ANNA, BEN, content


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
