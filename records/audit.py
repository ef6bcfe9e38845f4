"""The audit trail: who did what to which draft, and when. It holds no name of a patient and no answer.

Lines are only ever added. The hash of each line covers the hash of the line before, so that a changed, dropped or
swapped line is found.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from records.keyring import Keyring
from records.model import Holder
from records.tables import AuditRow

Deed = Literal["began", "opened", "took over", "changed state", "printed", "exported", "erased", "rotated keys",
               "restored", "handed over", "took back", "looked at private answers", "signed in", "signed out",
               "ended a sign-in", "compared", "signed off", "withdrew a sign-off", "began from",
               "took in what was sent", "erased what was sent"]
LOCK = 7_302_612  # of PostgreSQL: who holds it adds the next line; any number of our own
FIRST = bytes(32)  # stands before the first line


@dataclass(frozen=True)
class Line:
    """A line of the trail. `number` counts from 1. `at` is in UTC.

    `who` is a name, and `person` stands for the account behind it; None where there are no accounts. `draft_id` is the
    id of a draft, or the fingerprint of what was signed; None if neither is meant.
    """

    number: int
    at: datetime
    who: str
    what: str
    draft_id: str | None
    person: str | None


def add_line(
    session: Session, keyring: Keyring, line_at: datetime, who: Holder, what: Deed, draft_id: str | None,
) -> int:
    """Adds a line within the transaction of `session`, and returns its number. Two writers cannot add the same one."""
    if session.get_bind().dialect.name == "postgresql":  # in SQLite, one transaction alone can write at a time
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    last = session.scalars(select(AuditRow).order_by(AuditRow.number.desc()).limit(1)).first()
    number, before = (last.number + 1, last.hash) if last else (1, FIRST)
    line = Line(number, line_at, who.name, what, draft_id, who.person)
    key_id = keyring.newest.key_id
    session.add(AuditRow(number=number, at=line_at, who=who.name, person=who.person, what=what, draft_id=draft_id,
                         key_id=key_id, hash=keyring.chain_hash(key_id, _content(line, before))))
    session.flush()
    return number


def faults_in(session: Session, keyring: Keyring, *, last_known: tuple[int, bytes] | None = None) -> list[str]:
    """Returns a sentence for each fault of the trail; none if it is whole. Raises RecordsError if a key is missing.

    `last_known`: the number and the hash of a line that was noted elsewhere, such as in a backup. Without it, nobody
    can notice that lines at the end were cut off.
    """
    faults, before, expected = [], FIRST, 1
    for row in session.scalars(select(AuditRow).order_by(AuditRow.number).execution_options(yield_per=1000)):
        line = Line(row.number, row.at, row.who, row.what, row.draft_id, row.person)
        if row.number != expected:
            faults.append(f"Line {expected} of the audit trail is missing.")
        elif keyring.chain_hash(row.key_id, _content(line, before)) != row.hash:
            faults.append(f"Line {row.number} of the audit trail was changed, or stands in another place.")
        if last_known is not None and row.number == last_known[0] and row.hash != last_known[1]:
            faults.append(f"Line {row.number} of the audit trail is not the line that was noted.")
        before, expected = row.hash, row.number + 1
    if last_known is not None and expected <= last_known[0]:
        faults.append(f"The audit trail ends at line {expected - 1}; line {last_known[0]} was noted.")
    return faults


def head_of(session: Session) -> tuple[int, bytes]:
    """Returns the number and the hash of the last line; (0, zeros) for an empty trail."""
    last = session.scalars(select(AuditRow).order_by(AuditRow.number.desc()).limit(1)).first()
    return (last.number, last.hash) if last else (0, FIRST)


def _content(line: Line, before: bytes) -> bytes:
    parts = [line.number, line.at.isoformat(), line.who, line.what, line.draft_id, before.hex()]
    if line.person is not None:  # a line without one is hashed as older versions did, so that their trails stay whole
        parts.append(line.person)
    return json.dumps(parts, ensure_ascii=True).encode()
