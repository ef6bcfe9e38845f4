"""Who is signed in at this page. Streamlit checks the account; the records say whether the sign-in still holds.

Streamlit keeps the claims of the ID token in a signed cookie for 30 days, also after a sign-out elsewhere. So each use
of the desk looks the sign-in up in the records of the server.
"""

import json
from collections import OrderedDict
from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

import streamlit as st
from streamlit.runtime.secrets import secrets_singleton

from forms import SignInSettings, load_clinic, now
from forms.authoring import Problem, SourceError
from records import Ending, Holder, RecordsError, SignIns, UnreachableError
from screens.server.routes import RETURN
from screens.server.this_computer import browser_here
from screens.visit.drafts import store_here
from screens.visit.staff import ANYONE, NotIn, Staff, Why

SECRETS = ".streamlit/secrets.toml"
NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
SHORTEST_SECRET = 32  # characters: whoever guesses it can sign in as anybody
FRESH = timedelta(minutes=10)  # between the provider's clock and ours, for a sign-in that is new here
GRACE = timedelta(minutes=5)  # after the end, an answer that is being given is still saved
LONGEST_NAME = 80
MOST_REMEMBERED = 1000
CONFIRMED = "sign_in_confirmed"  # in the session: the sign-in that the records confirmed last
WHY: dict[Ending, Why] = {"signed out": "signed_out", "locked": "locked", "idle": "idle", "over": "over",
                          "ended by an administrator": "ended"}
_left: OrderedDict[tuple[str, str], tuple[str, str]] = OrderedDict()  # browser and person → sign-in and open draft


def check_sign_in() -> None:
    """Raises SourceError if clinic.yaml wants accounts, and the settings of the provider are missing or wrong."""
    if load_clinic().sign_in is None:
        return
    held = secrets_singleton.load_if_toml_exists() and secrets_singleton.get("auth")
    if not held:
        raise SourceError([Problem(SECRETS, None, "clinic.yaml has 'sign_in', and this file with [auth] is missing. "
                                                  "docs/operating.md says what to write.")])
    problems = [f"[auth] needs '{key}'." for key in NEEDED if not str(held.get(key, "")).strip()]
    address = urlsplit(str(held.get("redirect_uri", "")))
    if not problems and not address.path.endswith(RETURN):
        problems.append(f"'redirect_uri' is the address of this app, and ends with {RETURN}.")
    if not problems and address.scheme != "https" and address.hostname not in ("localhost", "127.0.0.1"):
        problems.append("'redirect_uri' begins with https://, unless it is of this computer.")
    if not problems and len(str(held["cookie_secret"])) < SHORTEST_SECRET:
        problems.append(f"'cookie_secret' needs at least {SHORTEST_SECRET} random characters: openssl rand -hex 32")
    if problems:
        raise SourceError([Problem(SECRETS, None, problem) for problem in problems])


def comes_back_with_tls() -> bool:
    """True if the provider leads back to an address with TLS."""
    return secrets_singleton.load_if_toml_exists() and urlsplit(
        str((secrets_singleton.get("auth") or {}).get("redirect_uri", ""))).scheme == "https"


def staff_here(*, gives_answer: bool = False, is_use: bool = True) -> Staff | NotIn:
    """Returns who is signed in at this page; ANYONE where there are no accounts.

    `gives_answer`: an answer is being given, which is saved also in the first minutes after the sign-in is over.
    `is_use` is False if the page looks by itself, without a person. While the records cannot be reached, a page goes on
    whose sign-in they have confirmed: it can show nothing but its own form, whose answers would be lost otherwise.
    """
    settings = load_clinic().sign_in
    if settings is None:
        return ANYONE
    claims = claims_here()
    if not claims.get("is_logged_in"):
        return NotIn("not_yet")
    staff = staff_of(claims, settings)
    if not staff.roles:
        return NotIn("no_role")
    try:
        found = _confirmed(staff, claims.get("iat"), settings, gives_answer=gives_answer, is_use=is_use)
    except UnreachableError:
        return staff if st.session_state.get(CONFIRMED) == staff.sign_in_id else NotIn("unreachable")
    except RecordsError:
        return NotIn("unreachable")
    if isinstance(found, Staff):
        st.session_state[CONFIRMED] = staff.sign_in_id
    else:
        st.session_state.pop(CONFIRMED, None)
    return found


