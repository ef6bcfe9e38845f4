"""The drafts that patients have open on a device of the desk, by browser. No other page opens in such a browser."""

_DRAFTS: dict[str, str] = {}  # the hash that stands for a browser, and the id of its draft


def note_handed_over(browser: str, draft_id: str) -> None:
    """Notes that a patient has this browser. A browser without cookies cannot be told apart, and is not noted."""
    if browser:
        _DRAFTS[browser] = draft_id


def note_taken_back(browser: str) -> None:
    """Notes that staff have this browser again."""
    _DRAFTS.pop(browser, None)


def handed_over_in(browser: str) -> str | None:
    """Returns the id of the draft that a patient has open in this browser; None if no patient has it."""
    return _DRAFTS.get(browser)
