"""Reads the clinic's logo, a small local PNG or SVG, as a data: address that pages contain."""

from base64 import b64encode
from io import BytesIO
from pathlib import Path

from forms.logo_svg import LogoError, plain_svg

MOST_BYTES = 200_000
MOST_PIXELS = 4_000_000


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
    return _address("image/svg+xml", plain_svg(content))


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
