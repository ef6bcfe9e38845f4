"""Writes an SVG anew with nothing in it but shapes, colours and letters, so that what was checked is what is printed.

Elements and attributes of a short list stay; style sheets become attributes. What would load, run or draw something
else is refused. Parts that stand for others, such as `use`, are counted as often as they are drawn: a small file could
otherwise draw without end.
"""

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element, TreeBuilder, tostring
from xml.parsers import expat

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
# The work of drawing it, in characters of a path; a part that is drawn twice counts twice. WeasyPrint takes 2 seconds
# for the most. A detailed logo of 130 kB has a third of it.
MOST_DRAWN = 400_000
AN_ELEMENT, A_LINK, A_LETTER = 100, 500, 1000
MOST_DEEP = 50  # elements inside each other
MOST_LINKS = 5  # parts that stand for others, one behind the other
LARGEST = 1_000_000  # a number of a shape
SMALLEST_SIDE = 0.01
GRADIENTS = frozenset(["linearGradient", "radialGradient"])
KEPT = frozenset(["svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan",
                  "defs", "use", "symbol", "stop", "clipPath", "mask"]) | GRADIENTS
LEFT_OUT = frozenset(["title", "desc", "metadata", "style"])  # they draw nothing by themselves
SHAPE = frozenset([  # numbers, with units
    "x", "y", "width", "height", "rx", "ry", "cx", "cy", "r", "x1", "y1", "x2", "y2", "fx", "fy", "dx", "dy", "d",
    "points", "transform", "viewBox", "offset", "gradientTransform", "stroke-width", "stroke-miterlimit", "font-size",
    "letter-spacing", "opacity", "fill-opacity", "stroke-opacity", "stop-opacity"])
PROPERTIES = frozenset(["fill", "fill-rule", "stroke", "stroke-linecap", "stroke-linejoin", "color", "stop-color",
                        "clip-path", "clip-rule", "mask", "font-family", "font-style", "font-weight", "text-anchor",
                        "display", "visibility"])
NAMED = frozenset(["id", "gradientUnits", "clipPathUnits", "maskUnits", "maskContentUnits", "preserveAspectRatio"])
PLAIN_VALUES = {"stroke-dasharray": "none", "spreadMethod": "pad", "filter": "none"}  # another one draws without end
FUNCTIONS = frozenset(["rgb", "rgba", "hsl", "hsla", "matrix", "translate", "scale", "rotate", "skewx", "skewy"])
URL = re.compile(r"url\(\s*([\"']?)#([^\s\"'()\\]+)\1\s*\)")
FUNCTION = re.compile(r"([\w-]*)\s*\(")
NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
CLASSES = re.compile(r"\s*\.[\w-]+(?:\s*,\s*\.[\w-]+)*\s*")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
PLAIN = "Save it as a plain SVG, or as a PNG."
Classes = list[tuple[frozenset[str], dict[str, str]]]


class LogoError(Exception):
    """A logo that cannot be printed. The message continues a sentence that begins with the file's name."""


def plain_svg(content: bytes) -> bytes:
    """Returns an SVG with nothing in it that loads, runs or draws without end. Raises LogoError."""
    root = _parsed(content)
    if _name(root) != "svg":
        raise LogoError(f"is no SVG picture. {PLAIN}")
    plain = _rewritten(root, _style_sheets(root), is_root=True)
    _check_size(plain)
    _check_drawn(plain)
    plain.set("xmlns", SVG)
    return bytes(tostring(plain, encoding="utf-8"))


def _parsed(content: bytes) -> Element:
    """The root element. Raises LogoError also for a document type, with which come entities."""
    builder, depth = TreeBuilder(), 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MOST_DEEP:
            raise LogoError(f"is an SVG with more than {MOST_DEEP} groups inside each other. {PLAIN}")
        builder.start(name, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(name)

    def refuse(*_of_the_type: object) -> None:
        raise LogoError(f"is an SVG with a DOCTYPE, which can hide what it draws. {PLAIN}")

    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = builder.data, refuse
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError):  # the latter for encodings
        is_one = b"<svg" in content
        raise LogoError("is a broken SVG picture. Save it again." if is_one else
                        "is neither a PNG nor an SVG picture. Save it as one of these.") from None
    return builder.close()


def _name(element: Element) -> str | None:
    """The name of an element of SVG, also without a namespace; None for one of another kind, as editors add them."""
    space, _, name = element.tag.rpartition("}")
    return name if space in ("", SVG) else None


def _rewritten(element: Element, classes: Classes, *, is_root: bool = False) -> Element:
    name = _name(element)
    if name not in KEPT or (name == "svg" and not is_root):
        raise LogoError(f"is an SVG with '{name}', which no logo needs. {PLAIN}")
    plain = Element(name, dict(_attributes(element, classes)))
    if name in ("text", "tspan"):
        plain.text = element.text
    for child in element:
        if _name(child) is not None and _name(child) not in LEFT_OUT:
            made = _rewritten(child, classes)
            made.tail = child.tail if name in ("text", "tspan") else None
            plain.append(made)
    return plain


