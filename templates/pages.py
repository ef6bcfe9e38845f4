"""The summary as HTML, for paper and for the screen, by Jinja. Everything is escaped; nothing is decided here."""

import unicodedata
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from forms.exchange import exchange_texts
from templates.quotes import shortened
from templates.summary import Summary
from templates.words import Words, load_words

ON_EVERY_PAGE = 40  # characters of a name; page 1 has the whole
HERE = Path(__file__).parent


def summary_html(summary: Summary, *, for_screen: bool = False) -> str:
    """The page for the press; or a part of a page for the screen, with its own style under one class and no script."""
    return _filled("screen" if for_screen else "paper", summary)


def page_html(summary: Summary) -> str:
    """A whole page to open in a browser."""
    return _filled("page", summary)


def _filled(page: str, summary: Summary) -> str:
    words, name = load_words(summary.language), summary.label.name
    return _environment().get_template(f"{page}.html.j2").render(
        summary=summary, words=words, what_this_is=exchange_texts(summary.language).text["what_a_summary_is"],
        style=_screen_style(), titled=page != "screen",
        square=_square(summary, words) if page == "paper" else None,
        title=words.say("title", name=name) if name else words.text["title_without_name"],
        label=" · ".join(f"\u200e{shortened(part, ON_EVERY_PAGE, words)}\u200e" for part in (
            name, summary.label.born, summary.label.record_number) if part),
        foot=words.say("foot", made_on=summary.made_on, questionnaire=summary.versions[0],
                       copy=words.text[f"copy_{summary.copy}"]),
    )


def _square(summary: Summary, words: Words) -> Markup:
    from templates.square import square_code  # loads what draws it, which the screen does without

    return square_code(summary.code, words.text["square"])


@cache
def _environment() -> Environment:
    found = Environment(loader=FileSystemLoader(HERE / "pages"), autoescape=True, undefined=StrictUndefined,
                        trim_blocks=True, lstrip_blocks=True)
    found.filters["turned"] = _turned
    return found


@cache
def _screen_style() -> Markup:
    return Markup((HERE / "css" / "screen.css").read_text(encoding="utf-8"))  # noqa: S704 # our own file


def _turned(text: str) -> Markup:
    """The attribute that right-to-left text needs, by its first letter; empty for other text."""
    first = next((kind for char in text if (kind := unicodedata.bidirectional(char)) in ("L", "R", "AL")), "L")
    return Markup("") if first == "L" else Markup(' dir="rtl"')
