"""Somebody at the desk without a browser, through the websocket of the app."""

import re
import time
from types import TracebackType
from typing import Self
from urllib.error import URLError

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect

from tests.support import PATIENCE
from tests.support.session import COOKIE, new_token

SAVED = re.compile(r'class="saved[^>]*>[^<]*Saved [0-9]')


class DeskWire:
    """A page at /desk. Enter it to connect, as soon as the app answers."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._field = ""

    def __enter__(self) -> Self:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                token = new_token(self._url)
                break
            except (URLError, OSError):
                assert time.monotonic() < deadline, "the app did not start"
                time.sleep(0.05)
        self._wire: ClientConnection = connect(
            self._url.replace("http:", "ws:") + "/_stcore/stream", max_size=None, open_timeout=PATIENCE, proxy=None,
            additional_headers={"Cookie": f"{COOKIE}={token}"})
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 at: TracebackType | None) -> None:
        self._wire.close()

    def begin(self) -> None:
        """Presses "New patient", and finds the field of the name."""
        drawn = self._change()
        begin = next(one.button.id for one in self._elements(drawn) if one.HasField("button"))
        drawn = self._change(WidgetState(id=begin, trigger_value=True))
        self._field = next(one.text_input.id for one in self._elements(drawn) if one.HasField("text_input"))

    def writes(self, text: str) -> bool:
        """Writes into the field of the name. True if the page then says that everything is saved."""
        drawn = self._change(WidgetState(id=self._field, string_value=text))
        return any(SAVED.search(one.html.body) for one in self._elements(drawn) if one.HasField("html"))

    def _elements(self, drawn: list[ForwardMsg]) -> list[Element]:
        return [one.delta.new_element for one in drawn if one.HasField("delta")]

    def _change(self, *widgets: WidgetState) -> list[ForwardMsg]:
        """Changes widgets, and returns everything that comes until the page is drawn."""
        message = BackMsg()
        message.rerun_script.page_name = "desk"
        message.rerun_script.widget_states.widgets.extend(widgets)
        self._wire.send(message.SerializeToString())
        come: list[ForwardMsg] = []
        while not come or not _is_drawn(come[-1]):
            received = self._wire.recv(PATIENCE)
            assert isinstance(received, bytes)
            come.append(ForwardMsg.FromString(received))
        return come


def _is_drawn(message: ForwardMsg) -> bool:
    """True if the script ran to its end. The first page of the desk is drawn twice."""
    return message.HasField("script_finished") and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
