"""What Streamlit leaves undone in the browser: language, scrolling, focus, links in our own HTML."""

from functools import cache, partial
from pathlib import Path

import streamlit as st

from forms import Item, load_questionnaire
from screens.actions.steps import change, clear, rest_on_choice
from screens.actions.taking_over import still_the_same
from screens.visit.session import callback, page_key, passes_by_arrow, start_over
from screens.visit.visit import Visit
from screens.words import words_for

_SCRIPT = (Path(__file__).parent / "browser.js").read_text(encoding="utf-8")
_PAGE = st.components.v2.component("screening_page", js=_SCRIPT)
_NAMES = st.components.v2.component("medicine_names", js=(Path(__file__).parent / "names.js").read_text("utf-8"))


def tell_browser(visit: Visit, items: tuple[Item, ...] = (), *, leaves_freely: bool = False) -> None:
    """Sets the language, and moves scroll and focus once for each move. `leaves_freely`: asks nobody to stay."""
    words = visit.words
    key = page_key(visit)
    data = {
        "door": visit.door.name, "began": visit.began, "moves": visit.moves,
        "language": words("language"), "direction": words("direction"),
        "focus": visit.focus, "holds_answers": bool(visit.response.answers) and not leaves_freely,
        "offline": words("lost.offline"),
    }
    picked = partial(_picked, visit, key)
    _PAGE(data=data, key=key, on_change_change=picked, on_clear_change=picked, on_again_change=picked,
          on_lost_change=partial(_lost, visit), on_left_change=partial(_left, visit),
          on_by_arrow_change=partial(_moved_by_arrow, visit))
    if any(item.suggestions for item in items):
        # Apart from what changes with each move, so that the browser gets the long list once and then only its mark.
        _NAMES(data=_suggestions(visit.door.name, words("language")), key="medicine-names")


@callback
def _lost(visit: Visit) -> None:
    """The browser held answers of a visit that the server no longer has."""
    visit.lost_answers = True


@callback
def _left(visit: Visit) -> None:
    """The person took the quick way out: nothing of the visit is kept."""
    start_over(visit)


@callback
def _moved_by_arrow(visit: Visit) -> None:
    """The arrow keys began to move through the options of a question on suicide, or came to rest."""
    visit.passes_by_arrow = passes_by_arrow(visit)
    if not visit.passes_by_arrow:
        rest_on_choice(visit)


@callback
def _picked(visit: Visit, key: str) -> None:
    """A button in our own HTML was pressed: it names a question."""
    for name, step in (("change", change), ("clear", clear), ("again", still_the_same)):
        link_id = st.session_state[key].get(name)
        if link_id in visit.questionnaire.items:
            step(visit, link_id)


@cache
def _suggestions(door: str, language: str) -> list[str]:
    """The names that are suggested while one is typed: each usual name, and each brand with it."""
    words, medicines = words_for(door, language), load_questionnaire().terminology.medicines
    brands = (words("rows.suggestion", also=also, name=one.name) for one in medicines for also in one.also)
    return sorted({*(one.name for one in medicines), *brands}, key=str.casefold)
