"""The desk by keyboard alone: moving, choosing, going on, jumping to a question."""

import re

import pytest
from playwright.sync_api import Page, expect

from forms import load_questionnaire
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
    assert in_focus(desk) == "Is not sure"
    desk.page.keyboard.press("ArrowRight")
    desk.page.keyboard.press("ArrowLeft")
    assert in_focus(desk) == "Is not sure"
    desk.settle()
    assert chosen(desk) == []
    desk.page.keyboard.press(" ")
    desk.settle()
    assert chosen(desk) == ["Is not sure"]


def test_a_number_or_a_first_letter_chooses_and_enter_goes_to_the_next_question(desk: Visitor) -> None:
    desk.page.keyboard.press("1")
    desk.settle()
    expect(desk.asked("patient_name")).to_be_visible()
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.press("s")
    desk.settle()
    assert chosen(desk) == ["Yes", "Staff read it to the patient"]
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.type("Maria")
    desk.page.keyboard.press("Enter")
    desk.settle()
    assert in_focus(desk) == "Month"
    expect(desk.page.locator(".st-key-desk-bar")).to_contain_text("Maria")
    desk.page.keyboard.press("9")  # there is no ninth option, and nothing happens
    desk.settle()
    assert chosen(desk) == ["Yes", "Staff read it to the patient"]


def test_enter_goes_through_the_parts_of_a_date_and_past_one_that_is_left_empty(desk: Visitor) -> None:
    desk.page.keyboard.press("1")
    desk.settle()
    month = desk.page.get_by_label("Month", exact=True)
    month.focus()
    desk.page.keyboard.press("Enter")
    assert in_focus(desk) == "What is the record number?"
    month.focus()
    for typed, next_field in (("3", "Day"), ("14", "Year"), ("1992", "What is the record number?")):
        desk.page.keyboard.type(typed)
        desk.page.keyboard.press("Enter")
        assert in_focus(desk) == next_field
    expect(desk.page.locator(".st-key-desk-bar")).to_contain_text("14 Mar 1992")


def test_enter_goes_through_a_row_of_medicines_and_on_to_the_next_one(desk: Visitor) -> None:
    open_section(desk, "takes_medicines")
    desk.page.keyboard.press("y")
    desk.settle()
    desk.page.keyboard.press("Enter")
    for typed in ("lithium", "300 mg", ""):
        desk.page.keyboard.type(typed)
        desk.page.keyboard.press("Enter")
    assert in_focus(desk) == "Add another medicine"
    desk.page.keyboard.press("Enter")
    expect(desk.page.get_by_role("combobox", name="Medicine 2")).to_be_focused()
    desk.page.keyboard.press("Enter")
    desk.settle()
    assert in_focus(desk) == "Yes"  # of the next question, as no second medicine is begun
    assert chosen(desk) == ["Yes"]
    assert desk.question("medicines").locator("input[type=text]").nth(1).input_value() == "300 mg"


def test_enter_leaves_a_text_as_well_and_shift_enter_begins_a_new_line_in_it(desk: Visitor) -> None:
    desk.page.keyboard.press("1")
    desk.settle()
    desk.page.keyboard.press("Control+Enter")
    expect(desk.heading).to_be_focused()
    expect(desk.heading).to_have_text("What brings you here")
    for key in ("Enter", "a", "Shift+Enter", "b", "Enter"):
        desk.page.keyboard.press(key)
    desk.settle()
    assert in_focus(desk) == "What would the patient like to be better in life?"
    assert desk.box("reason").input_value() == "a\nb"


def test_the_digit_of_an_option_that_counts_in_a_score_is_its_points(desk: Visitor) -> None:
    open_section(desk, "gad7_1")
    for digit, option in (("3", "3 · Nearly every day"), ("0", "0 · Not at all"), ("4", "0 · Not at all")):
        desk.page.keyboard.press(digit)
        desk.settle()
        assert chosen(desk) == [option]


def test_a_digit_never_means_the_place_of_an_option_among_options_that_begin_with_numbers(desk: Visitor) -> None:
    open_section(desk, "anxiety_duration")
    for digit, option in (("2", []), ("6", ["6 to 12 months"]), ("1", ["1 to 5 years"])):
        desk.page.keyboard.press(digit)
        desk.settle()
        assert chosen(desk) == option


def test_a_letter_of_several_boxes_only_moves_among_them(desk: Visitor) -> None:
    open_section(desk, "anxiety_diagnoses")
    for key in ("f", "f", "p"):
        desk.page.keyboard.press(key)
    desk.settle()
    assert chosen(desk) == ["Panic attacks that keep coming (panic disorder)"]


def jump(desk: Visitor, words: str) -> None:
    """Types words of a question into the field to jump with, and takes the one that it offers."""
    desk.page.keyboard.press("Alt+j")
    desk.page.keyboard.type(words)
    expect(desk.page.get_by_role("option").first).to_be_visible()  # on a busy machine it comes after the words
    desk.page.keyboard.press("Enter")


