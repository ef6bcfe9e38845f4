"""A file that somebody asked for is given to their browser alone, whoever else knows its address."""

from unittest.mock import patch

import pytest
from streamlit.proto.BackMsg_pb2 import BackendOperationRequest, BackMsg
from streamlit.proto.ForwardMsg_pb2 import BackendOperationResponse, ForwardMsg
from streamlit.runtime.backend_operation_handler import DeferredFileHandler
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.media_file_storage import MediaFileStorageError
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from screens.server.files import _made_or_refused
from screens.smart.waited import waited_for
from tests.hostile.wire import exchange, request
from tests.support import PATIENCE
from tests.support.recorded import Recorded
from tests.support.session import COOKIE, Session, drawn_on, new_token, run_script, session_at


def address_of_paper(session: Session) -> str:
    """Asks for the empty form, as the button on the first page does, and gives the address of the PDF."""
    buttons = [one.download_button for one in drawn_on(run_script(session.wire, "")) if one.HasField("download_button")]
    url: str = answer_about(session, buttons[1].deferred_file_id).deferred_file.url
    return url


def answer_about(session: Session, file_id: str) -> BackendOperationResponse:
    """Asks for a file by its id, and gives the answer."""
    message = BackMsg()
    message.backend_operation_request.request_id = "1"
    message.backend_operation_request.session_id = session.session_id
    message.backend_operation_request.deferred_file.file_id = file_id
    session.wire.send(message.SerializeToString())
    while True:
        received = session.wire.recv(PATIENCE)
        assert isinstance(received, bytes)
        come = ForwardMsg.FromString(received)
        if come.HasField("backend_operation_response"):
            answer: BackendOperationResponse = come.backend_operation_response
            return answer


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


@pytest.mark.parametrize("file_id", ["", "0", "a" * 56, "f" * 64])
def test_a_page_that_asks_for_a_file_that_is_not_known_is_told_so_and_nothing_is_logged(
    recorded: Recorded, file_id: str,
) -> None:
    before = recorded.log.read_bytes()
    with session_at(recorded.url) as own:
        answer = answer_about(own, file_id)
        assert answer.error_msg == "The file cannot be made."
        assert not answer.HasField("deferred_file")
        assert address_of_paper(own)
    assert recorded.log.read_bytes() == before


@pytest.mark.parametrize("path", [
    f"/media/{'a' * 56}.pdf", "/media/x%0a2026-11-27%20all%20is%20well", "/media/%FF", f"/media/{'a' * 3000}",
    "/static/none.js", "/static/%ff%fe", f"/static/{'a' * 300}", f"/{'a' * 300}", "/%00", "/static/.%00.",
])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_request_for_a_file_that_is_not_there_is_not_logged(recorded: Recorded, path: str, method: str) -> None:
    before = recorded.log.read_bytes()
    assert fetched(recorded, path, method=method) in (200, 400, 404)
    assert recorded.log.read_bytes() == before


def test_of_a_file_that_cannot_be_made_the_log_says_where_and_repeats_no_message(
    caplog: pytest.LogCaptureFixture,
) -> None:
    manager = MediaFileManager(MemoryMediaFileStorage("/media"))
    for error, logged in ((ValueError("I want to die"), 1), (PermissionError(), 0), (MediaFileStorageError("x"), 0)):
        caplog.clear()
        with patch.object(manager, "execute_deferred", side_effect=error):
            made = _made_or_refused(DeferredFileHandler(lambda: manager), BackendOperationRequest(request_id="1"), "")
            assert waited_for(made).error_msg
        assert len(caplog.records) == logged
        assert "die" not in caplog.text
    assert "Traceback" not in caplog.text
