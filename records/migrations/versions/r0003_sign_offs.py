"""A table of the sign-offs of rules and questions."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "r0003", "r0002"


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "sign_offs",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("key_id", sa.String(16), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
