"""Finds letters that no font of this machine contains, by fontconfig. The press uses the same fonts."""

import shutil
import subprocess
from bisect import bisect_right
from functools import cache

PATIENCE = 20.0  # seconds; fontconfig builds a cache when fonts are new


def without_glyph(text: str) -> str:
    """Returns the letters of `text` that no font here can draw, each once, in order; empty if this is not known."""
    ranges = _drawn()
    if not ranges:
        return ""
    return "".join(char for char in dict.fromkeys(text) if not char.isspace() and not _is_in(ord(char), ranges))


def _is_in(number: int, ranges: tuple[range, ...]) -> bool:
    """Whether one of the ranges, which are in order, contains a code point."""
    place = bisect_right(ranges, number, key=lambda some: some.start)
    return place > 0 and number in ranges[place - 1]


@cache
def _drawn() -> tuple[range, ...]:
    """The letters of all fonts together, by code point; empty if fontconfig's command is missing or gives an error."""
    command = shutil.which("fc-list")
    if command is None:
        return ()
    try:
        listed = subprocess.run([command, "--format", "%{charset} "], capture_output=True, text=True, check=True,  # noqa: S603 # no input of anybody in it
                                timeout=PATIENCE).stdout
    except (OSError, subprocess.SubprocessError):
        return ()
    return _joined(listed)


def _joined(listed: str) -> tuple[range, ...]:
    """Merges the ranges of many fonts, such as "20-7e a0", into few ranges in order."""
    found: list[range] = []
    for first, last in sorted(map(_ends, listed.split())):
        if found and first <= found[-1].stop:
            found[-1] = range(found[-1].start, max(found[-1].stop, last + 1))
        else:
            found.append(range(first, last + 1))
    return tuple(found)


def _ends(written: str) -> tuple[int, int]:
    first, _, last = written.partition("-")
    return int(first, 16), int(last or first, 16)
