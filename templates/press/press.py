"""Makes PDFs from HTML with WeasyPrint. Nothing is fetched for a page. Independent of the pages' content."""

import atexit
import logging
import threading
from datetime import UTC, datetime
from functools import cache, partial
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any, cast

from weasyprint import CSS, HTML, Attachment, Document
from weasyprint.css import ColorProfile
from weasyprint.document import Page
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from templates.press.form_buttons import finish_form
from templates.press.pdf_standards import finish, finish_to_print
from templates.press.print_job import PAPERS, PrintJob

STYLES = Path(__file__).parent / "css"
SUBSTITUTE = "□"  # for a character that no font here has; the page then shows a note on it
SRGB = "--srgb"
EMPTY = "<!DOCTYPE html><html lang='en'><title>-</title><body>"
_LOCK = threading.Lock()  # two threads that share a FontConfiguration corrupt the heap


class Press:
    """Fonts and styles, read once. Only one thread at a time may use it."""

    def __init__(self) -> None:
        self._fonts = FontConfiguration()
        ours = URLFetcher(allowed_protocols=("file",))
        self._styles = {name: CSS(STYLES / f"{name}.css", font_config=self._fonts, url_fetcher=ours)
                        for name in ("paper", "substitutes", *PAPERS)}

    def render(self, job: PrintJob) -> bytes:
        """Returns the PDF. A character that no font has is drawn as a box, and the page shows a note on it."""
        styles = [self._styles["paper"], self._styles[job.paper]]
        pages = (job.html, *job.then)
        _MISSING.found.clear()
        pdf = self._write(job, [self._laid_out(job, html, styles) for html in pages])
        if not _MISSING.found:
            return pdf
        boxed = [html.translate(dict.fromkeys(_MISSING.found, SUBSTITUTE)) for html in pages]
        with_note = [*styles, self._styles["substitutes"]]
        return self._write(job, [self._laid_out(job, now, with_note if now != before else styles)
                                 for before, now in zip(pages, boxed, strict=True)])

    def _laid_out(self, job: PrintJob, html: str, styles: list[CSS]) -> Document:
        page = HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=("data",)))  # pictures in the page itself
        options = {name: value for name, value in _options(job).items() if name != "finisher"}
        return page.render(font_config=self._fonts, stylesheets=styles, **options)

    def _write(self, job: PrintJob, documents: list[Document]) -> bytes:
        made = datetime(job.dated.year, job.dated.month, job.dated.day, tzinfo=UTC)
        attachments = [Attachment(string=one.text.encode(), name=one.name, description=one.description, created=made,
                                  modified=made, relationship="Data") for one in job.attached]
        options = {name: value for name, value in _options(job).items() if name != "color_profiles"}
        whole = self._on_sheets(job, documents)
        return cast(bytes, whole.write_pdf(attachments=attachments, **options))

    def _on_sheets(self, job: PrintJob, documents: list[Document]) -> Document:
        """One document with the pages of all, in which each begins on the front of a sheet."""
        if len(documents) == 1:
            return documents[0]
        pages: list[Page] = []
        for document in documents:
            if len(pages) % 2:
                pages += self._laid_out(job, EMPTY, [self._styles[job.paper]]).pages
            pages += document.pages
        return documents[0].copy(pages)


def _options(job: PrintJob) -> dict[str, Any]:
    if job.form is not None:
        return _to_fill_in(job.form)
    return _to_print() if job.prints_itself else _on_paper()


def _on_paper() -> dict[str, object]:
    profile = ColorProfile(BytesIO(_srgb()), SRGB, "relative-colorimetric", ("r", "g", "b"))
    return {"pdf_variant": "pdf/a-3a", "finisher": finish, "output_intent": SRGB, "color_profiles": {SRGB: profile}}


@cache
def _srgb() -> bytes:
    """WeasyPrint's colour profile. It is read here, because WeasyPrint would leave the file open."""
    return (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()


def _to_fill_in(mark: str) -> dict[str, object]:
    """The options for a form. PDF/A does not allow forms that can be filled in; PDF/UA-1 does."""
    return {"pdf_variant": "pdf/ua-1", "pdf_forms": True, "finisher": partial(finish_form, mark)}


def _to_print() -> dict[str, object]:
    """The options for a file that opens the dialog to print, as PDF/A does not allow."""
    return {"pdf_variant": "pdf/ua-1", "finisher": finish_to_print}


class _MissingGlyphs(logging.Filter):
    """Removes WeasyPrint's lines on missing glyphs from the log, because they contain a character of an answer."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[int] = set()
        logging.getLogger("weasyprint").addFilter(self)

    def filter(self, record: logging.LogRecord) -> bool:
        if not record.msg.startswith(".notdef glyph"):
            return True
        self.found.add(cast(tuple[str, int], record.args)[1])
        return False


_MISSING = _MissingGlyphs()


@cache
def _press() -> Press:
    return Press()


atexit.register(_press.cache_clear)  # else WeasyPrint leaves its copy of the fonts in the temporary folder


def render(job: PrintJob) -> bytes:
    """Returns the PDF of a job, made in this process. The first takes a second. Threads wait for each other."""
    with _LOCK:
        return _press().render(job)
