"""What an administrator does with the records: check, back up and restore them, change their key, delete old forms."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import LargeBinary, delete, insert, select, update
from sqlalchemy.orm import Session

from records.audit import head_of
from records.errors import RecordsError
from records.keyring import Keyring, new_key, read_keyring_file, write_keyring_file
from records.model import Holder, Listed
from records.opening import CHECK, CHECK_TEXT
from records.sent import SentForms
from records.settings import KEY, Settings
from records.sign_offs import SignOffs, faults_in_sign_offs, seal_again
from records.store import Store
from records.tables import AboutRow, AuditRow, Base, DraftRow, Moment, SearchRow, SentRow, SignOffRow

FORMAT = "ketamine screening records 1"
COPIED = (DraftRow, SearchRow, AuditRow, SignOffRow, SentRow)  # the rest of a database is made when it is new
AT_ONCE = 100  # drafts that are sealed anew in one transaction, so that others wait only a moment
Line = dict[str, Any]


def faults(store: Store, last_known: tuple[int, bytes] | None = None) -> list[str]:
    """Returns a sentence for each fault: of drafts, sent forms, sign-offs and the audit trail; or none."""
    found = []
    for draft_id in _draft_ids(store):
        try:
            store.look_at(draft_id)
        except RecordsError as error:
            found.append(f"Draft {draft_id}: {error}")
    with store.reading() as session:
        found += faults_in_sign_offs(session, store.keyring)
    return found + SentForms(store).faults() + store.audit_faults(last_known)


def back_up(store: Store, path: Path) -> int:
    """Writes drafts, what was sent, sign-offs and the audit trail to a file, as sealed as they are.

    Returns the number of drafts.

    The file is useless without the keys, and does not hold them. Raises RecordsError; an existing file is not replaced.
    """
    digest = sha256()
    count = 0
    try:
        with path.open("x", encoding="utf-8") as file, store.reading() as session:
            number, last = head_of(session)
            for line in ({"format": FORMAT, "audit_head": [number, last.hex()]}, *_rows(session)):
                count += line.get("table") == DraftRow.__tablename__
                text = json.dumps(line, ensure_ascii=True) + "\n"
                digest.update(text.encode())
                file.write(text)
            file.write(json.dumps({"sha256": digest.hexdigest()}) + "\n")
    except FileExistsError:
        raise RecordsError(f"{path}: there is a file of this name already. Choose another name.") from None
    except OSError as error:
        raise RecordsError(f"{path}: the backup cannot be written ({error.strerror}).") from None
    return count


def restore(store: Store, path: Path, who: Holder) -> int:
    """Reads a backup into an empty database, and opens every draft. Returns how many. Raises RecordsError.

    Nothing is changed if the file is not whole, if a draft does not open with these keys, or if the audit trail is
    broken.
    """
    head, lines = _read_backup(path)
    if _draft_ids(store) or SignOffs(store).that_hold():
        raise RecordsError("The database has forms or sign-offs already. Restore into a new, empty one: name it in "
                           "SCREENING_RECORDS_URL.")
    tables = {table.__tablename__: table for table in COPIED}
    with store.writing() as session:
        session.execute(delete(SignOffRow))
        session.execute(delete(AuditRow))
        for line in lines:
            table = tables[line.pop("table")]
            session.execute(insert(table).values(_from_json(table, line)))
        session.flush()
        for row in session.scalars(select(DraftRow)):
            store.draft_of(row)
        wrong = [*faults_in_sign_offs(session, store.keyring), *store.faults_within(session, head)]
        if wrong:
            raise RecordsError(" ".join(wrong))
    store.note(None, "restored", who)
    return len(_draft_ids(store))


def rotate_key(store: Store, settings: Settings, who: Holder) -> int:
    """Makes a new key, and seals drafts and sign-offs with it, while others read and write. Returns how many drafts.

    What patients sent is sealed anew too.

    Older keys stay in the file: they open older backups, and prove older lines of the audit trail. Raises RecordsError.
    """
    if settings.key is not None:
        raise RecordsError(f"The keys come from the environment variable {KEY}. Put them into a file to change them.")
    with store.writing(patient=True) as session:
        session.get(AboutRow, CHECK, with_for_update=True)  # another one waits, and then reads our key
        keyring = Keyring((*read_keyring_file(settings.key_file).keys, new_key()))
        write_keyring_file(settings.key_file, keyring)
        session.execute(update(AboutRow).where(AboutRow.name == CHECK).values(
            key_id=keyring.newest.key_id, value=keyring.seal("about", CHECK, CHECK_TEXT)))
    store.use(keyring)
    count = 0
    while batch := _sealed_with_older_keys(store):
        for draft_id in batch:
            count += store.seal_again(draft_id)
    seal_again(store)
    SentForms(store).seal_again(SentForms(store).all_ids())
    store.note(None, "rotated keys", who)
    return count


def old_drafts(store: Store, days: int, now: datetime) -> list[Listed]:
    """Returns the drafts that nobody has changed for this many days, the oldest last."""
    return store.worklist(before=now - timedelta(days=days), limit=1_000_000)


def _draft_ids(store: Store) -> list[str]:
    with store.reading() as session:
        return list(session.scalars(select(DraftRow.draft_id).order_by(DraftRow.draft_id)))


def _sealed_with_older_keys(store: Store) -> list[str]:
    """Some drafts that are not sealed with the newest key of the database, which may be that of another process."""
    newest = select(AboutRow.key_id).where(AboutRow.name == CHECK).scalar_subquery()
    with store.reading() as session:
        return list(session.scalars(select(DraftRow.draft_id).where(DraftRow.key_id != newest).limit(AT_ONCE)))


def _rows(session: Session) -> Iterator[Line]:
    for table in COPIED:
        columns = table.__table__.columns
        for row in session.execute(select(*columns)):
            yield {"table": table.__tablename__, **{column.name: _as_json(value)
                                                    for column, value in zip(columns, row, strict=True)}}


def _as_json(value: Any) -> Any:
    if isinstance(value, bytes):
        return b64encode(value).decode()
    return value.isoformat() if isinstance(value, datetime) else value


def _from_json(table: type[Base], line: Line) -> Line:
    values: Line = {}
    for column in table.__table__.columns:
        value = line[column.name]
        if isinstance(column.type, LargeBinary) and value is not None:
            value = b64decode(value)
        elif isinstance(column.type, Moment) and value is not None:
            value = datetime.fromisoformat(value)
        values[column.name] = value
    return values


def _read_backup(path: Path) -> tuple[tuple[int, bytes], list[Line]]:
    """The noted end of the audit trail, and the rows. Raises RecordsError if the file is not a whole backup."""
    try:
        *texts, end = path.read_text("utf-8").splitlines(keepends=True)
        lines = [json.loads(text) for text in texts]
        if json.loads(end)["sha256"] != sha256("".join(texts).encode()).hexdigest() or lines[0]["format"] != FORMAT:
            raise ValueError
        number, last = lines[0]["audit_head"]
        return (number, bytes.fromhex(last)), lines[1:]
    except OSError as error:
        raise RecordsError(f"{path}: the backup cannot be read ({error.strerror}).") from None
    except (ValueError, KeyError, IndexError, TypeError):
        raise RecordsError(f"{path}: this is not a whole backup of the records. Take another copy of it.") from None
