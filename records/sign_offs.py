"""Sign-offs of rules and questions by the clinicians of this clinic. What they sign is decided elsewhere.

Nothing is changed later: a withdrawal is an entry of its own. Each entry has the number of its line in the audit trail,
and is sealed, so that nobody can make one outside of this tool.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from records.audit import Deed
from records.errors import RecordsError
from records.keyring import Keyring
from records.model import Holder
from records.store import Store
from records.tables import AuditRow, SignOffRow

SIGNED: Deed = "signed off"
WITHDREW: Deed = "withdrew a sign-off"
COLUMN = "sign-off"
Key = tuple[str, str, str, str]  # the person, and what they signed


@dataclass(frozen=True)
class Wording:
    """What a clinician reads before they sign: a rule or a question, as it is now.

    `part_of`: the id of its rule set or questionnaire. `name`: its own id. `texts`: the name of each part → its text,
    to show later what has changed.
    """

    part_of: str
    name: str
    fingerprint: str
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SignedOff:
    """A sign-off that was not withdrawn. `person` stands for the reviewer among all accounts; `at` is in UTC."""

    at: datetime
    person: str
    reviewer: str
    wording: Wording
    remark: str


@dataclass(frozen=True)
class _Entry:
    what: str
    signed: SignedOff

    @property
    def key(self) -> Key:
        wording = self.signed.wording
        return self.signed.person, wording.part_of, wording.name, wording.fingerprint


class SignOffs:
    """The sign-offs in the database of a store. Methods raise UnreachableError if it cannot be reached now."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._read: tuple[int | None, tuple[SignedOff, ...]] = (None, ())

    def that_hold(self) -> tuple[SignedOff, ...]:
        """Returns every sign-off that was not withdrawn, the oldest first; those of an older wording too.

        Raises RecordsError if an entry was changed outside of this tool: then none of them can be trusted.
        """
        with self._store.reading() as session:
            newest = session.scalar(select(func.max(SignOffRow.number)))
            if newest != self._read[0]:
                self._read = newest, tuple(_held(_entries(session, self._store.keyring)).values())
            return self._read[1] if newest is not None else ()

    def sign(self, person: str, reviewer: str, wordings: Iterable[Wording], remark: str = "") -> int:
        """Notes that `person` signs these wordings off. Returns how many of them they had not signed yet."""
        return self._add(SIGNED, person, reviewer, wordings, remark)

    def withdraw(self, person: str, reviewer: str, wording: Wording) -> bool:
        """Takes back the sign-off of `person` for a wording. Returns False if there is none that holds."""
        return self._add(WITHDREW, person, reviewer, [wording], "") == 1

    def _add(self, what: Deed, person: str, reviewer: str, wordings: Iterable[Wording], remark: str) -> int:
        count = 0
        with self._store.writing() as session:
            held = _held(_entries(session, self._store.keyring))
            for wording in wordings:
                signed = SignedOff(self._store.now(), person, reviewer, wording, remark)
                entry = _Entry(what, signed)
                if (entry.key in held) is (what == SIGNED):
                    continue
                number = self._store.note_within(session, Holder("", reviewer, person), what, wording.fingerprint)
                keyring = self._store.keyring
                session.add(SignOffRow(number=number, key_id=keyring.newest.key_id,
                                       content=keyring.seal(str(number), COLUMN, _as_bytes(entry))))
                session.flush()
                count += 1
        return count


def seal_again(store: Store) -> None:
    """Seals with the newest key the entries that are sealed with an older one."""
    with store.writing(patient=True) as session:
        keyring = store.keyring
        for row in session.scalars(select(SignOffRow).where(SignOffRow.key_id != keyring.newest.key_id)):
            opened = keyring.open(row.key_id, str(row.number), COLUMN, row.content)
            row.key_id, row.content = keyring.newest.key_id, keyring.seal(str(row.number), COLUMN, opened)


def faults_in_sign_offs(session: Session, keyring: Keyring) -> list[str]:
    """Returns a sentence for each entry that is missing, was changed, or has no line in the audit trail."""
    found: list[str] = []
    lines = {line.number: line for line in session.scalars(
        select(AuditRow).where(AuditRow.what.in_((SIGNED, WITHDREW))))}
    for row in session.scalars(select(SignOffRow).order_by(SignOffRow.number)):
        line = lines.pop(row.number, None)
        try:
            entry = _entry(row, keyring)
        except RecordsError as error:
            found.append(f"Sign-off {row.number}: {error}")
            continue
        said = (line.what, line.who, line.draft_id) if line else None
        is_theirs = line is not None and line.person in (None, entry.signed.person)  # older lines name no account
        if said != (entry.what, entry.signed.reviewer, entry.signed.wording.fingerprint) or not is_theirs:
            found.append(f"Sign-off {row.number} is not what the audit trail says.")
    return found + [f"Sign-off {number} is missing; the audit trail has it." for number in lines]


def _held(entries: Iterable[_Entry]) -> dict[Key, SignedOff]:
    held: dict[Key, SignedOff] = {}
    for entry in entries:
        held.pop(entry.key, None)
        if entry.what == SIGNED:
            held[entry.key] = entry.signed
    return held


def _entries(session: Session, keyring: Keyring) -> Iterator[_Entry]:
    for row in session.scalars(select(SignOffRow).order_by(SignOffRow.number)):
        yield _entry(row, keyring)


def _entry(row: SignOffRow, keyring: Keyring) -> _Entry:
    held = json.loads(keyring.open(row.key_id, str(row.number), COLUMN, row.content))
    wording = Wording(held["part_of"], held["name"], held["fingerprint"], held["texts"])
    at = datetime.fromisoformat(held["at"])
    return _Entry(held["what"], SignedOff(at, held["person"], held["reviewer"], wording, held["remark"]))


def _as_bytes(entry: _Entry) -> bytes:
    signed, wording = entry.signed, entry.signed.wording
    return json.dumps({
        "what": entry.what, "at": signed.at.isoformat(), "person": signed.person, "reviewer": signed.reviewer,
        "remark": signed.remark, "part_of": wording.part_of, "name": wording.name,
        "fingerprint": wording.fingerprint, "texts": dict(wording.texts)}).encode()
