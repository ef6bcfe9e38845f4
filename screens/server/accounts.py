"""The way to the provider of accounts and back, as the gate sees it."""

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Send
from streamlit import config
from streamlit.web.server.starlette.starlette_server_config import TOKENS_COOKIE_NAME, USER_COOKIE_NAME

from forms import load_clinic
from forms.authoring import SourceError
from screens.server.routes import RETURN
from screens.server.sign_in import comes_back_with_tls
from screens.visit.doors import DESK, doors_served

COOKIES = (USER_COOKIE_NAME.encode(), TOKENS_COOKIE_NAME.encode())


def has_accounts() -> bool:
    """True if people sign in at the desk of this clinic."""
    try:
        return load_clinic().sign_in is not None and DESK.page in doors_served()
    except SourceError:
        return False


def to_the_desk(send: Send, path: str) -> Send:
    """Leads a browser that comes back from the provider to the desk: Streamlit leads it to the first page.

    A cookie of a sign-in goes only over connections with TLS, except on this computer.
    """
    if path not in (RETURN, "/auth/login", "/auth/logout"):
        return send

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            base = "/" + str(config.get_option("server.baseUrlPath")).strip("/")
            if headers.get("location", "").rstrip("/") == base.rstrip("/") and doors_served()[0] != DESK.page:
                headers["location"] = f"{base.rstrip('/')}/{DESK.page}"
            message["headers"] = [(name, _secure(value) if name == b"set-cookie" else value)
                                  for name, value in message["headers"]]
        await send(message)

    return sending


def _secure(cookie: bytes) -> bytes:
    is_of_a_sign_in = cookie.startswith(COOKIES)
    return cookie + b"; Secure" if is_of_a_sign_in and comes_back_with_tls() else cookie
