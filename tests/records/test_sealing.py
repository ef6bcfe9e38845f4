"""Nothing of a patient can be read in the files of the records without the keys, and no changed value opens."""

import json
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from records import RecordsError, Settings, Store, open_store
from records.contents import content_as_bytes, content_from_bytes
from records.keyring import Keyring, new_key
from tests.records.conftest import ANNA, content

NAME, REASON = "Wilhelmina Featherstonehaugh", "Unmistakable sorrow since the flood"


def all_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def traces(value: str) -> list[bytes]:
    """The value and its pieces of four letters and more, as they might be written."""
    pieces = {value, *value.split(), *(word[:4] for word in value.split() if len(word) > 4)}
    forms: list[bytes] = []
    for piece in pieces:
        for written in (piece, piece.lower(), piece.upper()):
            forms += [written.encode(), written.encode("utf-16-le")]
    return forms


def test_no_name_and_no_answer_is_in_the_database_or_its_log(
    sqlite_store: Store, settings: Settings, tmp_path: Path,
) -> None:
    draft = sqlite_store.begin(ANNA, content(NAME, date(1943, 7, 9), "MRN-990077", reason=REASON))
    sqlite_store.save(draft, content(NAME, date(1943, 7, 9), "MRN-990077", reason=REASON, psychosis="yes"), ANNA)
    for _name in ("before", "after closing"):
        held = all_bytes(tmp_path / "data")
        assert draft.draft_id.encode() in held  # so this does look where it is
        for value in (NAME, REASON, "990077", "1943-07-09", "psychosis"):
            assert [trace for trace in traces(value) if trace in held] == []
        sqlite_store.close()


def test_an_erased_draft_leaves_not_even_its_sealed_bytes(sqlite_store: Store, tmp_path: Path) -> None:
    draft = sqlite_store.begin(ANNA, content(reason=REASON))
    with sqlite_store._engine.connect() as connection:
        sealed = connection.execute(text("SELECT content FROM drafts")).scalar_one()
    sqlite_store.erase(draft.draft_id, ANNA)
    with sqlite_store._engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    sqlite_store.close()
    assert sealed[:64] not in all_bytes(tmp_path / "data")


@pytest.mark.parametrize("change", [
    "UPDATE drafts SET content = (SELECT identity FROM drafts)",
    "UPDATE drafts SET identity = (SELECT content FROM drafts)",
    "UPDATE drafts SET content = substr(content, 1, length(content) - 1) || x'00'",
    "UPDATE drafts SET content = x''",
    "UPDATE drafts SET key_id = 'other'",
])
def test_a_value_that_was_changed_or_moved_does_not_open(sqlite_store: Store, settings: Settings, change: str) -> None:
    draft = sqlite_store.begin(ANNA, content(NAME, reason=REASON))
    with create_engine(settings.url).begin() as connection:
        connection.execute(text(change))
    with pytest.raises(RecordsError) as refused:
        sqlite_store.open(draft.draft_id, ANNA)
    assert not any(word in str(refused.value) for word in (NAME, REASON, "Wilhelmina"))


def test_a_value_of_another_record_does_not_open(sqlite_store: Store, settings: Settings) -> None:
    first, second = (sqlite_store.begin(ANNA, content(name, reason=REASON)) for name in (NAME, "Bob"))
    with create_engine(settings.url).begin() as connection:
        connection.execute(text("UPDATE drafts SET content = (SELECT content FROM drafts WHERE draft_id = :from) "
                                "WHERE draft_id = :to"), {"from": first.draft_id, "to": second.draft_id})
    with pytest.raises(RecordsError):
        sqlite_store.open(second.draft_id, ANNA)


def test_sizes_say_little() -> None:
    keyring = Keyring((new_key(),))
    short, longer = (len(keyring.seal("a", "content", b"x" * size)) for size in (1, 400))
    assert short == longer


def test_the_keys_are_readable_to_this_account_alone(sqlite_store: Store, settings: Settings) -> None:
    assert settings.key_file.stat().st_mode & 0o777 == 0o600
    settings.key_file.chmod(0o644)
    with pytest.raises(RecordsError, match="chmod 600"):
        open_store(settings)


def test_a_form_that_was_kept_before_patients_answered_alone_opens_with_all_its_answers_shown() -> None:
    held = json.loads(content_as_bytes(content(reason="Worry")))
    for later in ("in_private", "handed_over", "named_in_file", "taken_before"):
        del held[later]
    found = content_from_bytes(json.dumps(held).encode(), content().identity)
    assert found == content(reason="Worry")
    assert not found.in_private
