"""Memory of the app's process while people come and go."""

import json
import subprocess
import sys
from collections.abc import Iterator

from tests.benchmarks.timing import Row
from tests.support import ROOT

SESSIONS, FILES = 500, 300


def rows() -> Iterator[Row]:
    command = [sys.executable, "-m", "tests.support.left_behind", str(SESSIONS), str(FILES)]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    memory: dict[str, float] = json.loads(told)["memory"]
    for point, megabytes in memory.items():
        target = "as after 100 sessions" if point == f"{SESSIONS} sessions" else ""
        yield Row(f"memory of the app: {point}", f"{megabytes:.0f} MB", target)
