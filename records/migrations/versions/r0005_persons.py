"""A column of the audit trail for the account of whoever did something. Older lines stay as they are."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "r0005", "r0004"


def upgrade() -> None:
    """Adds the column."""
    op.add_column("audit", sa.Column("person", sa.String(64)))
