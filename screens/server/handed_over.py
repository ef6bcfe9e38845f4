"""The browsers of the desk that a patient has, each with its draft and its code. No other page opens in them."""

from typing import NamedTuple

from screens.visit.hand_over import HandedOver


class WithPatient(NamedTuple):
    """`draft_id`: the draft that the patient has open; empty if nothing is saved yet. `code`: what ends it."""

    draft_id: str
    code: HandedOver


_NOTED: dict[str, WithPatient] = {}  # by the hash that stands for a browser
_ENDED: set[str] = set()  # the hashes of codes that were given; each has a salt of its own


def note_handed_over(browser: str, draft_id: str, code: HandedOver) -> None:
    """Notes that a patient has this browser. A browser without cookies cannot be told apart, and is not noted."""
    if browser:
        _NOTED[browser] = WithPatient(draft_id, code)


def note_draft(browser: str, draft_id: str) -> None:
    """Notes the draft of a patient who got the device before anything was saved."""
    noted = _NOTED.get(browser)
    if noted is not None and not noted.draft_id:
        _NOTED[browser] = noted._replace(draft_id=draft_id)


def note_wrong_code(browser: str, code: HandedOver) -> None:
    """Notes how many wrong codes were entered in this browser, in all its tabs together."""
    noted = _NOTED.get(browser)
    if noted is not None:
        _NOTED[browser] = noted._replace(code=code)


def note_taken_back(browser: str) -> None:
    """Notes that staff have this browser again. A draft that still names the same code does not ask for it again."""
    noted = _NOTED.pop(browser, None)
    if noted is not None:
        _ENDED.add(noted.code.code)


def handed_over_in(browser: str) -> WithPatient | None:
    """Returns what a patient has open in this browser; None if no patient has it."""
    return _NOTED.get(browser)


def has_ended(code: HandedOver) -> bool:
    """True if staff gave this code since the app started, and so have the device again."""
    return code.code in _ENDED
