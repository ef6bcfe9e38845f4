"""What an administrator does with the records: check, back up and restore them, change their key, delete old forms."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from records.audit import head_of
from records.backup_file import read_head, read_rows, write_backup
from records.errors import RecordsError
from records.keyring import Keyring, new_key, read_keyring_file, write_keyring_file
from records.model import Holder, Listed
from records.opening import CHECK, CHECK_TEXT
from records.sent import SentForms
from records.settings import KEY, Settings
from records.sign_offs import SignOffs, faults_in_sign_offs, seal_again
from records.store import Store
from records.tables import AboutRow, AuditRow, DraftRow, SearchRow, SignOffRow

NO_ANSWERS = "Draft {} has no answers, and no draft is saved without."
AT_ONCE = 100  # drafts that are sealed anew in one transaction, so that others wait only a moment


def faults(store: Store, last_known: tuple[int, bytes] | None = None) -> list[str]:
    """Returns a sentence for each fault: of drafts, sent forms, sign-offs and the audit trail; or none."""
    found = []
    for draft_id in _draft_ids(store):
        try:
            if store.look_at(draft_id).content is None:
                found.append(NO_ANSWERS.format(draft_id))
        except RecordsError as error:
            found.append(f"Draft {draft_id}: {error}")
    with store.reading() as session:
        found += _missing_drafts(session)
        found += faults_in_sign_offs(session, store.keyring)
    return found + SentForms(store).faults() + store.audit_faults(last_known)


def back_up(store: Store, path: Path) -> int:
    """Writes drafts, what was sent, sign-offs and the audit trail to a file, as sealed as they are.

    Returns the number of drafts.

    The file is useless without the keys, and does not hold them. Raises RecordsError; an existing file is not replaced.
    """
    with store.reading() as session:
        return write_backup(path, session, head_of(session))


def restore(store: Store, path: Path, who: Holder) -> int:
    """Reads a backup into an empty database, and opens every draft. Returns how many. Raises RecordsError.

    Nothing is changed if the file is not whole, if a draft is missing or does not open with these keys, or if the audit
    trail is broken. What a draft is found by is made anew: a changed backup could hide one from the search.
    """
    head = read_head(path)
    if _draft_ids(store) or SignOffs(store).that_hold():
        raise RecordsError("The database has forms or sign-offs already. Restore into a new, empty one: name it in "
                           "SCREENING_RECORDS_URL.")
    with store.writing() as session:
        session.execute(delete(SignOffRow))
        session.execute(delete(AuditRow))
        try:
            for row in read_rows(path):
                if row.table is not SearchRow:
                    session.execute(insert(row.table).values(row.values))
        except IntegrityError:
            raise RecordsError(f"{path}: this backup has a row twice. Nothing was restored; take another copy of the "
                               "backup.") from None
        wrong = [*_made_findable(store, session), *_missing_drafts(session),
                 *faults_in_sign_offs(session, store.keyring), *store.faults_within(session, head)]
        if wrong:
            raise RecordsError(" ".join(wrong))
    store.note(None, "restored", who)
    return len(_draft_ids(store))


def _made_findable(store: Store, session: Session) -> Iterator[str]:
    """Opens every draft, and writes what it is found by. Yields a sentence for each without answers."""
    for row in session.scalars(select(DraftRow)):
        content = store.draft_of(row).content
        if content is None:
            yield NO_ANSWERS.format(row.draft_id)
        else:
            store.add_terms(session, row.draft_id, content.identity)


def _missing_drafts(session: Session) -> list[str]:
    """A sentence for each draft that was begun and not erased, as the audit trail says, and is not there."""
    gone = select(AuditRow.draft_id).where(AuditRow.what == "erased")
    begun = select(AuditRow.draft_id).where(AuditRow.what == "began", AuditRow.draft_id.not_in(gone),
                                            AuditRow.draft_id.not_in(select(DraftRow.draft_id)))
    return [f"Draft {draft_id} is missing; the audit trail says that it was begun, and not that it was erased."
            for draft_id in session.scalars(begun.order_by(AuditRow.number))]


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
