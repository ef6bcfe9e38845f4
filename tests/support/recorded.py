"""The app with a note of every name that its processes look up, and of every address that they connect to."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from tests.support import ROOT
from tests.support.app import running_app

RECORDER = ROOT / "tests" / "support" / "recorder"


class Recorded(NamedTuple):
    """A running app: its address, the file with what it writes to the terminal, and the file with the notes."""

    url: str
    log: Path
    notes: Path

    @property
    def port(self) -> int:
        return urlsplit(self.url).port or 80

    def strangers(self) -> list[str]:
        """What was asked of another machine so far."""
        return strangers_in(self.notes)


@contextmanager
def recorded_app(folder: Path, *options: str, below: str = "") -> Iterator[Recorded]:
    """An app of its own, heard from its first line on."""
    log, notes = folder / "log.txt", folder / "notes.jsonl"
    with running_app(log, *options, environment=heard(notes), below=below) as url:
        yield Recorded(url, log, notes)


def heard(notes: Path) -> dict[str, str]:
    """The environment of a process that writes to `notes` what it asks of the network."""
    return {**os.environ, "PYTHONPATH": str(RECORDER), "RECORDER_NOTES": str(notes)}


def strangers_in(notes: Path) -> list[str]:
    """The notes on anything but this machine itself. Raises FileNotFoundError where nobody took notes."""
    lines = notes.read_text("utf-8").splitlines()
    return [line for line in lines if not _is_of_this_machine(json.loads(line))]


def _is_of_this_machine(note: list[object]) -> bool:
    """Whether a note is on a loopback address, on all addresses of this machine, or on a socket that is a file."""
    asked = note[1] if len(note) > 1 else None
    host = asked[0] if isinstance(asked, list) and asked else asked
    if host in (None, "localhost") or (isinstance(host, str) and host.startswith("/")):
        return True
    try:
        address = ip_address(str(host))
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified
