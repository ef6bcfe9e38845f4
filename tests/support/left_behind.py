"""What is left in the app's process of people who came and went: `python -m tests.support.left_behind SESSIONS FILES`.

Serves the app in this process, so that its objects can be counted. Each session opens the websocket, draws both doors,
hands in a file and closes. Then FILES files that cannot be read are handed in, at a page without a browser. Writes one
line of JSON: what is alive, and the memory of the process at some points, in MB.
"""

import gc
import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psutil
import uvicorn
from streamlit import config
from streamlit.runtime import get_instance
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from screening_app import app
from screens.server.kept_sessions import KeptSessions
from screens.visit.visit import Visit
from tests.hostile.wire import exchange, request
from tests.support.app import free_port
from tests.support.session import COOKIE, Session, draw, session_at
from tests.support.sitting import Sitting

MEASURED = (100, 500)  # sessions after which memory is measured
UNREADABLE = b"%PDF-1.7 and nothing that follows from it"


def main(sessions: int, files: int) -> None:
    """Lets people come and go, and writes what is left of them."""
    config.set_option("server.disconnectedSessionTTL", 0)  # else Streamlit keeps a closed session for half an hour
    memory = {"start": _megabytes()}
    with _served() as url:
        for number in range(1, sessions + 1):
            _come_and_go(url)
            if number in MEASURED:
                memory[f"{number} sessions"] = _megabytes()
        kept = get_instance()._session_mgr._session_storage  # type: ignore[attr-defined]
        assert isinstance(kept, KeptSessions)
        kept.forget_expired()
        left = _alive()
    _refuse(files)
    memory[f"{files} refused files"] = _megabytes()
    print(json.dumps({"left": left, "memory": memory}))


def _come_and_go(url: str) -> None:
    with session_at(url) as session:
        draw(session.wire, "desk")
        _hand_in(url, session)


def _hand_in(url: str, session: Session) -> None:
    port = int(url.rpartition(":")[2])
    head = b'--edge\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
    sent = exchange(port, request(
        f"/_stcore/upload_file/{session.session_id}/a", "PUT", port=port, body=head + UNREADABLE + b"\r\n--edge--\r\n",
        headers=("Content-Type: multipart/form-data; boundary=edge", f"Cookie: {COOKIE}={session.token}",
                 f"X-Xsrftoken: {session.token}")))
    assert sent.status == 204, sent


def _refuse(files: int) -> None:
    """Hands in files at one page, where each is refused."""
    desk = Sitting("desk").turn_to("OPEN")
    for _ in range(files):
        desk.hand_in(UNREADABLE)
        assert desk.visit.handed_in.refused


def _alive() -> dict[str, int]:
    """How many of each are there, with nobody at any page."""
    runtime = get_instance()
    uploads = runtime.uploaded_file_mgr
    assert isinstance(uploads, MemoryUploadedFileManager)
    gc.collect()
    objects = gc.get_objects()
    return {
        "connected": len(runtime._session_mgr.list_active_sessions()),
        "sessions": sum(isinstance(one, AppSession) for one in objects),
        "visits": sum(isinstance(one, Visit) for one in objects),
        "files": sum(map(len, uploads.file_storage.values())),
    }


@contextmanager
def _served() -> Iterator[str]:
    """The app at an address of its own, in a thread."""
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, access_log=False, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        thread.join(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


def _megabytes() -> float:
    gc.collect()
    return float(round(psutil.Process().memory_info().rss / 1e6, 1))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
