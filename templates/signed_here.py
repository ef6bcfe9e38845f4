"""Who signed off rules and questions at this clinic, and when, in words."""

from collections.abc import Sequence

from forms.authoring import SignedHere, SignOff
from templates.words import Words


def who_signed(signoffs: Sequence[SignOff], here: SignedHere, words: Words) -> str:
    """Returns the reviewers, each with their last day, or only how many there are if they may not be named.

    Raises ValueError if there is no sign-off.
    """
    last: dict[str, SignOff] = {}
    for one in sorted(signoffs, key=lambda signoff: signoff.date):
        last.pop(one.reviewer, None)
        last[one.reviewer] = one
    if here.names:
        return ", ".join(words.say("signed_here_named", reviewer=one.reviewer, day=words.on(one.date))
                         for one in last.values())
    key = "signed_here_one" if len(last) == 1 else "signed_here_many"
    return words.say(key, count=len(last), day=words.on(max(one.date for one in signoffs)))
