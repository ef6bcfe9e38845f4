"""A table of those who are signed in at the desk."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "r0002", "r0001"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "sign_ins",
        sa.Column("sign_in_id", sa.String(64), primary_key=True),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("began", MOMENT, nullable=False),
        sa.Column("seen", MOMENT, nullable=False),
        sa.Column("ends", MOMENT, nullable=False),
        sa.Column("ending", sa.String(32)),
    )
    op.create_index("ix_sign_ins_person", "sign_ins", ["person"])
    op.create_index("ix_sign_ins_ends", "sign_ins", ["ends"])
