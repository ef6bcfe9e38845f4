"""A session is its browser's alone, and is kept whatever others do: open many pages, or send without a pause."""

import threading

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from screens.server.kept_sessions import MOST_BLANK
from screens.server.messages import AT_ONCE, EACH, Pace
from tests.hostile.wire import exchange, request
from tests.support import PATIENCE
from tests.support.recorded import Recorded
from tests.support.session import (
    COOKIE,
    Session,
    begin_form,
    draw,
    drawn_on,
    new_token,
    run_script,
    session_at,
    until_drawn,
)

MARK = "Zwiebelkuchen"
NO_SESSION = "00000000-0000-0000-0000-000000000000"
FLOOD = 100_000  # messages
NOT_NEEDED = [
    BackMsg(clear_cache=True), BackMsg(load_git_info=True), BackMsg(set_run_on_save=True),
    BackMsg(debug_shutdown_runtime=True), BackMsg(debug_disconnect_websocket=True), BackMsg(),
]


def comes_back(recorded: Recorded, session: Session, token: str | None) -> str:
    """The id of the session that somebody with this token gets who asks for that session."""
    with page(recorded, session.session_id, token) as wire:
        return draw(wire, "desk")


def page(recorded: Recorded, session_id: str = "", token: str | None = None) -> ClientConnection:
    names = [Subprotocol(name) for name in ("streamlit", "x", session_id) if name]
    cookies = {"Cookie": f"{COOKIE}={token}"} if token else {}
    return connect(f"ws://127.0.0.1:{recorded.port}/_stcore/stream", subprotocols=names, additional_headers=cookies,
                   max_size=None, proxy=None, open_timeout=PATIENCE, close_timeout=PATIENCE)


@pytest.mark.parametrize("is_open", [True, False], ids=["while its page is open", "after that"])
def test_nobody_connects_to_the_session_of_another_browser(recorded: Recorded, is_open: bool) -> None:
    with session_at(recorded.url, "desk") as own:
        if not is_open:
            own.wire.close()
        for token in (None, "made-up", new_token(recorded.url)):
            assert comes_back(recorded, own, token) != own.session_id
        assert comes_back(recorded, own, own.token) == own.session_id
    assert own.session_id not in recorded.log.read_text("utf-8")


def test_nobody_names_the_browser_of_another(recorded: Recorded) -> None:
    """The header between the gate and Streamlit is the gate's alone."""
    with session_at(recorded.url, "desk") as own:
        names = [Subprotocol(name) for name in ("streamlit", "x", own.session_id)]
        with connect(f"ws://127.0.0.1:{recorded.port}/_stcore/stream", subprotocols=names, proxy=None, max_size=None,
                     additional_headers={"X-Screening-Browser": own.token}) as wire:
            assert draw(wire, "desk") != own.session_id


def test_answers_are_kept_whoever_opens_and_closes_many_pages(recorded: Recorded) -> None:
    with session_at(recorded.url, "desk") as own:
        write(own.wire, MARK)
    for _ in range(2 * MOST_BLANK):
        with page(recorded):
            pass
    with page(recorded, own.session_id, own.token) as wire:
        assert MARK in shown(wire)


def test_a_page_that_lost_its_connection_and_comes_back_is_drawn_without_asking(recorded: Recorded) -> None:
    with session_at(recorded.url, "desk") as own:
        write(own.wire, MARK)
    with page(recorded, own.session_id, own.token) as wire:
        while MARK not in str(until_drawn(wire)):  # what was left of the run before comes first
            continue


def test_a_page_that_sends_without_a_pause_holds_nobody_up(recorded: Recorded) -> None:
    with page(recorded) as wire:
        message = BackMsg()
        message.rerun_script.query_string = ""
        flood = threading.Thread(target=send_many, args=(wire, message.SerializeToString()), daemon=True)
        flood.start()
        for _ in range(2):
            assert exchange(recorded.port, request("/_stcore/health", port=recorded.port)).body == b"ok"
            with session_at(recorded.url):
                pass


def test_a_page_waits_when_it_sends_too_much_and_only_then() -> None:
    pace = Pace(0)
    assert [pace.wait(0) for _ in range(AT_ONCE)] == pytest.approx([0] * AT_ONCE)
    assert pace.wait(0) == pytest.approx(EACH)
    assert pace.wait(0) == pytest.approx(2 * EACH)
    assert pace.wait(60) == 0


@pytest.mark.parametrize("message", NOT_NEEDED, ids=lambda message: message.WhichOneof("type") or "empty")
def test_a_message_that_no_page_needs_does_nothing(recorded: Recorded, message: BackMsg) -> None:
    with session_at(recorded.url) as own:
        own.wire.send(message.SerializeToString())
        own.wire.ping().wait(PATIENCE)
        own.wire.send(b"\xff")  # no message: the gate closes here, and has let nothing pass before
        told: list[str | bytes] = []
        with pytest.raises(ConnectionClosed, match="1002"):
            listen(own.wire, told)
    kinds = {ForwardMsg.FromString(one).WhichOneof("type") for one in told if isinstance(one, bytes)}
    assert kinds <= {"session_status_changed", "session_event", "auto_rerun"}


@pytest.mark.parametrize(("request_id", "session_id", "file_id"), [
    (f"1\n{MARK}", NO_SESSION, "0"), ("1", f"{MARK}\x1b[31m", "0"), ("1", None, f"0\n{MARK}"),
    (MARK * 9, NO_SESSION, "0"), (MARK, NO_SESSION, "0"),
], ids=["request", "session", "file", "long", "wrong session"])
def test_nobody_writes_lines_or_ids_of_sessions_into_the_log(
    recorded: Recorded, request_id: str, session_id: str | None, file_id: str,
) -> None:
    before = len(recorded.log.read_text("utf-8"))
    with session_at(recorded.url) as own:
        message = BackMsg()
        message.backend_operation_request.request_id = request_id
        message.backend_operation_request.session_id = session_id or own.session_id
        message.backend_operation_request.deferred_file.file_id = file_id
        own.wire.send(message.SerializeToString())
        run_script(own.wire, "")  # the message before it is through
    with session_at(recorded.url):
        pass
    written = recorded.log.read_text("utf-8")[before:]
    assert MARK not in written
    assert own.session_id[:8] not in written


def test_a_forged_state_of_a_component_does_not_hinder_the_end_of_its_session(recorded: Recorded) -> None:
    before = len(recorded.log.read_text("utf-8"))
    with session_at(recorded.url, "desk") as own:
        drawn = drawn_on(run_script(own.wire, "desk"))
        component = next(one.bidi_component.id for one in drawn if one.HasField("bidi_component"))
        run_script(own.wire, "desk", WidgetState(id=component, json_value="{{{"))
    with session_at(recorded.url):  # the end of the first session comes before the end of this one
        pass
    assert "Exception in ASGI application" not in recorded.log.read_text("utf-8")[before:]


def listen(wire: ClientConnection, told: list[str | bytes]) -> None:
    """Adds to `told` what comes, until the websocket closes."""
    while True:
        told.append(wire.recv(PATIENCE))


def send_many(wire: ClientConnection, message: bytes) -> None:
    try:
        for _ in range(FLOOD):
            wire.send(message)
    except (OSError, ConnectionClosed):
        return


def write(wire: ClientConnection, text: str) -> None:
    """Begins a form at the desk, and writes into its first text field."""
    run_script(wire, "desk", WidgetState(id=begin_form(wire), string_value=text))


def shown(wire: ClientConnection) -> str:
    return "\n".join(map(str, drawn_on(run_script(wire, "desk"))))
