"""Files that wait to be read take a bounded amount of memory, and nobody can take the room of others for long."""

import pytest
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from screens.server.uploads import LARGEST, MOST_HELD, UNREAD_SECONDS, Uploads, size_of

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


def test_a_file_that_is_still_arriving_takes_its_room() -> None:
    server = Server()
    for number in range(MOST_FILES):
        assert server.uploads.begin(f"session {number}", "a", LARGEST)
    server.now += UNREAD_SECONDS + 1
    assert not server.takes("one more")
    server.uploads.end("session 0", "a")
    assert server.takes("one more")


@pytest.mark.parametrize(("length", "size"), [
    (None, LARGEST), ("12", 12), ("-1", LARGEST), ("²", LARGEST), ("9" * 40, LARGEST),
])
def test_a_request_that_does_not_say_its_size_may_be_the_largest(length: str | None, size: int) -> None:
    assert size_of(length) == size
