"""Completes PDFs for PDF/A-3a and PDF/UA-1: changes WeasyPrint's objects right before they are written."""

import zlib
from pathlib import Path
from typing import Any, cast

import pydyf
from weasyprint import Document

PDF_UA = Path(__file__).with_name("pdf_ua.xmp").read_bytes()  # the mark of PDF/UA-1, and its definition for PDF/A

POINTS = 0.75  # in a CSS pixel


def finish(_document: Document, pdf: pydyf.PDF) -> None:
    """Adds the mark of PDF/UA-1, lists each attachment once, and sets the scope of header cells and the places of
    figures. Marks page margins as artifacts, so that screen readers skip them.
    """
    _name_ua(pdf)
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
    read = _elements_read(pdf)
    for element in read:
        if element["S"] == "/TH":
            element["A"]["Scope"] = "/Column" if _stands_in_head(pdf, element) else "/Row"
        elif element["S"] == "/Figure":
            _place(pdf, element)
    _margins_become_artifacts(pdf, {id(element) for element in read})
    pdf.objects = [one if one.free == "f" else _Written(one) for one in pdf.objects]


def finish_to_print(document: Document, pdf: pydyf.PDF) -> None:
    """Does the same, and makes readers of PDFs offer to print the file as they open it."""
    pdf.catalog["OpenAction"] = pydyf.Dictionary({"Type": "/Action", "S": "/Named", "N": "/Print"})
    finish(document, pdf)


class _Written(pydyf.Object):  # type: ignore[misc] # pydyf comes without types
    """An object in its final bytes. Without it, pydyf makes them twice, for the file and for the file's identifier."""

    def __init__(self, finished: pydyf.Object) -> None:
        super().__init__()
        if isinstance(finished, pydyf.Stream) and finished.compress:
            _pack(finished)
        self.number, self.generation = finished.number, finished.generation
        self._data, self._compressible = finished.data, finished.compressible

    @property
    def data(self) -> bytes:
        return cast(bytes, self._data)

    @property
    def compressible(self) -> bool:
        return bool(self._compressible)


def _pack(stream: pydyf.Stream) -> None:
    """Compresses at zlib's default level. pydyf uses the highest, which takes five times as long and saves 5 %."""
    stream.compress = False
    content = stream.data.partition(b"\nstream\n")[2].removesuffix(b"\nendstream")
    stream.stream, stream.extra["Filter"] = [zlib.compress(content)], "/FlateDecode"


def _name_ua(pdf: pydyf.PDF) -> None:
    metadata = _object(pdf, pdf.catalog["Metadata"])
    if b"pdfuaid:part" not in metadata.stream[0]:  # WeasyPrint adds it if PDF/UA is the only standard
        metadata.stream = [metadata.stream[0].replace(b"</rdf:RDF>", PDF_UA + b"</rdf:RDF>")]
    metadata.compress = False  # programs search for the identifiers without decompressing


def _object(pdf: pydyf.PDF, reference: bytes | str) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _elements_read(pdf: pydyf.PDF) -> list[Any]:
    """The elements of the structure tree, which a screen reader reads."""
    found, waiting = [], [_object(pdf, pdf.catalog["StructTreeRoot"])]
    while waiting:
        element = waiting.pop()
        found.append(element)
        kids = [_object(pdf, kid) for kid in element.get("K", ()) if not isinstance(kid, int)]
        waiting += [kid for kid in kids if kid["Type"] == "/StructElem"]
    return found[1:]


def _stands_in_head(pdf: pydyf.PDF, cell: Any) -> bool:
    row = _object(pdf, cell["P"])
    return bool(_object(pdf, row["P"])["S"] == "/THead")


def _place(pdf: pydyf.PDF, figure: Any) -> None:
    """Converts the place of a figure. WeasyPrint gives CSS pixels from the top; PDF needs points from the bottom."""
    left, top, right, bottom = (POINTS * pixels for pixels in figure["A"]["BBox"])
    height = _object(pdf, figure["Pg"])["MediaBox"][3]
    figure["A"]["BBox"] = pydyf.Array((left, height - bottom, right, height - top))


def _margins_become_artifacts(pdf: pydyf.PDF, read: set[int]) -> None:
    """Marks headers and footers as artifacts. WeasyPrint marks them as content that is in no structure element."""
    numbers = _object(pdf, _object(pdf, pdf.catalog["StructTreeRoot"])["ParentTree"])["Nums"]
    pages = [_object(pdf, page) for page in pdf.page_references]
    for number, page in enumerate(pages):
        owners = numbers[2 * number + 1]
        adrift = {i for i, owner in enumerate(owners) if id(_object(pdf, owner)) not in read}
        for i in adrift:
            owners[i] = "null"
        content = _object(pdf, page["Contents"]).stream
        for i, part in enumerate(content):
            if isinstance(part, dict) and part.get("MCID") in adrift:
                content[i - 1], content[i] = "/Artifact", pydyf.Dictionary({"Type": "/Pagination"})
