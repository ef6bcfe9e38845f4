"""The store: what is saved comes back, nobody writes over another's draft, and a draft is found by who it is about."""

from dataclasses import replace
from datetime import date, timedelta
from threading import Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from records import HeldElsewhereError, Listed, NoSuchDraftError, OvertakenError, Store, UnreachableError
from tests.records.conftest import ANNA, BEN, Clock, content


def name_of(line: Listed) -> str | None:
    """The name of the patient in a line of the worklist."""
    assert line.identity is not None
    return line.identity.name


def test_what_is_saved_last_comes_back(store: Store) -> None:
    draft = store.begin(ANNA, content(reason="Worry"))
    draft = store.save(draft, content(reason="Worry", pregnant="no"), ANNA)
    found = store.open(draft.draft_id, ANNA)
    assert found.content == content(reason="Worry", pregnant="no")
    assert found.version > draft.version


def test_whether_somebody_may_be_in_danger_is_listed(store: Store) -> None:
    draft = store.begin(ANNA, replace(content(), in_danger=True))
    assert store.look_at(draft.draft_id).content == replace(content(), in_danger=True)
    [line] = [line for line in store.worklist() if line.draft_id == draft.draft_id]
    assert line.in_danger
    store.save(draft, content(), ANNA)
    [line] = [line for line in store.worklist() if line.draft_id == draft.draft_id]
    assert not line.in_danger


@pytest.mark.parametrize("text", ["obrien", "o'brien", "brien", "O’Brien", "kevin o", "10421", "mr10421", "MR-10421"])
def test_a_patient_is_found_as_people_type_it(store: Store, text: str) -> None:
    draft = store.begin(ANNA, content("Kevin O'Brien", None, "MR-10421"))
    assert [line.draft_id for line in store.find(text)] == [draft.draft_id]
    assert store.find("1042") == []


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reason=st.text(max_size=3000), name=st.none() | st.text(max_size=80))
def test_any_text_comes_back(store: Store, reason: str, name: str | None) -> None:
    draft = store.begin(ANNA, content(name, reason=reason))
    assert store.open(draft.draft_id, ANNA).content == content(name, reason=reason)


def test_a_draft_that_somebody_has_open_opens_elsewhere_only_when_it_is_taken_over(store: Store) -> None:
    draft = store.begin(ANNA, content())
    with pytest.raises(HeldElsewhereError) as refused:
        store.open(draft.draft_id, BEN)
    assert (refused.value.name, refused.value.holder_id) == (ANNA.name, ANNA.holder_id)
    taken = store.open(draft.draft_id, BEN, take_over=True)
    with pytest.raises(OvertakenError):
        store.save(draft, content(reason="Over it"), ANNA)
    assert store.open(draft.draft_id, BEN).content == taken.content


def test_a_hold_ends_when_it_is_let_go_or_after_ten_quiet_minutes(store: Store, clock: Clock) -> None:
    draft = store.begin(ANNA, content())
    store.release(draft, ANNA)
    store.open(draft.draft_id, BEN)
    clock.goes_on(minutes=9)
    with pytest.raises(HeldElsewhereError):
        store.open(draft.draft_id, ANNA)
    clock.goes_on(minutes=2)
    assert store.open(draft.draft_id, ANNA).content == content()


def test_whoever_did_not_have_it_cannot_let_it_go(store: Store) -> None:
    draft = store.begin(ANNA, content())
    store.release(draft, BEN)
    with pytest.raises(HeldElsewhereError):
        store.open(draft.draft_id, BEN)


def test_an_old_state_of_a_draft_is_never_saved_over_a_newer_one(store: Store) -> None:
    old = store.begin(ANNA, content())
    store.save(old, content(reason="newer"), ANNA)
    with pytest.raises(OvertakenError):
        store.save(old, content(reason="older"), ANNA)


