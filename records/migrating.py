"""Brings the tables of a database up to date with Alembic. A database that is not ours, or is newer, is refused."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection

from records.errors import RecordsError
from records.tables import Base

SCRIPTS = Path(__file__).parent / "migrations"
VERSIONS, NEWEST = "alembic_version", "head"
LOCK = 7_302_611  # any number of our own: while it is held in PostgreSQL, no other process migrates


def is_empty(connection: Connection) -> bool:
    """True if the database has no table yet. Waits until no other process migrates it."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    return not inspect(connection).get_table_names()


def bring_up_to_date(connection: Connection, to: str = NEWEST) -> None:
    """Runs the migrations that this database lacks, within the transaction. Raises RecordsError if it is not ours."""
    tables = set(inspect(connection).get_table_names())
    if tables and VERSIONS not in tables:
        raise RecordsError("The database has tables of another program. Give the records a database of their own.")
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(SCRIPTS))
    try:
        command.upgrade(config, to)
    except CommandError:
        raise RecordsError("A newer version of this tool, or another program, made this database. Install the version "
                           "that made it, or a newer one.") from None
    missing = set(Base.metadata.tables) - set(inspect(connection).get_table_names())
    if to == NEWEST and missing:
        raise RecordsError(f"The database lacks tables of its version: {', '.join(sorted(missing))}. Restore a backup: "
                           "python -m records restore FILE")
