"""The gate before Streamlit: it checks the host name, the origin and the path of each request, and adds headers.

Without the gate, Streamlit shows metrics and other state to anyone, accepts files from any browser for any session, and
asks an outside host for this machine's address when it checks a foreign origin. The gate removes the origin from the
requests that it forwards, unless it is the app's own: Streamlit reads who is signed in only from a request with one.
"""

from contextlib import suppress
from typing import NamedTuple
from urllib.parse import urlsplit

from starlette.requests import ClientDisconnect, HTTPConnection, Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketDisconnected
from streamlit import config
from streamlit.runtime import get_instance
from streamlit.web.server.starlette.starlette_app_utils import validate_xsrf_token
from streamlit.web.server.starlette.starlette_server_config import XSRF_COOKIE_NAME

from screens.server.accounts import has_accounts, to_the_desk
from screens.server.browsers import bind_sessions_to_browsers, with_browser
from screens.server.field_states import keep_readable_fields_only
from screens.server.files import (
    answer_in_few_words_for_files_that_cannot_be_made,
    may_fetch,
    note_for_whom_files_are_made,
)
from screens.server.first_load import plain, with_first_load
from screens.server.headers import with_headers
from screens.server.messages import needed_messages
from screens.server.readiness import Readiness, clinic_can_be_served
from screens.server.routes import MEDIA, READY, SMART_CALLBACK, SMART_LAUNCH, STREAM, open_route
from screens.server.uploads import Uploads, keep_uploads_in_memory, size_of, time_to_arrive
from screens.server.waiting_connections import end_connections_that_ask_nothing
from screens.smart.addresses import has_record_server, smart_response

NOT_ALLOWED = 1008  # code of a websocket that closes, from RFC 6455
HOW = "SECURITY.md says how to serve it under another name."


class Refusal(NamedTuple):
    """The reply to a refused request: an HTTP status and one line of text."""

    status: int
    line: str


WRONG_HOST = Refusal(421, f"Not served under this name. {HOW}\n")
WRONG_ORIGIN = Refusal(403, f"Not open to pages of this origin. {HOW}\n")
WRONG_BROWSER = Refusal(403, "Not open to this browser.\n")
CLOSED = Refusal(404, "Not found.\n")
NO_ROOM = Refusal(503, "Too many files are being handed in just now. Try again in a minute.\n")
TOO_SLOW = Refusal(408, "The file took too long to arrive.\n")


