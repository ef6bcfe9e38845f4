"""The paths that are open, and the methods each takes. Every other path is refused.

SECURITY.md says of each route of Streamlit why it is open or closed; a test fails when Streamlit brings a new one.
"""

import re
from typing import NamedTuple

READ = frozenset({"GET", "HEAD"})
STREAM = "/_stcore/stream"  # the one websocket


class Route(NamedTuple):
    """Paths that are open for these methods. A named group `session` says whose the path is: only its browser may."""

    path: re.Pattern[str]
    methods: frozenset[str]


OPEN = (
    Route(re.compile(r"/_stcore/health"), READ),
    Route(re.compile(r"/_stcore/host-config"), READ),  # constant; every page asks for it before it connects
    Route(re.compile(r"/_stcore/upload_file/(?P<session>[^/]+)/[^/]+"), frozenset({"PUT", "DELETE"})),
    Route(re.compile(r"/media/[^/]+"), READ),
    Route(re.compile(r"/static/.+"), READ),
    Route(re.compile(r"/(?!oauth2callback|_stcore)[^/]*/?"), READ),  # a page, or a file beside it such as favicon.png
)


def open_route(path: str, method: str) -> re.Match[str] | None:
    """The match of the open route that takes this request; None where there is none."""
    for route in OPEN:
        match = route.path.fullmatch(path)
        if match:
            return match if method in route.methods else None
    return None
