"""How this process connects to the database: which kinds there are, and how soon a lost connection is noticed."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection as SqliteConnection

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoFreeConnection

from records.errors import RecordsError, UnreachableError

WAIT = 1.0  # seconds for which a locked database is waited for
LONG_WAIT = 10.0  # seconds, where nobody waits at a page: SQLite does not let whoever waits longest go first
DRIVERS = ("sqlite", "sqlite+pysqlite", "postgresql", "postgresql+psycopg", "postgresql+psycopg2")  # we use psycopg
LONGEST_PATH = 1000  # bytes
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
    parts = parts_of(url)
    if parts.get_backend_name() == "postgresql":
        return _postgresql(parts)
    place = Path(parts.database or "")
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        is_folder = place.is_dir()
    except OSError as error:
        raise RecordsError(f"{shown(url)}: the database cannot be made there ({error.strerror}).") from None
    if is_folder:
        raise RecordsError(f"{shown(url)}: this is a folder. Name a file in it, such as {place}/records.sqlite")
    engine = create_engine(parts, connect_args={"timeout": WAIT})
    _set_up_sqlite(engine)
    return engine


def parts_of(url: str) -> URL:
    """Returns the parts of the address of a database. Raises RecordsError, which repeats nothing of it, if it is none.
    """
    try:
        url.encode()
        parts = make_url(url)
        wrong = _wrong_with(parts)
    except (ArgumentError, ValueError):
        wrong = "it cannot be read as one, or its port is no number"
    if wrong:
        raise RecordsError(f"The address of the database is not right: {wrong}. It looks like "
                           "sqlite:////folder/records.sqlite or postgresql://name:password@host/database")
    return parts


def _wrong_with(parts: URL) -> str | None:
    """What is wrong with the parts of an address; None if they can be used."""
    given = (parts.username, parts.password, parts.host, parts.database, *parts.normalized_query.values())
    if parts.drivername not in DRIVERS:
        return "it begins with none of the names of a database that this program has"
    if any("\0" in "".join(part or ()) for part in given):
        return "it has a character that no address has"
    if parts.get_backend_name() == "sqlite":
        return _wrong_with_sqlite(parts)
    if not parts.database:
        return "it names no database"
    if "@" in (parts.host or ""):
        return "it has more than one @. Write one in a password as %40"
    ports = parts.normalized_query.get("port", ("1" if parts.port is None else str(parts.port),))
    if not all(port.isdecimal() and 0 < int(port) < 2**16 for port in ports):
        return "its port is not from 1 to 65535"
    if not all(map(_can_be_a_host, (parts.host or "", *parts.normalized_query.get("host", ())))):
        return "its host is not the name of a computer"
    return None


def _wrong_with_sqlite(parts: URL) -> str | None:
    path = parts.database or ""
    if parts.host or not path or path == ":memory:" or path.startswith("file:"):
        return "it names no file. After sqlite: stand three slashes and the path, which may begin with a fourth"
    if parts.query:
        return "what is behind the question mark has no effect with SQLite. Leave it out"
    return "its path is too long" if len(path.encode()) > LONGEST_PATH else None


def _can_be_a_host(name: str) -> bool:
    try:
        name.encode("idna")
    except UnicodeError:
        return False
    return True


def shown(url: str) -> str:
    """Returns the address without its password, and without what is behind a question mark, which can be one."""
    return make_url(url).set(query={}).render_as_string(hide_password=True)


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