def claims_here() -> Mapping[str, Any]:
    """Returns what Streamlit says of the account of this page: the claims of its ID token, if there is one."""
    return st.user.to_dict()


def staff_of(claims: Mapping[str, Any], settings: SignInSettings) -> Staff:
    """Returns whom the claims of an ID token name. `roles` is empty if they may not use the desk."""
    claims = {name: value for name, value in claims.items() if name not in ("tokens", "browser")}
    written = json.dumps(claims, sort_keys=True, default=str)  # with the nonce, it is of this one sign-in
    person = sha256(json.dumps([claims.get("iss"), claims.get("sub")], default=str).encode()).hexdigest()
    names = (claims.get("name"), claims.get("preferred_username"), claims.get("email"), claims.get("sub"))
    name = next((name for name in names if isinstance(name, str) and name.strip()), "?")
    name = "".join(letter if letter.isprintable() else " " for letter in name)[:LONGEST_NAME]
    return Staff(sha256(written.encode()).hexdigest(), person, name, settings.roles_of(_values(claims, settings.claim)))


def _values(claims: Mapping[str, Any], path: str) -> set[str]:
    """The texts of a claim, which is a list or a single text. The claim may have a dot in its name."""
    found: Any = claims.get(path)
    if found is None:
        found = claims
        for name in path.split("."):
            found = found.get(name) if isinstance(found, Mapping) else None
    values = [found] if isinstance(found, str) else found if isinstance(found, list) else []
    return {value for value in values if isinstance(value, str)}


def _confirmed(
    staff: Staff, issued: Any, settings: SignInSettings, *, gives_answer: bool, is_use: bool,
) -> Staff | NotIn:
    """Looks a sign-in up, and notes a new one. An old cookie without a record is none: its sign-in has ended."""
    sign_ins, idle = SignIns(store_here()), load_clinic().idle_minutes
    limit = timedelta(minutes=idle + 1) if idle else None  # the page locks before that
    found = sign_ins.use(staff.sign_in_id, limit, is_use=is_use)
    if found is None:
        if not isinstance(issued, int | float) or abs(now().timestamp() - issued) > FRESH.total_seconds():
            return NotIn("too_old")
        sign_ins.begin(staff.sign_in_id, staff.person, staff.name, timedelta(hours=settings.hours))
        store_here().note(None, "signed in", Holder("", staff.name, staff.person))
    elif found.ending == "over" and gives_answer and now() - found.ends < GRACE:
        return staff
    elif found.ending is not None:
        return NotIn(WHY[found.ending])
    return staff


def end_sign_in(staff: Staff, ending: Ending, *, everywhere: bool = False) -> None:
    """Ends this sign-in on the server; `everywhere`: those of the same person in other browsers too."""
    st.session_state.pop(CONFIRMED, None)
    if everywhere:
        SignIns(store_here()).end_all_of(staff.person, ending)
    else:
        SignIns(store_here()).end(staff.sign_in_id, ending)
    store_here().note(None, "signed out", Holder("", staff.name, staff.person))


def check_still_in(staff: Staff) -> None:
    """Raises PermissionError if this sign-in has ended. For what Streamlit calls outside of a run of the script."""
    if staff is ANYONE:
        return
    try:
        found = SignIns(store_here()).use(staff.sign_in_id, None)
    except UnreachableError:
        return  # as in `staff_here`: the page shows this form already
    if found is None or found.ending is not None:
        raise PermissionError


def remember_draft(staff: Staff, draft_id: str | None) -> None:
    """Notes which draft this person has open in this browser, to open it again after they sign in again."""
    if staff is ANYONE:
        return
    _left.pop((browser_here(), staff.person), None)
    if draft_id is not None:
        _left[browser_here(), staff.person] = (staff.sign_in_id, draft_id)
    while len(_left) > MOST_REMEMBERED:
        _left.popitem(last=False)


def take_remembered_draft(staff: Staff) -> str | None:
    """Returns the draft that this person had open in this browser at an earlier sign-in, once; None if there is none.

    Another tab of the same sign-in may still have it open.
    """
    sign_in_id, draft_id = _left.get((browser_here(), staff.person), (staff.sign_in_id, ""))
    if sign_in_id == staff.sign_in_id:
        return None
    del _left[browser_here(), staff.person]
    return draft_id