class Gate:
    """ASGI middleware. Its settings are Streamlit's: allowedHosts, corsAllowedOrigins and baseUrlPath of [server]."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._uploads = Uploads()
        self._readiness = Readiness(clinic_can_be_served)
        keep_uploads_in_memory()
        keep_readable_fields_only()
        end_connections_that_ask_nothing()
        note_for_whom_files_are_made()
        answer_in_few_words_for_files_that_cannot_be_made()
        bind_sessions_to_browsers()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Forwards a request to Streamlit, or answers it with a refusal."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] == "http":
            path = _below_base(scope["path"])
            send = with_headers(send, is_a_file_of_a_person=path.startswith(MEDIA))
            send = with_first_load(scope, send, path)
            if has_accounts():
                send = to_the_desk(send, _below_base(scope["path"]))
        refusal = refusal_of(HTTPConnection(scope)) or await _refused_file(scope)
        if refusal is None and scope["type"] == "http" and _below_base(scope["path"]) == READY:
            await (await self._readiness.response())(scope, receive, send)
        elif refusal is None and _below_base(scope["path"]) in (SMART_LAUNCH, SMART_CALLBACK):
            await smart_response(Request(scope), _below_base(scope["path"]))(scope, receive, send)
        elif refusal is None and scope["type"] == "http" and scope["method"] == "PUT":
            await self._take_file(scope, receive, send)
        elif refusal is None:
            receive = needed_messages(receive, send) if scope["type"] == "websocket" else receive
            with suppress(WebSocketDisconnected):  # the page was closed while Streamlit sent to it; else a traceback
                await self._forward(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": NOT_ALLOWED})  # before accepting it, this gives a 403
        else:
            await PlainTextResponse(refusal.line, refusal.status)(scope, receive, send)

    async def _take_file(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Forwards a file that is handed in, if there is room for it."""
        _route, session, file = scope["path"].rsplit("/", 2)
        refusal = NO_ROOM
        if self._uploads.begin(session, file, size_of(HTTPConnection(scope).headers.get("content-length"))):
            try:
                async with time_to_arrive() as time:
                    return await self._forward(scope, self._uploads.counted(receive, session, file, time), send)
            except TimeoutError:
                refusal = NO_ROOM if self._uploads.has_no_room(session, file) else TOO_SLOW
            except ClientDisconnect:  # given up; else a traceback
                return None
            finally:
                self._uploads.end(session, file)
        return await PlainTextResponse(refusal.line, refusal.status)(scope, receive, send)

    async def _forward(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(with_browser(plain(_without_foreign_origin(scope))), receive, send)


async def _refused_file(scope: Scope) -> Refusal | None:
    """Why a file that somebody asked for is not given to this browser. It looks the same as one that is not there."""
    path = _below_base(scope["path"])
    if scope["type"] == "websocket" or not path.startswith(MEDIA) or await may_fetch(path, HTTPConnection(scope)):
        return None
    return CLOSED


def refusal_of(request: HTTPConnection) -> Refusal | None:
    """Returns why this request is refused; None if it may pass."""
    host = request.headers.get("host", "")
    if not host_is_allowed(host):
        return WRONG_HOST
    if not origin_is_allowed(request.headers.get("origin"), host):
        return WRONG_ORIGIN
    path = _below_base(request.scope["path"])
    if request.scope["type"] == "websocket":
        return None if path == STREAM else CLOSED
    match = open_route(path, request.scope["method"], has_accounts=has_accounts(),
                       has_record_server=has_record_server())
    if match is None:
        return CLOSED
    session = match.groupdict().get("session")
    return None if session is None or is_own(session, request) else WRONG_BROWSER


def host_is_allowed(host: str) -> bool:
    """True if the app is served under this name, with or without a port. An empty list of names allows every name."""
    names = [name.lower() for name in config.get_option("server.allowedHosts")]
    try:
        parts = urlsplit(f"//{host}")
        name, _port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return False
    if not name or parts.netloc != host or "@" in host:
        return False
    return not names or any(_is_named(name, allowed) for allowed in names)


def _is_named(name: str, allowed: str) -> bool:
    return allowed in ("*", name) or (allowed.startswith("*.") and name.endswith(allowed[1:]))


def origin_is_allowed(origin: str | None, host: str) -> bool:
    """True if pages of this origin may send requests to the app: its own pages, and the origins in the settings.

    A request without an origin is allowed: it comes from a program, which has no cookies of a person. No name is looked
    up.
    """
    if origin is None or origin in config.get_option("server.corsAllowedOrigins"):
        return True
    scheme, separator, rest = origin.partition("://")
    return bool(separator) and scheme in ("http", "https") and rest.lower() == host.lower()


def is_own(session: str, request: HTTPConnection) -> bool:
    """True if this browser is connected to the session. Streamlit gave it a token that proves this."""
    client = get_instance().get_client(session)
    context = client.client_context if client else None
    if context is None:
        return False
    return validate_xsrf_token(request.cookies.get(XSRF_COOKIE_NAME), context.cookies.get(XSRF_COOKIE_NAME))


def _below_base(path: str) -> str:
    """The path below `baseUrlPath`. A path outside of it gives one that no route has."""
    base = str(config.get_option("server.baseUrlPath")).strip("/")
    if not base:
        return path
    return path.removeprefix(f"/{base}") or "/" if f"{path}/".startswith(f"/{base}/") else ""


def _without_foreign_origin(scope: Scope) -> Scope:
    """The request without an origin of another name: Streamlit would look that name up."""
    request = HTTPConnection(scope)
    origin = request.headers.get("origin", "")
    if has_accounts() and origin.partition("://")[2] == request.headers.get("host"):
        return scope
    return {**scope, "headers": [(name, value) for name, value in scope["headers"] if name != b"origin"]}
