"""A file that somebody asked for is given to their browser alone, whoever else knows its address."""

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.hostile.wire import exchange, request
from tests.support import PATIENCE
from tests.support.recorded import Recorded
from tests.support.session import COOKIE, Session, drawn_on, new_token, run_script, session_at


def address_of_paper(session: Session) -> str:
    """Asks for the empty form, as the button on the first page does, and gives the address of the PDF."""
    buttons = [one.download_button for one in drawn_on(run_script(session.wire, "")) if one.HasField("download_button")]
    message = BackMsg()
    message.backend_operation_request.request_id = "1"
    message.backend_operation_request.session_id = session.session_id
    message.backend_operation_request.deferred_file.file_id = buttons[1].deferred_file_id
    session.wire.send(message.SerializeToString())
    while True:
        received = session.wire.recv(PATIENCE)
        assert isinstance(received, bytes)
        come = ForwardMsg.FromString(received)
        if come.HasField("backend_operation_response"):
            url: str = come.backend_operation_response.deferred_file.url
            return url


def fetched(recorded: Recorded, path: str, *cookies: str, method: str = "GET") -> int:
    headers = tuple(f"Cookie: {COOKIE}={cookie}" for cookie in cookies)
    return exchange(recorded.port, request(path, method, headers=headers, port=recorded.port)).status


def test_a_file_is_given_to_the_browser_that_asked_for_it_and_to_no_other(recorded: Recorded) -> None:
    with session_at(recorded.url) as own:
        path = address_of_paper(own)
        assert fetched(recorded, path, own.token) == 200
        for method in ("GET", "HEAD"):
            assert fetched(recorded, path, method=method) == 404
            for token in (new_token(recorded.url), "made-up", own.token[:20]):
                assert fetched(recorded, path, token, method=method) == 404
        own.wire.close()
        assert fetched(recorded, path, own.token) == 200  # a phone may lose its connection while it saves
        with session_at(recorded.url) as other:  # the same paper for somebody else
            again = address_of_paper(other)
            assert fetched(recorded, again, other.token) == 200
            assert (again == path) is (fetched(recorded, path, other.token) == 200)
    assert own.token not in recorded.log.read_text("utf-8")
