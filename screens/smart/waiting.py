"""What is on its way between the desk, the browser and the record server. In memory, each for a short time, taken once.

Each thing has a random name, and belongs to a browser: a secret in a cookie, or Streamlit's own token, as a hash.
"""

import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_urlsafe
from typing import Generic, TypeVar

from screens.smart.grants import Away

Kept = TypeVar("Kept")
COOKIE = "screening_record_server"
SECRET = re.compile(r"[A-Za-z0-9_-]{43}")
MOST = 200  # of each kind; the oldest goes first
MINUTE = 60.0  # seconds


class Once(Generic[Kept]):
    """Things that are taken once, within `seconds`, by the browser to which they belong."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds, self._clock = seconds, clock
        self._kept: OrderedDict[str, tuple[float, str, Kept]] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, owner: str, kept: Kept, name: str | None = None) -> str:
        """Keeps it, and returns its random name; `name` is one that it has already."""
        name = name or token_urlsafe(24)
        with self._lock:
            self._drop_old()
            self._kept[name] = (self._clock() + self._seconds, owner, kept)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return name

    def take(self, owner: str, name: str, fits: Callable[[Kept], bool] = lambda _kept: True) -> Kept | None:
        """Returns what has this name, if it is of this browser and fits, and forgets it. Else None, and it stays."""
        with self._lock:
            self._drop_old()
            _ends, its_owner, kept = self._kept.get(name, (0.0, "", None))
            if kept is None or not owner or owner != its_owner or not fits(kept):
                return None
            del self._kept[name]
            return kept

    def take_any(self, owner: str) -> Kept | None:
        """Returns the newest thing of this browser, and forgets it."""
        with self._lock:
            self._drop_old()
            names = [name for name, (_ends, its_owner, _kept) in self._kept.items() if owner and its_owner == owner]
        return self.take(owner, names[-1]) if names else None

    def forget_all(self) -> None:
        """Forgets all that waits."""
        with self._lock:
            self._kept.clear()

    def _drop_old(self) -> None:
        now = self._clock()
        for name in [name for name, (ends, _owner, _kept) in self._kept.items() if ends <= now]:
            del self._kept[name]


@dataclass(frozen=True)
class Launch:
    """The record server leads a browser here. `handed_over` names, to it alone, the patient who is open there."""

    handed_over: str = field(repr=False)


@dataclass(frozen=True)
class Asked:
    """A page of the desk asks the server. `form` is its open form, None for a new one; `person` is who is signed in."""

    away: Away
    form: str | None
    draft_id: str | None
    person: str


@dataclass(frozen=True)
class Arrived:
    """The server has led the browser back, with a code or with an error."""

    asked: Asked
    code: str | None = field(repr=False)
    is_denied: bool = False


launches = Once[Launch](5 * MINUTE)  # staff may have to sign in here first
leaving = Once[Asked](MINUTE)  # from the desk's page to the address that sets the cookie
asked_there = Once[Asked](10 * MINUTE)  # the person signs in at the server; the name is the `state`
arrived = Once[Arrived](2 * MINUTE)


def new_secret() -> str:
    """Returns a secret for a browser's cookie."""
    return token_urlsafe(32)


def owner_of(cookies: Mapping[str, str]) -> str:
    """Returns the hash of the secret in the cookies of a browser; empty if it has none."""
    secret = str(cookies.get(COOKIE, ""))
    return sha256(secret.encode()).hexdigest() if SECRET.fullmatch(secret) else ""
