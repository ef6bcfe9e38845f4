"""Adds what a patient sends to the records. It has no key that opens anything, and reads none of it back.

A process that shows patients' pages alone needs nothing else: the public key, and a database account that may add rows
to one table and count them. So it cannot open what is in the records, also if somebody takes it over.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex

from sqlalchemy import Engine, func, insert, select
from sqlalchemy.orm import Session

from forms import now
from records.connecting import plainly
from records.contents import who_sent_as_bytes
from records.errors import FullError, RecordsError
from records.model import ToSend
from records.sending_key import SendingKey
from records.tables import SentRow

LONGEST = 1_500_000  # bytes of a file of answers; if every text is at its limit, it has a million
HOUR = timedelta(hours=1)
NOT_ASKED_FOR = timedelta(seconds=10)  # so long the database is not asked again whether there is room
FULL = "As much as the clinic allows waits to be checked, or was sent within an hour."


@dataclass(frozen=True)
class Limits:
    """How much can be sent: forms that wait at once, forms in an hour, and the days after which they are erased."""

    waiting: int
    an_hour: int
    days: int


class Sender:
    """Adds to what patients sent. Methods raise UnreachableError if the database cannot be reached, else RecordsError.
    """

    def __init__(self, engine: Engine, key: Callable[[], SendingKey], clock: Callable[[], datetime] = now) -> None:
        self._engine, self._key, self._clock = engine, key, clock
        self._full_until: datetime | None = None

    def send(self, sends: ToSend, limits: Limits) -> datetime:
        """Adds what a patient sends, and returns when it is erased if nobody takes it in. Raises FullError."""
        if len(sends.answers) > LONGEST:
            raise RecordsError("The answers take more bytes than any form has.")
        sent_id, at, key = token_hex(16), self._clock(), self._key()
        if self._full_until is not None and at < self._full_until:
            raise FullError(FULL)
        ends = at + timedelta(days=limits.days)
        with plainly(), Session(self._engine.execution_options(writes=True)) as session, session.begin():
            self._check_room(session, limits, at)
            session.execute(insert(SentRow).values(
                sent_id=sent_id, sender=sends.sender, sent_at=at, ends=ends, key_id=key.key_id,
                identity=key.seal(sent_id, "identity", who_sent_as_bytes(sends)),
                content=key.seal(sent_id, "content", sends.answers)))
        return ends

    def check_reachable(self) -> None:
        """Raises UnreachableError if nothing can be sent now, for example because the database has no such table."""
        with plainly(), Session(self._engine) as session:
            session.execute(select(SentRow.sent_at).limit(1)).all()

    def close(self) -> None:
        """Closes every connection to the database."""
        self._engine.dispose()

    def _check_room(self, session: Session, limits: Limits, at: datetime) -> None:
        counted = select(func.count(SentRow.sent_at))
        waiting = session.execute(counted.where(SentRow.ends > at)).scalar_one()
        lately = session.execute(counted.where(SentRow.sent_at > at - HOUR)).scalar_one()
        if waiting >= limits.waiting or lately >= limits.an_hour:
            self._full_until = at + NOT_ASKED_FOR
            raise FullError(FULL)
