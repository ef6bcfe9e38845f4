"""A clinic's logo that loads, runs or draws without end is refused at the start, however it is written."""

from base64 import b64decode
from collections.abc import Callable
from pathlib import Path
from time import process_time
from xml.etree.ElementTree import fromstring

import pytest

from forms.logo import read_logo
from forms.logo_svg import KEPT, LogoError, plain_svg

NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
AGAIN = "takes too long to draw"
CIRCLE = "stand for each other"
OTHERS = "names other files"
DOUBLED = "".join(f'<g id="a{n}"><use href="#a{n - 1}"/><use xlink:href="#a{n - 1}"/></g>' for n in range(1, 30))
GRADIENT = '<linearGradient id="x"><stop offset="0"/></linearGradient>'


def svg(inside: str, more: str = 'viewBox="0 0 30 10"') -> bytes:
    return f"<svg {NAMESPACES} {more}>{inside}</svg>".encode()


HOSTILE: dict[str, tuple[bytes, str]] = {
    "billion laughs by use": (svg(f'<g id="a0"><rect width="1" height="1"/></g>{DOUBLED}'), CIRCLE),
    "four levels of use": (svg('<g id="a"><path d="M0 0"/></g>' + "".join(
        f'<g id="{to}">' + f'<use href="#{of}"/>' * 50 + "</g>" for of, to in ("ab", "bc", "cd"))), AGAIN),
    "use of itself": (svg('<g id="a"><use href="#a"/></g>'), CIRCLE),
    "use in a circle": (svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'), CIRCLE),
    "use of the root": (svg('<use href="#r"/>', 'viewBox="0 0 9 9" id="r"'), CIRCLE),
    "gradient in a circle": (svg('<linearGradient id="a" href="#b"/><linearGradient id="b" href="#a"/>'), CIRCLE),
    "mask of itself": (svg('<mask id="m"><rect width="1" height="1" mask="url(#m)"/></mask>'), CIRCLE),
    "clip by a class": (
        svg('<style>.a{clip-path:url("#c")}</style><clipPath id="c"><g class="a"/></clipPath>'), CIRCLE),
    "masks of masks": (svg("".join(f'<mask id="m{n}">' + f'<rect width="1" height="1" mask="url(#m{n - 1})"/>' * 50 +
                                   "</mask>" for n in range(5)) + '<rect mask="url(#m4)"/>'), AGAIN),
    "too many shapes": (svg('<rect width="1" height="1"/>' * 5000), AGAIN),
    "a book": (svg(f"<text>{'word ' * 1000}</text>"), AGAIN),
    "many stops": (svg('<linearGradient id="x">' + '<stop offset="1"/>' * 6000 + "</linearGradient>"), AGAIN),
    "one id twice": (svg('<g id="a"/><g id="a"/>'), "two parts of one id"),
    "deep": (svg("<g>" * 20_000 + "</g>" * 20_000), "groups inside each other"),
    "script": (svg("<script>x()</script>"), "'script'"),
    "script with a prefix": (b'<s:svg xmlns:s="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><s:script/></s:svg>',
                             "'script'"),
    "script in UTF-16": (svg("<script/>").decode().encode("utf-16"), "'script'"),
    "event": (svg('<rect width="1" height="1" onclick="x()"/>'), "a script ('onclick')"),
    "event in capitals": (svg('<rect OnLoad="x()"/>'), "a script ('OnLoad')"),
    "other page": (svg("<foreignObject/>"), "'foreignObject'"),
    "picture inside": (svg('<image href="data:image/svg+xml;base64,PHN2Zy8+"/>'), "'image'"),
    "another svg inside": (svg("<svg/>"), "'svg'"),
    "link": (svg('<a href="http://a.example"/>'), "'a'"),
    "animation": (svg('<rect><animate attributeName="x" dur="1s"/></rect>'), "'animate'"),
    "filter": (svg('<filter id="f"/>'), "'filter'"), "filter used": (svg('<g style="filter:url(#f)"/>'), "'filter'"),
    "pattern": (svg('<pattern id="p"/>'), "'pattern'"), "marker": (svg('<marker id="p"/>'), "'marker'"),
    "dashes": (svg('<path d="M0 0h9999" stroke-dasharray="0.0001"/>'), "'stroke-dasharray'"),
    "gradient again and again": (svg('<linearGradient spreadMethod="repeat"/>'), "'spreadMethod'"),
    "use of a file": (svg('<use href="file:///etc/passwd#a"/>'), OTHERS),
    "xlink of a file": (svg('<use xlink:href="http://a.example/#a"/>'), OTHERS),
    "data of a use": (svg('<use href="data:image/svg+xml,x#a"/>'), OTHERS),
    "link of a shape": (svg('<g href="#a"/>'), OTHERS),
    "paint of a file": (svg('<rect fill="url(http://a.example/x)"/>'), OTHERS),
    "paint by style": (svg('<rect style="fill:URL( http://a.example/x )"/>'), OTHERS),
    "escape of CSS": (svg(r'<rect style="fill:u\72l(http://a.example/x)"/>'), OTHERS),
    "escape of XML": (svg('<rect fill="&#117;rl(http://a.example/x)"/>'), OTHERS),
    "comment in CSS": (svg('<rect style="fill:url(/**/http://a.example/x)"/>'), OTHERS),
    "half a url": (svg('<rect fill="url(#a) url(x"/>'), OTHERS), "image()": (svg('<g fill="image-set(x)"/>'), OTHERS),
    "import": (svg('<style>@import "http://a.example";</style>'), "loads or does more than colours"),
    "import in CDATA": (svg("<style><![CDATA[@import url(http://a.example);.a{fill:red}]]></style>"), "a style sheet"),
    "font": (svg("<style>@font-face{src:url(http://a.example)}</style>"), "for more than classes"),
    "sheet with an escape": (svg(r'<style>.a{fill:u\72l(x)}</style><g class="a"/>'), OTHERS),
    "many styles": (svg("<style>" + ".a{x:y}" * 5000 + "</style>" + '<g class="a"/>' * 500), "too many styles"),
    "entity": (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("&a;"), "DOCTYPE"),
    "document type": (b'<!DOCTYPE svg SYSTEM "http://a.example/x.dtd">' + svg(""), "DOCTYPE"),
    "document type in UTF-16": (('<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("").decode()).encode("utf-16"), "DOCTYPE"),
    "large number": (svg('<rect width="1e300" height="1"/>'), "a number above 1,000,000"),
    "large in a path": (svg('<path d="M0 0L1e999 1"/>'), "a number above"),
    "small letters": (svg('<text font-size="-1">a</text>'), "smaller than nothing"),
    "no size": (svg("", ""), "without a size"), "size of nothing": (svg("", 'viewBox="0 0 0 10"'), "without a size"),
    "endless size": (svg("", 'viewBox="0 0 inf nan"'), "without a size"),
    "size of a line": (svg("", 'viewBox="0 0 999999 0.1"'), "without a size"),
    "size in percent": (svg("", 'width="100%" height="100%"'), "without a size"),
    "unknown encoding": (b'<?xml version="1.0" encoding="utf-7"?><svg/>', "is a broken SVG"),
    "another page": (b'<html xmlns="http://www.w3.org/1999/xhtml"><svg/></html>', "is no SVG picture"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_logo_is_refused_at_once_with_what_is_wrong(tmp_path: Path, name: str) -> None:
    content, says = HOSTILE[name]
    (tmp_path / "logo.svg").write_bytes(content)
    began = process_time()
    with pytest.raises(LogoError) as refused:
        read_logo(tmp_path / "logo.svg")
    assert process_time() - began < 2
    assert says in str(refused.value)
    assert len(str(refused.value)) < 300


@pytest.mark.parametrize("inside", [
    '<metadata><x:y xmlns:x="http://x.example"><x:script/></x:y></metadata><title>A</title><rect/>',
    '<x:script xmlns:x="http://www.w3.org/1999/xhtml">x()</x:script>', '<?xml-stylesheet href="http://a.example/x.css"?>',
    '<g unknown="url(http://a.example)" data-x="javascript:x()" style="behavior:url(http://a.example);--x:u\\72l(y)"/>',
    f'{GRADIENT}<rect fill="url( &quot;#x&quot; ) red" transform="rotate(1) skewX(2)" stroke="rgb(1,2,3)"/>',
    '<path id="a" d="M0 0"/><use xlink:href="#a"/><use href="#none"/><text>A <tspan dx="1">b</tspan> c</text>',
    '<style>.a, .b{fill:#123;stroke-dasharray:none} /* x */</style><g class="b c"/>', "<!-- <script/> -->",
])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig"])
def test_a_logo_is_written_anew_with_nothing_but_shapes(inside: str, encoding: str) -> None:
    plain = plain_svg(svg(inside).decode().encode(encoding))
    elements = fromstring(plain).iter()  # noqa: S314 # written by us
    assert {element.tag.removeprefix("{http://www.w3.org/2000/svg}") for element in elements} <= KEPT
    for trace in (b"script", b"example/", b"behavior", b"\\", b"<?", b"<!", b"class", b"style"):
        assert trace not in plain
    assert plain_svg(plain) == plain


@pytest.mark.parametrize(("style", "fill"), [
    ("", "red"), ("<style>.a{fill:blue}</style>", "blue"), ("<style>.b{fill:blue}</style>", "red"),
    ("<style>.a{fill:blue}.c,.a{fill:green}</style>", "green"),
])
def test_a_style_sheet_becomes_attributes(style: str, fill: str) -> None:
    assert f'fill="{fill}"'.encode() in plain_svg(svg(f'{style}<g class="a" fill="red"/>'))
    assert b'fill="black"' in plain_svg(svg(f'{style}<g class="a" fill="red" style="fill: black"/>'))


WORST: dict[str, Callable[[], str]] = {
    "shapes": lambda: '<rect width="1" height="1"/>' * 3800,
    "masks": lambda: '<mask id="m"><rect width="9" height="9"/></mask>' + '<rect mask="url(#m)"/>' * 450,
    "letters": lambda: f"<text>{'w ' * 190}</text>",
    "odd numbers": lambda: ('<g transform="scale(0)"><rect width="-1" height="x"/><circle r="%"/><path d="Q"/></g>'
                            '<polygon points="1"/><g transform="rotate(1 2) matrix(1)"><line x1="a"/></g>'
                            '<symbol id="s" viewBox="0 0 0 0"><rect/></symbol><use href="#s"/>'
                            '<radialGradient id="d" r="0"><stop offset="nan"/></radialGradient><rect fill="url(#d)"/>'),
    "deep": lambda: '<g transform="scale(999999)" opacity=".5">' * 48 + '<rect width="9" height="1"/>' + "</g>" * 48,
}


@pytest.mark.parametrize("name", WORST)
def test_what_is_taken_is_drawn_soon(name: str, tmp_path: Path) -> None:
    from weasyprint import HTML

    (tmp_path / "logo.svg").write_bytes(svg(WORST[name]()))
    address = read_logo(tmp_path / "logo.svg")
    assert b64decode(address.partition("base64,")[2]).startswith(b"<svg")
    began = process_time()
    HTML(string=f'<img style="height: 8mm; max-width: 24mm; object-fit: contain" src="{address}">').write_pdf()
    assert process_time() - began < 20
