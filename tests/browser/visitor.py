"""Someone who uses the app in Chromium, by what they see on the page."""

import re
from pathlib import Path

from playwright.sync_api import Dialog, Locator, Page, WebSocket, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from forms import load_questionnaire
from screens.visit.walk import page_name
from tests.support import PATIENCE

ON = re.compile("^(Continue|Fill them in|Start|Make my summary|Save and go back to your answers)$")
OPEN = re.compile("^(I have filled this in before|Open earlier answers)$")

ARRIVED = "before => document.title !== before && document.activeElement.matches('h1, [id^=review-]')"
DRAWN = """() => document.querySelector('[data-test-script-state=notRunning]')
  && !document.querySelector('[data-stale=true]') && !window.screening?.isArriving"""
PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
DESCRIBED = "() => new Promise(done => setTimeout(done, 60))"  # browser.js describes the fields 50 ms after a change
FORWARD = """step => {
  const walk = window.formHistory
  if (!walk?.isOn) return false
  window.screening?.giveWords?.()
  walk.asked += 1
  walk.wanted = step
  walk.ask([walk.asked, step])
  return true
}"""
STEPS = {"Check your answers": "REVIEW", "Your summary": "SUMMARY"}
FORM = load_questionnaire()
TITLES = {section.section_id: section.title for section in FORM.sections}
MOST_PAGES = 60


TURN, MOST_TURNS = 20, 3000  # ms, and how many of them the server may take at most
script_errors: list[str] = []  # of all pages that a test opens; what it leaves here makes it fail


class Talk:
    """What a page and its server say to each other: whether the server still owes the page an answer.

    A page whose connection is routed by a test is not heard here; it owes nothing.
    """

    def __init__(self, page: Page) -> None:
        self.is_owed = False
        self._has_begun = False
        page.on("websocket", self._listen)

    def _listen(self, wire: WebSocket) -> None:
        wire.on("close", self._closed)
        wire.on("framesent", self._sent)
        wire.on("framereceived", self._received)

    def _closed(self, _wire: WebSocket) -> None:
        self.is_owed = False

    def _sent(self, frame: bytes | str) -> None:
        if isinstance(frame, bytes) and BackMsg.FromString(frame).HasField("rerun_script"):
            self.is_owed, self._has_begun = True, False

    def _received(self, frame: bytes | str) -> None:
        if not isinstance(frame, bytes):
            return
        message = ForwardMsg.FromString(frame)
        if message.HasField("new_session"):
            self._has_begun = True
        elif message.HasField("script_finished") and self._has_begun:
            is_early = message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN
            self.is_owed = self.is_owed and is_early


