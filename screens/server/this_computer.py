"""Where a page is open: on the computer that runs the app, and in which browser. Without sign-in, no other page
shows records.
"""

import re
from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

import streamlit as st
from streamlit import config
from streamlit.runtime import exists, get_instance
from streamlit.runtime.scriptrunner import get_script_run_ctx

from records import Holder
from screens.server.browsers import browser_of
from screens.visit.staff import Staff
from screens.words import words_for

FORWARDED = re.compile(  # headers of a server in front, of whatever maker
    "forwarded|via|cdn-loop|x-(forwarded|original|envoy|amzn|amz-cf|azure|appengine|arr|goog|vercel)(-.+)?|cf-.+"
    "|x-real-.+|(.+-)?client-?ip|(.+-)?connecting-ip|(.+-)?user-?ip|x-proxy.*")


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
    return ((address is None or _is_loopback(address)) and not any(map(FORWARDED.fullmatch, names))
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


def holder_here(staff: Staff) -> Holder:
    """Returns the holder of drafts that this page opens: its browser and its session, under the name of staff."""
    run = get_script_run_ctx()
    name = staff.name or words_for("desk")("worklist.this_desk")
    return Holder(f"{browser_here()}.{run.session_id if run else ''}", name, staff.person or None)


def is_page_of_this_browser_that_is_gone(holder_id: str) -> bool:
    """True if a page of this same browser held a draft, and was closed or loaded anew since."""
    is_gone = not (exists() and get_instance().is_active_session(session_of(holder_id)))
    return is_of_this_browser(holder_id) and is_gone


def is_of_this_browser(holder_id: str) -> bool:
    """True if a page of this same browser holds a draft."""
    return bool(browser_in(holder_id)) and browser_in(holder_id) == browser_here()


def browser_in(holder_id: str) -> str:
    """Returns the hash that stands for the browser of the page that holds a draft; empty if it has no cookies."""
    return holder_id.partition(".")[0]


def session_of(holder_id: str) -> str:
    """Returns the id of the session of the page that holds a draft."""
    return holder_id.partition(".")[2]


def browser_here() -> str:
    """Returns a hash that stands for the browser of this page; empty if it has no cookies."""
    return browser_of(st.context.cookies)


def can_be_told_apart() -> bool:
    """True if this browser is known again in another tab. One that refuses cookies is not."""
    return bool(browser_here())
