"""Reads the coded answers from the square code in a photo, or in a PDF of a scanner."""

from collections.abc import Iterator
from datetime import date

import zxingcpp
from PIL import Image

from forms import Questionnaire
from forms.exchange.drawn_pdf import drawn_pages
from forms.exchange.restoring import ReadBack
from forms.exchange.square_code.code import LOOKS_LIKE_ONE, decode_answers
from forms.exchange.square_code.pictures import pictures_in
from forms.exchange.unreadable import UnreadableError

SQUARE = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


def read_photo(content: bytes, questionnaire: Questionnaire, *, today: date) -> ReadBack:
    """Returns the coded answers in a photo or a scan (PDF). Raises UnreadableError."""
    return decode_answers(read_code(content), questionnaire, today=today)


def read_code(content: bytes) -> str:
    """Returns the text of our square code. Raises UnreadableError if there is none, or more than one."""
    pictures = drawn_pages(content) if b"%PDF-" in content[:1024] else pictures_in(content)
    found: set[str] = set()
    for picture in pictures:
        found.update(_codes_in(picture))
    if len(found) > 1:
        raise UnreadableError("several_codes")
    if not found:
        raise UnreadableError("no_code")
    return found.pop()


def codes_on_pages(content: bytes) -> Iterator[list[str]]:
    """Yields the texts of our codes on each of the first pages of a PDF, sorted. Raises UnreadableError."""
    for picture in drawn_pages(content):
        yield sorted(_codes_in(picture))


def _codes_in(picture: Image.Image) -> set[str]:
    texts = [code.text for code in zxingcpp.read_barcodes(picture, SQUARE)]
    return set(filter(LOOKS_LIKE_ONE.fullmatch, texts))
