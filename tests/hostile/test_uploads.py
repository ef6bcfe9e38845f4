"""A file goes to the session of the browser that sends it, and to no other."""

import pytest

from tests.hostile.wire import Answer, exchange, request
from tests.support.recorded import Recorded
from tests.support.session import COOKIE, Session, new_token, session_at

NAME = "Zwiebelkuchen.pdf"
PART = f'--edge\r\nContent-Disposition: form-data; name="file"; filename="{NAME}"\r\n\r\n%PDF\r\n--edge--\r\n'


def send(recorded: Recorded, session_id: str, token: str | None, method: str = "PUT") -> Answer:
    """Hands a file to a session, with the token of some browser."""
    cookies = (f"Cookie: {COOKIE}={token}", f"X-Xsrftoken: {token}") if token else ()
    return exchange(recorded.port, request(
        f"/_stcore/upload_file/{session_id}/a-file", method, port=recorded.port, body=PART.encode(),
        headers=("Content-Type: multipart/form-data; boundary=edge", *cookies)))


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_a_browser_hands_files_to_its_own_session(recorded: Recorded, method: str) -> None:
    with session_at(recorded.url) as own:
        assert send(recorded, own.session_id, own.token, method).status == 204


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_nobody_hands_a_file_to_the_session_of_another(recorded: Recorded, method: str) -> None:
    with session_at(recorded.url) as own:
        for token in (None, "made-up", new_token(recorded.url)):
            assert send(recorded, own.session_id, token, method).status == 403


def test_a_session_that_is_closed_or_made_up_takes_no_file(recorded: Recorded) -> None:
    with session_at(recorded.url) as own:
        closed: Session = own
    assert send(recorded, closed.session_id, closed.token).status == 403
    assert send(recorded, "made-up", closed.token).status == 403


def test_the_name_of_a_file_is_not_logged(recorded: Recorded) -> None:
    with session_at(recorded.url) as own:
        for token in (own.token, new_token(recorded.url)):
            answer = send(recorded, own.session_id, token)
            assert NAME not in answer.head
    assert NAME not in recorded.log.read_text("utf-8")
