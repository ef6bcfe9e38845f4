"""A PostgreSQL server of its own, from the system's package, on a free port of this machine."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.app import free_port

FOLDERS = "/usr/lib/postgresql/*/bin"  # where Debian puts its programs


class Postgres:
    """A server with its data in a folder, which can be stopped and started again. It keeps its port."""

    def __init__(self, folder: Path) -> None:
        programs = max(Path("/").glob(FOLDERS[1:]), default=None)
        assert programs is not None, "PostgreSQL is not installed; ./test installs it"
        self._programs, self._folder, self._port = programs, folder, free_port()
        self.url = f"postgresql://postgres@127.0.0.1:{self._port}"
        self._run("initdb", "-U", "postgres", "--auth=trust", "--no-sync", "-E", "UTF8")

    def start(self) -> None:
        """Returns when it accepts connections."""
        options = f"-p {self._port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self._folder}"
        self._run("pg_ctl", "-w", "-o", f"{options} -c fsync=off", "-l", str(self._folder / "log"), "start")

    def stop(self, how: str = "immediate") -> None:
        """Returns when it is gone. "immediate" is as if it was killed; "fast" ends its connections in good order."""
        self._run("pg_ctl", "-m", how, "-w", "stop")

    def _run(self, program: str, *options: str) -> None:
        user = pwd.getpwnam("postgres").pw_uid if os.geteuid() == 0 else None
        command: list[str | Path] = [self._programs / program, "-D", self._folder / "data", *options]
        subprocess.run(command, check=True, user=user, cwd="/", stdout=subprocess.DEVNULL)


@contextmanager
def running_postgres_server() -> Iterator[Postgres]:
    """A new server, without a database of its own. Nothing of it stays."""
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    if os.geteuid() == 0:  # PostgreSQL does not run as root
        shutil.chown(folder, "postgres")
    server = Postgres(folder)
    server.start()
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running_postgres() -> Iterator[str]:
    """The address of a new server, without a database: postgresql://postgres@127.0.0.1:PORT. Nothing of it stays."""
    with running_postgres_server() as server:
        yield server.url
