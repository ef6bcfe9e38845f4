"""Fields in Chromium: what is pasted, what the browser fills in by itself, and what is read aloud."""

from playwright.sync_api import Page, expect

from tests.browser.visitor import Visitor, adult
from tests.conftest import App

FILL_IN = """(field, text) => {  // as browsers fill in a name: without the focus, and with no event but these
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, text)
  for (const kind of ['input', 'change']) field.dispatchEvent(new Event(kind, { bubbles: true }))
}"""
OWN = {"name": "Rosa Álvarez", "bday-month": "3", "bday-day": "14", "bday-year": "1992"}


def test_a_whole_date_in_one_field_fills_all_and_is_said_in_words(page: Page, app: App) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    person = adult(page, app.url)
    day = person.question("birth_date").get_by_label("Day")
    day.fill("14 de marzo de 1992")
    day.blur()
    expect(person.question("birth_date").get_by_label("Month")).to_have_value("3")
    expect(person.question("birth_date").get_by_label("Year")).to_have_value("1992")
    read = page.locator("#birth_date-in-words")
    expect(read).to_have_text("We read this as: March 14, 1992")
    person.settle()
    expect(day).to_have_attribute("aria-describedby", "birth_date-in-words")
    expect(page.locator("#aloud")).to_have_text("We read this as: March 14, 1992")


def test_both_numbers_of_a_reading_in_one_field_fill_both(page: Page, app: App) -> None:
    person = adult(page, app.url)
    person.go_on_to("heart")
    person.type("systolic", "118/76")
    expect(person.box("diastolic")).to_have_value("76")
    expect(person.box("systolic")).to_have_value("118")


def test_what_the_browser_fills_in_by_itself_is_taken(page: Page, app: App) -> None:
    person = adult(page, app.url)
    expect(page.locator("input[autocomplete=bday-year]")).to_be_visible()
    for kind, text in OWN.items():
        page.locator(f"input[autocomplete={kind}]").evaluate(FILL_IN, text)
    expect(page.locator("#birth_date-in-words")).to_have_text("We read this as: March 14, 1992")
    person.go_on_to("Check your answers")
    for said in ("Rosa Álvarez", "14 Mar 1992"):
        expect(page.locator(".stMain")).to_contain_text(said)


def test_the_desk_lets_the_browser_offer_nothing(page: Page, app: App) -> None:
    desk = Visitor(page, f"{app.url}/desk")
    desk.choose("adult", "Yes")
    expect(desk.box("patient_name")).to_have_attribute("autocomplete", "off")
    expect(page.locator(".stMain input[autocomplete]:not([autocomplete=off])")).to_have_count(0)


def test_someone_who_is_not_sure_of_their_age_comes_to_a_kind_page(page: Page, app: App) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    person = Visitor(page, app.url)
    person.go_on()
    person.choose("adult", "I’m not sure")
    expect(person.asked("birth_date")).to_be_visible()
    person.settle()
    assert person.go_on() == "Are you 18 or older?"
