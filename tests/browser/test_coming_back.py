"""A patient's page that is loaded anew comes back to its answers: in the same browser tab, and nowhere else."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.visitor import TITLES, Visitor, adult, agreed_to
from tests.conftest import App

KEPT = "sessionStorage.getItem('patient')"
KEEP = "name => sessionStorage.setItem('patient', name)"


@pytest.fixture
def person(app: App, page: Page) -> Visitor:
    """Somebody on the second page, who has written why they come."""
    agreed_to(page)
    person = adult(page, app.url)
    person.walk_on_to("reason")
    person.type("reason", "Worry")
    person.settle()
    return person


def at_the_beginning(page: Page, app: App) -> Page:
    Visitor(page, app.url).settle()
    return page


def test_a_page_that_is_loaded_anew_comes_back_with_its_answers(person: Visitor) -> None:
    for _ in range(2):
        person.page.reload()
        expect(person.heading).to_have_text(TITLES["reason"])
        expect(person.box("reason")).to_have_value("Worry")
        person.settle()
    assert person.page.evaluate(KEPT).isalnum()
    assert set(person.page.evaluate("Object.keys(sessionStorage)")) == {"patient", "left"}
    person.page.goto("about:blank")
    person.page.go_back()
    expect(person.box("reason")).to_have_value("Worry")


def test_an_answer_given_just_before_is_there_too(person: Visitor) -> None:
    person.type("reason", "Panic")
    person.page.reload()
    expect(person.box("reason")).to_have_value("Panic")


def test_another_tab_begins_a_form_of_its_own(app: App, person: Visitor) -> None:
    other = person.page.context.new_page()
    assert adult(other, app.url).page.evaluate(KEPT) != person.page.evaluate(KEPT)
    expect(person.box("reason")).to_have_value("Worry")


def test_a_tab_that_was_copied_leaves_the_first_one_its_form(app: App, person: Visitor) -> None:
    copy = at_the_beginning(person.page.context.new_page(), app)
    copy.evaluate(KEEP, person.page.evaluate(KEPT))
    copy.reload()
    expect(copy.get_by_text("your answers are no longer here")).to_be_visible()  # they are in the tab that is open
    person.type("hopes", "Sleep")
    person.settle()
    expect(person.box("reason")).to_have_value("Worry")


def test_another_browser_that_knows_the_name_gets_nothing(app: App, browser: Browser, person: Visitor) -> None:
    name = person.page.evaluate(KEPT)
    person.page.goto("about:blank")
    stranger = at_the_beginning(browser.new_context().new_page(), app)
    stranger.evaluate(KEEP, name)
    stranger.reload()
    expect(stranger.get_by_text("your answers are no longer here")).to_be_visible()
    assert stranger.evaluate(KEPT) is None
    stranger.context.close()
    person.page.goto(app.url)
    expect(person.box("reason")).to_have_value("Worry")


def test_a_tab_that_was_left_for_longer_begins_anew(person: Visitor) -> None:
    page = person.page
    page.add_init_script("Date.now = (now => () => now() + 180_000)(Date.now)")
    page.goto("about:blank")
    page.go_back()
    for _ in range(2):
        expect(page.get_by_role("button", name="Fill them in", exact=True)).to_be_visible()
        person.settle()
        page.reload()


def test_whoever_deleted_the_answers_does_not_see_them_again(person: Visitor) -> None:
    person.press("Delete my answers and start again")
    person.press("Delete my answers")
    expect(person.page.get_by_role("button", name="Fill them in", exact=True)).to_be_visible()
    person.settle()
    assert person.page.evaluate(KEPT) is None
    person.page.reload()
    expect(person.page.get_by_role("button", name="Fill them in", exact=True)).to_be_visible()