def test_an_erased_draft_is_gone_and_cannot_be_found_or_saved(store: Store) -> None:
    draft = store.begin(ANNA, content())
    store.erase(draft.draft_id, ANNA)
    assert store.worklist() == []
    assert store.find("Maria") == []
    with pytest.raises(NoSuchDraftError):
        store.open(draft.draft_id, ANNA)
    with pytest.raises(NoSuchDraftError):
        store.erase(draft.draft_id, ANNA)
    with pytest.raises(OvertakenError):
        store.save(draft, content(), ANNA)


def test_the_worklist_has_the_last_changed_first_by_state_and_page(store: Store, clock: Clock) -> None:
    drafts = []
    for number in range(5):
        drafts.append(store.begin(ANNA, content(f"Person {number}")))
        clock.goes_on(minutes=1)
    store.set_state(drafts[1], "waiting", ANNA)
    names = [name_of(line) for line in store.worklist()]
    assert names == [f"Person {number}" for number in (4, 3, 2, 1, 0)]
    assert [name_of(line) for line in store.worklist("waiting")] == ["Person 1"]
    first = store.worklist(limit=2)
    rest = store.worklist(after=(first[-1].changed, first[-1].draft_id))
    assert [name_of(line) for line in (*first, *rest)] == names
    assert len(store.worklist(since=clock.now - timedelta(minutes=2))) == 2
    assert [line.holder for line in store.worklist(limit=1)] == [ANNA.name]


@pytest.mark.parametrize("typed", [
    "Maria", "maria lópez", "LOPEZ", "lop mar", "López, Maria", "ma", "1980-03-04", "3/4/1980", "04.03.1980",
    "mrn 77-1", "MRN77-1", "Mrn 771", "lopez 1980-03-04", "  Maria  ",
])
def test_a_patient_is_found_by(store: Store, typed: str) -> None:
    store.begin(ANNA, content())
    store.begin(ANNA, content("Bob Brown", date(1991, 1, 2), "12"))
    assert [name_of(line) for line in store.find(typed)] == ["Maria López"]


@pytest.mark.parametrize("typed", [
    "m", "", " ", "Maria Brown", "aria", "1980", "1980-03-05", "77", "%", "_a", "' OR 1=1 --", "Maria 1991-01-02", "\0",
])
def test_nobody_is_found_by(store: Store, typed: str) -> None:
    store.begin(ANNA, content())
    store.begin(ANNA, content("Bob Brown", date(1991, 1, 2), "12"))
    assert store.find(typed) == []


def test_a_corrected_name_is_found_and_the_wrong_one_no_longer(store: Store) -> None:
    draft = store.begin(ANNA, content("Mraia"))
    store.save(draft, content("Maria"), ANNA)
    assert store.find("mraia") == []
    assert len(store.find("maria")) == 1


def test_a_damaged_draft_does_not_hide_the_others(store: Store) -> None:
    damaged = store.begin(ANNA, content("Bob"))
    store.begin(ANNA, content("Maria"))
    with store._engine.begin() as connection:
        connection.execute(text("UPDATE drafts SET identity = :value WHERE draft_id = :id"),
                           {"value": b"\0", "id": damaged.draft_id})
    assert {line.identity is None: line.draft_id for line in store.worklist()}[True] == damaged.draft_id
    assert len(store.worklist()) == 2


def test_two_processes_cannot_both_save_the_same_state(store: Store) -> None:
    draft = store.begin(ANNA, content())
    saved: list[bool] = []

    def save(number: int) -> None:
        try:
            store.save(draft, content(reason=str(number)), ANNA)
            saved.append(True)
        except (OvertakenError, UnreachableError):
            saved.append(False)

    threads = [Thread(target=save, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert saved.count(True) == 1


def test_many_writers_leave_one_whole_audit_trail(store: Store) -> None:
    def begin(number: int) -> None:
        for again in range(3):
            store.begin(ANNA, content(f"Person {number} {again}"))

    threads = [Thread(target=begin, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.audit_faults() == []
    assert len(store.worklist()) == 12
