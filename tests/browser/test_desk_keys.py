"""The desk by keyboard alone: moving, choosing, going on, jumping to a question."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visitor import Visitor
from tests.conftest import App


@pytest.fixture
def desk(app: App, page: Page) -> Visitor:
    """A new form, with the focus on the first option."""
    desk = Visitor(page, f"{app.url}/desk")
    page.locator(".stMain input[type=radio]").first.focus()
    return desk


def in_focus(desk: Visitor) -> str:
    """The words of what has the focus."""
    return str(desk.page.evaluate("""() => {
      const field = document.activeElement
      return field.closest('label')?.innerText || field.getAttribute('aria-label') || field.innerText
    }"""))


def chosen(desk: Visitor) -> list[str]:
    """The words of every chosen option."""
    options = desk.page.locator(".stMain input:checked").all()
    return [str(option.evaluate("option => option.closest('label').innerText")) for option in options]


def test_arrow_keys_move_and_space_chooses(desk: Visitor) -> None:
    desk.page.keyboard.press("ArrowRight")
    desk.page.keyboard.press("ArrowRight")
    assert in_focus(desk) == "I’m not sure"
    desk.page.keyboard.press("ArrowRight")
    desk.page.keyboard.press("ArrowLeft")
    assert in_focus(desk) == "I’m not sure"
    desk.settle()
    assert chosen(desk) == []
    desk.page.keyboard.press(" ")
    desk.settle()
    assert chosen(desk) == ["I’m not sure"]


def test_a_number_or_a_first_letter_chooses_and_enter_goes_to_the_next_question(desk: Visitor) -> None:
    desk.page.keyboard.press("1")
    desk.settle()
    expect(desk.asked("patient_name")).to_be_visible()
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.press("s")
    desk.settle()
    assert chosen(desk) == ["Yes", "Staff read it to me"]
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.type("Maria")
    desk.page.keyboard.press("Enter")
    desk.settle()
    assert in_focus(desk) == "Month"
    expect(desk.page.locator(".st-key-desk-bar")).to_contain_text("Maria")
    desk.page.keyboard.press("9")  # there is no ninth option, and nothing happens
    desk.settle()
    assert chosen(desk) == ["Yes", "Staff read it to me"]


def test_ctrl_enter_goes_on_from_any_field_and_turns_one_page(desk: Visitor) -> None:
    desk.page.keyboard.press("1")
    desk.settle()
    for number in range(2, 9):
        field = desk.page.locator(".stMain input, .stMain textarea").first
        field.focus()
        desk.page.keyboard.press("Control+Enter")
        expect(desk.page).to_have_title(title_starting(number))
        desk.settle()
        expect(desk.page).to_have_title(title_starting(number))


def title_starting(number: int) -> "re.Pattern[str]":
    return re.compile(f"^{number} of ")


def test_what_is_typed_is_taken_when_ctrl_enter_goes_on(desk: Visitor) -> None:
    desk.page.keyboard.press("1")
    desk.settle()
    desk.box("patient_name").focus()
    desk.page.keyboard.type("Rosa")
    desk.page.keyboard.press("Control+Enter")
    expect(desk.page).to_have_title(title_starting(2))
    expect(desk.page.locator(".st-key-desk-bar")).to_contain_text("Rosa")


def test_a_question_is_found_by_a_few_of_its_letters(desk: Visitor) -> None:
    desk.page.keyboard.press("1")
    desk.settle()
    desk.page.keyboard.press("Alt+j")
    desk.page.keyboard.type("you pregn")
    desk.page.keyboard.press("Enter")
    expect(desk.asked("pregnant")).to_be_visible()
    desk.settle()
    assert in_focus(desk) == "Yes"
    desk.page.keyboard.press("y")
    desk.settle()
    expect(desk.page.locator(".beside").last).to_contain_text("Pregnan")
    assert chosen(desk) == ["Yes"]


def test_patients_keep_the_keys_of_every_other_page(app: App, page: Page) -> None:
    patient = Visitor(page, app.url)
    patient.go_on()
    page.locator(".stMain input[type=radio]").first.focus()
    page.keyboard.press("n")
    page.keyboard.press("2")
    patient.settle()
    assert chosen(patient) == []
