"""The app running on this machine, as `./run` starts it, for tests and benchmarks."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from urllib.error import URLError
from urllib.request import urlopen

from tests.support import PATIENCE, ROOT


@contextmanager
def running_app(
    log: Path, *options: str, port: int | None = None, environment: Mapping[str, str] | None = None, below: str = "",
    folder: Path = ROOT,
) -> Iterator[str]:
    """The address of an app of its own, on a free port if none is given. Its output goes to `log`.

    `below` is the path below which the options serve it. `folder` contains the app. Raises TimeoutExpired if it does
    not stop when it is told to.
    """
    port = port or free_port()
    url = f"http://127.0.0.1:{port}{below}"
    command = [sys.executable, "-m", "streamlit", "run", "screening_app.py", "--server.port", str(port), *options]
    with log.open("wb") as output, _started(command, output, environment, folder) as process:
        try:
            wait_for(url, process, log)
            yield url
        finally:
            _stop(process)


def _started(
    command: list[str], output: BinaryIO, environment: Mapping[str, str] | None, folder: Path,
) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(command, cwd=folder, stdout=output, stderr=output, env=environment)


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        raise


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Waits until the app at this address answers. Raises RuntimeError with its log if it does not start."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(f"{url}/_stcore/health", timeout=1):  # noqa: S310 (our own address)
                return
        except (URLError, OSError):
            time.sleep(0.05)
    raise RuntimeError(f"The app did not start. It wrote:\n{log.read_text(errors='replace')}")
