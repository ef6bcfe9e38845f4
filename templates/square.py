"""The square code on page 1, drawn as SVG."""

from collections.abc import Iterator

import segno
from markupsafe import Markup

MODULE = 0.67  # mm; at this size a fax and a phone photo still read it
QUIET = 4  # modules of white around it, as the standard asks
VERSION = 5  # 37 by 37 modules: 30 mm with the white around it


def square_code(text: str, title: str) -> Markup:
    """The code as inline SVG: 30 mm wide, and wider only for many more answers than most people give.

    `title` says what it is to readers who do not see it.
    """
    rows = _made(text).matrix
    side = len(rows) + 2 * QUIET
    strokes = "".join(f"M{x + QUIET} {y + QUIET}.5h{length}" for y, row in enumerate(rows)
                      for x, length in _dark_runs(row))  # drawing them takes half the time of boxes
    svg = Markup('<svg xmlns="http://www.w3.org/2000/svg" width="{0}mm" height="{0}mm" viewBox="0 0 {1} {1}">'
                 '<title>{2}</title><path stroke="#000" d="{3}"/></svg>')
    return svg.format(round(side * MODULE, 2), side, title, strokes)


def _made(text: str) -> segno.QRCode:
    """With the most redundancy that fits; the letters of answers are of the set that packs tight."""
    for redundancy in ("q", "m"):
        try:
            return segno.make_qr(text, error=redundancy, version=VERSION, mode="alphanumeric", boost_error=False)
        except segno.DataOverflowError:
            continue
    return segno.make_qr(text, error="m", mode="alphanumeric")


def _dark_runs(row: bytes | bytearray) -> Iterator[tuple[int, int]]:
    """Start and length of each stretch of dark modules."""
    x = 0
    while x < len(row):
        length = next((at for at, dark in enumerate(row[x:]) if bool(dark) != bool(row[x])), len(row) - x)
        if row[x]:
            yield x, length
        x += length
