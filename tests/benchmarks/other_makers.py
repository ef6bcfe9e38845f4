"""The same text made into a PDF by others: Typst, ReportLab, and Chromium, which prints our own page of HTML.

Typst and ReportLab get headings, paragraphs and tables in our font and their own design. Neither of them carries the
answers; ReportLab's file cannot be read aloud.
"""

import io
import json
import statistics
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from xml.sax.saxutils import escape

import typst
from playwright.sync_api import CDPSession
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, LongTable, SimpleDocTemplate
from reportlab.platypus import Paragraph as Words

from templates import Summary, page_html
from tests.benchmarks.same_text import Block, Heading, Table, same_text
from tests.benchmarks.timing import Row, cpu_seconds, in_milliseconds_and_multiples
from tests.support import ROOT
from tests.support.chromium import running_browser

FONTS = ROOT / "templates" / "press" / "fonts"
RUNS = 15
MARGIN = 36  # points
PREAMBLE = """#set document(title: "Discussion summary")
#set text(font: "Source Sans 3", size: 9pt, lang: "en")
#set page(paper: "a4", margin: 36pt)
#set table(stroke: .5pt)
"""


def rows(summary: Summary, loop: float) -> Iterator[Row]:
    """`loop` is what times are held against, in CPU seconds."""
    blocks = same_text(summary)
    with_typst = cpu_seconds(lambda: made_by_typst(blocks), runs=RUNS)
    yield _row(f"the same text by Typst {version('typst')}, PDF/UA-1", with_typst, loop)
    with_reportlab = cpu_seconds(lambda: made_by_reportlab(blocks), runs=RUNS)
    yield _row(f"the same text by ReportLab {version('reportlab')}, without a structure", with_reportlab, loop)
    name, with_chromium = made_by_chromium(page_html(summary))
    yield _row(f"our page printed by Chromium {name}, CPU of all its processes", with_chromium, loop)


def _row(what: str, taken: float, loop: float) -> Row:
    return Row(what, in_milliseconds_and_multiples(taken, loop))


def made_by_typst(blocks: list[Block]) -> bytes:
    source = PREAMBLE + "\n".join(map(_in_typst, blocks))
    made: bytes = typst.compile(source.encode(), font_paths=_fonts(), pdf_standards="ua-1")
    return made


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS])


def _in_typst(block: Block) -> str:
    if isinstance(block, Heading):
        return f"#heading(level: {block.level}, {_quoted(block.text)})"
    if isinstance(block, Table):
        first, *others = (", ".join(f"[#{_quoted(cell)}]" for cell in row) for row in block.rows)
        return f"#table(columns: {len(block.rows[0])}, table.header({first}), {', '.join(others)})"
    return f"#par[#{_quoted(block.text)}]"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def made_by_reportlab(blocks: list[Block]) -> bytes:
    _register_fonts()
    content = io.BytesIO()
    page = SimpleDocTemplate(content, pagesize=A4, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN,
                             bottomMargin=MARGIN, title="Discussion summary", lang="en")
    page.build([_in_reportlab(block) for block in blocks])
    return content.getvalue()


@cache
def _register_fonts() -> None:
    for weight in ("Regular", "Bold"):
        registerFont(TTFont(weight, FONTS / f"SourceSans3-{weight}.ttf"))


BODY = ParagraphStyle("body", fontName="Regular", fontSize=9, leading=11)
STYLES = [ParagraphStyle(f"h{size}", BODY, fontName="Bold", fontSize=size, leading=size + 2) for size in (19, 12, 10)]


def _in_reportlab(block: Block) -> Flowable:
    if isinstance(block, Heading):
        return Words(escape(block.text), STYLES[block.level - 1])
    if isinstance(block, Table):
        cells = [[Words(escape(cell), BODY) for cell in row] for row in block.rows]
        return LongTable(cells, repeatRows=1, colWidths=[(A4[0] - 3 * MARGIN) / len(cells[0])] * len(cells[0]))
    return Words(escape(block.text), BODY)


def made_by_chromium(html: str) -> tuple[str, float]:
    """Its version, and CPU seconds of all its processes for one PDF; the driver beside it is not counted."""
    with running_browser() as browser:
        page, counter = browser.new_page(), browser.new_browser_cdp_session()
        taken = []
        for _ in range(RUNS + 1):
            before = _cpu_of(counter)
            page.set_content(html)
            page.pdf(format="A4", tagged=True)
            taken.append(_cpu_of(counter) - before)
        return browser.version, statistics.median(taken[1:])


def _cpu_of(counter: CDPSession) -> float:
    return sum(float(one["cpuTime"]) for one in counter.send("SystemInfo.getProcessInfo")["processInfo"])
