"""Pieces of a page as HTML, from html/NAME.html. Typed text is escaped; a missing fact raises an error."""

import re
from pathlib import Path

import streamlit as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from forms import dialled, encodable, load_clinic

FOLDER = Path(__file__).parent.parent / "html"


def with_links(text: str) -> Markup:
    """Returns `text` as HTML, with the clinic's telephone numbers as tel: links."""
    escaped = str(escape(text))
    numbers = "|".join(map(re.escape, load_clinic().numbers))
    if not numbers:
        return Markup(escaped)  # noqa: S704 # escaped above
    return Markup(re.sub(rf"(?<!\d)(?:{numbers})(?!\d)", _link, escaped))  # noqa: S704 # escaped above


def _link(number: "re.Match[str]") -> str:
    return f'<a href="tel:{dialled(number[0])}">{number[0]}</a>'


MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+.!|<>~$^=-])")
JOINER = "\u2060"  # nobody sees it; with it, ":material/home:" is no picture
_PIECES = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
                      lstrip_blocks=True, auto_reload=False)
_PIECES.filters["with_links"] = with_links


def in_label(text: str) -> str:
    """Returns typed text for the label of a button. Streamlit reads labels as Markdown; this is read as it is."""
    return MARKDOWN.sub(r"\\\1", text).replace(":", f":{JOINER}")


def html(name: str, **facts: object) -> str:
    """Returns the piece `name`, filled in."""
    return encodable(_PIECES.get_template(f"{name}.html").render(facts))


def put(name: str, **facts: object) -> None:
    """Draws the piece `name` here."""
    st.html(html(name, **facts))
