"""Opens the store. Makes the keys and the database at the first start, and brings an older database up to date."""

import logging
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import Session

from records.connecting import engine_for, parts_of, shown
from records.errors import RecordsError, UnreachableError
from records.keyring import KEEP_IT, Keyring, new_key, read_keyring, read_keyring_file, write_keyring_file
from records.migrating import bring_up_to_date, is_empty
from records.sending import Sender
from records.sending_key import SendingKey
from records.settings import KEY, KEY_FILE, Settings
from records.store import Store
from records.tables import AboutRow

CHECK, CHECK_TEXT = "key check", b"the keys of this database"
_LOG = logging.getLogger(__name__)


def open_store(settings: Settings) -> Store:
    """Returns the store. Raises UnreachableError if the database cannot be reached now, else RecordsError."""
    engine = engine_for(settings.url)
    try:
        keyring = _prepared(engine, settings)
    except RecordsError:
        engine.dispose()  # else each further attempt would leave a connection behind
        raise
    return Store(engine, keyring, read_keys=lambda: _keyring(settings, is_new=False))


def open_sender(settings: Settings, key: SendingKey) -> Sender:
    """Returns what can add to the records of a desk elsewhere, without their keys. Raises RecordsError.

    It makes no database and changes no table: nobody would look into records that no desk has opened.
    """
    url = parts_of(settings.url)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        raise UnreachableError("There are no records yet at the place that is set. Start the desk first.")
    return Sender(engine_for(settings.url), lambda: key)


def _prepared(engine: Engine, settings: Settings) -> Keyring:
    """Brings the database up to date, and returns the keys that belong to it. Raises RecordsError."""
    try:
        with engine.execution_options(writes=True, patient=True).begin() as connection:
            keyring = _keyring(settings, is_new=is_empty(connection))
            bring_up_to_date(connection)
            if not _are_its_keys(connection, keyring):  # another process may just have made a newer one
                keyring = _keyring(settings, is_new=False)
                _are_its_keys(connection, keyring, is_last=True)
    except DBAPIError as error:
        raise UnreachableError(f"{shown(settings.url)}: the database of the records cannot be reached "
                          f"({type(error.orig).__name__}). Is it running, and may this account write there?") from None
    except SQLAlchemyError as error:
        raise RecordsError(f"{shown(settings.url)}: this is not a database of the records "
                           f"({type(error).__name__}).") from None
    return keyring


def _keyring(settings: Settings, *, is_new: bool) -> Keyring:
    """The keys. New ones are made only for a new database: an old one cannot be read with new keys."""
    if settings.key is not None:
        return read_keyring(settings.key, f"The environment variable {KEY}")
    if settings.key_file.exists():
        return read_keyring_file(settings.key_file)
    if not is_new:
        raise RecordsError(f"{settings.key_file}: the file with the keys is missing, and the database "
                           f"{shown(settings.url)} cannot be read without it. Put back your copy, or name its place "
                           f"in {KEY_FILE}.")
    keyring = Keyring((new_key(),))
    if not write_keyring_file(settings.key_file, keyring, replaces=False):
        return read_keyring_file(settings.key_file)  # another process was quicker
    _LOG.warning("New keys for the records are in %s. %s", settings.key_file, KEEP_IT)
    return keyring


def _are_its_keys(connection: Connection, keyring: Keyring, *, is_last: bool = False) -> bool:
    """Opens a sealed text, which a new database gets first. Raises RecordsError if the keys are of another database.

    Returns False if its key is not among them; `is_last`: that is an error too.
    """
    with Session(connection, join_transaction_mode="create_savepoint") as session:
        row = session.scalars(select(AboutRow).where(AboutRow.name == CHECK)).first()
        if row is None:
            session.add(AboutRow(name=CHECK, key_id=keyring.newest.key_id,
                                 value=keyring.seal("about", CHECK, CHECK_TEXT)))
            session.commit()
        elif not keyring.has(row.key_id) and not is_last:
            return False
        else:
            keyring.open(row.key_id, "about", CHECK, row.value)
    return True
