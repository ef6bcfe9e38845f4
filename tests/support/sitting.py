"""Someone in front of a door to the form, without a browser."""

import re
from typing import Any

from streamlit.testing.v1 import AppTest

from forms import Answer, load_questionnaire
from screens.visit.visit import Visit
from screens.visit.walk import WORKLIST
from tests.support import ROOT

APP = ROOT / "screens" / "server" / "script.py"


def _desk_first() -> None:
    import streamlit as st

    from screens import DESK, PATIENT, Pages, draw_door

    def desk() -> None:
        draw_door(DESK, pages)

    def questionnaire() -> None:
        draw_door(PATIENT, pages)

    pages = Pages(st.Page(questionnaire, url_path="other"), st.Page(desk, default=True), None)
    st.navigation([page for page in pages if page], position="hidden").run()


class Sitting:
    """A visit at one door. Steps raise KeyError for what the page does not show."""

    def __init__(self, door: str = "patient") -> None:
        app = AppTest.from_file(str(APP)) if door == "patient" else AppTest.from_function(_desk_first)
        self.app = app
        app.default_timeout = 30
        app.run()
        if door == "desk" and self.visit.position.step == WORKLIST:
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
        return f"{self.visit.door.name}-{self.visit.edition}-{link_id}-{part}"

    def keys(self) -> set[str]:
        """The keys of all fields on the page."""
        kinds = ("radio", "checkbox", "text_input", "text_area", "button_group")
        return {str(getattr(field, "key", None)) for kind in kinds for field in self.app.get(kind)}

    def asks(self, link_id: str) -> bool:
        return any(key.startswith(self.key(link_id, "")) for key in self.keys())

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
        self.app.radio(key=self.key(link_id, "choice")).set_value(option).run()

    def tick(self, link_id: str, option: str, on: bool = True) -> None:
        self.app.checkbox(key=self.key(link_id, option)).set_value(on).run()

    def type(self, link_id: str, words: str, part: str = "typed") -> None:
        key = self.key(link_id, part)
        is_text = part == "typed" and load_questionnaire().item(link_id).type == "text"
        (self.app.text_area(key=key) if is_text else self.app.text_input(key=key)).set_value(words).run()

    def pill(self, link_id: str, reason: str | None) -> None:
        self.app.button_group(key=self.key(link_id, "absent")).set_value(reason).run()

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
