"""Reads files of the set, each in a process with the limits of the real one, and says what it took.

    python -m tests.hostile.files.harness 1/2          the first of two shares of the set; a line of JSON for each file
    python -m tests.hostile.files.harness "one pixel of PNG"

A process that has loaded all readers is forked for each file, which spares half a second each. Files are made in a
process of their own, so that what it takes to make one is not counted.
"""

import json
import os
import re
import resource
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from importlib import import_module
from itertools import cycle

from forms.exchange import read_back
from forms.exchange.limits import PATIENCE
from forms.exchange.worker.confinement import confine
from forms.exchange.worker.reply import reply_of
from forms.exchange.worker.worker_process import READERS
from tests.hostile.files.case import TODAY, form
from tests.support import ROOT

SECONDS_TO_MAKE = 600  # on a busy machine
BLOCK = 1 << 20


@dataclass(frozen=True)
class Reading:
    """What reading one file came to: the answer as in `Case`, CPU seconds, MB at most, and the file's size in MB."""

    name: str
    answer: str
    seconds: float
    megabytes: float
    size: float


def readings(names: list[str]) -> Iterator[Reading]:
    """Reads these files of the set, one after another."""
    form()
    for reader in READERS:
        import_module(reader)
    for name in names:
        content, made, _ = _in_a_process(partial(_made, name), SECONDS_TO_MAKE)
        if made != 0:
            raise RuntimeError(f"{name}: this file could not be made")
        reply, status, used = _in_a_process(partial(_read, content), PATIENCE)
        yield Reading(name, _answer(reply, status), used.ru_utime + used.ru_stime, used.ru_maxrss / 1000,
                      len(content) / 1e6)


def _made(name: str) -> bytes:
    from tests.hostile.files.every_case import CASES

    return CASES[name].make()


def _read(content: bytes) -> bytes:
    confine()
    return reply_of(lambda: read_back(content, form(), today=TODAY))


def _answer(reply: bytes, status: int) -> str:
    if os.WIFSIGNALED(status):
        return "too_slow" if os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGKILL) else "reading_broke_off"
    told = json.loads(reply)
    match told["kind"]:
        case "found":
            return f"read: {told['whence']}"
        case "unreadable":
            return str(told["code"])
        case "faulty":
            return str(told["faults"][0])
        case _:
            return f"broken: {told['place']}"


def _in_a_process(act: Callable[[], bytes], patience: float) -> tuple[bytes, int, "resource.struct_rusage"]:
    """What `act` gives in a fork of this process, how that ended, and what it used."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reading)
        _give(act, writing)
    os.close(writing)
    content = _all_of(reading, process, patience)
    _, status, used = os.wait4(process, 0)
    return content, status, used


def _give(act: Callable[[], bytes], pipe: int) -> None:
    """Writes the result and ends the process, come what may."""
    try:
        with os.fdopen(pipe, "wb") as file:
            file.write(act())
        os._exit(0)
    except BaseException as error:  # noqa: BLE001 # a fork must not go on as its parent
        print(repr(error)[:500], file=sys.stderr)
        os._exit(1)


def _all_of(pipe: int, process: int, patience: float) -> bytes:
    parts = []
    while select.select([pipe], [], [], patience)[0]:
        part = os.read(pipe, BLOCK)
        if not part:
            break
        parts.append(part)
    else:
        os.kill(process, signal.SIGKILL)
    os.close(pipe)
    return b"".join(parts)


def main(asked: list[str]) -> None:
    share = re.fullmatch(r"(\d+)/(\d+)", asked[0])
    if share:
        first, shares = map(int, share.groups())
        asked = _in_a_process(_names, SECONDS_TO_MAKE)[0].decode().split("\n")[first - 1::shares]
    for one in readings(asked):
        print(json.dumps(asdict(one)), flush=True)


def _names() -> bytes:
    from tests.hostile.files.every_case import CASES

    return "\n".join(CASES).encode()


@contextmanager
def in_shares(shares: int) -> Iterator[Iterator[Reading]]:
    """The whole set, read by so many processes at once: each file as soon as it was read, in the order of the set."""
    command = [sys.executable, "-m", "tests.hostile.files.harness"]
    started = [subprocess.Popen([*command, f"{one}/{shares}"], cwd=ROOT, stdout=subprocess.PIPE, text=True)
               for one in range(1, shares + 1)]
    try:
        yield _in_turn(started)
    finally:
        for process in started:
            process.kill()
            process.communicate()


def _in_turn(started: list["subprocess.Popen[str]"]) -> Iterator[Reading]:
    for process in cycle(started):
        assert process.stdout is not None
        line = process.stdout.readline()
        if not line:
            return
        yield Reading(**json.loads(line))


if __name__ == "__main__":
    main(sys.argv[1:])
