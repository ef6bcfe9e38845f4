"""Alembic runs this for each upgrade. It uses the connection, and the transaction, of records/migrating.py."""

from alembic import context

from records.tables import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata,
                  transactional_ddl=True)
context.run_migrations()
