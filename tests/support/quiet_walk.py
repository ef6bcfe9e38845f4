"""A walk through the app in Chromium, in a network of its own whose name server notes every question.

`python -m tests.support.quiet_walk FOLDER [alone]` walks, and writes to FOLDER what was heard. With `alone` it has been
started in namespaces of its own, as `walk_alone` does where the machine permits that. Elsewhere Chromium's own log of
the network says which names it looked up, and the app's processes are heard by `tests/support/recorder` in both cases.
"""

import fcntl
import json
import shutil
import socket
import struct
import subprocess
import sys
import threading
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser
from playwright.sync_api import Error as BrowserError
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.browser.visitor import Visitor, adult
from tests.support import ROOT
from tests.support.chromium import running_browser
from tests.support.recorded import Recorded, recorded_app, strangers_in

ALONE = ["unshare", "--user", "--map-root-user", "--net", "--mount"]
FOREIGN = ("http://evil.example", "https://clinic.example", "http://192.0.2.7:8501", "null")
CONTROL = "control.invalid"  # is looked up on purpose, to show that a question is heard
CONTROL_HERE = "control.localhost"  # the same for Chromium's own log; no name server is asked for it
LOOPBACK, FLAGS, UP = b"lo", 0x8914, 0x1  # SIOCSIFFLAGS, IFF_UP
NO_SUCH_NAME = 0x8183  # the flags of such an answer, in DNS


class Heard(NamedTuple):
    """What a walk gave, and what was heard on it. `questions` are the names that were looked up."""

    printed: bytes
    refused: list[int]
    strangers: list[str]
    questions: list[str]
    how: str


def can_be_alone() -> bool:
    """Whether this machine lets us have namespaces of our own, with a name server in them."""
    if shutil.which("unshare") is None:
        return False
    return subprocess.run([*ALONE, "true"], capture_output=True, check=False).returncode == 0


def walk_alone(folder: Path) -> Heard:
    """Walks, alone where that is permitted. Raises CalledProcessError with what the walk wrote where it fails."""
    alone = can_be_alone()
    command = [sys.executable, "-m", "tests.support.quiet_walk", str(folder)]
    subprocess.run([*ALONE, *command, "alone"] if alone else command, cwd=ROOT, check=True)
    heard = json.loads((folder / "heard.json").read_text("utf-8"))
    how = "in a network of its own" if alone else "by Chromium's own log: 'unshare' is missing here or not permitted"
    return Heard((folder / "summary.pdf").read_bytes(), heard["refused"], strangers_in(folder / "notes.jsonl"),
                 heard["questions"], how)


def main(folder: Path, alone: bool) -> None:
    """Walks, and writes what was heard."""
    log = folder / "chromium.json"
    questions: list[str] = []
    if alone:
        _close_off(folder)
        threading.Thread(target=_answer, args=(_name_server(), questions), daemon=True).start()
    with recorded_app(folder) as app, running_browser(f"--log-net-log={log}") as browser:
        _walk(app, browser, folder)
        refused = [_knock(app, origin) for origin in FOREIGN]
        if not alone:
            _look_up_here(browser)
    if alone:
        _look_up()
    else:
        questions = [CONTROL if name == CONTROL_HERE else name for name in _names_in(log)]
    (folder / "heard.json").write_text(json.dumps({"refused": refused, "questions": questions}))


def _walk(app: Recorded, browser: Browser, folder: Path) -> None:
    """From the first page to a printed summary, which is then opened at the desk; and the page of sources."""
    context = browser.new_context(accept_downloads=True)
    person = adult(context.new_page(), app.url)
    person.choose("filled_by", "On my own")
    person.walk_on_to("Check your answers")
    person.go_on()
    saved = person.save("Save as PDF", folder).rename(folder / "summary.pdf")
    desk = Visitor(context.new_page(), f"{app.url}/desk")
    desk.open_earlier()
    desk.hand_in(saved.read_bytes(), "summary.pdf")
    Visitor(context.new_page(), f"{app.url}/sources")
    context.close()


def _knock(app: Recorded, origin: str) -> int:
    """The status that a websocket of this origin gets."""
    try:
        connect(f"ws://127.0.0.1:{app.port}/_stcore/stream", origin=Origin(origin), proxy=None).close()
    except InvalidStatus as refused:
        return refused.response.status_code
    return 101


def _close_off(folder: Path) -> None:
    """Starts the loopback of this network, which has nothing else, and names the name server in it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as wire:
        fcntl.ioctl(wire, FLAGS, struct.pack("16sh14x", LOOPBACK, UP))
    for name, line in (("resolv.conf", "nameserver 127.0.0.1"), ("nsswitch.conf", "hosts: files dns")):
        (folder / name).write_text(f"{line}\n")
        subprocess.run(["mount", "--bind", str(folder / name), f"/etc/{name}"], check=True)


def _name_server() -> socket.socket:
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 53))
    return server


def _answer(server: socket.socket, questions: list[str]) -> None:
    """Notes each question, and answers that there is no such name."""
    while True:
        asked, client = server.recvfrom(4096)
        questions.append(_name_in(asked))
        number, _flags, count = struct.unpack(">3H", asked[:6])
        server.sendto(struct.pack(">6H", number, NO_SUCH_NAME, count, 0, 0, 0) + asked[12:], client)


def _name_in(asked: bytes) -> str:
    labels, at = [], 12
    while asked[at]:
        labels.append(asked[at + 1:at + 1 + asked[at]].decode("latin-1"))
        at += 1 + asked[at]
    return ".".join(labels)


def _look_up() -> None:
    try:
        socket.getaddrinfo(CONTROL, 80, socket.AF_INET)
    except OSError:
        return


def _look_up_here(browser: Browser) -> None:
    page = browser.new_page()
    try:
        page.goto(f"http://{CONTROL_HERE}:1/")
    except BrowserError:  # nothing is served there
        page.close()


def _names_in(log: Path) -> list[str]:
    """The names, other than addresses of this machine, in Chromium's log of its look-ups."""
    events = json.loads(log.read_text("utf-8"))["events"]
    hosts = {str(event.get("params", {}).get("host", "")) for event in events}
    names = {host.removeprefix("http://").removeprefix("https://").rpartition(":")[0] for host in hosts}
    return sorted(name for name in names if name and name != "127.0.0.1")


if __name__ == "__main__":
    main(Path(sys.argv[1]), "alone" in sys.argv[2:])
