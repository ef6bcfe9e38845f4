"""Looks for files that break a reader, guided by what code they reach. On request; docs/fuzzing.md says how.

    python -m tests.hostile.files.fuzz READER FOLDER [options of libFuzzer]

READER is one of READERS. FOLDER keeps the files found so far; the small files of the set are put into an empty one.
Atheris is not among our requirements: it is wanted here alone, and has no build for some systems.
"""

import resource
import sys
from collections.abc import Callable
from importlib import import_module
from multiprocessing import Process
from pathlib import Path
from typing import Any

from forms.exchange import ResponseError, UnreadableError, read_response
from forms.exchange.limits import MEMORY
from forms.exchange.read_back import read_back
from forms.exchange.square_code.code import _checksum, decode_answers
from forms.exchange.square_code.code_book import CodeBook
from forms.exchange.square_code.digits import to_text
from tests.hostile.files.case import TODAY, form
from tests.hostile.files.every_case import CASES

SMALL = 20_000  # bytes; larger files slow the search down
SEARCH = 1_000_000_000  # bytes of data for libFuzzer and its notes on the code, beside those of a reader
ENDS_THE_PROCESS = frozenset({"too_slow", "too_much_memory", "reading_broke_off"})  # the search too, at its start
READERS: dict[str, Callable[[bytes], object]] = {
    "file": lambda content: read_back(content, form(), today=TODAY),
    "json": lambda content: read_response(content, form(), today=TODAY),
    "pdf": lambda content: read_back(b"%PDF-1.7\n" + content, form(), today=TODAY),
    "code": lambda content: decode_answers(code_of(content.decode("latin-1")), form(), today=TODAY),
}


def code_of(body: str) -> str:
    """A code with this body, and the beginning and check sum that are due: almost no other gets past these."""
    head, marked = f"K{form().version.upper()}", to_text(CodeBook.of(form()).mark, 3) + body
    return f"{head}:{_checksum(head, marked)}{marked}"


def fill(folder: Path) -> None:
    """Puts the small files of the set into an empty folder."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        return
    for number, case in enumerate(CASES.values()):
        content = case.make()
        if len(content) <= SMALL and not ENDS_THE_PROCESS.intersection(case.answer.split("|")):
            (folder / f"{number:03}").write_bytes(content)


def confine() -> None:
    """Limits memory as the reading process does. Otherwise the search ends at the first file that asks for too much."""
    resource.setrlimit(resource.RLIMIT_DATA, (SEARCH + MEMORY, SEARCH + MEMORY))


def main(reader: str, folder: Path, options: list[str]) -> None:
    filling = Process(target=fill, args=(folder,))  # so that the memory it takes does not count as the search's
    filling.start()
    filling.join()
    form()
    atheris: Any = import_module("atheris")
    atheris.instrument_all()
    read = READERS[reader]
    confine()

    def one(content: bytes) -> None:
        try:
            read(content)
        except (UnreadableError, ResponseError, MemoryError):
            return

    atheris.Setup([sys.argv[0], str(folder), *options], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
