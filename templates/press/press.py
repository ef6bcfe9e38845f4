"""Makes PDFs from HTML with WeasyPrint. Nothing is fetched for a page. Independent of the pages' content."""

import atexit
import logging
import threading
from datetime import UTC, datetime
from functools import cache, partial
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import cast

from weasyprint import CSS, HTML, Attachment
from weasyprint.css import ColorProfile
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from templates.press.form_buttons import finish_form
from templates.press.pdf_standards import finish
from templates.press.print_job import PAPERS, PrintJob

STYLES = Path(__file__).parent / "css"
SUBSTITUTE = "□"  # for a character that no font here has; the page then shows a note on it
SRGB = "--srgb"
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
        _MISSING.found.clear()
        pdf = self._write(job, job.html, styles)
        if not _MISSING.found:
            return pdf
        boxed = job.html.translate(dict.fromkeys(_MISSING.found, SUBSTITUTE))
        return self._write(job, boxed, [*styles, self._styles["substitutes"]])

    def _write(self, job: PrintJob, html: str, styles: list[CSS]) -> bytes:
        page = HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=("data",)))  # pictures in the page itself
        made = datetime(job.dated.year, job.dated.month, job.dated.day, tzinfo=UTC)
        attachments = [Attachment(string=one.text.encode(), name=one.name, description=one.description, created=made,
                                  modified=made, relationship="Data") for one in job.attached]
        return cast(bytes, page.write_pdf(font_config=self._fonts, stylesheets=styles, attachments=attachments,
                                          **(_on_paper() if job.form is None else _to_fill_in(job.form))))


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
