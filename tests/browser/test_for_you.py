"""The patient's summary in Chromium: what is for them first, the rest below a fold, and a button that prints both."""

import io

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from templates import load_words
from tests.browser.visitor import Visitor, adult
from tests.conftest import App

WORDS = load_words("en").for_you
FOLDED = "Still unknown, and could raise a point"


def at_the_summary(page: Page, app: App) -> Visitor:
    page.set_viewport_size({"width": 360, "height": 740})
    person = adult(page, app.url)
    person.go_on_to("heart")
    person.choose("high_blood_pressure", "Yes")
    person.go_on_to("Check your answers")
    person.go_on()
    return person


def test_the_half_page_comes_first_and_the_clinician_s_part_is_folded(page: Page, app: App) -> None:
    at_the_summary(page, app)
    sheet = page.locator(".discussion-summary")
    expect(sheet.get_by_role("heading", name=WORDS.text["title"], exact=True)).to_be_visible()
    expect(sheet.get_by_text(WORDS.asks.topics["blood_pressure"])).to_be_visible()
    in_sight = sheet.get_by_text(FOLDED).filter(visible=True)
    expect(in_sight).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    sheet.get_by_text(WORDS.text["fold"]).click()
    expect(in_sight).to_have_count(2)  # of page 1, and of the page inside


def test_the_button_prints_the_page_with_what_is_folded(page: Page, app: App) -> None:
    page.add_init_script("window.print = () => { window.prints = (window.prints || 0) + 1 }")
    at_the_summary(page, app)
    page.get_by_role("button", name="Print this page").click()
    assert page.evaluate("window.prints") == 1
    printed = letters(" ".join(one.extract_text() for one in PdfReader(io.BytesIO(page.pdf())).pages))
    assert letters(WORDS.text["about"]) in printed
    assert letters(FOLDED) in printed
    assert letters("Save as PDF") not in printed


def test_the_pdf_is_shared_where_the_browser_can_share_files(page: Page, app: App) -> None:
    page.add_init_script("""
      navigator.canShare = () => true
      navigator.share = async ({ files: [file] }) => {
        window.shared = [...(window.shared || []), [file.name, await file.text()]]
      }
    """)
    at_the_summary(page, app)
    button = page.get_by_role("button", name="Share the PDF")
    for count in (1, 2):
        button.click()
        page.wait_for_function("count => window.shared?.length === count", arg=count)
    name, content = page.evaluate("window.shared[1]")
    assert name.endswith(".pdf")
    assert content.startswith("%PDF")


def test_where_it_cannot_no_button_is_there_and_a_refusal_is_told(page: Page, app: App) -> None:
    page.add_init_script("navigator.canShare = undefined")
    person = at_the_summary(page, app)
    expect(page.get_by_role("button", name="Print this page")).to_be_visible()
    expect(page.locator("[data-share]")).to_be_hidden()
    page.evaluate("""() => {
      navigator.canShare = () => true
      navigator.share = async () => { throw new DOMException('', 'DataError') }
    }""")
    person.press("Go back to my answers")
    expect(person.heading).to_have_text("Check your answers")
    person.go_on()
    page.get_by_role("button", name="Share the PDF").click()
    expect(page.get_by_text("could not share the PDF")).to_be_visible()


def letters(text: str) -> str:
    """Letters alone: Chromium's PDF has spaces inside words."""
    return "".join(filter(str.isalpha, text))
