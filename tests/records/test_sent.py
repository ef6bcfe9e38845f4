"""What patients send to the desk: it can be added without a key that opens it, and is taken in once, or erased."""

import json
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, text

from records import (
    FullError,
    Identity,
    Limits,
    NoSuchDraftError,
    RecordsError,
    SendingKey,
    SentForms,
    Settings,
    Store,
    ToSend,
    UnreachableError,
    open_sender,
    open_store,
)
from records.__main__ import main
from records.keyring import Keyring, new_key
from records.maintenance import back_up, faults, restore, rotate_key
from records.sent import MOST_WRONG
from records.settings import KEY_FILE, URL
from tests.records.conftest import ANNA, BEN, Clock, content

Command = Callable[..., str]
WIDE = Limits(waiting=100_000, an_hour=100_000, days=14)
GRANTS = """CREATE ROLE {role} LOGIN;
            GRANT INSERT (sent_id, sender, sent_at, ends, key_id, identity, content) ON sent TO {role};
            GRANT SELECT (sent_at, ends) ON sent TO {role}"""


def sends(name: str = "Wilhelmina Feather", born: date = date(1943, 7, 9), *, sender: str = "a" * 32,
          reference: str = "482913", in_danger: bool = False, answers: bytes = b"Unmistakable sorrow") -> ToSend:
    return ToSend(sender, reference, Identity(name, born), in_danger, answers)


@pytest.fixture
def sent(store: Store, clock: Clock) -> SentForms:
    """The desk's side, on each kind of database."""
    return SentForms(store, clock)


def test_what_is_sent_waits_with_name_and_time_and_without_answers(store: Store, sent: SentForms, clock: Clock) -> None:
    ends = store.sender.send(sends(), WIDE)
    [line] = sent.waiting()
    assert (line.identity, line.reference, line.sent_at, line.ends, line.in_danger) == (
        Identity("Wilhelmina Feather", date(1943, 7, 9)), "482913", clock.now, ends, False)
    assert (ends - clock.now).days == 14
    assert sent.answers(line.sent_id) == b"Unmistakable sorrow"
    assert store.worklist() == []
    assert store.find("wilhelmina") == []


@pytest.mark.parametrize("said", ["482913", "482 913", " 482-913 ", "1943-07-09", "9.7.1943", "7/9/1943", "09 07 1943",
                                  "9 July 1943", "19430709"])
def test_the_reference_or_the_birth_date_fits_as_people_write_it(store: Store, sent: SentForms, said: str) -> None:
    store.sender.send(sends(), WIDE)
    assert sent.check(sent.waiting()[0].sent_id, said) == "fits"


@pytest.mark.parametrize("said", ["", "4829", "482914", "4829130", "1943-07-10", "1943", "9 July",
                                  "9 July 1943 or 1944", "Wilhelmina", "%",
                                  "' OR 1=1 --", "482913 482913"])
def test_nothing_else_fits(store: Store, sent: SentForms, said: str) -> None:
    store.sender.send(sends(), WIDE)
    assert sent.check(sent.waiting()[0].sent_id, said) == "wrong"


def test_whoever_tries_references_is_stopped_also_elsewhere_and_not_for_others(
    store: Store, sent: SentForms, clock: Clock,
) -> None:
    for letter in "ab":
        store.sender.send(sends(sender=letter * 32), WIDE)
    tried, other = sent.waiting()
    tries = [sent.check(tried.sent_id, str(number)) for number in range(MOST_WRONG)]
    assert tries == ["wrong"] * (MOST_WRONG - 1) + ["wait"]
    assert SentForms(store, clock).check(tried.sent_id, "482913") == "wait"
    assert sent.check(other.sent_id, "482913") == "fits"
    clock.goes_on(minutes=1)
    assert sent.check(tried.sent_id, "482913") == "fits"


def test_it_is_taken_in_once_and_the_trail_says_so_without_a_name(store: Store, sent: SentForms) -> None:
    store.sender.send(sends(), WIDE)
    [line] = sent.waiting()
    draft = sent.take_in(line.sent_id, content("Wilhelmina Feather", reason="Sorrow"), ANNA)
    assert sent.waiting() == []
    assert [one.draft_id for one in store.find("wilhelmina")] == [draft.draft_id]
    for again in (lambda: sent.take_in(line.sent_id, content(), BEN), lambda: sent.erase(line.sent_id, BEN),
                  lambda: sent.answers(line.sent_id), lambda: sent.check(line.sent_id, "482913")):
        with pytest.raises(NoSuchDraftError):
            again()
    assert len(store.worklist()) == 1
    assert deeds(store) == ["began", "took in what was sent"]
    assert store.audit_faults() == []


def deeds(store: Store) -> list[str]:
    with store.reading() as session:
        return list(session.execute(text("SELECT what FROM audit ORDER BY number")).scalars())


def test_what_is_not_our_patients_is_erased_with_a_line_in_the_trail(store: Store, sent: SentForms) -> None:
    store.sender.send(sends(), WIDE)
    assert sent.erase(sent.waiting()[0].sent_id, ANNA) == 1
    assert (sent.waiting(), deeds(store)) == ([], ["erased what was sent"])


def test_of_what_one_page_sends_again_the_last_is_listed_and_all_of_it_goes_together(
    store: Store, sent: SentForms, clock: Clock,
) -> None:
    store.sender.send(sends(in_danger=True), WIDE)
    clock.goes_on(minutes=5)
    store.sender.send(sends("Wilhelmina F.", answers=b"Other words"), WIDE)
    [line] = sent.waiting()
    assert line.identity is not None
    assert line.identity.name == "Wilhelmina F."
    assert line.in_danger  # until somebody has spoken with her
    assert sent.answers(line.sent_id) == b"Other words"
    sent.was_taken_in(line.sent_id, "d" * 32, ANNA)
    assert sent.all_ids() == []


def test_what_nobody_takes_in_is_erased_after_its_time(store: Store, sent: SentForms, clock: Clock) -> None:
    store.sender.send(sends(), WIDE)
    clock.goes_on(days=13.9)
    assert (sent.erase_old(), len(sent.waiting())) == (0, 1)
    clock.goes_on(days=0.2)
    assert sent.waiting() == []
    assert (sent.erase_old(), sent.all_ids(), deeds(store)) == (1, [], ["erased what was sent"])


def test_there_is_room_again_when_the_desk_has_taken_one_in(sqlite_store: Store, clock: Clock) -> None:
    sender, sent, narrow = sqlite_store.sender, SentForms(sqlite_store, clock), Limits(waiting=1, an_hour=10, days=14)
    sender.send(sends(), narrow)
    with pytest.raises(FullError):
        sender.send(sends(), narrow)
    sent.erase(sent.waiting()[0].sent_id, ANNA)
    clock.goes_on(seconds=11)
    sender.send(sends(), narrow)
    assert len(sent.waiting()) == 1


def test_a_flood_of_ten_thousand_fills_neither_the_list_nor_the_disk(sqlite_store: Store, clock: Clock) -> None:
    sender, taken = sqlite_store.sender, 0
    for number in range(10_000):
        with suppress(FullError):
            sender.send(sends(sender=f"{number:032}"), Limits(waiting=40, an_hour=25, days=14))
            taken += 1
        clock.goes_on(hours=1.1 if number == 5_000 else 0.0001)
    assert taken == 40
    assert len(SentForms(sqlite_store, clock).waiting()) == 40


def test_more_bytes_than_any_form_has_are_not_taken(sqlite_store: Store) -> None:
    with pytest.raises(RecordsError, match="more bytes"):
        sqlite_store.sender.send(sends(answers=bytes(2_000_000)), WIDE)


def test_names_are_data_and_never_a_command_or_an_invisible_sign(store: Store, sent: SentForms) -> None:
    for number, name in enumerate(("<b>x</b>'; DROP TABLE sent; --", "Maria\u202e\u0000López", "{{ words }}")):
        store.sender.send(sends(name, sender=f"{number:032}"), WIDE)
    names = {line.identity.name for line in sent.waiting() if line.identity}
    assert names == {"<b>x</b>'; DROP TABLE sent; --", "Maria López", "{{ words }}"}


