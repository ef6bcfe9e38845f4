"""Reads the clinic's logo, a small local PNG or SVG, as a data: address that pages contain."""

import re
from base64 import b64encode
from io import BytesIO
from pathlib import Path
from xml.parsers import expat

MOST_BYTES = 200_000
MOST_PIXELS = 4_000_000
# Parts of an SVG that load other files, run code, or expand when they are read.
NOT_IN_AN_SVG = re.compile(
    rb"<!DOCTYPE|<!ENTITY|<script|<foreignObject|\son\w+\s*=|href\s*=\s*[\"'](?!#)|url\(\s*(?![\s\"'#])|"
    rb"url\(\s*[\"'](?!#)|@import", re.IGNORECASE)


class LogoError(Exception):
    """A logo that cannot be printed. The message continues a sentence that begins with the file's name."""


def read_logo(path: Path) -> str:
    """Returns the logo as a data: address. Raises LogoError."""
    if not path.is_file():
        raise LogoError("is not there. Put a PNG or SVG file beside the settings, and name it as in: logo: logo.png")
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise LogoError(f"cannot be read ({type(error).__name__}). Let this account read it.") from None
    if len(content) > MOST_BYTES:
        raise LogoError(f"is larger than {MOST_BYTES // 1000} kB. Save it smaller: it is printed 8 mm high.")
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        _check_png(content)
        return _address("image/png", content)
    if b"<svg" in content:
        _check_svg(content)
        return _address("image/svg+xml", content)
    raise LogoError("is neither a PNG nor an SVG picture. Save it as one of these.")


def _address(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{b64encode(content).decode()}"


def _check_png(content: bytes) -> None:
    from PIL import Image  # takes long to load, and few clinics have a logo

    try:
        with Image.open(BytesIO(content), formats=("PNG",)) as picture:
            pixels = picture.width * picture.height
            picture.verify()  # finds truncated files, which `load` accepts once WeasyPrint was imported
        if pixels <= MOST_PIXELS:
            with Image.open(BytesIO(content), formats=("PNG",)) as picture:
                picture.load()
    except Exception:  # noqa: BLE001 # broken pictures raise errors of any kind
        raise LogoError("is a broken PNG picture. Save it again.") from None
    if pixels > MOST_PIXELS:
        raise LogoError(f"has more than {MOST_PIXELS // 1_000_000} million pixels. Save it smaller.")


def _check_svg(content: bytes) -> None:
    if NOT_IN_AN_SVG.search(content):
        raise LogoError("is an SVG that names other files or holds a script. Save it as a plain SVG, or as a PNG.")
    names: list[str] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, _attributes: names.append(name)
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        raise LogoError("is a broken SVG picture. Save it again.") from None
    if names[0] != "svg":
        raise LogoError("is no SVG picture. Save it as a plain SVG, or as a PNG.")
