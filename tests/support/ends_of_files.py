"""Which of the files named end with no line end, or with several: `python tests/support/ends_of_files.py FILE …`."""

import sys
from collections.abc import Iterable
from pathlib import Path


def ends_wrong(files: Iterable[Path]) -> list[Path]:
    """The files with content that does not end with exactly one line end."""
    wrong = []
    for file in files:
        content = file.read_bytes()
        if content and (not content.endswith(b"\n") or content.endswith(b"\n\n")):
            wrong.append(file)
    return wrong


if __name__ == "__main__":
    found = ends_wrong(map(Path, sys.argv[1:]))
    for file in found:
        print(f"{file}: end it with one line end.")
    sys.exit(1 if found else 0)
