"""The migrations, one after the other, make the tables that the program reads and writes."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from records.migrating import bring_up_to_date
from records.tables import Base


def test_the_migrations_make_the_columns_and_indexes_of_the_tables() -> None:
    with create_engine("sqlite://").begin() as connection:
        bring_up_to_date(connection)
        made = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(made, Base.metadata) == []
