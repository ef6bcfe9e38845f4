"""Answers the two addresses of the app to which a browser comes on its way to the record server and back.

/smart/launch: the record server leads a browser here with `iss` and `launch`, or the desk's own page does with `go`.
/smart/callback: the record server leads the browser back with a code. Nothing here asks a server, and no address that
comes with a request is used: it is only compared with the one in clinic.yaml.
"""

import hmac
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from streamlit import config

from forms import load_clinic
from forms.authoring import SourceError
from screens.browser.markup import html
from screens.server.browsers import browser_of
from screens.server.routes import SMART_CALLBACK, SMART_LAUNCH
from screens.server.sign_in import comes_back_with_tls
from screens.smart.waiting import (
    COOKIE,
    Arrived,
    Launch,
    arrived,
    asked_there,
    launches,
    leaving,
    new_secret,
    owner_of,
)
from screens.visit.doors import DESK, doors_served
from screens.words import words_for

HANDLE = "record"  # in the address of the desk: the random name of what waits for it
LONGEST = 2000  # characters of what the server hands over
HOUR = 3600  # seconds that the cookie is kept


def has_record_server() -> bool:
    """True if the desk of this clinic can read charts from a record server."""
    try:
        return load_clinic().record_server is not None and DESK.page in doors_served()
    except SourceError:
        return False


def base_path() -> str:
    """Returns the path below which the app is served: "" or such as "/forms"."""
    path = str(config.get_option("server.baseUrlPath")).strip("/")
    return f"/{path}" if path else ""


def smart_response(request: Request, path: str) -> Response:
    """Returns the response to a request for one of the two paths."""
    asked = request.query_params
    if path == SMART_CALLBACK:
        response = _came_back(request)
    elif "go" in asked:
        response = _sent_there(request, asked["go"])
    else:
        response = _launched(asked.get("iss", ""), asked.get("launch", ""))
    response.headers["Cache-Control"] = "no-store"
    return response


def _launched(iss: str, launch: str) -> Response:
    """The record server opens the app: the desk's page goes on, once somebody is signed in there."""
    settings = load_clinic().record_server
    if not iss and not launch:
        return _refused("begin_at_desk")
    if settings is None or not hmac.compare_digest(iss.rstrip("/").encode(), settings.base.encode()):
        return _refused("other_server")
    if not launch or len(launch) > LONGEST or not launch.isprintable():
        return _refused("begin_at_desk")
    secret = new_secret()
    handle = launches.put(owner_of({COOKIE: secret}), Launch(launch))
    return _with_secret(RedirectResponse(_desk({HANDLE: handle}), 303), secret)


def _sent_there(request: Request, name: str) -> Response:
    """The desk's page sends its browser to the record server."""
    asked = leaving.take(browser_of(request.cookies), name)
    if asked is None:
        return _refused("late")
    secret = new_secret()
    asked_there.put(owner_of({COOKIE: secret}), asked, asked.away.state)
    return _with_secret(RedirectResponse(asked.away.url, 303), secret)


def _came_back(request: Request) -> Response:
    """The record server leads the browser back. What it says reaches the desk's page without the address."""
    told, owner = request.query_params, owner_of(request.cookies)
    asked = asked_there.take(owner, told.get("state", ""))
    if asked is None:
        return _refused("late")
    code = told.get("code")
    is_code = code is not None and 0 < len(code) <= LONGEST and "error" not in told
    handle = arrived.put(owner, Arrived(asked, code if is_code else None, told.get("error") == "access_denied"))
    return RedirectResponse(_desk({**({"draft": asked.draft_id} if asked.draft_id else {}), HANDLE: handle}), 303)


def _desk(query: dict[str, str]) -> str:
    page = "" if doors_served()[0] == DESK.page else DESK.page
    return f"{base_path()}/{page}?{urlencode(query)}" if query else f"{base_path()}/{page}"


def _with_secret(response: Response, secret: str) -> Response:
    response.set_cookie(COOKIE, secret, max_age=HOUR, path=f"{base_path()}/", secure=comes_back_with_tls(),
                        httponly=True, samesite="lax")
    return response


def _refused(why: str) -> Response:
    """A page with a link to the desk. Nothing of the request is on it."""
    words = words_for("desk")
    return HTMLResponse(html("record_refused", words=words, why=words(f"record_server.{why}"), desk=_desk({})), 403)


def launch_path(name: str) -> str:
    """Returns the path of the app that sends a browser of this name to the record server."""
    return f"{base_path()}{SMART_LAUNCH}?{urlencode({'go': name})}"
