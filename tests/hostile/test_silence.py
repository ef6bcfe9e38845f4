"""No byte leaves the machine: not at start, not on a whole walk in Chromium, not on foreign requests."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.quiet_walk import CONTROL, Heard, walk_alone
from tests.support.recorded import heard, strangers_in

BROWSERS_OWN = {"content-autofill.googleapis.com", "update.googleapis.com"}  # it asks its maker: SECURITY.md


def test_the_recorder_hears_a_look_up_and_a_connection(tmp_path: Path) -> None:
    """Else a silent note would prove nothing. Names under .invalid lead nowhere, and 192.0.2.1 is for documentation."""
    asking = ("import socket; wire = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); wire.connect(('192.0.2.1', 9))\n"
              "try: socket.getaddrinfo('stranger.invalid', 80)\nexcept OSError: pass\n"
              "socket.getaddrinfo('127.0.0.1', 80)")
    subprocess.run([sys.executable, "-c", asking], env=heard(tmp_path / "notes"), check=True)
    noted = [json.loads(line)[0] for line in strangers_in(tmp_path / "notes")]
    assert noted == ["socket.connect", "socket.getaddrinfo"]


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Heard:
    return walk_alone(tmp_path_factory.mktemp("walk"))


def test_a_whole_walk_asks_nothing_of_another_machine(walk: Heard) -> None:
    """The app, its worker for PDFs and foreign requests, by what their processes ask of Python's sockets."""
    assert walk.printed.startswith(b"%PDF")
    assert walk.refused == [403] * len(walk.refused)
    assert walk.strangers == []


def test_a_whole_walk_asks_no_name_server(walk: Heard) -> None:
    """Chromium too, where the machine lets a test have a network of its own; its name server hears every question.

    Where it does not (it says so), Chromium's own log of the network is read in its place.
    """
    assert CONTROL in walk.questions, f"The walk was not heard {walk.how}."
    assert set(walk.questions) - BROWSERS_OWN == {CONTROL}, f"Heard {walk.how}."