@pytest.mark.parametrize("identity", [
    b"", b"{}", b"[" * 3_000, b'{"name": 1, "born": "1943-07-09", "reference": "482913", "danger": false}',
    b'{"name": "A", "born": "1943-17-09", "reference": "482913", "danger": false}',
    b'{"name": "A", "born": "1943-07-09", "reference": "48291", "danger": false}',
    b'{"name": "A", "born": "1943-07-09", "reference": "482913", "danger": "yes"}', b"\xff",
])
def test_what_a_stranger_sealed_hides_nothing_and_is_never_confirmed(
    sqlite_store: Store, identity: bytes, monkeypatch: pytest.MonkeyPatch, clock: Clock,
) -> None:
    sender, sent = sqlite_store.sender, SentForms(sqlite_store, clock)
    sender.send(sends(), WIDE)
    monkeypatch.setattr("records.sending.who_sent_as_bytes", lambda _sends: identity)
    sender.send(sends(sender="b" * 32), WIDE)
    lines = sent.waiting()
    assert sorted(line.identity is None for line in lines) == [False, True]
    strange = next(line for line in lines if line.identity is None)
    assert sent.check(strange.sent_id, "482913") == "wrong"
    assert len(faults(sqlite_store)) == 1
    sent.erase(strange.sent_id, ANNA)
    assert faults(sqlite_store) == []


@pytest.mark.parametrize("change", [
    "UPDATE sent SET content = (SELECT identity FROM sent)", "UPDATE sent SET content = x''",
    "UPDATE sent SET content = zeroblob(3000000)", "UPDATE sent SET key_id = 'other'",
    "UPDATE sent SET sent_id = 'f'",
])
def test_what_was_changed_or_moved_does_not_open(sqlite_store: Store, settings: Settings, change: str) -> None:
    sqlite_store.sender.send(sends(), WIDE)
    with create_engine(settings.url).begin() as connection:
        connection.execute(text(change))
    sent = SentForms(sqlite_store)
    with pytest.raises(RecordsError) as refused:
        sent.answers(sent.all_ids()[0])
    assert "sorrow" not in str(refused.value)


def test_nothing_of_it_can_be_read_in_the_files_of_the_database(sqlite_store: Store, tmp_path: Path) -> None:
    sqlite_store.sender.send(sends(), WIDE)
    for _name in ("before", "after closing"):
        held = b"".join(path.read_bytes() for path in (tmp_path / "data").rglob("*"))
        assert b"a" * 32 in held  # so this does look where it is
        assert not any(trace in held for trace in (b"Wilhelm", b"1943-07-09", b"482913", b"sorrow"))
        sqlite_store.close()


def test_the_key_of_the_server_for_patients_opens_nothing(sqlite_store: Store) -> None:
    key = sqlite_store.keyring.sending_key
    assert SendingKey.from_text(key.as_text()) == key
    sealed = key.seal("a", "content", b"Unmistakable sorrow")
    assert sqlite_store.keyring.open_sent(key.key_id, "a", "content", sealed) == b"Unmistakable sorrow"
    with pytest.raises(RecordsError):
        Keyring((replace(new_key(), key_id=key.key_id),)).open_sent(key.key_id, "a", "content", sealed)
    for wrong in ("", ".", "abc", "abc.AAAA", f"abc.{key.as_text()}", "abc.…"):
        with pytest.raises(ValueError):  # noqa: PT011 # of several kinds
            SendingKey.from_text(wrong)


@pytest.fixture
def at_the_patients_server(postgres_settings: Settings) -> Iterator[tuple[Store, Settings]]:
    """A desk's records in PostgreSQL, and the settings of a server whose account may only add to what was sent."""
    store = open_store(postgres_settings)
    role = postgres_settings.url.rpartition("/")[2].replace("test", "patients")
    with psycopg.connect(postgres_settings.url, autocommit=True) as connection:
        connection.execute(GRANTS.format(role=role).encode())
    yield store, Settings(postgres_settings.url.replace("postgres@", f"{role}@"), Path("/nowhere"))
    store.close()


def test_a_server_for_patients_alone_adds_to_the_records_and_reads_nothing(
    at_the_patients_server: tuple[Store, Settings],
) -> None:
    store, there = at_the_patients_server
    store.begin(ANNA, content())
    sender = open_sender(there, SendingKey.from_text(store.keyring.sending_key.as_text()))
    sender.check_reachable()
    sender.send(sends(), WIDE)
    with pytest.raises(FullError):
        sender.send(sends(), Limits(1, 10, 14))
    [line] = SentForms(store).waiting()
    assert SentForms(store).answers(line.sent_id) == b"Unmistakable sorrow"
    sender.close()
    for forbidden in ("SELECT * FROM drafts", "SELECT identity FROM sent", "SELECT sender FROM sent",
                      "DELETE FROM sent", "UPDATE sent SET wrong = 0", "SELECT * FROM audit",
                      "INSERT INTO sent (sent_id, again_from) VALUES ('a', now())", "DROP TABLE sent"):
        with psycopg.connect(there.url) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(forbidden.encode())


