"""PDFs for the tests of reading back: with any attachments, hostile ones, forms filled in, and pages as images."""

import io
import zlib
from collections.abc import Mapping
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image
from pypdf import PdfReader, PdfWriter

from tests.support.packing import packed_zeros


def pdf_with(*attached: tuple[str, bytes], like: bytes | None = None) -> bytes:
    """A PDF with these attachments, of one white page or of the pages of another PDF."""
    writer = PdfWriter()
    if like is None:
        writer.add_blank_page(100, 100)
    else:
        for page in PdfReader(io.BytesIO(like)).pages:
            writer.add_page(page)
    for name, content in attached:
        writer.add_attachment(name, content)
    return saved(writer)


def saved(writer: PdfWriter) -> bytes:
    content = io.BytesIO()
    writer.write(content)
    return content.getvalue()


def without_pictures(content: bytes) -> bytes:
    """The PDF without its square code."""
    writer = PdfWriter(clone_from=io.BytesIO(content))
    writer.remove_images()
    return saved(writer)


def locked(content: bytes, algorithm: str) -> bytes:
    """The PDF with an owner's password, which most readers open without asking."""
    writer = PdfWriter(clone_from=io.BytesIO(content))
    writer.encrypt("", "owner", algorithm=algorithm)
    return saved(writer)


def bomb(name: bytes, unpacked: int, *, layers: int = 1) -> bytes:
    """A small PDF whose attachment unpacks to so many bytes."""
    packed = packed_zeros(unpacked, b"0")
    for _ in range(layers - 1):
        packed = zlib.compress(packed, 9)
    filters = b"[" + b"/FlateDecode " * layers + b"]"
    return _pdf_of(
        b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(" + name + b")3 0 R]>>>>>>",
        b"<</Type/Pages/Kids[]/Count 0>>",
        b"<</Type/Filespec/F(" + name + b")/UF(" + name + b")/EF<</F 4 0 R>>>>",
        b"<</Type/EmbeddedFile/Filter%b/Length %d>>stream\n%b\nendstream" % (filters, len(packed), packed),
    )


def _pdf_of(*objects: bytes) -> bytes:
    content, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(b"%010d 00000 n \n" % len(content))
        content += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    return content + b"xref\n0 %d\n0000000000 65535 f \n%btrailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1, b"".join(places), len(objects) + 1, len(content))


def filled_in(form: bytes, fields: Mapping[str, str]) -> bytes:
    """The form with these fields filled in by pypdf; the state of a button begins with a stroke."""
    writer = PdfWriter(clone_from=io.BytesIO(form))
    for page in writer.pages:
        writer.update_page_form_field_values(page, dict(fields), auto_regenerate=False)
    return saved(writer)


def clicked_and_typed(form: bytes, fields: Mapping[str, str]) -> bytes:
    """The form filled in with mouse and keys by PDFium, which is what Chrome does. Buttons as for `filled_in`."""
    found = places(form)
    document = pypdfium2.PdfDocument(form)
    document.init_forms()
    for name, filling in fields.items():
        number, (left, bottom, right, top) = found[name, filling] if filling[:1] == "/" else found[name, ""]
        page = document[number]
        for act in (pdfium.FORM_OnMouseMove, pdfium.FORM_OnLButtonDown, pdfium.FORM_OnLButtonUp):
            act(document.formenv, page, 0, (left + right) / 2, (bottom + top) / 2)
        for char in "" if filling[:1] == "/" else filling:
            pdfium.FORM_OnChar(document.formenv, page, ord(char), 0)
    pdfium.FORM_ForceToKillFocus(document.formenv)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def places(form: bytes) -> dict[tuple[str, str], tuple[int, tuple[float, ...]]]:
    """Page and corners of every widget by its field's name and its state; that of a text field is empty."""
    found: dict[tuple[str, str], tuple[int, tuple[float, ...]]] = {}
    for number, page in enumerate(PdfReader(io.BytesIO(form)).pages):
        for reference in page.get("/Annots", ()):
            widget: Any = reference.get_object()
            name = str(widget["/T"] if "/T" in widget else widget["/Parent"]["/T"])
            for state in widget["/AP"]["/N"] if "/AP" in widget else ("",):
                found[name, str(state)] = number, tuple(map(float, widget["/Rect"]))
    return found


def image_of(pdf: bytes, *, dpi: int, page: int = 0) -> Image.Image:
    """A page as a scanner would see it, in grey."""
    image: Image.Image = pypdfium2.PdfDocument(pdf)[page].render(scale=dpi / 72, grayscale=True).to_pil()
    return image
