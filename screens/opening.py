"""Draws a door: the page on which the person is, or a plain page if there is an error. It never shows a traceback."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import streamlit as st

from forms.authoring import SourceError
from rules import load_rule_sets
from screens.browser.markup import put
from screens.browser.titles import title_of
from screens.page import draw_page
from screens.pages.sources import draw_sources
from screens.visit.doors import Door
from screens.visit.housekeeping import tidy_up
from screens.visit.session import note_trouble, show_draft_in_address, take_trouble, visit_at
from screens.words import words_for

STYLE = Path(__file__).parent / "style.css"
ICON = Path(__file__).parent / "icon.png"


def draw_door(door: Door, other_door: st.Page | None, sources: st.Page | None) -> None:
    """Draws the whole page. `other_door` and `sources` are pages to link to; None if the clinic does not serve them."""
    st.html(_style())
    try:
        load_rule_sets()  # so that an error in a rule is found before the first question, not after the last
        visit = visit_at(door)
        show_draft_in_address(visit)
        if take_trouble():
            put("trouble", words=visit.words)
        draw_page(visit, other_door, sources)
    except SourceError as error:
        put("cannot_start", problems=error.problems)
    except Exception as error:  # noqa: BLE001 # else the person would see a traceback
        note_trouble(error)
        take_trouble()
        put("trouble", words=words_for(door.name))
    tidy_up()


def draw_rules_and_sources(back: st.Page | None) -> None:
    """Draws the page for clinicians, with a link to `back`. Errors are shown as on the doors."""
    st.html(_style())
    try:
        draw_sources(back)
    except SourceError as error:
        put("cannot_start", problems=error.problems)
    except Exception as error:  # noqa: BLE001 # else the person would see a traceback
        note_trouble(error)
        take_trouble()
        put("trouble", words=words_for("desk"))


def door_title(door: Door) -> str | None:
    """Returns the title of the page on which the person is, at this door; None if there is an error."""
    return _unless_broken(lambda: title_of(visit_at(door)))


def sources_title() -> str | None:
    """Returns the title of the page for clinicians; None if there is an error."""
    return _unless_broken(lambda: words_for("desk")("sources.title"))


def _unless_broken(title: Callable[[], str]) -> str | None:
    try:
        return title()
    except Exception:  # noqa: BLE001 # the page itself shows the error
        return None


@cache
def _style() -> str:
    return f"<style>{STYLE.read_text(encoding='utf-8')}</style>"