def open_section(desk: Visitor, link_id: str) -> None:
    """Jumps to a question, and waits until its field has the focus."""
    desk.page.keyboard.press("1")
    desk.settle()
    item = load_questionnaire().item(link_id)
    jump(desk, item.aloud or item.text)
    desk.page.wait_for_function("id => document.activeElement.closest(`[class*='-${id}-']`)", arg=link_id)
    desk.settle()


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


def test_words_being_typed_are_kept_when_a_key_leads_away_and_the_answers_carry_how_they_were_given(
    desk: Visitor,
) -> None:
    bar = desk.page.locator(".st-key-desk-bar")
    desk.page.keyboard.press("1")
    desk.settle()
    desk.box("patient_name").focus()
    desk.page.keyboard.type("Ana Half")
    desk.page.keyboard.press("Alt+v")
    expect(desk.heading).to_have_text("Noted at the desk")
    expect(bar).to_contain_text("Ana Half")
    expect(desk.box("measured_systolic")).to_be_focused()
    desk.page.keyboard.type("128")
    desk.page.keyboard.press("Control+Enter")
    expect(desk.heading).to_have_text("First things")
    expect(bar).to_contain_text("Blood pressure 128/? mmHg")
    desk.settle()
    desk.page.keyboard.press("Alt+g")
    desk.page.keyboard.type("inter")
    desk.page.keyboard.press("Enter")
    mark = desk.page.get_by_role("button", name=re.compile("^Mark as given through an interpreter.*18 or older"))
    expect(mark).to_be_visible()


def test_digits_typed_on_the_way_to_what_is_measured_arrive_whole(desk: Visitor) -> None:
    desk.page.keyboard.press("1")
    desk.settle()
    desk.page.keyboard.press("Alt+v")
    desk.page.keyboard.type("180")
    desk.page.keyboard.press("Tab")
    desk.settle()
    expect(desk.heading).to_have_text("Noted at the desk")
    expect(desk.box("measured_systolic")).to_have_value("180")


def test_digits_typed_after_tab_go_into_the_next_field_and_not_into_the_button_before_it(desk: Visitor) -> None:
    desk.page.keyboard.press("Alt+v")
    expect(desk.box("measured_systolic")).to_be_focused()
    desk.page.keyboard.type("148")
    desk.page.keyboard.press("Tab")
    assert in_focus(desk) == "Is not sure"
    desk.page.keyboard.type("92")
    desk.page.keyboard.press("Control+Enter")
    expect(desk.page.locator(".st-key-desk-bar")).to_contain_text("Blood pressure 148/92 mmHg")


def test_a_question_is_found_by_a_few_of_its_letters(desk: Visitor) -> None:
    desk.page.keyboard.press("1")
    desk.settle()
    jump(desk, "patient pregn")
    expect(desk.asked("pregnant")).to_be_visible()
    desk.settle()
    assert in_focus(desk) == "Yes"
    desk.page.keyboard.press("y")
    desk.settle()
    expect(desk.page.locator(".beside").last).to_contain_text("Pregnan")
    assert chosen(desk) == ["Yes"]


def test_the_device_is_handed_over_and_taken_back_with_a_code_by_tab_and_by_enter(desk: Visitor) -> None:
    desk.page.keyboard.press("1")
    desk.settle()
    for keys in (("Tab", "Tab", "Tab", "Enter"), ("Enter",)):
        desk.page.keyboard.press("Alt+h")
        expect(desk.heading).to_have_text("Hand this over to the patient")
        enter_code(desk, keys)
        expect(desk.heading).to_have_text("Some questions for you alone")
        desk.page.get_by_role("button", name="Stop and give this back to the staff").press("Enter")
        expect(desk.heading).to_have_text("Give this back to the staff")
        enter_code(desk, keys[1:] or keys)
        expect(desk.heading).to_have_text("First things")
        desk.settle()


def enter_code(desk: Visitor, keys: tuple[str, ...]) -> None:
    """Types the code from the heading on, and presses the keys."""
    expect(desk.heading).to_be_focused()
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.type("4711")
    for key in keys:
        desk.page.keyboard.press(key)


def test_a_question_is_found_by_its_short_name_too(desk: Visitor) -> None:
    desk.page.keyboard.press("1")
    desk.settle()
    desk.page.keyboard.press("Alt+j")
    desk.page.keyboard.type("suicide at")
    expect(desk.page.get_by_role("option")).to_have_text(
        ["Suicide attempt, ever: Has the patient ever tried to end their life?"])


def test_patients_keep_the_keys_of_every_other_page(app: App, page: Page) -> None:
    patient = Visitor(page, app.url)
    patient.go_on()
    page.locator(".stMain input[type=radio]").first.focus()
    page.keyboard.press("n")
    page.keyboard.press("2")
    patient.settle()
    assert chosen(patient) == []
