"""Where a page is open: on the computer that runs the app, and in which browser. Without sign-in, no other page
shows records.
"""

from collections.abc import Mapping
from hashlib import sha256
from ipaddress import ip_address
from urllib.parse import urlsplit

import streamlit as st
from streamlit import config
from streamlit.runtime import exists, get_instance
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.web.server.starlette.starlette_app_utils import decode_xsrf_token_string
from streamlit.web.server.starlette.starlette_server_config import XSRF_COOKIE_NAME

from records import Holder
from screens.words import words_for

ID_LETTERS = 16  # of the hash that stands for a browser
FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")  # headers of a server in front


def is_on_this_computer() -> bool:
    """True if the browser of this page runs on the computer of the app, and no other server stands between them."""
    origins = config.get_option("server.corsAllowedOrigins")
    return is_from_here(st.context.ip_address, st.context.headers, origins)


def is_from_here(address: str | None, headers: Mapping[str, str], origins: list[str]) -> bool:
    """True if a request comes from this computer itself.

    `address`: the IP address of the browser; None for a loopback address, as Streamlit gives it. `origins`: the origins
    in the settings from which pages may ask; one of another computer means that a server in front serves the app.
    """
    names = {name.lower() for name in headers}
    hosts = [f"//{value}" for name, value in headers.items() if name.lower() == "host"]
    return ((address is None or _is_loopback(address)) and names.isdisjoint(FORWARDED)
            and all(map(_names_this_computer, [*hosts, *origins])))


def _names_this_computer(url: str) -> bool:
    try:
        name = urlsplit(url).hostname or ""
    except ValueError:
        return False
    return name == "localhost" or _is_loopback(name)


def _is_loopback(name: str) -> bool:
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


def holder_here() -> Holder:
    """Returns the holder of drafts that this page opens: its browser and its session. Nobody is signed in."""
    run = get_script_run_ctx()
    return Holder(f"{browser_here()}.{run.session_id if run else ''}", words_for("desk")("worklist.this_desk"))


def is_page_of_this_browser_that_is_gone(holder_id: str) -> bool:
    """True if a page of this same browser held a draft, and was closed or loaded anew since."""
    browser, _, session = holder_id.partition(".")
    return bool(browser) and browser == browser_here() and not (exists() and get_instance().is_active_session(session))


def browser_here() -> str:
    """Returns a hash that stands for this browser, from the token that Streamlit gave it; empty if it has none."""
    token, _made_at = decode_xsrf_token_string(st.context.cookies.get(XSRF_COOKIE_NAME, ""))
    return sha256(token).hexdigest()[:ID_LETTERS] if token else ""
