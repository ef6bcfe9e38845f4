"""What a page may send over its websocket: Streamlit's messages that a page needs, so many of them, and so large.

Without this, one page that sends without a pause, or sends megabytes of text, keeps the server from all others, and
anyone who connects is told the names of files in the project's folder.
"""

import asyncio
import re

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
LONGEST_TEXT = 50_000  # characters of one field; the longest answer has a fifth of that
MOST_FIELDS = 2000  # whose content one message brings; the largest pages have a tenth of that
OTHER_BYTES = 100_000  # of any other content of a field, and of a message besides its fields
IDS = re.compile("[0-9a-f]{0,64}")  # that Streamlit gives to parts of a page, and to files; empty for the whole page
REQUEST_IDS = re.compile("[0-9A-Za-z_-]{0,64}")  # that a page gives to what it asks for
SESSION_IDS = re.compile("[0-9a-f-]{36}")


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
            said, code = _read(message)
            if code is not None:
                await send({"type": "websocket.close", "code": code})
                return {"type": "websocket.disconnect", "code": code}
            if said is not None and _kind_of(said) in NEEDED and is_small_besides_fields(said) and has_plain_ids(said):
                cut_fields(said)
                return {**message, "bytes": said.SerializeToString()}

    return received


def cut_fields(said: BackMsg) -> None:
    """Cuts off text of a field that is far longer than an answer, and leaves out what else is too large.

    The field then shows the text as it was cut, and beside it how long an answer may be.
    """
    if not said.rerun_script.HasField("widget_states"):  # to write into it would turn the message into another one
        return
    fields = said.rerun_script.widget_states.widgets
    del fields[MOST_FIELDS:]
    for at in reversed(range(len(fields))):
        if fields[at].WhichOneof("value") == "string_value":
            if len(fields[at].string_value) > LONGEST_TEXT:
                fields[at].string_value = fields[at].string_value[:LONGEST_TEXT]
        elif fields[at].ByteSize() > OTHER_BYTES:
            del fields[at]


def is_small_besides_fields(said: BackMsg) -> bool:
    """Whether a message has no more than a page needs to say which page it is, and the like.

    The id of an unknown part of a page would be logged, whatever it is.
    """
    besides: int = said.ByteSize() - said.rerun_script.widget_states.ByteSize()
    return besides <= OTHER_BYTES and IDS.fullmatch(said.rerun_script.fragment_id) is not None


def has_plain_ids(said: BackMsg) -> bool:
    """Whether the ids of a file that is asked for have the form that Streamlit gives them; True for other messages.

    Streamlit logs those of a file that it cannot give, whatever they are.
    """
    if not said.HasField("backend_operation_request"):
        return True
    asked = said.backend_operation_request
    return (REQUEST_IDS.fullmatch(asked.request_id) is not None and SESSION_IDS.fullmatch(asked.session_id) is not None
            and IDS.fullmatch(asked.deferred_file.file_id) is not None)


def _read(message: Message) -> tuple[BackMsg | None, int | None]:
    """A message of Streamlit, and None; for what is none, None and the code with which to close the websocket."""
    content = message.get("bytes")
    if content is None:
        return None, WORDS
    try:
        return BackMsg.FromString(content), None
    except DecodeError:
        return None, NO_MESSAGE


def _kind_of(said: BackMsg) -> str | None:
    kind = said.WhichOneof("type")
    if kind == "backend_operation_request":  # of its operations, one alone is of use to a page
        return said.backend_operation_request.WhichOneof("payload")
    return kind
