"""Sign-ins: they hold until they are ended, unused for too long or over, in SQLite and in PostgreSQL."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from records import Settings, SignIns, open_store
from records.connecting import engine_for
from tests.records.conftest import ANNA, Clock, content

HOURS = timedelta(hours=8)
IDLE = timedelta(minutes=10)


@pytest.fixture
def sign_ins(either: Settings, clock: Clock) -> Iterator[SignIns]:
    store = open_store(either)
    yield SignIns(store, clock)
    store.close()


def test_a_sign_in_holds_until_its_time_is_over(sign_ins: SignIns, clock: Clock) -> None:
    sign_ins.begin("a", "anna", "Anna", HOURS)
    found = sign_ins.use("a", None)
    assert found is not None
    assert (found.person, found.name, found.ends - found.began, found.ending) == ("anna", "Anna", HOURS, None)
    clock.goes_on(hours=7.9)
    found = sign_ins.use("a", None)
    assert found is not None
    assert found.ending is None
    clock.goes_on(hours=0.2)
    found = sign_ins.use("a", None)
    assert found is not None
    assert found.ending == "over"


def test_one_that_nobody_began_is_not_known(sign_ins: SignIns) -> None:
    assert sign_ins.use("a", None) is None


def test_it_ends_when_it_is_not_used_for_too_long(sign_ins: SignIns, clock: Clock) -> None:
    sign_ins.begin("a", "anna", "Anna", HOURS)
    for _use in range(5):
        clock.goes_on(minutes=9)
        found = sign_ins.use("a", IDLE)
        assert found is not None
        assert found.ending is None
    clock.goes_on(minutes=11)
    for _use in range(2):
        found = sign_ins.use("a", IDLE)
        assert found is not None
        assert found.ending == "idle"


def test_a_sign_in_that_was_ended_does_not_begin_again(sign_ins: SignIns, clock: Clock) -> None:
    sign_ins.begin("a", "anna", "Anna", HOURS)
    sign_ins.end("a", "signed out")
    sign_ins.begin("a", "anna", "Anna", HOURS)
    sign_ins.end("a", "locked")  # the first ending stays
    found = sign_ins.use("a", None)
    assert found is not None
    assert found.ending == "signed out"


def test_all_of_a_person_end_at_once_and_no_other(sign_ins: SignIns, clock: Clock) -> None:
    for sign_in_id, person in (("a", "anna"), ("b", "anna"), ("c", "ben")):
        sign_ins.begin(sign_in_id, person, person.title(), HOURS)
    sign_ins.end_all_of("anna", "signed out")
    assert [held.sign_in_id for held in sign_ins.all_that_hold()] == ["c"]


def test_those_that_are_over_are_deleted_with_the_next_one(sign_ins: SignIns, clock: Clock) -> None:
    sign_ins.begin("a", "anna", "Anna", HOURS)
    clock.goes_on(hours=9)
    sign_ins.begin("b", "ben", "Ben", HOURS)
    assert sign_ins.use("a", None) is None


def test_a_database_of_the_first_tables_is_brought_up_to_date_and_loses_nothing(either: Settings) -> None:
    store = open_store(either)
    draft = store.begin(ANNA, content(reason="Worry"))
    store.close()
    engine = engine_for(either.url)
    with engine.begin() as connection:  # as the first version left it
        for table in ("sign_ins", "sign_offs", "sent"):
            connection.exec_driver_sql(f"DROP TABLE {table}")
        connection.exec_driver_sql("ALTER TABLE audit DROP COLUMN person")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'r0001'")
    engine.dispose()
    store = open_store(either)
    assert store.look_at(draft.draft_id).content == content(reason="Worry")
    assert store.audit_faults() == []
    SignIns(store).begin("a", "anna", "Anna", HOURS)
    assert [held.name for held in SignIns(store).all_that_hold()] == ["Anna"]
    store.close()
