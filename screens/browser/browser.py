"""Controls the browser where Streamlit cannot: language, scrolling, focus, and buttons in our own HTML."""

from base64 import b64encode
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import streamlit as st

from forms import load_clinic, load_questionnaire
from forms.authoring import ORIGINAL
from screens.actions.steps import change, clear, jump, mark, rest_on_choice
from screens.actions.taking_over import still_the_same
from screens.visit.session import callback, come_back, page_key, passes_by_arrow, start_over
from screens.visit.visit import Visit
from screens.visit.walk import LOCKED, STOPPED
from screens.words import words_for

_SCRIPT = (Path(__file__).parent / "browser.js").read_text(encoding="utf-8")
_PAGE = st.components.v2.component("screening_page", js=_SCRIPT)
_KEYS = st.components.v2.component("desk_keys", js=(Path(__file__).parent / "desk_keys.js").read_text("utf-8"))
_TYPED = st.components.v2.component("typed_words", js=(Path(__file__).parent / "typed_words.js").read_text("utf-8"))
_TO_TOP = st.components.v2.component("to_top", js=(Path(__file__).parent / "to_top.js").read_text("utf-8"))
_PRINTING = st.components.v2.component("printing", js=(Path(__file__).parent / "printing.js").read_text("utf-8"))
_SHARING = st.components.v2.component("sharing", js=(Path(__file__).parent / "sharing.js").read_text("utf-8"))
_NAMES = st.components.v2.component("medicine_names", js=(Path(__file__).parent / "names.js").read_text("utf-8"))


def tell_browser(visit: Visit) -> None:
    """Tells the browser about the page that is drawn; called once for each page, by screens/page.py.

    The browser sets the language, and scrolls and moves the focus once for each move. If the person closes the tab, it
    asks whether to stay, because the answers would be lost; not on the crisis page, and not after the form has stopped.
    """
    words = visit.words
    leaves_freely = visit.help.crisis is not None or visit.position.step == STOPPED
    key = page_key(visit)
    data = {
        "door": visit.door.name, "began": visit.began, "moves": visit.position.moves,
        "language": words.language, "direction": words.direction,
        "focus": visit.position.focus, "holds_answers": visit.would_be_lost and not leaves_freely,
        "comes_back": visit.saving is None and visit.would_be_lost,
        "locks": visit.saving is not None and visit.position.step != LOCKED,
        "offline": words("lost.offline"), "no_file": words("lost.file"), "idle_minutes": _idle_minutes(visit),
        "still_there": words("idle.still_there"), "go_on": words("idle.go_on"),
        "in_our_words": _in_our_words(visit.door.name, words.language),
    }
    picked = partial(_picked, visit, key)
    _PAGE(data=data, key=key, on_change_change=picked, on_clear_change=picked, on_again_change=picked,
          on_goto_change=picked, on_mark_change=picked,
          on_returned_change=partial(_returned, visit, key), on_lost_change=partial(_lost, visit),
          on_failed_change=lambda: None,
          on_left_change=partial(_left, visit), on_by_arrow_change=partial(_moved_by_arrow, visit))
    _KEYS(data={"is_on": visit.door.goes_on_by_key and visit.help.crisis is None}, key=f"keys-{visit.door.name}")
    _TYPED(data={"place": _place(visit)}, key=f"typed-{visit.door.name}", on_back_change=lambda: None)
    if visit.help.crisis is None and any(item.suggestions for item in visit.way.items_at(visit.position.step)):
        # A component of its own, so that Streamlit sends the long list once and later only its checksum.
        _NAMES(data=_suggestions(visit.door.name, words.language), key="medicine-names")


@cache
def _in_our_words(door: str, language: str) -> dict[str, str]:
    """What Streamlit itself writes, in English, with its translation; empty in English."""
    english, ours = (words_for(door, one).group("widgets") for one in (ORIGINAL, language))
    return {english[name]: ours[name] for name in english if ours[name] != english[name]}


def _place(visit: Visit) -> str:
    """Names the form, also for a server that started again, and the page of it. Holds no answer."""
    draft = visit.saving.draft if visit.saving is not None else None
    crisis = "" if visit.help.crisis is None else "/help"
    return f"{visit.door.name}/{draft.draft_id if draft else ''}/{visit.position.step}{crisis}"


def go_to_top(title: str, moves: int) -> None:
    """Moves the focus to the heading with this title, and the page to its beginning, once for each `moves`."""
    _TO_TOP(data={"title": title, "moves": moves}, key="to-top")


def print_by_button() -> None:
    """Lets the button `data-print` print the page, also what is folded on it."""
    _PRINTING(key="printing")


def share_by_button(name: str, pdf: bytes | None, want: Callable[[], None]) -> None:
    """Lets the button `data-share` hand a PDF to another app. `want` is called when it is pressed, if `pdf` is None."""
    encoded = None if pdf is None else b64encode(pdf).decode()
    _SHARING(data={"name": name, "pdf": encoded}, key="sharing", on_wanted_change=want)


def _idle_minutes(visit: Visit) -> int:
    """After how many minutes without a touch the answers are deleted, or a desk that keeps them locks; 0 for never."""
    return (load_clinic().idle_minutes or 0) if visit.door.has_quick_exit or visit.saving is not None else 0


@callback
def _lost(visit: Visit) -> None:
    """Called if the browser shows a visit that the server no longer has."""
    visit.lost_answers = True


@callback
def _returned(visit: Visit, key: str) -> None:
    """Called if this browser tab showed another visit before its page was loaded anew, with the name of that visit."""
    began = st.session_state[key].get("returned")
    if isinstance(began, str):
        come_back(visit, began)


@callback
def _left(visit: Visit) -> None:
    """Called if the person pressed "Leave this page". Deletes the visit. Only a door with that button has it."""
    if visit.door.has_quick_exit:
        start_over(visit)


@callback
def _moved_by_arrow(visit: Visit) -> None:
    """Called if the person begins or stops moving through the options of a question on suicide with the arrow keys."""
    visit.help.passes_by_arrow = passes_by_arrow(visit)
    if not visit.help.passes_by_arrow:
        rest_on_choice(visit)


@callback
def _picked(visit: Visit, key: str) -> None:
    """Called if the person pressed a button in our own HTML, which names a question.

    A message of the browser may be forged. So nothing is done to a question that this door does not ask now.
    """
    for name, step in (("change", change), ("clear", clear), ("again", still_the_same), ("goto", jump),
                       ("mark", mark)):
        link_id = st.session_state[key].get(name)
        if isinstance(link_id, str) and link_id in _asked(visit):
            step(visit, link_id)


def _asked(visit: Visit) -> frozenset[str]:
    """The link ids of the questions that this door asks now, on any page."""
    asked: set[str] = set()
    for section in visit.whole_way.sections:
        asked.update(item.link_id for item in visit.whole_way.items(section))
    return frozenset(asked)


@cache
def _suggestions(door: str, language: str) -> list[str]:
    """The names to suggest during typing: each usual name, and each brand with its usual name."""
    words = words_for(door, language)
    names = set()
    for medicine in load_questionnaire().terminology.medicines:
        names.add(medicine.name)
        names.update(words("rows.suggestion", also=brand, name=medicine.name) for brand in medicine.also)
    return sorted(names, key=str.casefold)
