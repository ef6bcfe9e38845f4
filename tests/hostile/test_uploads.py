"""A file goes to the session of the browser that sends it, and to no other."""

import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hostile.wire import Answer, exchange, request
from tests.support import PATIENCE
from tests.support.limits import no_file_larger_than
from tests.support.recorded import Recorded, recorded_app
from tests.support.session import COOKIE, Session, new_token, session_at

NAME = "Zwiebelkuchen.pdf"
HEAD = f'--edge\r\nContent-Disposition: form-data; name="file"; filename="{NAME}"\r\n\r\n'
TAIL = "\r\n--edge--\r\n"


def send(
    recorded: Recorded, session_id: str, token: str | None, method: str = "PUT", content: bytes = b"%PDF",
) -> Answer:
    """Hands a file to a session, with the token of some browser."""
    return exchange(recorded.port, file_request(recorded, session_id, token, method, content))


def file_request(recorded: Recorded, session_id: str, token: str | None, method: str, content: bytes) -> bytes:
    cookies = (f"Cookie: {COOKIE}={token}", f"X-Xsrftoken: {token}") if token else ()
    return request(
        f"/_stcore/upload_file/{session_id}/a-file", method, port=recorded.port,
        body=HEAD.encode() + content + TAIL.encode(),
        headers=("Content-Type: multipart/form-data; boundary=edge", *cookies))


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


def test_a_file_that_is_handed_in_is_not_written_to_disk(tmp_path: Path) -> None:
    """The app can write no file of the size of this one, and takes it."""
    with no_file_larger_than(500_000), recorded_app(tmp_path) as app, session_at(app.url) as own:
        assert send(app, own.session_id, own.token, content=b"%PDF" * 500_000).status == 204


def test_the_name_of_a_file_is_not_logged(recorded: Recorded) -> None:
    with session_at(recorded.url) as own:
        for token in (own.token, new_token(recorded.url)):
            answer = send(recorded, own.session_id, token)
            assert NAME not in answer.head
    assert NAME not in recorded.log.read_text("utf-8")


def test_a_file_that_is_given_up_is_no_error(recorded: Recorded) -> None:
    before = len(recorded.log.read_text("utf-8"))
    with session_at(recorded.url) as own:
        whole = file_request(recorded, own.session_id, own.token, "PUT", b"%PDF" * 1000)
        with socket.create_connection(("127.0.0.1", recorded.port), PATIENCE) as wire:
            wire.sendall(whole[:-100])
        assert until(lambda: send(recorded, own.session_id, own.token).status, 204)
    assert "Error" not in recorded.log.read_text("utf-8")[before:]
    assert "Disconnect" not in recorded.log.read_text("utf-8")[before:]


def test_files_that_arrive_at_once_under_one_name_take_the_memory_of_one(recorded: Recorded) -> None:
    with session_at(recorded.url) as own:
        whole = file_request(recorded, own.session_id, own.token, "PUT", b"%PDF" * 1000)
        with socket.create_connection(("127.0.0.1", recorded.port), PATIENCE) as wire:
            wire.sendall(whole[:-100])
            assert until(lambda: send(recorded, own.session_id, own.token).status, 503)
        assert until(lambda: send(recorded, own.session_id, own.token).status, 204)


def until(told: Callable[[], int], wanted: int) -> bool:
    """Asks again until this is told, for a while."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if told() == wanted:
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("content", [b"garbage", b"--edge\r\nxx", b"",
                                     b"--edge\r\nContent-Disposition: form-data\r\n\r\nx"])
@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=edge", "multipart/form-data", "text/plain",
                                  "multipart/form-data; boundary=\"\u00e9\""])
def test_a_request_that_brings_no_file_is_refused_and_not_logged(recorded: Recorded, kind: str, content: bytes) -> None:
    before = recorded.log.read_bytes()
    with session_at(recorded.url) as own:
        cookies = (f"Cookie: {COOKIE}={own.token}", f"X-Xsrftoken: {own.token}")
        given = request(f"/_stcore/upload_file/{own.session_id}/x%0aZwiebelkuchen", "PUT", port=recorded.port,
                        body=content, headers=(f"Content-Type: {kind}", *cookies))
        assert exchange(recorded.port, given).status == 400
    assert recorded.log.read_bytes() == before
