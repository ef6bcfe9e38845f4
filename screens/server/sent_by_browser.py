"""How often each browser sent something to the desk lately. Kept in memory, without what was sent."""

from collections import OrderedDict
from datetime import datetime, timedelta

WITHIN = timedelta(hours=1)
MOST = 10  # in that time; patients may share a tablet in the waiting room
MOST_BROWSERS = 10_000
_sent: OrderedDict[str, tuple[datetime, ...]] = OrderedDict()


def may_send(browser: str, at: datetime) -> bool:
    """Notes that a browser wants to send at this moment, and returns whether it may.

    All browsers without cookies count as one, and so does whoever opens more of them than are remembered.
    """
    lately = tuple(moment for moment in _sent.pop(browser, ()) if at - moment < WITHIN)
    is_allowed = len(lately) < MOST
    _sent[browser] = (*lately, at) if is_allowed else lately
    while len(_sent) > MOST_BROWSERS:
        _sent.popitem(last=False)
    return is_allowed
