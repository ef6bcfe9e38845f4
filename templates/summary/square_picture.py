"""The square code on page 1, as a picture inside the page."""

import segno
from markupsafe import Markup

MODULE = 0.67  # mm; at this size it can still be read from a fax or a phone photo
QUIET = 4  # modules of white around it, as the standard requires
VERSION = 5  # 37 by 37 modules: 30 mm with the white around it
MASK = 2  # any mask is as good, since packed answers have no pattern; finding the best one takes most of the time
DOTS = 4  # pixels of a module's side in the picture: with one pixel, some PDF readers blur it


def square_code(text: str, title: str) -> Markup:
    """Returns the code as an image element, 30 mm wide. Only far more answers than usual make it wider.

    `title` is the alternative text. A bitmap takes a tenth of the time of a vector drawing.
    """
    code = _made(text)
    side = code.symbol_size(border=QUIET)[0] * MODULE
    picture = code.png_data_uri(scale=DOTS, border=QUIET)
    return Markup('<img src="{0}" alt="{1}" style="width:{2}mm;height:{2}mm">').format(picture, title, round(side, 2))


def _made(text: str) -> segno.QRCode:
    """Makes the code with the most redundancy that fits, in alphanumeric mode."""
    for redundancy in ("q", "m"):
        try:
            return segno.make_qr(text, error=redundancy, version=VERSION, mode="alphanumeric", boost_error=False,
                                 mask=MASK)
        except segno.DataOverflowError:
            continue
    return segno.make_qr(text, error="m", mode="alphanumeric")
