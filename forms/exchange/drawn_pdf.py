"""The first pages of a PDF as a reader shows them: drawn, or their words. PDFium does it, which is what Chrome has."""

from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
from PIL import Image

from forms.exchange.limits import LONGEST_SIDE, MOST_PAGES
from forms.exchange.unreadable import UnreadableError


def drawn_pages(content: bytes) -> Iterator[Image.Image]:
    """The first pages in grey, as they would be printed. Raises UnreadableError.

    So every kind of scan is read that a PDF reader shows: JBIG2, JPEG 2000, a fax, or a page in many strips.
    """
    with _opened(content) as document:
        for number in range(min(len(document), MOST_PAGES)):
            page = document[number]
            yield page.render(scale=LONGEST_SIDE / max(*page.get_size(), 1), grayscale=True).to_pil()


def words_of_first_page(content: bytes) -> str:
    """What can be copied from page 1; empty where the PDF has no page. Raises UnreadableError."""
    with _opened(content) as document:
        return str(document[0].get_textpage().get_text_bounded()) if len(document) else ""


@contextmanager
def _opened(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    try:
        yield pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        raise UnreadableError("damaged") from None