def test_records_that_no_desk_has_opened_are_not_made(tmp_path: Path, sqlite_store: Store) -> None:
    key = sqlite_store.keyring.sending_key
    with pytest.raises(UnreachableError, match="Start the desk first"):
        open_sender(Settings(f"sqlite:///{tmp_path}/none.sqlite", Path("/nowhere")), key)
    assert not (tmp_path / "none.sqlite").exists()
    sqlite3.connect(tmp_path / "other.sqlite").close()
    sender = open_sender(Settings(f"sqlite:///{tmp_path}/other.sqlite", Path("/nowhere")), key)
    with pytest.raises(UnreachableError):
        sender.check_reachable()
    sender.close()


def test_it_goes_along_to_a_backup_and_a_new_key_opens_it(
    sqlite_store: Store, settings: Settings, tmp_path: Path, clock: Clock,
) -> None:
    old_key = sqlite_store.keyring.sending_key
    old = open_sender(settings, old_key)  # of a server for patients, which learns of the new key later
    old.send(sends(), WIDE)
    back_up(sqlite_store, tmp_path / "backup")
    rotate_key(sqlite_store, settings, ANNA)
    old.send(sends(sender="b" * 32), WIDE)
    old.close()
    newest = sqlite_store.keyring.newest.key_id
    with sqlite_store.reading() as session:
        keys = session.execute(text("SELECT key_id FROM sent ORDER BY sender")).scalars().all()
    assert (keys[0], len(set(keys))) == (newest, 2)
    assert faults(sqlite_store) == []
    restored = open_store(replace(settings, url=f"sqlite:///{tmp_path}/restored.sqlite"))
    restore(restored, tmp_path / "backup", ANNA)
    [line] = SentForms(restored, clock).waiting()
    assert SentForms(restored).answers(line.sent_id) == b"Unmistakable sorrow"
    restored.close()


@pytest.fixture
def command(settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs a command on the records of `sqlite_store`, and returns what it prints."""
    monkeypatch.setenv(URL, settings.url)
    monkeypatch.setenv(KEY_FILE, str(settings.key_file))

    def run(*arguments: str) -> str:
        monkeypatch.setattr(sys, "argv", ["records", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        return capsys.readouterr().out + (ended.value.code if isinstance(ended.value.code, str) else "")

    return run


def test_no_terminal_obeys_an_exported_form(sqlite_store: Store, command: Command, clock: Clock) -> None:
    codes = "\x1b[2J\x1b]0;x\x07 \x9b31m \u202e \r \x7f \U000e0041"
    written = f'{{"name": "Ana é 王 {codes}"}}'
    sqlite_store.sender.send(sends(answers=written.encode()), replace(WIDE, days=36_000))
    [sent_id] = SentForms(sqlite_store, clock).all_ids()
    from_patient = command("export", sent_id)
    at_desk = command("export", sqlite_store.begin(ANNA, content(reason=codes)).draft_id)
    assert (from_patient + at_desk).replace("\n", "").isprintable()
    assert "Ana é 王" in from_patient
    assert json.loads(from_patient)["name"] == f"Ana é 王 {codes}"
    assert json.loads(at_desk)["content"]["answers"]["reason"]["value"] == codes


def test_an_administrator_lists_exports_and_erases_it(sqlite_store: Store, command: Command, clock: Clock) -> None:
    sender = sqlite_store.sender
    for letter in "abc":
        sender.send(replace(sends(), sender=letter * 32), replace(WIDE, days=36_000))
    first, second, _third = SentForms(sqlite_store, clock).all_ids()
    shown = command("sent")
    assert first in shown
    assert "3 wait" in shown
    assert "Wilhelmina" not in shown
    assert command("export", first) == "Unmistakable sorrow\n"
    assert "Line 2 of the audit trail" in command("erase", second)
    assert "2 were deleted" in command("sent", "--erase")
    assert "no such draft" in command("export", first)
    key = command("sending-key")
    assert key == f"sending: {{to_desk: on, key: {sqlite_store.keyring.sending_key.as_text()}}}\n"


def test_what_is_due_is_erased_with_old_forms(sqlite_store: Store, command: Command) -> None:
    sqlite_store.sender.send(sends(), replace(WIDE, days=-36_000))
    assert "1 forms that patients sent" in command("retention", "--days", "365", "--erase")
    assert SentForms(sqlite_store).all_ids() == []
