"""What clinicians of this clinic have signed off on screen, and who may sign here. Independent of pages."""

from collections import OrderedDict
from functools import lru_cache
from typing import Literal

from forms import load_clinic, today_for
from forms.authoring import NOBODY_HERE, SignedHere, SignOff
from records import RecordsError, SignedOff, SignOffs, Store
from screens.server.handed_over import handed_over_in
from screens.server.sign_in import staff_here
from screens.server.this_computer import browser_here
from screens.visit.doors import DESK, doors_served
from screens.visit.drafts import store_here
from screens.visit.staff import NotIn, Staff

WhyNot = Literal["no_accounts", "with_patient", "not_in", "not_clinician"]
MOST_REMARKS = 1000
_remarks: OrderedDict[tuple[str, str, str, str], str] = OrderedDict()  # browser, person, part, name → text


def signer_here() -> Staff | WhyNot:
    """Returns the clinician who is signed in at this page; else why nobody can sign off here.

    While a patient has this browser, nobody can, although a sign-in of staff may still hold in it.
    """
    if not _has_signers():
        return "no_accounts"
    if handed_over_in(browser_here()):
        return "with_patient"
    staff = staff_here()
    if isinstance(staff, NotIn):
        return "not_in"
    return staff if staff.is_clinician else "not_clinician"


def sign_offs_here() -> SignOffs:
    """Returns the sign-offs in the records. Raises RecordsError."""
    return _sign_offs_of(store_here())


def signed_off_here() -> tuple[SignedOff, ...]:
    """Returns every sign-off that was not withdrawn; none where there are no accounts.

    Raises RecordsError if the records cannot be reached.
    """
    return sign_offs_here().that_hold() if _has_signers() else ()


def signed_here() -> SignedHere:
    """Returns the same for prints. If the records cannot be reached, nothing counts as signed."""
    try:
        held = signed_off_here()
    except RecordsError:
        return NOBODY_HERE
    clinic = load_clinic()
    found: dict[tuple[str, str, str], tuple[SignOff, ...]] = {}
    for one in held:
        wording = one.wording
        key = wording.part_of, wording.name, wording.fingerprint
        signoff = SignOff(id=wording.name, reviewer=one.reviewer, date=today_for(clinic.zone, one.at),
                          fingerprint=wording.fingerprint)
        found[key] = (*found.get(key, ()), signoff)
    return SignedHere(found, names=clinic.name_reviewers)


def keep_remark(staff: Staff, part: str, name: str, text: str) -> None:
    """Keeps what this person wrote in this browser, for when they sign in again. An empty text is forgotten."""
    key = browser_here(), staff.person, part, name
    _remarks.pop(key, None)
    if text:
        _remarks[key] = text
    while len(_remarks) > MOST_REMARKS:
        _remarks.popitem(last=False)


def kept_remark(staff: Staff, part: str, name: str) -> str:
    """Returns what this person wrote in this browser and did not sign; empty if that is nothing."""
    return _remarks.get((browser_here(), staff.person, part, name), "")


def _has_signers() -> bool:
    """True if staff sign in with accounts, so that the app can tell who signs."""
    clinic = load_clinic()
    return clinic.sign_in is not None and clinic.records and DESK.page in doors_served()


@lru_cache(maxsize=1)
def _sign_offs_of(store: Store) -> SignOffs:
    return SignOffs(store)
