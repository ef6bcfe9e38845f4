"""The square code on page 1, as a picture inside the page."""

import segno
from markupsafe import Markup

MODULE = 0.67  # mm; at this size a fax and a phone photo still read it
QUIET = 4  # modules of white around it, as the standard asks
VERSION = 5  # 37 by 37 modules: 30 mm with the white around it
MASK = 2  # any reads as well, for packed answers have no pattern; to find the best takes five times as long as all else
DOTS = 4  # a side of a module in the picture: with one, some readers blur it


def square_code(text: str, title: str) -> Markup:
    """The code as an image element: 30 mm wide, and wider only for many more answers than most people give.

    `title` says what it is to readers who do not see it. A picture takes a tenth of the time of a drawing.
    """
    code = _made(text)
    side = code.symbol_size(border=QUIET)[0] * MODULE
    picture = code.png_data_uri(scale=DOTS, border=QUIET)
    return Markup('<img src="{0}" alt="{1}" style="width:{2}mm;height:{2}mm">').format(picture, title, round(side, 2))


def _made(text: str) -> segno.QRCode:
    """With the most redundancy that fits; the letters of answers are of the set that packs tight."""
    for redundancy in ("q", "m"):
        try:
            return segno.make_qr(text, error=redundancy, version=VERSION, mode="alphanumeric", boost_error=False,
                                 mask=MASK)
        except segno.DataOverflowError:
            continue
    return segno.make_qr(text, error="m", mode="alphanumeric")
