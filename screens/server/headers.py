"""The headers of every response: they forbid a browser whatever the pages do not need."""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.types import Message, Send

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"  # the one page that Streamlit serves
INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
POLICY = {
    "default-src": "'none'",
    "script-src": "'self' blob:",  # blob: is how Streamlit loads the scripts of our components, browser.js and others
    "style-src": "'self' 'unsafe-inline'",  # Streamlit writes its styles into the page while it runs
    "img-src": "'self' data:",
    "font-src": "'self' data:",  # a stylesheet of Streamlit contains a font
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
}
UNUSED = ("accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen", "geolocation",
          "gyroscope", "magnetometer", "microphone", "midi", "payment", "usb", "xr-spatial-tracking")
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",  # as frame-ancestors, for older browsers
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in UNUSED),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@cache
def content_security_policy() -> str:
    """Returns the policy. Of scripts inside the page, only those that the installed Streamlit brings may run."""
    hashes = [f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"
              for script in INLINE.findall(INDEX.read_text("utf-8"))]
    policy = {**POLICY, "script-src": " ".join([POLICY["script-src"], *hashes])}
    return "; ".join(f"{name} {value}" for name, value in policy.items())


def with_headers(send: Send, *, is_a_file_of_a_person: bool) -> Send:
    """Adds the headers to a response. The browser keeps no copy of a file with answers."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update({**HEADERS, "Content-Security-Policy": content_security_policy()})
            if is_a_file_of_a_person:
                headers["Cache-Control"] = "no-store"
        await send(message)

    return sending
