"""A session of the app without a browser: its websocket, its cookie, and the script run to its end."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple
from urllib.request import urlopen

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect

from tests.support import PATIENCE

COOKIE = "_streamlit_xsrf"


class Session(NamedTuple):
    """A session whose page was drawn. `token` is the one that its browser was given."""

    session_id: str
    token: str
    wire: ClientConnection


@contextmanager
def session_at(url: str, page: str = "") -> Iterator[Session]:
    """A session of its own at this address, drawn once. `page` is the name of a page, as in its address."""
    token = new_token(url)
    with connect(url.replace("http:", "ws:") + "/_stcore/stream", max_size=None, open_timeout=PATIENCE, proxy=None,
                 additional_headers={"Cookie": f"{COOKIE}={token}"}) as wire:
        session_id = draw(wire, page)
        yield Session(session_id, token, wire)


def new_token(url: str) -> str:
    """A token as every browser is given one before it connects."""
    with urlopen(f"{url}/_stcore/health", timeout=PATIENCE) as answer:  # noqa: S310 (our own address)
        cookie: str = answer.headers["Set-Cookie"]
    return cookie.partition(";")[0].partition("=")[2]


def draw(wire: ClientConnection, page: str = "") -> str:
    """Runs the script, and gives the id of the session."""
    begun = [one.new_session for one in run_script(wire, page) if one.HasField("new_session")]
    return begun[-1].initialize.session_id


def run_script(wire: ClientConnection, page: str, *widgets: WidgetState) -> list[ForwardMsg]:
    """Changes widgets of a page, and gives what comes until it is drawn."""
    message = BackMsg()
    message.rerun_script.query_string = ""
    message.rerun_script.page_name = page
    message.rerun_script.widget_states.widgets.extend(widgets)
    wire.send(message.SerializeToString())
    return until_drawn(wire)


def until_drawn(wire: ClientConnection) -> list[ForwardMsg]:
    """What comes until the page is drawn. The first page of a desk is drawn twice."""
    come: list[ForwardMsg] = []
    while not come or not _is_the_end(come[-1]):
        received = wire.recv(PATIENCE)
        assert isinstance(received, bytes)
        come.append(ForwardMsg.FromString(received))
    return come


def drawn_on(come: list[ForwardMsg]) -> list[Element]:
    """The elements of a page, from what came."""
    return [one.delta.new_element for one in come if one.HasField("delta")]


def begin_form(wire: ClientConnection) -> str:
    """Begins a form at the desk, and gives the id of its first text field, which is that of the name."""
    drawn = drawn_on(run_script(wire, "desk"))
    begin = next(one.button.id for one in drawn if one.HasField("button"))
    drawn = drawn_on(run_script(wire, "desk", WidgetState(id=begin, trigger_value=True)))
    return next(one.text_input.id for one in drawn if one.HasField("text_input"))


def _is_the_end(message: ForwardMsg) -> bool:
    return message.HasField("script_finished") and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
