"""The square code in a photo, or in a PDF that a scanner made, back into the coded answers."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from itertools import chain, islice

import zxingcpp
from PIL import Image, ImageOps, UnidentifiedImageError

from forms import Questionnaire
from forms.exchange.opened_pdf import opened
from forms.exchange.restoring import ReadBack
from forms.exchange.square_code.code import LOOKS_LIKE_ONE, decode_answers
from forms.exchange.unreadable import UnreadableError

MAX_MEGABYTES = 15
MAX_PIXELS = 60_000_000  # a phone's largest photos have 50 million
MOST_IMAGES = 8  # of a scan, in the order of its pages: some copies have the code behind page 1
ENOUGH = 3000  # pixels across; a larger JPEG is read at half or a quarter of its size
FORMATS = ("JPEG", "PNG")
SQUARE = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


def read_photo(content: bytes, questionnaire: Questionnaire, *, today: date) -> ReadBack:
    """The coded answers in a photo (JPEG, PNG) or a scan (PDF). Raises UnreadableError."""
    return decode_answers(read_code(content), questionnaire, today=today)


def read_code(content: bytes) -> str:
    """The text of the one square code of ours. Raises UnreadableError where there is none, or more than one."""
    images = _scanned(content) if b"%PDF-" in content[:1024] else iter([_photo(content)])
    found: set[str] = set()
    for image in images:
        texts = [code.text for code in zxingcpp.read_barcodes(image, SQUARE)]
        found.update(filter(LOOKS_LIKE_ONE.fullmatch, texts))
    if len(found) > 1:
        raise UnreadableError("several_codes")
    if not found:
        raise UnreadableError("no_code")
    return found.pop()


def _photo(content: bytes) -> Image.Image:
    if len(content) > MAX_MEGABYTES * 1_000_000:
        raise UnreadableError("too_large", limit=MAX_MEGABYTES)
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as image:
            return _grey(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise UnreadableError("picture_too_large") from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):  # Pillow has all of these for a broken file
        raise UnreadableError("not_a_picture") from None


def _grey(image: Image.Image) -> Image.Image:
    if image.width * image.height > MAX_PIXELS:
        raise UnreadableError("picture_too_large")
    image.draft("L", (ENOUGH, ENOUGH))
    return ImageOps.exif_transpose(image).convert("L")


def _scanned(content: bytes) -> Iterator[Image.Image]:
    """The first pictures."""
    with opened(content, megabytes=MAX_MEGABYTES, unpacked=MAX_PIXELS) as reader:
        files = chain.from_iterable(page.images for page in reader.pages)
        for file in islice(files, MOST_IMAGES):
            if file.image is not None:
                yield _grey(file.image)
