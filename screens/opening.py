"""Draws a door: the page on which the person is, or a plain page if there is an error. It never shows a traceback."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import streamlit as st

from forms.authoring import SourceError
from rules import load_rule_sets
from screens.browser.markup import put
from screens.browser.titles import title_at
from screens.page import draw_page
from screens.pages.other_form import draw_other_form
from screens.pages.served import Pages
from screens.pages.sources import draw_sources
from screens.server.sign_in import check_sign_in
from screens.visit.doors import Door
from screens.visit.housekeeping import tidy_up
from screens.visit.session import come_to, note_trouble, show_draft_in_address, take_trouble, visit_of_tab
from screens.words import words_for

STYLE = Path(__file__).parent / "style.css"
ICON = Path(__file__).parent / "icon.png"


def draw_door(door: Door, pages: Pages) -> None:
    """Draws the whole page of a door; `pages` are those to link to.

    If this tab has answers at the other door that would be lost, it draws a page that asks what to do with them.
    """
    st.html(_style())
    try:
        if door.keeps_records:
            check_sign_in()
        load_rule_sets()  # so that an error in a rule is found before the first question, not after the last
        shown = title_at(door, visit_of_tab())
        visit = come_to(door)
        if title_at(door, visit) != shown:
            st.rerun()  # the browser got the title before the visit began
        show_draft_in_address(visit)
        if take_trouble():
            put("trouble", words=visit.words)
        if visit.door.page == door.page:
            draw_page(visit, pages)
        else:
            draw_other_form(visit, pages)
    except SourceError as error:
        put("cannot_start", problems=error.problems)
    except Exception as error:  # noqa: BLE001 # else the person would see a traceback
        note_trouble(error)
        take_trouble()
        put("trouble", words=words_for(door.name))
    tidy_up()


def draw_rules_and_sources(pages: Pages) -> None:
    """Draws the page for clinicians, with a link back to the door of this tab. Errors are shown as on the doors."""
    st.html(_style())
    try:
        visit = visit_of_tab()
        draw_sources(visit, pages)
    except SourceError as error:
        put("cannot_start", problems=error.problems)
    except Exception as error:  # noqa: BLE001 # else the person would see a traceback
        note_trouble(error)
        take_trouble()
        put("trouble", words=words_for("desk"))


def door_title(door: Door) -> str | None:
    """Returns the title of the page at this door; None if there is an error. It begins no visit."""
    return _unless_broken(lambda: title_at(door, visit_of_tab()))


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
