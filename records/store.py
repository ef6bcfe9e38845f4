"""The store of drafts: begins, saves, opens, lists, finds and erases them, and notes each deed in the audit trail."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from secrets import token_hex

from sqlalchemy import ColumnElement, Engine, Select, and_, delete, or_, select, tuple_, update
from sqlalchemy.orm import Session

from forms import now
from records.audit import Deed, add_line, faults_in, head_of
from records.connecting import plainly
from records.contents import content_as_bytes, content_from_bytes, identity_as_bytes, identity_from_bytes
from records.errors import HeldElsewhereError, NoSuchDraftError, OvertakenError, RecordsError
from records.keyring import Keyring
from records.model import Content, Draft, Holder, Identity, Listed, State
from records.search import BIRTH_DATE, RECORD_NUMBER, Term, asked_for, is_same_person, plain_number, terms_of
from records.sending import Sender
from records.tables import AboutRow, DraftRow, SearchRow

HOLD = timedelta(minutes=10)  # without a save for that long, others may open the draft without asking
MOST_LISTED = 50
Position = tuple[datetime, str]  # of a line in the worklist


class Store:
    """Drafts in a database. Methods raise UnreachableError if it cannot be reached now, else RecordsError.

    `sender` adds to what patients sent.
    """

    def __init__(
        self, engine: Engine, keyring: Keyring, clock: Callable[[], datetime] = now,
        read_keys: Callable[[], Keyring] | None = None,
    ) -> None:
        self._engine, self._keyring, self._clock, self._read_keys = engine, keyring, clock, read_keys
        self.sender = Sender(engine, lambda: self._keyring.sending_key, clock)

    def begin(self, who: Holder, content: Content) -> Draft:
        """Saves a new draft, and holds it for `who`."""
        with self.writing() as session:
            return self.begin_within(session, content, who)

    def begin_within(self, session: Session, content: Content, who: Holder) -> Draft:
        """Does the same within a transaction."""
        draft_id, at = token_hex(16), self._clock()
        session.add(DraftRow(draft_id=draft_id, version=1, state="draft", began=at, changed=at,
                             **self._sealed(draft_id, content), **_held_by(who, at)))
        session.flush()
        self.add_terms(session, draft_id, content.identity)
        self.note_within(session, who, "began", draft_id)
        return Draft(draft_id, 1, "draft", at, at, content)

    def save(self, draft: Draft, content: Content, who: Holder) -> Draft:
        """Saves the content of a draft. Raises OvertakenError if `draft` is not its newest state, or not held."""
        at = self._clock()
        with self.writing() as session:
            values = {**self._sealed(draft.draft_id, content), **_held_by(who, at), "changed": at,
                      "version": draft.version + 1}
            changed = session.execute(update(DraftRow).values(values).where(
                DraftRow.draft_id == draft.draft_id, DraftRow.version == draft.version,
                DraftRow.holder_id == who.holder_id).returning(DraftRow.state)).scalar()
            if changed is None:
                raise OvertakenError("The draft was opened, saved or erased elsewhere.")
            if draft.content is None or draft.content.identity != content.identity:
                session.execute(delete(SearchRow).where(SearchRow.draft_id == draft.draft_id))
                self.add_terms(session, draft.draft_id, content.identity)
        return replace(draft, version=draft.version + 1, changed=at, content=content)

    def open(self, draft_id: str, who: Holder, *, take_over: bool = False) -> Draft:
        """Returns a draft, and holds it for `who`. Raises NoSuchDraftError; HeldElsewhereError unless it is taken over.

        The version grows if it is taken over, so that whoever had it cannot save over it.
        """
        at = self._clock()
        with self.writing() as session:
            row = session.get(DraftRow, draft_id, with_for_update=True)
            if row is None:
                raise NoSuchDraftError("There is no such draft. It may have been erased.")
            holder_id, name = row.holder_id, row.holder_name
            is_held = holder_id not in (None, who.holder_id) and row.held_until is not None and row.held_until > at
            if is_held and not take_over:
                raise HeldElsewhereError(holder_id or "", name or "", row.changed)
            deed: Deed = "took over" if is_held else "opened"
            for column, value in _held_by(who, at).items():
                setattr(row, column, value)
            row.version += 1
            self.note_within(session, who, deed, draft_id)
            session.flush()
            return self.draft_of(row)

    def look_at(self, draft_id: str) -> Draft:
        """Returns a draft without holding it, and without a line in the audit trail. Raises NoSuchDraftError."""
        with self.reading() as session:
            row = session.get(DraftRow, draft_id)
            if row is None:
                raise NoSuchDraftError("There is no such draft. It may have been erased.")
            return self.draft_of(row)

    def seal_again(self, draft_id: str) -> bool:
        """Seals a draft with the newest key. Its version stays, so that whoever has it open can go on saving.

        Returns False if it was erased meanwhile.
        """
        with self.writing(patient=True) as session:
            row = session.get(DraftRow, draft_id, with_for_update=True)
            if row is None:
                return False
            draft = self.draft_of(row)
            if draft.content is not None:
                for column, value in self._sealed(draft_id, draft.content).items():
                    setattr(row, column, value)
                session.execute(delete(SearchRow).where(SearchRow.draft_id == draft_id))
                self.add_terms(session, draft_id, draft.content.identity)
            return True

    def use(self, keyring: Keyring) -> None:
        """Uses other keys from now on."""
        self._keyring = keyring

    def release(self, draft: Draft, who: Holder) -> None:
        """Ends the hold of `who`, if it is theirs."""
        with self.writing() as session:
            session.execute(update(DraftRow).values(holder_id=None, holder_name=None, held_until=None).where(
                DraftRow.draft_id == draft.draft_id, DraftRow.holder_id == who.holder_id))

    def set_state(self, draft: Draft, state: State, who: Holder) -> Draft:
        """Moves a draft to another list. Raises OvertakenError as `save` does."""
        with self.writing() as session:
            changed = session.execute(update(DraftRow).values(state=state, version=draft.version + 1).where(
                DraftRow.draft_id == draft.draft_id, DraftRow.version == draft.version).returning(DraftRow.draft_id))
            if changed.scalar() is None:
                raise OvertakenError("The draft was opened, saved or erased elsewhere.")
            self.note_within(session, who, "changed state", draft.draft_id)
        return replace(draft, state=state, version=draft.version + 1)

    def erase(self, draft_id: str, who: Holder) -> int:
        """Deletes a draft and what it is found by. Returns the line of the audit trail. Raises NoSuchDraftError."""
        with self.writing() as session:
            if session.execute(delete(DraftRow).where(DraftRow.draft_id == draft_id)
                               .returning(DraftRow.draft_id)).scalar() is None:
                raise NoSuchDraftError("There is no such draft. It may have been erased.")
            return self.note_within(session, who, "erased", draft_id)

    def note(self, draft_id: str | None, what: Deed, who: Holder) -> None:
        """Adds a line to the audit trail, for what is done outside of the store: a print, an export."""
        with self.writing() as session:
            self.note_within(session, who, what, draft_id)

    def note_within(self, session: Session, who: Holder, what: Deed, of: str | None) -> int:
        """Adds such a line within a transaction, and returns its number."""
        return add_line(session, self._keyring, self._clock(), who, what, of)

    @property
    def keyring(self) -> Keyring:
        """The keys. Within a transaction, those of the database at this moment."""
        return self._keyring

    def now(self) -> datetime:
        """Returns the present moment, in UTC."""
        return self._clock()

    def worklist(
        self, state: State | None = None, *, since: datetime | None = None, before: datetime | None = None,
        limit: int = MOST_LISTED, after: Position | None = None,
    ) -> list[Listed]:
        """Returns drafts, the last changed first: those changed `since` a moment, or last `before` one.

        `after`: the last line of the page before.
        """
        wanted = select(DraftRow)
        if state is not None:
            wanted = wanted.where(DraftRow.state == state)
        if since is not None:
            wanted = wanted.where(DraftRow.changed >= since)
        if before is not None:
            wanted = wanted.where(DraftRow.changed < before)
        if after is not None:
            wanted = wanted.where(tuple_(DraftRow.changed, DraftRow.draft_id) < tuple_(*after))
        return self._listed(wanted, limit)

    def find(self, text: str, *, limit: int = MOST_LISTED) -> list[Listed]:
        """Returns the drafts that fit every word of the text, or whose record number it is; the last changed first."""
        asked = asked_for(text)
        if not asked:
            return []
        each_word = [self._has_one_of(terms) for terms in asked]
        is_the_number = self._has_one_of({(RECORD_NUMBER, plain_number(text))})
        return self._listed(select(DraftRow).where(or_(is_the_number, and_(*each_word))), limit)

    def of_same_person(self, identity: Identity, *, but: str) -> list[Listed]:
        """Returns the other drafts of a patient, the last changed first. `but` is the id of the draft at hand.

        They have the same record number; if one has none, the same name and date of birth.
        """
        terms: set[Term] = set()
        if identity.record_number:
            terms.add((RECORD_NUMBER, plain_number(identity.record_number)))
        if identity.birth_date is not None:
            terms.add((BIRTH_DATE, identity.birth_date.isoformat()))
        found = self._listed(select(DraftRow).where(self._has_one_of(terms), DraftRow.draft_id != but), MOST_LISTED)
        return [line for line in found if line.identity is not None and is_same_person(identity, line.identity)]

    def of_record_number(self, number: str, *, but: str | None) -> list[Listed]:
        """Returns the drafts with this record number, the last changed first, without the draft `but`."""
        terms = {(RECORD_NUMBER, plain_number(number))}
        found = self._listed(select(DraftRow).where(self._has_one_of(terms), DraftRow.draft_id != (but or "")),
                             MOST_LISTED)
        return [line for line in found if line.identity is not None and line.identity.record_number
                and plain_number(line.identity.record_number) == plain_number(number)]

    def _has_one_of(self, terms: Iterable[Term]) -> ColumnElement[bool]:
        hashes: list[bytes] = []
        for kind, value in terms:
            hashes += self._keyring.search_hashes(kind, value)
        return DraftRow.draft_id.in_(select(SearchRow.draft_id).where(SearchRow.hash.in_(hashes)))

    def audit_faults(self, last_known: tuple[int, bytes] | None = None) -> list[str]:
        """Returns a sentence for each fault of the audit trail; none if it is whole."""
        with self.reading() as session:
            return self.faults_within(session, last_known)

    def audit_head(self) -> tuple[int, bytes]:
        """Returns the number and the hash of the last line of the audit trail; (0, zeros) if it is empty."""
        with self.reading() as session:
            return head_of(session)

    def faults_within(self, session: Session, last_known: tuple[int, bytes] | None = None) -> list[str]:
        """Returns the same, as it is within a transaction."""
        return faults_in(session, self._keyring, last_known=last_known)

    def check_reachable(self) -> None:
        """Raises UnreachableError if the database cannot be reached now."""
        with self.reading() as session:
            session.execute(select(AboutRow.name)).all()

    def close(self) -> None:
        """Closes every connection to the database."""
        self._engine.dispose()

    def _listed(self, wanted: Select[DraftRow], limit: int) -> list[Listed]:
        at = self._clock()
        wanted = wanted.order_by(DraftRow.changed.desc(), DraftRow.draft_id.desc()).limit(limit)
        with self.reading() as session:
            return [self._line(row, at) for row in session.scalars(wanted)]

    def _line(self, row: DraftRow, at: datetime) -> Listed:
        is_held = row.held_until is not None and row.held_until > at
        identity: Identity | None = None
        in_danger = False
        with suppress(RecordsError):  # a damaged record must not hide all others
            identity, in_danger = self._identity(row)
        return Listed(row.draft_id, row.state, row.began, row.changed,  # type: ignore[arg-type] # checked when saved
                      row.holder_name if is_held else None, identity, in_danger)

    def draft_of(self, row: DraftRow) -> Draft:
        """Returns the draft in a row. Raises RecordsError if it does not open."""
        content = None
        if row.content is not None:
            opened = self._keyring.open(row.key_id, row.draft_id, "content", row.content)
            identity, in_danger = self._identity(row)
            content = content_from_bytes(opened, identity, in_danger=in_danger)
        return Draft(row.draft_id, row.version, row.state, row.began, row.changed, content)  # type: ignore[arg-type]

    def _identity(self, row: DraftRow) -> tuple[Identity, bool]:
        return identity_from_bytes(self._keyring.open(row.key_id, row.draft_id, "identity", row.identity))

    def _sealed(self, draft_id: str, content: Content) -> dict[str, bytes | str]:
        keyring = self._keyring
        return {"key_id": keyring.newest.key_id,
                "identity": keyring.seal(draft_id, "identity",
                                         identity_as_bytes(content.identity, in_danger=content.in_danger)),
                "content": keyring.seal(draft_id, "content", content_as_bytes(content))}

    def add_terms(self, session: Session, draft_id: str, identity: Identity) -> None:
        """Adds what a draft is found by, within a transaction."""
        newest = {self._keyring.search_hashes(kind, value)[-1] for kind, value in terms_of(identity)}
        session.add_all(SearchRow(hash=found, draft_id=draft_id) for found in newest)

    @contextmanager
    def writing(self, *, patient: bool = False) -> Iterator[Session]:
        """A transaction that writes. It is undone if an error leaves it. `patient`: it waits longer for others."""
        engine = self._engine.execution_options(writes=True, patient=patient)
        with plainly(), Session(engine) as session, session.begin():
            self._renew_keys(session)
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction that only reads. All of it shows one moment, although others write meanwhile.

        In SQLite that is so already. Without it, a backup could hold what a draft is found by, but not the draft.
        """
        with plainly(), Session(self._engine) as session:
            if self._engine.dialect.name == "postgresql":
                session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            self._renew_keys(session)
            yield session

    def _renew_keys(self, session: Session) -> None:
        """Reads the keys again if another process has made a new one. Without it, new drafts would not be found."""
        newest = session.scalars(select(AboutRow.key_id)).first()
        if newest is not None and not self._keyring.has(newest) and self._read_keys is not None:
            self._keyring = self._read_keys()


def _held_by(who: Holder, at: datetime) -> dict[str, str | datetime]:
    return {"holder_id": who.holder_id, "holder_name": who.name, "held_until": at + HOLD}
