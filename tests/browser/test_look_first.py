"""In Chromium: looking first, saving to finish later, deleting everything, and buttons that cannot do what they say."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.visitor import TITLES, Visitor, adult, agreed_to
from tests.conftest import App
from tests.support.app import free_port, running_app

PHONE: ViewportSize = {"width": 360, "height": 740}
WIDTH = "document.querySelector('.stMain').scrollWidth"
UNSEEN = "The file could not be made."


def test_the_questions_can_be_read_on_a_telephone_and_then_filled_in(browser: Browser, app: App) -> None:
    context = browser.new_context(viewport=PHONE, has_touch=True)
    page = context.new_page()
    person = Visitor(page, app.url)
    page.get_by_role("button", name="Look at the questions").dblclick()
    expect(person.heading).to_have_text("Look at the questions")
    expect(person.heading).to_be_focused()
    person.settle()
    part = page.locator(".look").filter(has=page.get_by_role("heading", name=TITLES["pregnancy"]))
    expect(part.get_by_text("Are you breastfeeding or chestfeeding?")).to_be_hidden()
    part.locator("summary").tap()
    expect(part.get_by_text("Are you breastfeeding or chestfeeding?")).to_be_visible()
    assert page.evaluate(WIDTH) <= PHONE["width"]
    page.get_by_role("button", name="Fill them in").dblclick()
    expect(person.asked("adult")).to_be_visible()
    person.settle()
    expect(person.asked("adult")).to_be_visible()
    context.close()


def test_without_a_connection_the_questions_can_still_be_read(page: Page, tmp_path: Path) -> None:
    with running_app(tmp_path / "log.txt") as url:
        person = Visitor(page, url)
        person.press("Look at the questions")
        expect(person.heading).to_have_text("Look at the questions")
        person.settle()
    expect(page.locator("#offline")).to_be_visible()
    page.locator(".look summary").last.click()
    expect(page.locator(".look").last.locator("section").first).to_be_visible()


def test_answers_that_are_saved_on_any_page_come_back_another_day(
    browser: Browser, page: Page, app: App, tmp_path: Path,
) -> None:
    person = adult(page, app.url)
    person.go_on()
    person.box("reason").fill("Worry")  # still being typed
    person.click_alone(page.get_by_role("button", name="Save and finish later"))
    expect(person.heading).to_have_text("Save and finish later")
    person.settle()
    file = person.save("Save my answers as a file", tmp_path)
    context = browser.new_context()
    another_day = Visitor(context.new_page(), app.url)
    another_day.open_earlier()
    another_day.hand_in(file.read_bytes(), file.name, "application/json")
    another_day.press("Look through my answers")
    expect(another_day.heading).to_have_text("Check your answers")
    another_day.unfold()
    expect(another_day.page.locator(".review").get_by_text("Worry", exact=True)).to_be_visible()
    context.close()


def test_a_double_click_on_the_button_to_delete_deletes_nothing(page: Page, app: App) -> None:
    page.set_viewport_size(PHONE)
    person = adult(page, app.url)
    page.get_by_role("button", name="Delete my answers and start again").dblclick()
    question = page.locator(".st-key-start-over-question")
    expect(question).to_be_in_viewport(ratio=1)
    expect(question).to_be_focused()
    person.settle()
    expect(person.asked("filled_by")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Keep my answers")).to_be_focused()
    page.keyboard.press("Enter")
    expect(question).to_have_count(0)
    expect(page.get_by_role("button", name="Delete my answers and start again")).to_be_focused()


@pytest.mark.parametrize("button", ["Save as PDF", "Save my answers as a file"])
def test_after_a_lost_session_a_button_that_saves_says_that_it_could_not_and_what_is_lost(
    page: Page, tmp_path: Path, button: str,
) -> None:
    port = free_port()
    agreed_to(page)
    with running_app(tmp_path / "first.txt", port=port) as url:
        person = adult(page, url)
        person.go_on_to("Check your answers")
        person.go_on()
        person.settle()
    expect(page.locator("#offline")).to_contain_text("The buttons work again when it is back.")
    page.evaluate("window.typedWords.tell = () => {}")  # the page stays as it is, as while a busy server draws the next
    with running_app(tmp_path / "second.txt", port=port):  # it knows nothing of the visit
        expect(page.locator("#offline")).to_have_count(0)
        page.evaluate(WATCH)
        person.press(button)
        expect(page.get_by_text("your answers are no longer here")).to_be_visible()
        assert page.evaluate("window.told").startswith(UNSEEN)
        expect(page.locator("#no-file")).to_have_count(0)


WATCH = """() => new MutationObserver(changes => changes.flatMap(one => [...one.addedNodes])
  .filter(one => one.id === 'no-file').forEach(one => { window.told = one.textContent }))
  .observe(document.body, { childList: true })"""
