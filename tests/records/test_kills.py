"""A process that saves is killed at random moments: whatever it said was saved is there, and the records are whole."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from records import Settings, open_store
from records.maintenance import faults
from tests.records.conftest import ANNA, content
from tests.support import PATIENCE, ROOT

KILLS = 20
SAVING = """
import sys
from records import open_store, settings_here
from tests.records.conftest import ANNA, content
store = open_store(settings_here())
draft = store.begin(ANNA, content(reason="0"))
for number in range(1, 100_000):
    draft = store.save(draft, content(reason=str(number)), ANNA)
    sys.stdout.write(f"{draft.draft_id} {number}\\n")
    sys.stdout.flush()
"""


def last_saved(settings: Settings, output: Path, after: float) -> tuple[str, int]:
    """Starts a process that saves, kills it after some seconds of saving, and returns what it said last."""
    environment = {**os.environ, "SCREENING_RECORDS_URL": settings.url,
                   "SCREENING_RECORDS_KEY_FILE": str(settings.key_file)}
    with output.open("wb") as file:
        process = subprocess.Popen([sys.executable, "-c", SAVING], cwd=ROOT, env=environment, stdout=file)
        deadline = time.monotonic() + PATIENCE
        while not output.stat().st_size and time.monotonic() < deadline:
            time.sleep(0.005)
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        process.wait()
    whole = output.read_text().rpartition("\n")[0].splitlines()
    draft_id, number = whole[-1].split()
    return draft_id, int(number)


def test_what_was_said_to_be_saved_is_there_after_a_kill(settings: Settings, tmp_path: Path) -> None:
    open_store(settings).close()
    chance = random.Random(26)  # noqa: S311 # when to kill is no secret
    for _kill in range(KILLS):
        draft_id, number = last_saved(settings, tmp_path / "said.txt", chance.uniform(0, 0.3))
        store = open_store(settings)
        found = store.open(draft_id, ANNA).content
        assert found is not None
        kept = int(found.answers["reason"]["value"])
        assert kept in (number, number + 1)  # it may have been killed between the save and the word
        assert found == content(reason=str(kept))
        store.close()
    assert faults(open_store(settings)) == []
