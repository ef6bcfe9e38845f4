"""Opens the store. Makes the keys and the database at the first start, and brings an older database up to date."""

import logging
from pathlib import Path
from sqlite3 import Connection as SqliteConnection

from sqlalchemy import Engine, create_engine, event, select
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.orm import Session

from records.errors import RecordsError, UnreachableError
from records.keyring import KEEP_IT, Keyring, new_key, read_keyring, read_keyring_file, write_keyring_file
from records.migrating import bring_up_to_date, is_empty
from records.settings import KEY, KEY_FILE, Settings
from records.store import Store
from records.tables import AboutRow

WAIT = 1.0  # seconds for which a locked database is waited for
CHECK, CHECK_TEXT = "key check", b"the keys of this database"
_LOG = logging.getLogger(__name__)


def open_store(settings: Settings) -> Store:
    """Returns the store. Raises UnreachableError if the database cannot be reached now, else RecordsError."""
    engine = _engine(settings.url)
    try:
        with engine.execution_options(writes=True).begin() as connection:
            keyring = _keyring(settings, is_new=is_empty(connection))
            bring_up_to_date(connection)
            _check_keys(connection, keyring)
    except DBAPIError as error:
        raise UnreachableError(f"{_shown(settings.url)}: the database of the records cannot be reached "
                          f"({type(error.orig).__name__}). Is it running, and may this account write there?") from None
    except SQLAlchemyError as error:
        raise RecordsError(f"{_shown(settings.url)}: this is not a database of the records "
                           f"({type(error).__name__}).") from None
    return Store(engine, keyring, read_keys=lambda: _keyring(settings, is_new=False))


def _engine(url: str) -> Engine:
    try:
        parts = make_url(url)
        if parts.get_backend_name() == "postgresql":
            return create_engine(parts.set(drivername="postgresql+psycopg"), pool_pre_ping=True,
                                 connect_args={"connect_timeout": 3, "options": f"-c lock_timeout={int(WAIT * 1000)}"})
        if parts.get_backend_name() != "sqlite" or not parts.database:
            raise ArgumentError
        folder = Path(parts.database).parent
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        engine = create_engine(parts, connect_args={"timeout": WAIT})
    except (ArgumentError, NoSuchModuleError):
        raise RecordsError("The address of the database is not right. It looks like sqlite:////folder/records.sqlite "
                           "or postgresql://name:password@host/database") from None
    except OSError as error:
        raise RecordsError(f"{_shown(url)}: the folder of the database cannot be made ({error.strerror}).") from None
    _set_up_sqlite(engine)
    return engine


def _set_up_sqlite(engine: Engine) -> None:
    """Makes each commit reach the disk, and each transaction that writes wait for the others from its beginning."""

    @event.listens_for(engine, "connect")
    def connected(connection: SqliteConnection, _record: object) -> None:
        connection.isolation_level = None  # transactions begin below
        for setting in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {setting}")

    @event.listens_for(engine, "begin")
    def begins(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _keyring(settings: Settings, *, is_new: bool) -> Keyring:
    """The keys. New ones are made only for a new database: an old one cannot be read with new keys."""
    if settings.key is not None:
        return read_keyring(settings.key, f"The environment variable {KEY}")
    if settings.key_file.exists():
        return read_keyring_file(settings.key_file)
    if not is_new:
        raise RecordsError(f"{settings.key_file}: the file with the keys is missing, and the database "
                           f"{_shown(settings.url)} cannot be read without it. Put back your copy, or name its place "
                           f"in {KEY_FILE}.")
    keyring = Keyring((new_key(),))
    write_keyring_file(settings.key_file, keyring)
    _LOG.warning("New keys for the records are in %s. %s", settings.key_file, KEEP_IT)
    return keyring


def _check_keys(connection: Connection, keyring: Keyring) -> None:
    """Opens a sealed text, which a new database gets first. Raises RecordsError if the keys are of another database."""
    with Session(connection, join_transaction_mode="create_savepoint") as session:
        row = session.scalars(select(AboutRow).where(AboutRow.name == CHECK)).first()
        if row is not None:
            keyring.open(row.key_id, "about", CHECK, row.value)
            return
        session.add(AboutRow(name=CHECK, key_id=keyring.newest.key_id,
                             value=keyring.seal("about", CHECK, CHECK_TEXT)))
        session.commit()


def _shown(url: str) -> str:
    return make_url(url).render_as_string(hide_password=True)
