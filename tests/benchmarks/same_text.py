"""The text of a summary without its design, so that other makers of PDFs can be given the same content."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from tinyhtml5 import parse

from templates import Summary, summary_html

HEADINGS = {"h1": 1, "h2": 2, "h3": 3}
HIDDEN = {"head", "style", "svg"}
BLOCKS = {*HEADINGS, "p", "div", "section", "header", "table", "ul", "ol", "li", "dl", "article", "footer"}


class Heading(NamedTuple):
    level: int
    text: str


class Paragraph(NamedTuple):
    text: str


class Table(NamedTuple):
    """Rows of cells, all equally long."""

    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Table


def same_text(summary: Summary) -> list[Block]:
    """The headings, paragraphs and tables of a summary, from top to bottom."""
    page = parse(summary_html(summary), namespace_html_elements=False)
    for element in list(page.iter()):
        if element.tag in HIDDEN:
            after = element.tail
            element.clear()
            element.tail = after
    return list(_blocks(page))


def _blocks(element: Any) -> Iterator[Block]:
    if element.tag == "table":
        yield Table(tuple(tuple(_text(cell) for cell in row if cell.tag in ("th", "td")) for row in element.iter("tr")))
    elif element.tag in HEADINGS:
        yield Heading(HEADINGS[element.tag], _text(element))
    elif any(one.tag in BLOCKS for one in element.iter() if one is not element):
        for kid in element:
            yield from _blocks(kid)
    elif text := _text(element):
        yield Paragraph(text)


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
