"""Processes that save answers and are killed at random moments, and what of the answers is there afterwards."""

import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import ConnectionClosed

from records import Content, Holder, Identity, Settings, open_store
from records.settings import KEY_FILE, URL
from tests.support import PATIENCE, ROOT
from tests.support.app import free_port, wait_for
from tests.support.session import Session, begin_form, drawn_on, run_script, session_at

SAVED = re.compile(r'class="saved[^>]*>[^<]*Saved [0-9]')  # the mark at the desk
SOMEBODY = Holder("browser.a", "A desk")
SAVING = """
import sys
from records import open_store, settings_here
from tests.support.kills import SOMEBODY, content
store = open_store(settings_here())
draft = store.begin(SOMEBODY, content(0))
for number in range(1, 100_000):
    draft = store.save(draft, content(number), SOMEBODY)
    sys.stdout.write(f"{draft.draft_id} {number}\\n")
    sys.stdout.flush()
"""


def content(number: int) -> Content:
    """A draft whose only answer is a number."""
    answers = {"reason": {"value": str(number)}}
    return Content(Identity("Maria López"), "ketamine-consult", "2026.12", "en", answers)


def lost_by_killed_stores(settings: Settings, kills: int, folder: Path) -> list[str]:
    """Kills a process that saves, again and again. Returns a sentence for each answer that it had saved and is lost."""
    open_store(settings).close()
    chance, lost = random.Random(26), []  # noqa: S311 # when to kill is no secret
    for _kill in range(kills):
        draft_id, number = _last_saved(settings, folder / "said.txt", chance.uniform(0, 0.3))
        store = open_store(settings)
        found = store.look_at(draft_id).content
        kept = -1 if found is None else int(found.answers["reason"]["value"])
        if kept not in (number, number + 1) or found != content(kept):  # killed between the save and the word
            lost.append(f"{number} was saved, and {kept} is there")
        store.close()
    return lost


def lost_by_killed_servers(settings: Settings, kills: int, folder: Path) -> list[str]:
    """Kills the server while somebody types at the desk. Returns a sentence for each text that is lost though the mark
    had said that it was saved.
    """
    open_store(settings).close()
    chance, lost = random.Random(27), []  # noqa: S311 # when to kill is no secret
    for kill in range(kills):
        last = -1
        with (_app(settings, folder / "log.txt") as (process, url), suppress(ConnectionClosed, OSError),
              session_at(url, "desk") as desk):
            field = begin_form(desk.wire)
            while _is_saved(desk, field, f"Kill {kill} text {last + 1}"):
                if last < 0:
                    threading.Timer(chance.uniform(0, 1), process.kill).start()
                last += 1
        store = open_store(settings)
        names = [line.identity.name for line in store.worklist() if line.identity and line.identity.name]
        store.close()
        if not {f"Kill {kill} text {last}", f"Kill {kill} text {last + 1}"} & set(names):
            lost.append(f"text {last} of kill {kill} was marked as saved, and is not there")
    return lost


def _is_saved(desk: Session, field: str, text: str) -> bool:
    """Writes into a field of the desk. True if the page then says that everything is saved."""
    drawn = drawn_on(run_script(desk.wire, "desk", WidgetState(id=field, string_value=text)))
    return any(SAVED.search(one.html.body) for one in drawn if one.HasField("html"))


def _last_saved(settings: Settings, output: Path, after: float) -> tuple[str, int]:
    """Starts a process that saves, kills it after some seconds of saving, and returns what it said last."""
    with output.open("wb") as file:
        process = subprocess.Popen([sys.executable, "-c", SAVING], cwd=ROOT, env=environment(settings), stdout=file)
        deadline = time.monotonic() + PATIENCE
        while not output.stat().st_size and time.monotonic() < deadline:
            time.sleep(0.005)
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        process.wait()
    whole = output.read_text().rpartition("\n")[0].splitlines()
    draft_id, number = whole[-1].split()
    return draft_id, int(number)


@contextmanager
def _app(settings: Settings, log: Path) -> Iterator[tuple["subprocess.Popen[bytes]", str]]:
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "screening_app.py", "--server.port", str(port)]
    with log.open("ab") as output:
        process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=output, env=environment(settings))
        try:
            wait_for(f"http://127.0.0.1:{port}", process, log)
            yield process, f"http://127.0.0.1:{port}"
        finally:
            process.kill()
            process.wait()


def environment(settings: Settings) -> dict[str, str]:
    """The environment of an app with these records."""
    return {**os.environ, URL: settings.url, KEY_FILE: str(settings.key_file)}
