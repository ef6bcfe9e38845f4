"""Renders the summary as HTML with Jinja, for print and for the screen. Everything is escaped."""

from markupsafe import Markup

from forms import load_clinic
from forms.exchange import exchange_texts
from templates.jinja import filled, style
from templates.summary.answers_in_words import shortened
from templates.summary.model import Summary
from templates.words import Words, load_words

ON_EVERY_PAGE = 40  # characters of the name in the margin; page 1 has the whole name


def summary_html(summary: Summary, *, for_screen: bool = False) -> str:
    """Returns a page to print; or with `for_screen` a part of a page, with its styles under one class and no script."""
    return _filled("screen" if for_screen else "paper", summary)


def page_html(summary: Summary) -> str:
    """Returns a whole page to open in a browser."""
    return _filled("browser_file", summary)


def _filled(page: str, summary: Summary) -> str:
    words, name = load_words(summary.language), summary.label.name
    exchange = exchange_texts(summary.language)
    return filled(
        f"summary/{page}.html.j2",
        summary=summary, words=words, clinic=load_clinic(),
        what_this_is=exchange("what_a_summary_is"),
        label_born=exchange("label_born"), label_number=exchange("label_number"),
        style=style("summary/screen.css"), titled=page != "screen",
        square=_square(summary, words) if page == "paper" else None,
        title=words.say("title", name=name) if name else words.text["title_without_name"],
        label=" · ".join(f"\u200e{shortened(part, ON_EVERY_PAGE, words)}\u200e" for part in (
            name, summary.label.born, summary.label.record_number) if part),
        foot=words.say("foot", made_on=summary.made_on, questionnaire=summary.versions[0],
                       copy=words.text[f"copy_{summary.copy}"]),
    )


def _square(summary: Summary, words: Words) -> Markup:
    from templates.summary.square_picture import square_code  # loads the QR library, which screens do not need

    return square_code(summary.code, words.text["square"])
