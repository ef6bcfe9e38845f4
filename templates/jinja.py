"""The Jinja environment of all pages. Everything is escaped, and an undefined name is an error."""

import unicodedata
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from forms import encodable

HERE = Path(__file__).parent


@cache
def environment() -> Environment:
    """Returns the environment. It finds pages by their path in this room, such as "summary/paper.html.j2"."""
    found = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined,
                        trim_blocks=True, lstrip_blocks=True)
    found.filters["turned"] = _turned
    return found


def filled(path: str, **facts: object) -> str:
    """Returns the page at a path, filled in, for a screen or for print."""
    return encodable(environment().get_template(path).render(facts))


@cache
def style(path: str) -> Markup:
    """Returns a style sheet by its path in this room."""
    return Markup((HERE / path).read_text(encoding="utf-8"))  # noqa: S704 # our own file


def _turned(text: str) -> Markup:
    """Returns the attribute `dir` for a text whose first letter is right-to-left; empty for other text."""
    first = next((kind for char in text if (kind := unicodedata.bidirectional(char)) in ("L", "R", "AL")), "L")
    return Markup("") if first == "L" else Markup(' dir="rtl"')
