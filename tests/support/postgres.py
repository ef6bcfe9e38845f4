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


@contextmanager
def running_postgres() -> Iterator[str]:
    """The address of a new server, without a database: postgresql://postgres@127.0.0.1:PORT. Nothing of it stays."""
    programs = max(Path("/").glob(FOLDERS[1:]), default=None)
    assert programs is not None, "PostgreSQL is not installed; ./test installs it"
    folder, port = Path(tempfile.mkdtemp(prefix="postgres-")), free_port()
    data = folder / "data"
    if os.geteuid() == 0:  # PostgreSQL does not run as root
        shutil.chown(folder, "postgres")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    _run([programs / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--no-sync", "-E", "UTF8"])
    _run([programs / "pg_ctl", "-D", data, "-w", "-o", options, "-l", folder / "log", "start"])
    try:
        yield f"postgresql://postgres@127.0.0.1:{port}"
    finally:
        _run([programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: list[str | Path]) -> None:
    user = pwd.getpwnam("postgres").pw_uid if os.geteuid() == 0 else None
    subprocess.run(command, check=True, user=user, cwd="/", stdout=subprocess.DEVNULL)
