"""How this process connects to the database: which kinds there are, and how soon a lost connection is noticed."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection as SqliteConnection

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoFreeConnection

from records.errors import RecordsError, UnreachableError

WAIT = 1.0  # seconds for which a locked database is waited for
LONG_WAIT = 10.0  # seconds, where nobody waits at a page: SQLite does not let whoever waits longest go first
CONNECTIONS = 5  # that a process keeps open; PostgreSQL allows 100 for all processes unless it is told otherwise
MORE_CONNECTIONS = 5  # for a moment
CONNECT_WITHIN = 3  # seconds, also for a free connection of the above; a page waits meanwhile
_LOG = logging.getLogger(__name__)
NOTICE = {  # of libpq: a server that no longer answers is noticed within about 8 seconds
    "keepalives": 1, "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3,  # seconds, times
    "tcp_user_timeout": 4000,  # milliseconds until sent data must have arrived
}
NOTICED = {  # of the server: it soon lets go of what a computer that lost its power had locked
    "lock_timeout": f"{WAIT:.0f}s", "idle_in_transaction_session_timeout": "60s",
    "tcp_keepalives_idle": "10", "tcp_keepalives_interval": "5", "tcp_keepalives_count": "3",
}


def engine_for(url: str) -> Engine:
    """Returns the engine for the address of a database. Raises RecordsError if it is no address of one.

    It connects when it is used. A lost connection is replaced before the next use.
    """
    try:
        parts = make_url(url)
        if parts.get_backend_name() == "postgresql":
            return _postgresql(parts)
        if parts.get_backend_name() != "sqlite" or not parts.database:
            raise ArgumentError
        folder = Path(parts.database).parent
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        engine = create_engine(parts, connect_args={"timeout": WAIT})
    except (ArgumentError, NoSuchModuleError):
        raise RecordsError("The address of the database is not right. It looks like sqlite:////folder/records.sqlite "
                           "or postgresql://name:password@host/database") from None
    except OSError as error:
        raise RecordsError(f"{shown(url)}: the folder of the database cannot be made ({error.strerror}).") from None
    _set_up_sqlite(engine)
    return engine


def shown(url: str) -> str:
    """Returns the address without its password."""
    return make_url(url).render_as_string(hide_password=True)


def _postgresql(url: URL) -> Engine:
    """The engine for PostgreSQL. What the address itself sets, such as `keepalives_idle`, wins."""
    options = " ".join(f"-c {name}={value}" for name, value in NOTICED.items())
    settings = {"connect_timeout": CONNECT_WITHIN, "options": options, **NOTICE}
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"), pool_pre_ping=True, pool_size=CONNECTIONS,
        max_overflow=MORE_CONNECTIONS, pool_timeout=CONNECT_WITHIN,
        connect_args={name: value for name, value in settings.items() if name not in url.query})

    @event.listens_for(engine, "begin")
    def begins(connection: Connection) -> None:
        if connection.get_execution_options().get("patient"):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{LONG_WAIT:.0f}s'")

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
        options = connection.get_execution_options()
        wait = LONG_WAIT if options.get("patient") else WAIT
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {wait * 1000:.0f}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")


@contextmanager
def plainly() -> Iterator[None]:
    """Turns an error of the database into one of ours. Its own message is not repeated: it can contain values."""
    try:
        yield
    except DBAPIError as error:
        kind = type(error.orig).__name__ if error.orig else type(error).__name__
        _LOG.warning("the database of the records cannot be reached or written (%s)", kind)
        raise UnreachableError(f"The database of the records cannot be reached or written just now ({kind}). "
                          "Is its disk full, or is it locked or switched off?") from None
    except NoFreeConnection:
        raise UnreachableError("All connections to the database of the records are in use just now.") from None
    except SQLAlchemyError as error:
        raise RecordsError(f"The database of the records gave an unexpected answer ({type(error).__name__}). "
                           "Run: python -m records check") from None
