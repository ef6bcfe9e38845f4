"""Draws the first pages of a PDF, or reads the text of page 1, with PDFium, the PDF library of Chrome."""

from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
from PIL import Image

from forms.exchange.limits import LONGEST_SIDE, MOST_PAGES
from forms.exchange.unreadable import UnreadableError


def drawn_pages(content: bytes) -> Iterator[Image.Image]:
    """Yields the first pages in grey, as they would be printed. Raises UnreadableError.

    Thus every kind of scan that a PDF reader shows can be read: JBIG2, JPEG 2000, a fax, or a page in many strips.
    """
    with _opened(content) as document:
        for number in range(min(len(document), MOST_PAGES)):
            page = document[number]
            yield page.render(scale=LONGEST_SIDE / max(*page.get_size(), 1), grayscale=True).to_pil()


def words_of_first_page(content: bytes) -> str:
    """Returns the text of page 1; empty if the PDF has no page. Raises UnreadableError."""
    with _opened(content) as document:
        return str(document[0].get_textpage().get_text_bounded()) if len(document) else ""


@contextmanager
def _opened(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    try:
        yield pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        raise UnreadableError("damaged") from None
