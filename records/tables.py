"""The tables of the records. Sealed columns hold what only the keys can read; the others are named in docs/decisions.

A migration in migrations/versions/ goes with each change of a table.
"""

from datetime import UTC, datetime

from sqlalchemy import DateTime, Dialect, ForeignKey, Index, Integer, LargeBinary, String, Text, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """Every table of the records."""


class Moment(TypeDecorator[datetime]):
    """A moment in UTC. SQLite keeps it without its zone, and it comes back with it."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Returns the moment in UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Returns the moment with its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class DraftRow(Base):
    """A draft. `identity` and `content` are sealed under `key_id`. `held_until` is when the hold ends by itself."""

    __tablename__ = "drafts"

    draft_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(String(16))
    began: Mapped[datetime] = mapped_column(Moment)
    changed: Mapped[datetime] = mapped_column(Moment)
    key_id: Mapped[str] = mapped_column(String(16))
    identity: Mapped[bytes] = mapped_column(LargeBinary)
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    holder_id: Mapped[str | None] = mapped_column(String(128))
    holder_name: Mapped[str | None] = mapped_column(Text)
    held_until: Mapped[datetime | None] = mapped_column(Moment)


Index("drafts_by_change", DraftRow.changed, DraftRow.draft_id)
Index("drafts_by_state", DraftRow.state, DraftRow.changed, DraftRow.draft_id)


class SearchRow(Base):
    """A keyed hash by which a draft can be found."""

    __tablename__ = "search_terms"

    hash: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    draft_id: Mapped[str] = mapped_column(ForeignKey(DraftRow.draft_id, ondelete="CASCADE"), primary_key=True,
                                          index=True)


class AuditRow(Base):
    """A line of the audit trail. `hash` is keyed, and over this line and the hash of the line before.

    `draft_id` is the id of a draft; of a sign-off, it is the fingerprint of what was signed. `person` is that of the
    sign-in, since two people can have the name `who`; None where there are no accounts, and in older lines.
    """

    __tablename__ = "audit"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Moment)
    who: Mapped[str] = mapped_column(Text)
    person: Mapped[str | None] = mapped_column(String(64))
    what: Mapped[str] = mapped_column(String(32))
    draft_id: Mapped[str | None] = mapped_column(String(32), index=True)
    key_id: Mapped[str] = mapped_column(String(16))
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))


class SignInRow(Base):
    """A sign-in at the desk. `person` is a hash of who the provider of accounts says it is; `name` is shown to others.

    `ending`: why it is over; None while it holds.
    """

    __tablename__ = "sign_ins"

    sign_in_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    person: Mapped[str] = mapped_column(String(64), index=True)
    name: Mapped[str] = mapped_column(Text)
    began: Mapped[datetime] = mapped_column(Moment)
    seen: Mapped[datetime] = mapped_column(Moment)
    ends: Mapped[datetime] = mapped_column(Moment, index=True)
    ending: Mapped[str | None] = mapped_column(String(32))


class SignOffRow(Base):
    """A sign-off, or its withdrawal, sealed. `number` is that of its line in the audit trail."""

    __tablename__ = "sign_offs"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    key_id: Mapped[str] = mapped_column(String(16))
    content: Mapped[bytes] = mapped_column(LargeBinary)


class SentRow(Base):
    """What a patient sent and nobody has checked yet. `identity` and `content` are sealed for the desk under `key_id`.

    `sender` is the same for all that one page sends. At `ends` it is due to be erased. `wrong` counts what was typed to
    check it and did not fit; before `again_from`, nothing can be typed. A server for patients alone may add rows, and
    count them by `sent_at` and `ends`.
    """

    __tablename__ = "sent"

    sent_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    sender: Mapped[str] = mapped_column(String(32), index=True)
    sent_at: Mapped[datetime] = mapped_column(Moment, index=True)
    ends: Mapped[datetime] = mapped_column(Moment, index=True)
    key_id: Mapped[str] = mapped_column(String(16))
    identity: Mapped[bytes] = mapped_column(LargeBinary)
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    wrong: Mapped[int] = mapped_column(Integer, server_default="0")
    again_from: Mapped[datetime | None] = mapped_column(Moment)


class AboutRow(Base):
    """Facts about the database by name: which application it belongs to, and a sealed text to check the keys with."""

    __tablename__ = "about"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    key_id: Mapped[str] = mapped_column(String(16))
    value: Mapped[bytes] = mapped_column(LargeBinary)
