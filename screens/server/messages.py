"""What a page may send over its websocket: Streamlit's messages that a page needs, and so many of them.

Without this, one page that sends without a pause keeps the server from all others, and anyone who connects is told the
names of files in the project's folder.
"""

import asyncio

from google.protobuf.message import DecodeError
from starlette.types import Message, Receive, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

WORDS, NO_MESSAGE = 1003, 1002  # codes of a websocket that closes, from RFC 6455
NEEDED = frozenset({
    "rerun_script", "stop_script", "app_heartbeat",
    "file_urls_request",  # before a file is handed in
    "deferred_file",  # a PDF that the person asked for
})
AT_ONCE = 40  # messages without a wait; nobody is so quick
EACH = 0.1  # seconds until a page may send one more


class Pace:
    """How long the next message of one page waits. A page that sends for a long time sends one for each EACH."""

    def __init__(self, now: float) -> None:
        self._even = now

    def wait(self, now: float) -> float:
        """Counts one more message, and returns the seconds that it has to wait. `now` is a time in seconds."""
        self._even = max(self._even, now) + EACH
        return max(0.0, self._even - now - AT_ONCE * EACH)


def needed_messages(receive: Receive, send: Send) -> Receive:
    """Drops messages that no page needs, and lets the next one wait if there are too many.

    Closes the websocket on a message that is not Streamlit's. Streamlit would log a traceback for it.
    """
    clock = asyncio.get_running_loop().time
    pace = Pace(clock())

    async def received() -> Message:
        while True:
            message = await receive()
            if message["type"] != "websocket.receive":
                return message
            await asyncio.sleep(pace.wait(clock()))  # even where it is 0, other pages come first
            kind, code = _kind_of(message)
            if code is not None:
                await send({"type": "websocket.close", "code": code})
                return {"type": "websocket.disconnect", "code": code}
            if kind in NEEDED:
                return message

    return received


def _kind_of(message: Message) -> tuple[str | None, int | None]:
    """The kind of a message, and None; for what is no message, None and the code with which to close the websocket."""
    content = message.get("bytes")
    if content is None:
        return None, WORDS
    try:
        said = BackMsg.FromString(content)
    except DecodeError:
        return None, NO_MESSAGE
    kind = said.WhichOneof("type")
    if kind == "backend_operation_request":  # of its operations, one alone is of use to a page
        kind = said.backend_operation_request.WhichOneof("payload")
    return kind, None