class Visitor:
    """A person at a page of the app."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.talk = Talk(page)
        page.on("pageerror", lambda error: script_errors.append(str(error)))
        page.set_default_timeout(PATIENCE * 1000)
        page.goto(url)
        expect(self.heading).to_be_visible()
        if url.endswith("/desk"):
            self.begin_new_patient()

    def begin_new_patient(self) -> None:
        """Begins an empty form at the desk."""
        page = self.page
        page.get_by_role("button", name="New patient").click()
        expect(page.locator(".section-heading h1")).to_be_visible()
        self.settle()

    def name_patient(self, name: str) -> None:
        """Answers the first questions at the desk, and waits until they are saved."""
        self.choose("adult", "Yes")
        expect(self.asked("patient_name")).to_be_visible()
        self.type("patient_name", name)
        self.wait_until_saved()

    def wait_until_saved(self) -> None:
        """Waits for the mark that all is saved."""
        self.settle()
        expect(self.page.locator(".saved")).to_have_text(re.compile("^Saved [0-9]"))

    @property
    def heading(self) -> Locator:
        return self.page.locator(".stMain h1").first

    def titled(self, page: str) -> Locator:
        """The heading of a section's first page, or of the page with this title."""
        return self.heading.get_by_text(TITLES.get(page, page), exact=True)

    def question(self, link_id: str) -> Locator:
        """The question, its fields, and what stands below them."""
        fields = f'[class*="st-key-"][class*="-{link_id}-"]'
        return self.page.locator(f".question#{link_id}, {fields}, [data-below={link_id}]")

    def asked(self, link_id: str) -> Locator:
        """The words of the question."""
        return self.page.locator(f"#{link_id}-text")

    def choose(self, link_id: str, option: str) -> None:
        """Clicks an option. What the page makes of it is to be awaited."""
        self.question(link_id).get_by_text(option, exact=True).click()

    def box(self, link_id: str) -> Locator:
        """The field of a question with a single field."""
        return self.question(link_id).locator("input[type=text], textarea").first

    def type(self, link_id: str, words: str) -> None:
        """Types and leaves the field."""
        self.box(link_id).fill(words)
        self.box(link_id).blur()

    def unfold(self) -> None:
        """Opens what is folded on the review page."""
        self.settle()  # what is drawn once more is folded again
        self.page.locator(".review details").evaluate_all("folds => folds.forEach(fold => { fold.open = true })")

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def title(self) -> str:
        """The heading. The title of the browser's tab does not say what a patient's page is on."""
        return self.heading.inner_text().strip()

    def go_on(self) -> str:
        """Presses the button that goes on, waits until another page stands there, and returns its title."""
        self.wait_until_drawn()  # a click on a button that is just moving can miss it
        before = self.page.title()
        self.click_alone(self.page.get_by_role("button", name=ON))
        self.page.wait_for_function(ARRIVED, arg=before)
        self.settle()
        return self.title()

    def click_alone(self, button: Locator) -> None:
        """Clicks the one button of this kind; while a page is drawn, one of the page before may be there too."""
        expect(button).to_have_count(1)
        button.click()

    def go_on_to(self, page: str) -> None:
        """Goes to a question, to the first page of a section, or to the page with this title.

        A patient goes there at once, as by Forward of the browser. At the desk, which has no pages in the browser's
        history, it goes page by page.
        """
        self.wait_until_drawn()
        if self.is_at(page):
            return
        if self.page.evaluate(FORWARD, step_of(page)):
            expect(self.asked(page) if is_question(page) else self.titled(page)).to_be_visible()
            self.settle()
        else:
            self.walk_on_to(page)

    def walk_on_to(self, page: str) -> None:
        """Goes on, page by page, until the question, the section or the page with this title is there."""
        for _ in range(MOST_PAGES):
            if self.is_at(page):
                return
            self.go_on()
        raise AssertionError(f"there is no way on to '{page}'")

    def is_at(self, page: str) -> bool:
        return self.asked(page).is_visible() if is_question(page) else self.title() == TITLES.get(page, page)

    def settle(self) -> None:
        """Waits until the server has answered all that was sent, and the page shows and describes it."""
        self.wait_until_drawn()
        self.page.evaluate(DESCRIBED)

    def wait_until_drawn(self) -> None:
        """Waits until the server has answered all that was sent, and the page shows it."""
        self.page.evaluate(PAINTED)  # what a click leads to has been sent by then
        for _ in range(MOST_TURNS):
            if not self.talk.is_owed:
                break
            self.page.wait_for_timeout(TURN)  # lets messages in
        assert not self.talk.is_owed, "the server did not answer"
        self.page.wait_for_function(DRAWN)

    def open_earlier(self) -> None:
        """Goes to the page where earlier answers are opened."""
        self.click_alone(self.page.get_by_role("button", name=OPEN))
        expect(self.heading).to_have_text(re.compile("^Open (your )?earlier answers$"))

    def hand_in(self, content: bytes, name: str, kind: str = "application/pdf") -> None:
        """Chooses a file, and waits until it was read or refused."""
        before = self.page.locator("[data-moves]").first.get_attribute("data-moves")
        self.page.locator("input[type=file]").set_input_files({"name": name, "mimeType": kind, "buffer": content})
        self.page.wait_for_function("before => document.querySelector('[data-moves]')?.dataset.moves !== before",
                                    arg=before)
        self.settle()

    def save(self, name: str, folder: Path) -> Path:
        with self.page.expect_download() as started:
            self.press(name)
        file = folder / started.value.suggested_filename
        started.value.save_as(file)
        return file


def is_question(page: str) -> bool:
    """Whether a page is named by a question on it. Where a section has the same name, it is meant."""
    return page in FORM.items and page not in TITLES


def step_of(page: str) -> str:
    """The name of a patient's page, by a question on it, its section or its title."""
    if not is_question(page):
        return STEPS.get(page, page)
    section = FORM.section(FORM.item(page).section)
    number = next(number for number, items in enumerate(section.pages, 1) if FORM.item(page) in items)
    return page_name(section, number)


def agreed_to(page: Page) -> list[str]:
    """The kinds of dialogs that the page opens from now on, as they come. All are agreed to."""
    opened: list[str] = []

    def agree(dialog: Dialog) -> None:
        opened.append(dialog.type)
        dialog.accept()

    page.on("dialog", agree)
    return opened


def adult(page: Page, url: str) -> Visitor:
    """A person at the patient's door who has said that they are 18 or older."""
    visitor = Visitor(page, url)
    visitor.go_on()
    visitor.choose("adult", "Yes")
    expect(visitor.asked("filled_by")).to_be_visible()
    return visitor
