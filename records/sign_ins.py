"""Who is signed in at the desk, kept on the server. So a cookie that a browser still has ends with the sign-out.

It keeps no name of a patient, and no token of the provider.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import delete, select, update

from forms import now
from records.store import Store
from records.tables import SignInRow

Ending = Literal["signed out", "locked", "idle", "over", "ended by an administrator"]
SEEN_EVERY = timedelta(minutes=1)  # how exactly the last use is known; each use would be a write otherwise


@dataclass(frozen=True)
class SignIn:
    """One sign-in of one person. `seen`: when it was last used. `ending`: why it is over; None while it holds."""

    sign_in_id: str
    person: str
    name: str
    began: datetime
    seen: datetime
    ends: datetime
    ending: Ending | None


class SignIns:
    """The sign-ins in the database of a store. Methods raise UnreachableError if it cannot be reached now."""

    def __init__(self, store: Store, clock: Callable[[], datetime] = now) -> None:
        self._store, self._clock = store, clock

    def begin(self, sign_in_id: str, person: str, name: str, lasts: timedelta) -> None:
        """Notes a new sign-in of a person. Does nothing if it is known already. Sign-ins that are over are deleted."""
        at = self._clock()
        with self._store.writing() as session:
            session.execute(delete(SignInRow).where(SignInRow.ends < at))
            if session.get(SignInRow, sign_in_id) is None:
                session.add(SignInRow(sign_in_id=sign_in_id, person=person, name=name, began=at, seen=at,
                                      ends=at + lasts))

    def use(self, sign_in_id: str, idle: timedelta | None, *, is_use: bool = True) -> SignIn | None:
        """Returns a sign-in that is used now; None if it is not known.

        It ends here if its time is over, or if it was not used for longer than `idle`; None sets no such limit.
        `is_use` is False if a page looks by itself, without a person.
        """
        at = self._clock()
        with self._store.reading() as session:
            row = session.get(SignInRow, sign_in_id)
            if row is None:
                return None
            found = _sign_in(row)
        if found.ending is None:
            if at >= found.ends:
                return self._ended(found, "over")
            if idle is not None and at - found.seen > idle:
                return self._ended(found, "idle")
            if is_use and at - found.seen >= SEEN_EVERY:
                with self._store.writing() as session:
                    session.execute(update(SignInRow).values(seen=at).where(SignInRow.sign_in_id == sign_in_id))
        return found

    def end(self, sign_in_id: str, ending: Ending) -> None:
        """Ends a sign-in, if it has not ended yet."""
        with self._store.writing() as session:
            session.execute(update(SignInRow).values(ending=ending).where(
                SignInRow.sign_in_id == sign_in_id, SignInRow.ending.is_(None)))

    def end_all_of(self, person: str, ending: Ending) -> None:
        """Ends every sign-in of a person, in whatever browser."""
        with self._store.writing() as session:
            session.execute(update(SignInRow).values(ending=ending).where(
                SignInRow.person == person, SignInRow.ending.is_(None)))

    def all_that_hold(self) -> list[SignIn]:
        """Returns the sign-ins that have not ended, the last used first."""
        with self._store.reading() as session:
            rows = session.scalars(select(SignInRow).where(SignInRow.ending.is_(None), SignInRow.ends > self._clock())
                                   .order_by(SignInRow.seen.desc()))
            return [_sign_in(row) for row in rows]

    def _ended(self, found: SignIn, ending: Ending) -> SignIn:
        self.end(found.sign_in_id, ending)
        return SignIn(found.sign_in_id, found.person, found.name, found.began, found.seen, found.ends, ending)


def _sign_in(row: SignInRow) -> SignIn:
    return SignIn(row.sign_in_id, row.person, row.name, row.began, row.seen, row.ends,
                  row.ending)  # type: ignore[arg-type] # checked when it is written
