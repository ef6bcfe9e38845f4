"""Files that wait to be read take a bounded amount of memory, and nobody can take the room of others for long."""

import asyncio

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from screens.server.gate import NO_ROOM, TOO_SLOW, Gate
from screens.server.uploads import LARGEST, MOST_HELD, UNREAD_SECONDS, Uploads, size_of
from screens.smart.waited import waited_for

MOST_FILES = MOST_HELD // LARGEST


class Server:
    """The files in the memory of a server, and a clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.files, self.now = MemoryUploadedFileManager("/files"), 0.0
        self.uploads = Uploads(lambda: self.files, lambda: self.now)

    def takes(self, session: str, file: str = "a") -> bool:
        """Hands in a file, of the largest size. It stays until it is read."""
        if not self.uploads.begin(session, file, LARGEST):
            return False
        self.uploads._held[session, file].size = LARGEST
        self.files.add_file(session, UploadedFileRec(file, "name", "type", b""))
        self.uploads.end(session, file)
        return True

    def held(self) -> int:
        return sum(map(len, self.files.file_storage.values()))


def test_files_that_nobody_reads_fill_the_room_only_for_a_while() -> None:
    server = Server()
    assert [server.takes(f"session {number}") for number in range(MOST_FILES)] == [True] * MOST_FILES
    assert not server.takes("one more")
    server.now += UNREAD_SECONDS + 1
    assert server.takes("one more")
    assert server.held() == 1


def test_a_session_has_one_file_at_a_time() -> None:
    server = Server()
    assert all(server.takes("session", f"file {number}") for number in range(3 * MOST_FILES))
    assert server.held() == 1


def test_a_file_that_was_read_takes_no_room() -> None:
    server = Server()
    for number in range(3 * MOST_FILES):
        assert server.takes(f"session {number}")
        server.files.remove_file(f"session {number}", "a")


def test_a_file_that_is_still_arriving_takes_the_room_of_what_has_arrived() -> None:
    server = Server()
    for number in range(3 * MOST_FILES):
        assert server.uploads.begin(f"slow {number}", "a", LARGEST)
    assert all(server.takes(f"session {number}") for number in range(MOST_FILES))
    assert not server.takes("one more")


def test_a_file_that_is_arriving_does_not_arrive_a_second_time() -> None:
    """Only one of them would be counted."""
    server = Server()
    assert server.uploads.begin("session", "a", LARGEST)
    assert not server.uploads.begin("session", "a", LARGEST)
    server.uploads.end("session", "a")
    assert server.uploads.begin("session", "a", LARGEST)


def test_when_the_room_is_full_a_file_that_is_arriving_is_refused() -> None:
    server, sent = Server(), list[Message]()

    async def app(_scope: Scope, receive: Receive, _send: Send) -> None:
        while True:
            await receive()

    async def more() -> Message:
        await asyncio.sleep(0)
        return {"type": "http.request", "body": b"x" * (LARGEST // 4), "more_body": True}

    async def send(message: Message) -> None:
        sent.append(message)

    gate = Gate(app)
    gate._uploads = server.uploads
    scope = {"type": "http", "method": "PUT", "path": "/_stcore/upload_file/session/a", "headers": []}
    waited_for(gate._take_file(scope, more, send))
    assert [one["status"] for one in sent if "status" in one] == [NO_ROOM.status]
    assert server.takes("one more")


@pytest.mark.parametrize(("length", "size"), [
    (None, LARGEST), ("12", 12), ("-1", LARGEST), ("²", LARGEST), ("9" * 40, LARGEST),
])
def test_a_request_that_does_not_say_its_size_may_be_the_largest(length: str | None, size: int) -> None:
    assert size_of(length) == size


def test_a_file_that_takes_too_long_to_arrive_is_refused_and_takes_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("screens.server.uploads.MOST_SECONDS", 0.01)
    server, sent = Server(), list[Message]()

    async def app(_scope: Scope, receive: Receive, _send: Send) -> None:
        await receive()

    async def never() -> Message:
        await asyncio.Event().wait()
        return {}

    async def send(message: Message) -> None:
        sent.append(message)

    gate = Gate(app)
    gate._uploads = server.uploads
    scope = {"type": "http", "method": "PUT", "path": "/_stcore/upload_file/session/a", "headers": []}
    waited_for(gate._take_file(scope, never, send))
    assert [one["status"] for one in sent if "status" in one] == [TOO_SLOW.status]
    assert all(server.takes(f"session {number}") for number in range(MOST_FILES))
