"""A PDF as a screen reader meets it: the elements of its structure tree in reading order, and the text of each."""

import ctypes
import io
from collections.abc import Iterator
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

HEADINGS = ("/H1", "/H2", "/H3", "/H4", "/H5", "/H6")


class Run(NamedTuple):
    """A line of text, or part of one: its page from 0, its number among the tagged, and left, bottom, right, top in pt.

    `number` is None for what is not in the tree.
    """

    page: int
    number: int | None
    text: str
    box: tuple[float, float, float, float]


class Tree:
    """The structure tree of a PDF."""

    def __init__(self, pdf: bytes) -> None:
        self.pdf = pikepdf.open(io.BytesIO(pdf))
        self.runs = list(runs_of(pdf))
        self._pages = {page.objgen: number for number, page in enumerate(self.pdf.pages)}

    @cached_property
    def elements(self) -> list[Any]:
        """All elements, each before its kids."""
        return list(self._below(self.pdf.Root.StructTreeRoot))

    def called(self, *kinds: str, below: Any = None) -> list[Any]:
        """The elements of these kinds, in reading order; those `below` an element, or all."""
        return [one for one in (self.elements if below is None else self._below(below)) if str(one.S) in kinds]

    def text(self, element: Any) -> str:
        """What is read for an element and all below it."""
        return "".join(self._texts.get(place, "") for place in self.places(element))

    def read(self, *whole: str, element: Any = None) -> Iterator[tuple[str, str]]:
        """Kind of element and text of each piece of content, in reading order; elements of a kind in `whole` whole."""
        element = self.pdf.Root.StructTreeRoot if element is None else element
        kind = str(element.get("/S"))
        if kind in whole:
            yield kind, self.text(element)
            return
        for kid in kids(element):
            if isinstance(kid, int):
                yield kind, self._texts.get((self._pages[element.Pg.objgen], kid), "")
            elif "/S" in kid:
                yield from self.read(*whole, element=kid)

    def places(self, element: Any) -> list[tuple[int, int]]:
        """Page and number of each piece of content of an element and all below it, in reading order."""
        found = []
        for kid in kids(element):
            if isinstance(kid, int):
                found.append((self._pages[element.Pg.objgen], kid))
            elif kid.get("/Type") == "/MCR":
                found.append((self._pages[kid.get("/Pg", element.get("/Pg")).objgen], int(kid.MCID)))
            elif "/S" in kid:
                found += self.places(kid)
        return found

    def _below(self, element: Any) -> Iterator[Any]:
        for kid in kids(element):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield kid
                yield from self._below(kid)

    @cached_property
    def _texts(self) -> dict[tuple[int, int], str]:
        found: dict[tuple[int, int], str] = {}
        for run in self.runs:
            if run.number is not None:
                place = run.page, run.number
                found[place] = found.get(place, "") + run.text
        return found


def kids(element: Any) -> list[Any]:
    found = element.get("/K")
    return [] if found is None else list(found) if isinstance(found, pikepdf.Array) else [found]


def runs_of(pdf: bytes) -> Iterator[Run]:
    """Every piece of text that is drawn, in the order of drawing."""
    document = pypdfium2.PdfDocument(pdf)
    return chain.from_iterable(_runs_on(page, number) for number, page in enumerate(document))


def _runs_on(page: pypdfium2.PdfPage, number: int) -> Iterator[Run]:
    text_page = page.get_textpage()
    for drawn in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
        marked = pdfium.FPDFPageObj_GetMarkedContentID(drawn.raw)
        length = pdfium.FPDFTextObj_GetText(drawn.raw, text_page.raw, None, 0)
        room = ctypes.create_string_buffer(length)
        pdfium.FPDFTextObj_GetText(drawn.raw, text_page.raw, ctypes.cast(room, ctypes.POINTER(ctypes.c_ushort)), length)
        text = room.raw.decode("utf-16-le").removesuffix("\0")
        yield Run(number, None if marked < 0 else marked, text, drawn.get_bounds())
