"""Binds each session to the browser that began it, by the token that Streamlit gives every browser as a cookie.

Streamlit reconnects anybody who names a session to it, unless it began under another user. So the gate tells Streamlit
that each browser is a user of its own.
"""

import logging
from collections.abc import Mapping
from hashlib import sha256

from starlette.requests import HTTPConnection
from starlette.types import Scope
from streamlit import config
from streamlit.web.server.starlette.starlette_app_utils import decode_xsrf_token_string
from streamlit.web.server.starlette.starlette_server_config import XSRF_COOKIE_NAME

HEADER = "x-screening-browser"  # between the gate and Streamlit; one that a request brings is removed
ID_LETTERS = 16  # of the hash that stands for a browser
SESSION_IDS = "streamlit.runtime.websocket_session_manager"  # its warnings contain ids of sessions
WRONG_SESSION = "Rejecting backend operation request"  # a warning with the beginnings of two ids of sessions
WARNS_OF_IT = "streamlit.runtime.app_session"


def bind_sessions_to_browsers() -> None:
    """Tells Streamlit which header names the browser, and keeps ids of sessions out of the log."""
    config.set_option("server.trustedUserHeaders", {HEADER: "browser"})
    logging.getLogger(SESSION_IDS).addFilter(_is_an_error)
    logging.getLogger(WARNS_OF_IT).addFilter(_names_no_session)


def browser_of(cookies: Mapping[str, str]) -> str:
    """Returns a hash that stands for a browser, from the token that Streamlit gave it; empty if it has none."""
    token, _made_at = decode_xsrf_token_string(cookies.get(XSRF_COOKIE_NAME, ""))
    return sha256(token).hexdigest()[:ID_LETTERS] if token else ""


def with_browser(scope: Scope) -> Scope:
    """Adds the header to a request. A browser without cookies is the same user as all others without."""
    name = HEADER.encode()
    headers = [header for header in scope["headers"] if header[0] != name]
    token, _ = decode_xsrf_token_string(HTTPConnection(scope).cookies.get(XSRF_COOKIE_NAME, ""))
    if token:
        headers.append((name, token.hex().encode()))
    return {**scope, "headers": headers}


def _is_an_error(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.ERROR


def _names_no_session(record: logging.LogRecord) -> bool:
    return not str(record.msg).startswith(WRONG_SESSION)
