"""Back and Forward of the browser walk through a patient's form; nothing is lost, and the address says nothing."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visitor import TITLES, Visitor, adult, agreed_to
from tests.conftest import App

BEFORE = "data:text/html,<title>before</title><h1>Before</h1>"
WELCOME = "Fill them in"
AT_REST = """() => {
  const walk = window.formHistory
  return !walk.then && walk.asked === walk.answered && history.state.walk.page === walk.page
}"""  # the entry is that of the page that is shown


@pytest.fixture
def person(app: App, page: Page) -> Visitor:
    """Somebody on the third page, who has written why they come. Another page was open before."""
    agreed_to(page)
    page.goto(BEFORE)
    person = adult(page, app.url)
    person.settle()
    person.walk_on_to("reason")
    person.type("reason", "Worry")
    person.settle()
    return person


def walk(person: Visitor, way: str, title: str) -> None:
    """Goes Back or Forward to the page with this heading."""
    person.page.evaluate(f"history.{way}()")
    expect(person.heading).to_have_text(title)
    rest(person)


def rest(person: Visitor) -> None:
    """Waits until the page is drawn, and the browser's history has it."""
    person.settle()
    person.page.wait_for_function(AT_REST)


def test_back_and_forward_walk_through_the_pages_and_nothing_is_lost(app: App, person: Visitor) -> None:
    page, first, second = person.page, TITLES["start"], TITLES["reason"]
    welcome = page.evaluate("history.length")
    person.go_on()
    third = person.title()
    walk(person, "back", second)
    expect(person.box("reason")).to_have_value("Worry")
    person.box("hopes").press_sequentially("Sleep")  # and the field is not left
    walk(person, "back", first)
    walk(person, "forward", second)
    expect(person.box("hopes")).to_have_value("Sleep")
    page.reload()
    expect(person.heading).to_have_text(second)
    expect(person.box("hopes")).to_have_value("Sleep")
    rest(person)
    walk(person, "forward", third)
    page.evaluate("history.go(-2)")
    expect(person.heading).to_have_text(first)
    rest(person)
    person.go_on()
    person.press("Back")  # the form's own button goes back in the history too
    expect(person.heading).to_have_text(first)
    rest(person)
    assert page.evaluate("history.length") == welcome
    assert page.url.rstrip("/#") == app.url
    page.evaluate("history.back()")
    expect(page.get_by_role("button", name=WELCOME, exact=True)).to_be_visible()
    rest(person)
    page.evaluate("history.back()")
    expect(page).to_have_title("before")


def test_back_on_the_page_of_a_crisis_closes_it(person: Visitor) -> None:
    person.type("reason", "I want to kill myself")
    expect(person.page.locator(".crisis")).to_be_visible()
    rest(person)
    walk(person, "back", TITLES["reason"])
    expect(person.box("reason")).to_have_value("I want to kill myself")
    walk(person, "back", TITLES["start"])
    walk(person, "forward", TITLES["reason"])


def test_no_page_of_the_form_lies_before_the_page_of_the_quick_way_out(person: Visitor) -> None:
    page = person.page
    page.locator("[data-leave]").click(no_wait_after=True)
    page.wait_for_url("about:blank")
    page.go_back()
    expect(page).to_have_title("before")


def test_no_page_of_a_deleted_form_lies_before_the_next_one(person: Visitor) -> None:
    person.press("Delete my answers and start again")
    person.press("Delete my answers")
    expect(person.page.get_by_role("button", name=WELCOME, exact=True)).to_be_visible()
    rest(person)
    person.page.wait_for_function("history.state.walk.at === 0 && history.state.walk.page === 'WELCOME'")
    person.page.go_back()
    expect(person.page).to_have_title("before")
