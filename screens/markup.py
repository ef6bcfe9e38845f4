"""Pieces of a page as HTML, from html/NAME.html. What people typed is escaped; a missing word stops the page."""

import re
from pathlib import Path

import streamlit as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

FOLDER = Path(__file__).parent / "html"
TELEPHONE = re.compile(r"\b\d[\d ]{1,12}\d\b")


def with_links(text: str) -> Markup:
    """`text` with its telephone numbers made links that a telephone calls."""
    call = r'<a href="tel:\g<0>">\g<0></a>'
    return Markup(TELEPHONE.sub(call, str(escape(text))))  # noqa: S704 # escaped in this line


_PIECES = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
                      lstrip_blocks=True, auto_reload=False)
_PIECES.filters["with_links"] = with_links


def html(name: str, **facts: object) -> str:
    """The piece `name`, filled in."""
    return _PIECES.get_template(f"{name}.html").render(facts)


def put(name: str, **facts: object) -> None:
    """Draws the piece `name` here."""
    st.html(html(name, **facts))
