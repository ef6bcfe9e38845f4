"""What patients sent, at the desk: listed without answers, checked against what the person says, taken in or erased.

Whoever has the public key can send anything. So nothing of it is trusted before the desk has checked who it is, and the
answers are then read as those in a file of a stranger.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from forms import clean, now
from records.contents import who_sent_from_bytes
from records.errors import NoSuchDraftError, RecordsError
from records.model import Content, Draft, Holder, Identity, SentForm
from records.sending import LONGEST
from records.store import Store
from records.tables import SentRow
from records.written_days import days_and_words, days_of

MOST_LISTED = 1000
LONGEST_IDENTITY = 8_000  # bytes, sealed
MORE_WHEN_SEALED = 1_000  # bytes
MOST_WRONG = 5  # things typed that do not fit, after which nothing can be typed for a while
WAIT = timedelta(minutes=1)
BY_ITSELF = Holder("time", "the app, after the set time")
Fit = Literal["fits", "wrong", "wait"]


class SentForms:
    """What patients sent to the records of a store. Methods raise UnreachableError if they cannot be reached now."""

    def __init__(self, store: Store, clock: Callable[[], datetime] = now) -> None:
        self._store, self._clock = store, clock

    def waiting(self) -> list[SentForm]:
        """Returns what waits to be checked, the last sent first. Of what one page sent several times, the last."""
        with self._store.reading() as session:
            rows = session.scalars(select(SentRow).where(SentRow.ends > self._clock())
                                   .order_by(SentRow.sent_at.desc(), SentRow.sent_id).limit(MOST_LISTED))
            found: dict[str, SentForm] = {}
            for row in rows:
                line, newest = self._line(row), found.get(row.sender)
                if newest is None:
                    found[row.sender] = line
                elif line.in_danger:
                    found[row.sender] = replace(newest, in_danger=True)
        return list(found.values())

    def check(self, sent_id: str, said: str) -> Fit:
        """Compares what the person says with the reference and the date of birth. Raises NoSuchDraftError.

        After MOST_WRONG things that do not fit, nothing fits for a while, whoever types it and wherever.
        """
        at = self._clock()
        with self._store.writing() as session:
            row = self._row(session, sent_id, for_update=True)
            if row.again_from is not None and at < row.again_from:
                return "wait"
            if _fits(self._line(row), said):
                return "fits"
            row.wrong += 1
            if row.wrong % MOST_WRONG == 0:
                row.again_from = at + WAIT
                return "wait"
            return "wrong"

    def answers(self, sent_id: str) -> bytes:
        """Returns the file of answers, as it was sent. Raises NoSuchDraftError; RecordsError if it does not open."""
        with self._store.reading() as session:
            row = self._row(session, sent_id)
            return self._opened(row, "content", row.content, LONGEST + MORE_WHEN_SEALED)

    def take_in(self, sent_id: str, content: Content, who: Holder) -> Draft:
        """Begins a draft with what was sent, and deletes what was sent, both or nothing. Raises NoSuchDraftError."""
        with self._store.writing() as session:
            self._delete(session, sent_id)
            draft = self._store.begin_within(session, content, who)
            self._store.note_within(session, who, "took in what was sent", draft.draft_id)
        return draft

    def was_taken_in(self, sent_id: str, draft_id: str, who: Holder) -> None:
        """Deletes what was sent, after it was put into a draft. Raises NoSuchDraftError."""
        with self._store.writing() as session:
            self._delete(session, sent_id)
            self._store.note_within(session, who, "took in what was sent", draft_id)

    def erase(self, sent_id: str, who: Holder) -> int:
        """Deletes what was sent from one page. Returns the line of the audit trail. Raises NoSuchDraftError."""
        with self._store.writing() as session:
            self._delete(session, sent_id)
            return self._store.note_within(session, who, "erased what was sent", sent_id)

    def erase_old(self) -> int:
        """Deletes what nobody took in within the set time. Returns how many."""
        old = select(SentRow.sent_id).where(SentRow.ends <= self._clock())
        with self._store.reading() as session:
            if session.execute(old.limit(1)).first() is None:
                return 0
        with self._store.writing(patient=True) as session:
            found = list(session.scalars(old))
            session.execute(delete(SentRow).where(SentRow.sent_id.in_(found)))
            for sent_id in found:
                self._store.note_within(session, BY_ITSELF, "erased what was sent", sent_id)
        return len(found)

    def faults(self) -> list[str]:
        """Returns a sentence for each that does not open; none if all is well."""
        found: list[str] = []
        for sent_id in self.all_ids():
            try:
                with self._store.reading() as session:
                    self._who(self._row(session, sent_id))
                self.answers(sent_id)
            except RecordsError as error:
                found.append(f"Sent form {sent_id}: {error}")
        return found

    def all_ids(self) -> list[str]:
        """Returns the id of each, those too that are due to be erased."""
        with self._store.reading() as session:
            return list(session.scalars(select(SentRow.sent_id).order_by(SentRow.sent_at, SentRow.sent_id)))

    def seal_again(self, sent_ids: Iterable[str]) -> int:
        """Seals them with the newest key. Returns how many; those that do not open stay as they are."""
        count = 0
        for sent_id in sent_ids:
            with suppress(RecordsError), self._store.writing(patient=True) as session:
                row, key = self._row(session, sent_id), self._store.keyring.sending_key
                opened = {"identity": self._opened(row, "identity", row.identity, LONGEST_IDENTITY),
                          "content": self._opened(row, "content", row.content, LONGEST + MORE_WHEN_SEALED)}
                sealed = {column: key.seal(sent_id, column, content) for column, content in opened.items()}
                session.execute(update(SentRow).where(SentRow.sent_id == sent_id).values(key_id=key.key_id, **sealed))
                count += 1
        return count

    def _row(self, session: Session, sent_id: str, *, for_update: bool = False) -> SentRow:
        row = session.get(SentRow, sent_id, with_for_update=for_update)
        if row is None:
            raise NoSuchDraftError("This does not wait any more. Somebody may have taken it in or erased it.")
        return row

    def _delete(self, session: Session, sent_id: str) -> None:
        """Deletes all that was sent from the same page."""
        row = self._row(session, sent_id)
        deleted = session.execute(delete(SentRow).where(SentRow.sender == row.sender).returning(SentRow.sent_id))
        if sent_id not in deleted.scalars().all():
            raise NoSuchDraftError("This does not wait any more. Somebody may have taken it in or erased it.")

    def _line(self, row: SentRow) -> SentForm:
        line = SentForm(row.sent_id, row.sent_at, row.ends)
        with suppress(RecordsError):  # anybody can have sent it, and it must not hide all others
            identity, reference, in_danger = self._who(row)
            line = replace(line, identity=identity, reference=reference, in_danger=in_danger)
        return line

    def _who(self, row: SentRow) -> tuple[Identity, str, bool]:
        return who_sent_from_bytes(self._opened(row, "identity", row.identity, LONGEST_IDENTITY))

    def _opened(self, row: SentRow, column: str, sealed: bytes, longest: int) -> bytes:
        if len(sealed) > longest:
            raise RecordsError("What was sent is longer than this tool sends it.")
        return self._store.keyring.open_sent(row.key_id, row.sent_id, column, sealed)


def _fits(line: SentForm, said: str) -> bool:
    """True if the text is the reference, or nothing but the date of birth, as people write one."""
    if line.identity is None or line.reference is None:
        return False
    words = clean(said).replace(",", " ").split()
    days, rest = days_and_words(words)
    readings = days_of(words[0]) if len(words) == 1 else days[0] if len(days) == 1 and not rest else frozenset()
    return "".join(words).replace("-", "") == line.reference or line.identity.birth_date in readings