def _attributes(element: Element, classes: Classes) -> Iterator[tuple[str, str]]:
    """The attributes that stay: its own, then those of its classes, then those of its style, of which the last wins."""
    given = {key: value for key, value in element.attrib.items() if "}" not in key}
    for key in given:
        if key.lower().startswith("on"):
            raise LogoError(f"is an SVG with a script ('{key}'). {PLAIN}")
    own = set(given.pop("class", "").split())
    style = _declarations(given.pop("style", ""))
    for names, declared in classes:
        if not own.isdisjoint(names):
            given |= declared
    link = element.get(f"{XLINK}}}href", given.pop("href", None))
    for key, value in (given | style).items():
        if key in PLAIN_VALUES and value.strip() not in (PLAIN_VALUES[key], ""):
            raise LogoError(f"is an SVG with '{key}', which can draw without end. {PLAIN}")
        if key in SHAPE | PROPERTIES | NAMED:
            yield key, _checked(key, value)
    if link is not None:
        if not link.startswith("#") or _name(element) not in GRADIENTS | {"use"}:
            raise LogoError(f"is an SVG that names other files. {PLAIN}")
        yield "href", link


def _checked(key: str, value: str) -> str:
    rest = URL.sub("", value)
    functions = [name.lower() for name in FUNCTION.findall(rest)]
    if "\\" in value or "url" in rest.lower() or not FUNCTIONS.issuperset(functions):
        raise LogoError(f"is an SVG that names other files, or computes something, in '{key}'. {PLAIN}")
    if key == "font-size" and "-" in value:
        raise LogoError(f"is an SVG with letters smaller than nothing. {PLAIN}")
    if key in SHAPE and any(abs(float(number)) > LARGEST for number in NUMBER.findall(value)):
        raise LogoError(f"is an SVG with a number above {LARGEST:,} in '{key}'. Save it smaller, or as a PNG.")
    return value


def _style_sheets(root: Element) -> Classes:
    """The classes of all style sheets, and what they declare, in order. Raises LogoError for other selectors."""
    found: Classes = []
    for element in root.iter():
        if _name(element) == "style":
            text = COMMENT.sub(" ", "".join(element.itertext()))
            for selector, declared in RULE.findall(text):
                if not CLASSES.fullmatch(selector):
                    raise LogoError(f"is an SVG with a style sheet for more than classes. {PLAIN}")
                found.append((frozenset(re.findall(r"[\w-]+", selector)), _declarations(declared)))
            if RULE.sub("", text).strip():
                raise LogoError(f"is an SVG with a style sheet that loads or does more than colours. {PLAIN}")
    if len(found) * sum(1 for _ in root.iter()) > MOST_DRAWN:
        raise LogoError(f"is an SVG with too many styles. {PLAIN}")
    return found


def _declarations(text: str) -> dict[str, str]:
    pairs = (one.partition(":") for one in COMMENT.sub(" ", text).split(";"))
    return {key.strip().lower(): value.strip() for key, colon, value in pairs if colon}


def _check_size(plain: Element) -> None:
    """Raises LogoError if the picture has no size, by which it is fitted onto the page."""
    box = [float(number) for number in NUMBER.findall(plain.get("viewBox", ""))]
    sides = box[2:] if box else [_pixels(plain.get("width")), _pixels(plain.get("height"))]
    if len(sides) != 2 or min(sides) < SMALLEST_SIDE or max(sides) > 1000 * min(sides):
        raise LogoError("is an SVG without a size. Give it a viewBox, as in: viewBox=\"0 0 300 100\"")


def _pixels(side: str | None) -> float:
    number = NUMBER.match(side or "")
    return float(number[0]) if number and "%" not in (side or "") else 0


def _check_drawn(plain: Element) -> None:
    """Raises LogoError if parts stand for others in a circle, or if far more is drawn than stands in the file."""
    by_id: dict[str, Element] = {}
    for element in plain.iter():
        if element.get("id", "") in by_id:
            raise LogoError(f"is an SVG with two parts of one id. {PLAIN}")
        by_id |= {element.get("id", ""): element} if element.get("id") else {}
    if _Drawn(by_id).size(plain, 0)[0] > MOST_DRAWN:
        raise LogoError(f"is an SVG that takes too long to draw: it has too many parts or letters, or draws them "
                        f"again and again. {PLAIN}")


class _Drawn:
    """Counts what is drawn."""

    def __init__(self, by_id: Mapping[str, Element]) -> None:
        self._by_id = by_id
        self._known: dict[Element, tuple[int, int]] = {}

    def size(self, element: Element, links: int) -> tuple[int, int]:
        """Returns the work of drawing an element, and how many links are one behind the other in it.

        `links`: those that led here. Raises LogoError if there are too many, as in a circle.
        """
        if element not in self._known:
            letters = len(element.text or "") + len(element.tail or "") + (element.tag in ("text", "tspan"))
            size, most = AN_ELEMENT + sum(map(len, element.attrib.values())) + letters * A_LETTER, 0
            for part, further in self._parts(element):
                if links + further > MOST_LINKS:
                    raise _circle()
                more, behind = self.size(part, links + further)
                size, most = size + more + further * A_LINK, max(most, behind + further)
            self._known[element] = size, most
        if links + self._known[element][1] > MOST_LINKS:
            raise _circle()
        return self._known[element]

    def _parts(self, element: Element) -> Iterator[tuple[Element, int]]:
        """Yields the elements within an element, and those that it stands for, with 1 for the latter."""
        for child in element:
            yield child, 0
        named = [name for _, name in URL.findall(" ".join(element.attrib.values()))]
        for name in [*named, element.get("href", "#")[1:]]:
            if name in self._by_id:
                yield self._by_id[name], 1


def _circle() -> LogoError:
    return LogoError(f"is an SVG whose parts stand for each other, or for more than {MOST_LINKS} others. {PLAIN}")
