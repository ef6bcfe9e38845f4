"""A copy of the answers in the patient's own browser: only for who asks for it, and for a week."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visitor import TITLES, Visitor, adult, agreed_to
from tests.conftest import App
from tests.support.app import free_port, running_app

KEEP, STOP, GO_ON = "Keep a copy here", "Delete the copy", "Go on with these answers"
COPY = "localStorage.getItem('kept-answers')"
FULL = "() => { Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') } }"
ANOTHER_DAY = "sessionStorage.clear()"  # as after a closed tab, or a server that started again


def somebody(page: Page, url: str) -> Visitor:
    """Somebody who has written why they come."""
    agreed_to(page)
    person = adult(page, url)
    person.settle()
    person.walk_on_to("reason")
    person.type("reason", "Worry")
    person.settle()
    return person


def keep_a_copy(person: Visitor) -> Visitor:
    """Lets them keep a copy on the device; they are back at the question then."""
    person.press("Save and finish later")
    person.press(KEEP)
    expect(person.page.get_by_role("button", name=STOP)).to_be_visible()
    person.settle()
    person.press("Go back to where I was")
    expect(person.heading).to_have_text(TITLES["reason"])
    person.settle()
    return person


@pytest.fixture
def person(app: App, page: Page) -> Visitor:
    return somebody(page, app.url)


@pytest.fixture
def keeping(person: Visitor) -> Visitor:
    return keep_a_copy(person)


def come_on_another_day(person: Visitor) -> None:
    person.page.evaluate(ANOTHER_DAY)
    person.page.reload()
    expect(person.page.get_by_role("button", name="Fill them in", exact=True)).to_be_visible()
    person.settle()


def look_through(person: Visitor) -> None:
    """From the copy that was opened to the review page."""
    person.press("Look through my answers")
    expect(person.heading).to_have_text("Check your answers")
    person.settle()


def kept(person: Visitor) -> str | None:
    text = person.page.evaluate(COPY)
    return None if text is None else json.loads(text)["answers"]["reason"]["value"]


def test_nothing_is_kept_unless_the_person_asks_for_it(person: Visitor) -> None:
    assert person.page.evaluate("localStorage.getItem('kept-answers')") is None
    come_on_another_day(person)
    expect(person.page.locator(".kept-copy")).to_have_count(0)


def test_each_answer_is_in_the_copy_and_another_day_goes_on_with_it(keeping: Visitor) -> None:
    keeping.type("reason", "Panic")
    keeping.settle()
    assert kept(keeping) == "Panic"
    expect(keeping.page.get_by_text("A copy of your answers is kept on this device until")).to_be_visible()
    come_on_another_day(keeping)
    keeping.press(GO_ON)
    expect(keeping.heading).to_have_text("We found your answers")
    keeping.settle()
    look_through(keeping)
    keeping.unfold()
    expect(keeping.page.get_by_text("Panic", exact=True)).to_be_visible()
    keeping.page.locator('[data-change="reason"]').click()
    keeping.type("reason", "Sleep")
    keeping.settle()
    assert kept(keeping) == "Sleep"  # it goes on being kept


def test_a_server_that_starts_again_takes_nothing_that_is_in_the_copy(page: Page, tmp_path: Path) -> None:
    port = free_port()
    with running_app(tmp_path / "first.txt", port=port) as url:
        person = keep_a_copy(somebody(page, url))
    expect(page.locator("#offline")).to_be_visible()
    with running_app(tmp_path / "second.txt", port=port):
        expect(page.locator("#offline")).to_have_count(0)
        person.settle()
        person.press(GO_ON)
        expect(person.heading).to_have_text("We found your answers")
        person.settle()
        look_through(person)
        assert kept(person) == "Worry"
        person.unfold()
        expect(page.get_by_text("Worry", exact=True)).to_be_visible()
        expect(page.get_by_text("your answers are no longer here")).to_have_count(0)
        page.wait_for_function("history.state.walk.page === 'REVIEW' && history.state.walk.at === 2")
        page.evaluate("history.go(-history.state.walk.at)")  # to the first page of the form
        expect(page.get_by_role("button", name="Fill them in", exact=True)).to_be_visible()
        person.settle()
        page.evaluate("history.forward()")
        expect(person.heading).to_have_text("Open your earlier answers")


def test_a_copy_that_was_changed_or_is_empty_is_refused_in_plain_words_and_stays(keeping: Visitor) -> None:
    page = keeping.page
    page.evaluate("localStorage.setItem('kept-answers', 'nonsense')")
    come_on_another_day(keeping)
    keeping.press(GO_ON)
    expect(page.locator("#refused")).to_be_visible()
    assert page.evaluate(COPY) == "nonsense"


def test_after_a_week_the_copy_is_gone(keeping: Visitor) -> None:
    keeping.page.evaluate("localStorage.setItem('kept-until', Date.now() - 1)")
    come_on_another_day(keeping)
    expect(keeping.page.locator(".kept-copy")).to_have_count(0)
    assert keeping.page.evaluate(COPY) is None


def test_whoever_deletes_the_answers_deletes_the_copy(keeping: Visitor) -> None:
    keeping.press("Delete my answers and start again")
    keeping.press("Delete my answers")
    expect(keeping.page.get_by_role("button", name="Fill them in", exact=True)).to_be_visible()
    keeping.settle()
    assert keeping.page.evaluate(COPY) is None
    come_on_another_day(keeping)
    expect(keeping.page.locator(".kept-copy")).to_have_count(0)


def test_so_does_the_quick_way_out(app: App, keeping: Visitor) -> None:
    page = keeping.page
    page.locator("[data-leave]").click(no_wait_after=True)
    page.wait_for_url("about:blank")
    page.goto(app.url)
    assert page.evaluate(COPY) is None


def test_the_copy_of_another_day_can_be_deleted_before_it_is_opened(keeping: Visitor) -> None:
    come_on_another_day(keeping)
    keeping.press("Delete these answers")
    expect(keeping.page.locator(".kept-copy")).to_have_count(0)
    assert keeping.page.evaluate(COPY) is None


def test_a_browser_that_has_no_room_says_so_and_nothing_is_lost(person: Visitor) -> None:
    person.page.evaluate(FULL)
    person.press("Save and finish later")
    person.press(KEEP)
    expect(person.page.get_by_text("This browser could not keep a copy").first).to_be_visible()
    person.settle()
    person.press("Go back to where I was")
    expect(person.box("reason")).to_have_value("Worry")
