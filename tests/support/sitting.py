"""Someone in front of a door to the form, without a browser."""

import logging
import re
from functools import cache
from typing import Any

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from forms import Answer, load_questionnaire
from screens.visit.visit import Visit
from screens.visit.walk import WORKLIST
from tests.support import ROOT

APP = ROOT / "screens" / "server" / "script.py"
# Each AppTest reads about all installed packages whether they have components of Streamlit: a third of its time.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


def _desk_first() -> None:
    import streamlit as st

    from screens import DESK, PATIENT, Pages, draw_door

    def desk() -> None:
        draw_door(DESK, pages)

    def questionnaire() -> None:
        draw_door(PATIENT, pages)

    pages = Pages(st.Page(questionnaire, url_path="other"), st.Page(desk, default=True), None)
    st.navigation([page for page in pages if page], position="hidden").run()


def _sources_first() -> None:
    import streamlit as st

    from screens import DESK, Pages, draw_door, draw_rules_and_sources

    def desk() -> None:
        draw_door(DESK, pages)

    def sources() -> None:
        draw_rules_and_sources(pages)

    pages = Pages(None, st.Page(desk, url_path="desk"), st.Page(sources, default=True))
    st.navigation([page for page in pages if page], position="hidden").run()


FIRST = {"desk": _desk_first, "sources": _sources_first}


def new_app(door: str = "patient") -> AppTest:
    """The app before its first run. Keeps Streamlit from warning that no script runs: AppTest sets a state first."""
    log = logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context")
    log.disabled = True
    try:
        return AppTest.from_file(str(APP)) if door == "patient" else AppTest.from_function(FIRST[door])
    finally:
        log.disabled = False


class Sitting:
    """A visit at one door. Steps raise KeyError for what the page does not show.

    `begins`: at a desk that keeps its forms, it begins a new one.
    """

    def __init__(self, door: str = "patient", *, begins: bool = True) -> None:
        self.app = app = new_app(door)
        app.default_timeout = 30
        app.run()
        if begins and door == "desk" and self.visit.position.step == WORKLIST:
            self.press("new-patient")

    @property
    def visit(self) -> Visit:
        visit: Visit = self.app.session_state["visit"]
        return visit

    def answer(self, link_id: str) -> Answer:
        """The answer in force."""
        return self.visit.answers.answer(link_id)

    def value(self, link_id: str) -> Any:
        return self.answer(link_id).value

    def key(self, link_id: str, part: str) -> str:
        """The key of a field, whose page of the section is turned to: a long section has several."""
        here, pages = self.visit.way.page_at(self.visit.position.step), self.visit.way.pages
        there = next((page for page in pages if any(item.link_id == link_id for item in page.items)), None)
        if here and there and here.step != there.step and here.section == there.section:
            self.turn_to(there.step)
        return f"{self.visit.door.name}-{self.visit.edition}-{link_id}-{part}"

    def keys(self) -> set[str]:
        """The keys of all fields on the page."""
        kinds = ("radio", "checkbox", "text_input", "text_area", "button_group")
        return {str(getattr(field, "key", None)) for kind in kinds for field in self.app.get(kind)}

    def asks(self, link_id: str) -> bool:
        beginning = self.key(link_id, "")
        return any(key.startswith(beginning) for key in self.keys())

    def is_drawn(self, link_id: str) -> bool:
        """Whether the question stands on the page that is open now."""
        return any(f"-{link_id}-" in key for key in self.keys())

    def turn_to(self, step: str) -> "Sitting":
        self.visit.position.move(step)
        self.app.run()
        return self

    def come_to(self, path: str) -> "Sitting":
        """Opens another page of the app in this same tab: "" for the patient's, "desk" or "sources"."""
        pages = self.app._registered_pages
        self.app._page_hash = next(page for page, known in pages.items() if known["url_pathname"] == path)
        self.app.run()
        return self

    def press(self, key: str) -> None:
        self.app.button(key=key).click().run()

    def go_on(self) -> None:
        self.press(f"on-{self.visit.position.step}")

    def choose(self, link_id: str, option: str) -> None:
        key = self.key(link_id, "choice")
        self.app.radio(key=key).set_value(option).run()

    def tick(self, link_id: str, option: str, on: bool = True) -> None:
        key = self.key(link_id, option)
        self.app.checkbox(key=key).set_value(on).run()

    def type(self, link_id: str, words: str, part: str = "typed") -> None:
        key = self.key(link_id, part)
        is_text = part == "typed" and load_questionnaire().item(link_id).type == "text"
        (self.app.text_area(key=key) if is_text else self.app.text_input(key=key)).set_value(words).run()

    def pill(self, link_id: str, reason: str | None) -> None:
        key = self.key(link_id, "absent")
        self.app.button_group(key=key).set_value(reason).run()

    def jump(self, place: str) -> None:
        """Chooses a question, or an option of one, in the field of the desk to jump to it."""
        (field,) = (field for field in self.app.selectbox if "-jump-" in str(field.key))
        field.set_value(place).run()

    def hand_in(self, content: bytes, name: str = "summary.pdf") -> None:
        """Chooses a file on the page where earlier answers are opened."""
        key = f"{self.visit.door.name}-file-{self.visit.handed_in.files}"
        self.app.file_uploader(key=key).set_value((name, content, "application/octet-stream")).run()

    def shown(self) -> str:
        """All our own HTML on the page."""
        return "\n".join(piece.proto.body for piece in self.app.main.get("html"))

    def problem(self, link_id: str) -> str | None:
        """What stands beside the field."""
        found = re.search(rf'id="{link_id}-problem".*?</span>(.*?)</p>', self.shown(), re.DOTALL)
        return found.group(1) if found else None
