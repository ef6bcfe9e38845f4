"""A session of the app without a browser: its websocket, its cookie, and the script run to its end."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple
from urllib.request import urlopen

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
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
    message = BackMsg()
    message.rerun_script.query_string = ""
    message.rerun_script.page_name = page
    wire.send(message.SerializeToString())
    session_id = ""
    while True:
        received = wire.recv(PATIENCE)
        assert isinstance(received, bytes)
        answer = ForwardMsg.FromString(received)
        if answer.HasField("new_session"):
            session_id = answer.new_session.initialize.session_id
        elif answer.HasField("script_finished") and answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return session_id
