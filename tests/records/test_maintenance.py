"""Backup, restore, a new key, export, erasing and old forms: by the command line, as an administrator uses it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from forms import now
from records import RecordsError, Settings, Store, open_store
from records.maintenance import back_up, faults, old_drafts, restore, rotate_key
from records.settings import KEY_FILE, URL
from tests.records.conftest import ANNA, BEN, Clock, content, new_store
from tests.support import ROOT

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(settings: Settings) -> Run:
    """Runs a command on the records of `sqlite_store`."""

    def command(*arguments: str, url: str = settings.url, **more: str) -> "subprocess.CompletedProcess[str]":
        place = {URL: url, KEY_FILE: str(settings.key_file)}
        return subprocess.run([sys.executable, "-m", "records", *arguments], cwd=ROOT, capture_output=True, text=True,
                              check=False, env={**os.environ, **place, **more})

    return command


def test_a_backup_is_restored_whole_and_says_nothing_without_the_keys(
    sqlite_store: Store, run: Run, tmp_path: Path,
) -> None:
    drafts = [sqlite_store.begin(ANNA, content(name, reason="Unmistakable sorrow")) for name in ("Wilhelmina", "Bob")]
    sqlite_store.set_state(drafts[0], "waiting", ANNA)
    backup = tmp_path / "backup.jsonl"
    assert run("backup", str(backup)).returncode == 0
    for trace in (b"Wilhelmina", b"wilh", b"sorrow", b"1980-03-04"):
        assert trace not in backup.read_bytes()
    new = f"sqlite:///{tmp_path}/new/records.sqlite"
    done = run("restore", str(backup), url=new)
    assert done.stdout == "2 forms were restored, and every one opens.\n", done.stderr
    assert run("check", url=new).stdout.startswith("Every form opens, and the audit trail is whole.\nIts last line is ")
    shown = json.loads(run("export", drafts[0].draft_id, url=new).stdout)
    assert (shown["state"], shown["content"]["identity"]["name"]) == ("waiting", "Wilhelmina")


def test_a_restored_patient_is_found(sqlite_store: Store, settings: Settings, tmp_path: Path) -> None:
    sqlite_store.begin(ANNA, content())
    back_up(sqlite_store, tmp_path / "backup")
    new = open_store(replace(settings, url=f"sqlite:///{tmp_path}/new.sqlite"))
    restore(new, tmp_path / "backup", ANNA)
    assert len(new.find("lop 1980-03-04")) == 1


@pytest.mark.parametrize("spoil", [
    lambda text: text[:-20], lambda text: text.replace('"who": "Anna', '"who": "Anne', 1), lambda _text: "",
    lambda text: text.split("\n", 1)[1], lambda text: text.replace("\n", "\n\n", 1), lambda _text: "[]\n{}\n",
])
def test_a_backup_that_is_not_whole_changes_nothing(
    sqlite_store: Store, settings: Settings, tmp_path: Path, spoil: Callable[[str], str],
) -> None:
    sqlite_store.begin(ANNA, content())
    path = tmp_path / "backup"
    back_up(sqlite_store, path)
    path.write_text(spoil(path.read_text("utf-8")), "utf-8")
    new = open_store(replace(settings, url=f"sqlite:///{tmp_path}/new.sqlite"))
    with pytest.raises(RecordsError, match="not a whole backup"):
        restore(new, path, ANNA)
    assert new.worklist() == []


def forged(path: Path, change: Callable[[list[dict[str, Any]]], object]) -> None:
    """Writes a backup anew with its rows changed and a right digest, as anybody can who has one."""
    head, *rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()][:-1]
    rows = [*map(dict, rows)]
    change(rows)
    text = "".join(json.dumps(line) + "\n" for line in (head, *rows))
    path.write_text(text + json.dumps({"sha256": sha256(text.encode()).hexdigest()}) + "\n", "utf-8")


def first(rows: list[dict[str, Any]], table: str) -> dict[str, Any]:
    return next(row for row in rows if row.get("table") == table)


WRONG_VALUES: list[object] = [
    None, [], {}, True, -1, 1.5, 2**63, 10**30, "", "x", "\ud800", "a\0b", "y" * 200_000, "AAA", "Infinity",
    "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-11-26T09:00:00",
]
COLUMNS = [("drafts", "draft_id"), ("drafts", "version"), ("drafts", "state"), ("drafts", "began"),
           ("drafts", "key_id"), ("drafts", "identity"),
           ("drafts", "content"), ("drafts", "table"), ("audit", "number"), ("audit", "at"),
           ("audit", "who"), ("audit", "what"), ("audit", "person"), ("audit", "hash"), ("search_terms", "hash")]
HARMLESS: dict[tuple[str, str], tuple[object, ...]] = {  # what is found by is made anew; a line may have no account
    ("audit", "person"): (None,), ("search_terms", "hash"): ("", "Infinity")}


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_a_forged_value_in_a_backup_is_named_and_changes_nothing(
    sqlite_store: Store, settings: Settings, tmp_path: Path, table: str, column: str,
) -> None:
    sqlite_store.begin(ANNA, content())
    path = tmp_path / "backup"
    back_up(sqlite_store, path)
    whole = path.read_text("utf-8")
    new = open_store(replace(settings, url=f"sqlite:///{tmp_path}/new.sqlite"))
    for value in WRONG_VALUES:
        path.write_text(whole, "utf-8")
        forged(path, lambda rows, value=value: first(rows, table).update({column: value}))  # type: ignore[misc]
        if value in HARMLESS.get((table, column), ()):
            continue
        with pytest.raises(RecordsError) as refused:
            restore(new, path, ANNA)
        assert len(str(refused.value)) < 1000, "the value is not repeated"
        assert new.worklist() == []
        assert new.audit_faults() == []


@pytest.mark.parametrize(("change", "says"), [
    (lambda rows: first(rows, "drafts").pop("content"), "line 2: this row of 'drafts' has no 'content'"),
    (lambda rows: first(rows, "drafts").update(more=1), "line 2: this row of 'drafts' has more than its columns"),
    (lambda rows: rows.insert(0, {}), "line 2: this row names no table of the records"),
    (lambda rows: rows.insert(0, {"table": "about"}), "line 2: this row names no table of the records"),
    (lambda rows: rows.append(dict(first(rows, "drafts"))), "has a row twice"),
    (lambda rows: rows.remove(first(rows, "drafts")), "is missing; the audit trail says that it was begun"),
    (lambda rows: first(rows, "drafts").update(content=None), "has no answers, and no draft is saved without"),
    (lambda rows: first(rows, "drafts").update(began=5),
     "line 2: 'began' of this row of 'drafts' has a value that it cannot have. This program did not write that. "
     "Nothing was restored; take another copy of the backup."),
])
def test_a_forged_backup_says_what_is_wrong_and_changes_nothing(
    sqlite_store: Store, settings: Settings, run: Run, tmp_path: Path, says: str,
    change: Callable[[list[dict[str, Any]]], object],
) -> None:
    sqlite_store.begin(ANNA, content())
    path = tmp_path / "backup"
    back_up(sqlite_store, path)
    forged(path, change)
    new = f"sqlite:///{tmp_path}/new.sqlite"
    done = run("restore", str(path), url=new)
    assert (done.returncode, done.stdout) == (1, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert run("check", url=new).stdout.startswith("Every form opens, and the audit trail is whole.")
    assert open_store(replace(settings, url=new)).worklist() == []


def test_a_backup_of_the_version_before_accounts_stood_in_the_trail_is_restored(
    sqlite_store: Store, settings: Settings, tmp_path: Path,
) -> None:
    sqlite_store.begin(ANNA, content())
    back_up(sqlite_store, tmp_path / "backup")
    forged(tmp_path / "backup", lambda rows: first(rows, "audit").pop("person"))
    new = open_store(replace(settings, url=f"sqlite:///{tmp_path}/new.sqlite"))
    assert restore(new, tmp_path / "backup", ANNA) == 1
    assert faults(new) == []


def test_a_patient_is_found_also_if_a_backup_was_forged_to_hide_them(
    sqlite_store: Store, settings: Settings, tmp_path: Path,
) -> None:
    sqlite_store.begin(ANNA, content())
    back_up(sqlite_store, tmp_path / "backup")
    forged(tmp_path / "backup", lambda rows: rows.remove(first(rows, "search_terms")))
    new = open_store(replace(settings, url=f"sqlite:///{tmp_path}/new.sqlite"))
    restore(new, tmp_path / "backup", ANNA)
    assert len(new.find("maria lopez 1980-03-04")) == len(new.find("MRN 77-1")) == 1


@pytest.mark.parametrize("text", [b"[" * 100_000, b'{"format": ' + b"9" * 10_000, b"\xff\xfe", b"null\n" * 3,
                                  b'{"format": "ketamine screening records 1", "audit_head": [[], 5]}\n{}\n'])
def test_what_is_no_backup_is_refused_in_words(sqlite_store: Store, run: Run, tmp_path: Path, text: bytes) -> None:
    (tmp_path / "backup").write_bytes(text)
    done = run("restore", str(tmp_path / "backup"))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (f"{tmp_path}/backup: this is not a whole backup of the records. Take another copy of it.\n")


def test_a_device_a_pipe_and_a_folder_are_no_backup(sqlite_store: Store, run: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in ("/dev/zero", str(tmp_path / "pipe"), str(tmp_path)):
        assert run("restore", path).stderr == (
            f"{path}: this is not a file. Save the backup as a file first, and name that.\n")
    assert "No such file" in run("restore", str(tmp_path / "none")).stderr


def test_a_draft_that_was_taken_out_is_found_by_a_check(sqlite_store: Store, run: Run) -> None:
    draft = sqlite_store.begin(ANNA, content())
    with sqlite_store._engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM drafts")
    done = run("check")
    assert done.returncode == 1
    assert f"Draft {draft.draft_id} is missing; the audit trail says that it was begun" in done.stdout


def test_a_backup_of_other_keys_changes_nothing(sqlite_store: Store, tmp_path: Path) -> None:
    sqlite_store.begin(ANNA, content())
    back_up(sqlite_store, tmp_path / "backup")
    other = open_store(Settings(f"sqlite:///{tmp_path}/other.sqlite", tmp_path / "other.json"))
    with pytest.raises(RecordsError, match="key"):
        restore(other, tmp_path / "backup", ANNA)
    assert other.worklist() == []
    assert other.audit_faults() == []


def test_a_backup_replaces_no_file_and_no_form(sqlite_store: Store, run: Run, tmp_path: Path) -> None:
    sqlite_store.begin(ANNA, content())
    path = tmp_path / "backup"
    path.write_text("mine")
    assert "a file of this name already" in run("backup", str(path)).stderr
    assert path.read_text() == "mine"
    back_up(sqlite_store, tmp_path / "other")
    assert "has forms or sign-offs already" in run("restore", str(tmp_path / "other")).stderr


def test_a_new_key_seals_everything_while_others_go_on(sqlite_store: Store, settings: Settings) -> None:
    drafts = [sqlite_store.begin(ANNA, content(f"Person {number}")) for number in range(7)]
    other = open_store(settings)  # another process, which has the old keys
    old = settings.key_file.read_text("utf-8")
    assert rotate_key(sqlite_store, settings, ANNA) == 7
    assert settings.key_file.read_text("utf-8") != old
    assert other.open(drafts[3].draft_id, ANNA).content == content("Person 3")
    assert len(other.find("person")) == 7
    saved = other.save(other.open(drafts[0].draft_id, BEN, take_over=True), content("Somebody Else"), BEN)
    assert sqlite_store.look_at(saved.draft_id).content == content("Somebody Else")
    assert len(sqlite_store.find("somebody")) == 1
    assert faults(sqlite_store) == []
    assert faults(open_store(settings)) == []
    with sqlite_store.reading() as session:
        assert len(sqlite_store._keyring.keys) == 2
        assert session.connection().exec_driver_sql("SELECT COUNT(DISTINCT key_id) FROM drafts").scalar() == 1


def test_a_draft_that_is_open_while_the_key_changes_is_saved_as_before(sqlite_store: Store, settings: Settings) -> None:
    draft = sqlite_store.begin(ANNA, content())
    rotate_key(open_store(settings), settings, BEN)
    draft = sqlite_store.save(draft, content(reason="Worry"), ANNA)
    assert open_store(settings).look_at(draft.draft_id).content == content(reason="Worry")


@pytest.mark.parametrize("days", ["-365", "-1", "0", "36501", "99999999999", "1e3", "all", ""])
def test_forms_are_erased_for_no_number_of_days_that_cannot_be_meant(
    sqlite_store: Store, run: Run, days: str,
) -> None:
    draft = sqlite_store.begin(ANNA, content())
    done = run("retention", "--days", days, "--erase")
    assert done.returncode == 2
    assert "a number of days from 1" in done.stderr or "a whole number of days from 0 to 36500" in done.stderr
    assert "Traceback" not in done.stderr
    assert not done.stdout
    assert sqlite_store.look_at(draft.draft_id)


def test_one_form_is_erased_with_proof(sqlite_store: Store, run: Run) -> None:
    draft = sqlite_store.begin(ANNA, content())
    done = run("erase", draft.draft_id)
    assert "Line 2 of the audit trail" in done.stdout
    assert sqlite_store.worklist() == []
    again = run("erase", draft.draft_id)
    assert (again.returncode, again.stdout) == (1, "")
    assert "no such draft" in again.stderr.lower()


def test_old_forms_are_shown_before_they_are_deleted(sqlite_store: Store, run: Run, clock: Clock) -> None:
    sqlite_store.begin(ANNA, content("Old"))
    clock.goes_on(days=40)
    kept = sqlite_store.begin(ANNA, content("New"))
    assert [line.identity.name for line in old_drafts(sqlite_store, 30, clock.now) if line.identity] == ["Old"]
    shown = run("retention", "--days", "0")
    assert len(sqlite_store.worklist()) == 2
    assert "would be deleted" in shown.stdout
    for line in old_drafts(sqlite_store, 30, clock.now):
        sqlite_store.erase(line.draft_id, ANNA)
    assert [line.draft_id for line in sqlite_store.worklist()] == [kept.draft_id]


def test_the_clinic_s_file_says_where_the_records_are_and_how_long_forms_are_kept(
    settings: Settings, clock: Clock, run: Run, tmp_path: Path,
) -> None:
    file = tmp_path / "clinic.yaml"
    file.write_text(f"records_url: {settings.url}\nrecords_key_file: keys/keys.json\nkeep_days: 30\n", "utf-8")
    clock.now = now() - timedelta(days=40)
    (store,) = new_store(settings, clock)
    old = store.begin(ANNA, content("Old"))
    clock.now = now()
    kept = store.begin(ANNA, content("New"))
    there = {URL: "", KEY_FILE: "", "SCREENING_CLINIC": str(file)}
    shown = run("retention", **there).stdout
    assert old.draft_id in shown
    assert kept.draft_id not in shown
    assert "1 forms, unchanged for 30 days or longer, would be deleted" in shown
    assert len(store.worklist()) == 2
    assert run("retention", "--erase", **there).returncode == 0
    assert [line.draft_id for line in store.worklist()] == [kept.draft_id]
    elsewhere = f"sqlite:///{tmp_path}/elsewhere.sqlite"  # the environment wins
    assert "0 forms" in run("retention", **{**there, URL: elsewhere}).stdout


def test_how_long_forms_are_kept_must_be_said_somewhere(sqlite_store: Store, run: Run, tmp_path: Path) -> None:
    (tmp_path / "clinic.yaml").write_text("country: US\n", "utf-8")
    done = run("retention", SCREENING_CLINIC=str(tmp_path / "clinic.yaml"))
    assert (done.returncode, done.stdout) == (1, "")
    assert "keep_days" in done.stderr
    (tmp_path / "wrong.yaml").write_text("keep_days: long\n", "utf-8")
    assert "wrong.yaml, line 1" in run("check", SCREENING_CLINIC=str(tmp_path / "wrong.yaml")).stderr


def test_a_check_names_what_is_wrong(sqlite_store: Store, run: Run) -> None:
    draft = sqlite_store.begin(ANNA, content())
    with sqlite_store._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE drafts SET content = x'00'")
        connection.exec_driver_sql("UPDATE audit SET who = 'Nobody'")
    done = run("check")
    assert done.returncode == 1
    assert draft.draft_id in done.stdout
    assert "Line 1 of the audit trail was changed" in done.stdout


def test_an_end_that_was_cut_off_is_found_with_a_line_that_was_noted(sqlite_store: Store, run: Run) -> None:
    for name in ("Wilhelmina", "Bob"):
        sqlite_store.begin(ANNA, content(name))
    noted = run("check").stdout.partition("Its last line is ")[2].partition(".")[0]
    assert noted.startswith("2:")
    sqlite_store.begin(ANNA, content("Later"))
    assert run("check", "--noted", noted).returncode == 0
    with sqlite_store._engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM audit WHERE number >= 2")
    assert run("check").returncode == 0
    done = run("check", "--noted", noted)
    assert done.returncode == 1
    assert "The audit trail ends at line 1; line 2 was noted." in done.stdout
    assert "NUMBER:HASH" in run("check", "--noted", "seventeen").stderr
