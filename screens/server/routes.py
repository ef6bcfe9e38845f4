"""The open paths, and the methods of each. Every other path is refused.

SECURITY.md explains for each route of Streamlit why it is open or closed. A test fails if Streamlit adds a route.
"""

import re
from typing import NamedTuple

READ = frozenset({"GET", "HEAD"})
STATIC = "/static/"  # the program of the pages, the same for everybody
MEDIA = "/media/"  # files that people asked for
READY = "/ready"  # our own, for a server in front
STREAM = "/_stcore/stream"  # the one websocket
RETURN = "/oauth2callback"  # to which the provider of accounts leads back
SMART_LAUNCH = "/smart/launch"  # our own: the way to the record server begins here
SMART_CALLBACK = "/smart/callback"  # to which the record server leads back


class Route(NamedTuple):
    """Paths that are open for these methods. If the path contains a `session`, only the browser of it may use it."""

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

SIGN_IN = tuple(Route(re.compile(path), frozenset({"GET"})) for path in ("/auth/login", "/auth/logout", RETURN))
SMART = tuple(Route(re.compile(path), frozenset({"GET"})) for path in (SMART_LAUNCH, SMART_CALLBACK))


def open_route(
    path: str, method: str, *, has_accounts: bool, has_record_server: bool = False,
) -> re.Match[str] | None:
    """Returns the match of the open route for this request; None if no open route fits.

    `has_accounts`: the clinic has accounts for the desk, so that the routes to sign in are open.
    `has_record_server`: the desk can read charts from a server, so that the way there and back is open.
    """
    for route in (*(SIGN_IN if has_accounts else ()), *(SMART if has_record_server else ()), *OPEN):
        match = route.path.fullmatch(path)
        if match:
            return match if method in route.methods else None
    return None
