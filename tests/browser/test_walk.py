"""A person's walk through the app in Chromium, from the first page to a downloaded summary."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from forms import clean, load_questionnaire
from tests.browser.visitor import TITLES, Visitor, adult, agreed_to
from tests.conftest import App
from tests.support.app import free_port, running_app

REASON = "I worry all day and can’t sleep. Könnte Ketamin helfen?"
LETTER, A4 = 612, 595  # points
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)> {{ 7*7 }} {% raise %} \u202eabc مرحبا 😀 & \"'"


def pdf_words(file: Path) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(file).pages))


def test_a_person_walks_from_the_first_page_to_a_printed_summary(page: Page, app: App, tmp_path: Path) -> None:
    person = adult(page, app.url)
    person.choose("filled_by", "On my own")
    person.type("patient_name", "Rosa Álvarez")
    person.go_on()
    person.type("reason", REASON)
    person.walk_on_to("heart")
    person.choose("high_blood_pressure", "Yes")
    person.choose("blood_pressure_managed", "Yes")
    person.type("systolic", "128")
    person.walk_on_to("medicines")
    person.choose("takes_medicines", "Yes")
    page.get_by_role("combobox", name="Medicine 1").fill("Lisinopril")
    person.walk_on_to("Check your answers")
    for said in (REASON, "128 mmHg", "Lisinopril", "Rosa Álvarez", "Not answered"):
        expect(page.locator(".stMain")).to_contain_text(said)
    assert person.go_on() == "Your summary"
    expect(page.locator(".discussion-summary")).to_contain_text(REASON)
    printed = pdf_words(person.save("Save as PDF", tmp_path))
    assert REASON in printed
    assert "Rosa Álvarez" in printed
    kept = json.loads(person.save("Save my answers as a file", tmp_path).read_text("utf-8"))
    assert kept["answers"]["systolic"]["value"] == 128
    assert kept["answers"]["medicines"]["value"] == [{"name": "Lisinopril", "dose": "", "frequency": ""}]


def width_of(file: Path) -> int:
    """The width of its first page, in points."""
    width: float = PdfReader(file).pages[0].mediabox.width
    return round(width)


def test_the_paper_that_is_shown_as_chosen_is_the_paper_that_is_saved(page: Page, app: App, tmp_path: Path) -> None:
    person = adult(page, app.url)
    person.go_on_to("Check your answers")
    person.go_on()
    expect(page.get_by_role("radio", name="US Letter")).to_be_checked()
    assert width_of(person.save("Save as PDF", tmp_path)) == LETTER
    for paper, width in (("A4", A4), ("US Letter", LETTER)):
        page.get_by_text(paper, exact=True).click()
        person.settle()
        assert width_of(person.save("Save as PDF", tmp_path)) == width


def test_the_same_holds_at_the_desk_for_every_copy(page: Page, app: App, tmp_path: Path) -> None:
    desk = Visitor(page, f"{app.url}/desk")
    desk.choose("adult", "Yes")
    desk.go_on_to("Check the answers")
    desk.press("Make the summary")
    expect(desk.heading).to_have_text("Summary")
    for paper, width in (("US Letter", LETTER), ("A4", A4)):
        page.get_by_text(paper, exact=True).click()
        desk.settle()
        expect(page.get_by_role("radio", name=paper)).to_be_checked()
        for whose in ("clinician", "desk", "person"):
            assert width_of(desk.save(f"Save the {whose}’s copy", tmp_path)) == width


def test_the_app_of_a_british_clinic_shows_its_name_its_numbers_and_its_paper(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    clinic = tmp_path / "clinic.yaml"
    clinic.write_text("name: Harbour Street Clinic\ncountry: GB\n", encoding="utf-8")
    monkeypatch.setenv("SCREENING_CLINIC", str(clinic))
    with running_app(tmp_path / "log.txt") as url:
        person = Visitor(page, url)
        expect(page.locator(".place")).to_have_text("Harbour Street Clinic")
        foot = page.locator("#help")
        links = foot.locator(".lines").first.get_by_role("link")
        for number, href in enumerate(["tel:116123", "sms:85258?body=SHOUT", "tel:999", "tel:112"]):
            expect(links.nth(number)).to_have_attribute("href", href)
        expect(links).to_have_count(4)
        person.go_on()
        person.choose("adult", "Yes")
        expect(person.asked("filled_by")).to_be_visible()
        person.go_on_to("Check your answers")
        person.go_on()
        expect(page.get_by_role("radio", name="A4")).to_be_checked()


def test_a_closed_branch_keeps_its_answer_and_the_answer_reaches_nothing(page: Page, app: App, tmp_path: Path) -> None:
    person = adult(page, app.url)
    person.go_on_to("heart_disease")
    person.choose("heart_disease", "Yes")
    person.question("heart_disease_kind").get_by_text("Heart attack", exact=True).click()
    person.settle()
    person.choose("heart_disease", "No")
    expect(person.asked("heart_disease_kind")).to_have_count(0)
    person.go_on_to("Check your answers")
    assert "Heart attack" not in page.locator(".stMain").inner_text()
    person.go_on()
    assert "Heart attack" not in (page.locator(".discussion-summary").text_content() or "")
    assert "Heart attack" not in pdf_words(person.save("Save as PDF", tmp_path))
    assert "heart_attack" not in person.save("Save my answers as a file", tmp_path).read_text("utf-8")
    person.press("Go back to my answers")
    person.settle()
    person.unfold()
    page.locator('[data-change="heart_disease"]').click()
    person.choose("heart_disease", "Yes")
    expect(person.question("heart_disease_kind").get_by_role("checkbox", name="Heart attack")).to_be_checked()


def test_below_18_the_form_stops_kindly(page: Page, app: App) -> None:
    person = Visitor(page, app.url)
    person.go_on()
    expect(page.get_by_role("radiogroup")).to_have_count(1)
    person.choose("adult", "No")
    assert person.go_on() == "This form is for adults"
    expect(page.locator("input, textarea")).to_have_count(0)
    expect(page.get_by_role("link", name="Call 988").first).to_be_visible()
    person.press("Go back to the age question")
    person.choose("adult", "Yes")
    expect(person.asked("filled_by")).to_be_visible()


def test_a_wrong_number_says_what_to_enter_and_stays_where_it_was_typed(page: Page, app: App) -> None:
    person = adult(page, app.url)
    person.go_on_to("heart")
    person.box("systolic").fill("12,5")
    person.click_alone(page.get_by_role("button", name="Continue"))
    problem = person.question("systolic").get_by_role("alert")
    expect(problem).to_contain_text("Enter a whole number from 50 to 300 mmHg.")
    expect(person.box("systolic")).to_have_value("12,5")
    expect(person.box("systolic")).to_have_attribute("aria-invalid", "true")
    described = " ".join(f"systolic-{part}" for part in ("hint", "problem", "or-empty"))
    expect(person.box("systolic")).to_have_attribute("aria-describedby", described)
    expect(person.box("systolic")).to_have_attribute("inputmode", "numeric")
    expect(person.box("systolic")).to_be_focused()
    person.type("systolic", "125")
    expect(problem).to_have_count(0)
    person.go_on()
    assert person.is_at("heart_disease")


def test_an_impossible_date_says_what_to_enter(page: Page, app: App) -> None:
    person = adult(page, app.url)
    for label, typed in (("Day", "31"), ("Month", "2"), ("Year", "1990")):
        person.question("birth_date").get_by_label(label).fill(typed)
    person.click_alone(page.get_by_role("button", name="Continue"))
    expect(person.question("birth_date").get_by_role("alert")).to_contain_text("Enter a real day, month and year")
    expect(person.question("birth_date").get_by_label("Day")).to_have_value("31")
    assert person.is_at("start")


def test_what_is_still_being_typed_when_continue_is_pressed_is_kept(page: Page, app: App) -> None:
    person = adult(page, app.url)
    person.go_on()
    person.box("reason").press_sequentially("Worry")
    person.go_on()
    person.press("Back")
    expect(person.box("reason")).to_have_value("Worry")


@pytest.mark.parametrize("words", [HOSTILE, "long " * 2000, "W" * 9_999], ids=["hostile", "many words", "one word"])
def test_whatever_is_typed_is_shown_as_words(page: Page, app: App, tmp_path: Path, words: str) -> None:
    person = adult(page, app.url)
    person.go_on()
    person.type("reason", words)
    person.go_on_to("Check your answers")
    shown = page.locator('.review div:has(> .change [data-change="reason"]) .answer p')
    assert shown.text_content() == clean(words)
    assert person.go_on() == "Your summary"
    assert page.locator(".stMain script, .stMain img").count() == 0
    assert len(PdfReader(person.save("Save as PDF", tmp_path)).pages) >= 1


def test_change_goes_to_the_question_and_continue_comes_back_to_the_review_page(page: Page, app: App) -> None:
    person = adult(page, app.url)
    person.go_on_to("Check your answers")
    person.unfold()
    page.locator('[data-change="heart_symptoms"]').click()
    expect(person.asked("heart_symptoms")).to_be_in_viewport()
    assert person.is_at("heart_disease")
    person.question("heart_symptoms").get_by_text("Fainting", exact=True).click()
    assert person.go_on() == "Check your answers"
    expect(page.locator("#review-heart_symptoms")).to_be_focused()
    expect(page.locator("#review-heart_symptoms")).to_contain_text("Fainting")
    expect(page.locator("#review-heart_symptoms")).to_be_in_viewport()


def test_what_an_instrument_asks_about_stays_in_sight_at_each_of_its_questions(page: Page, app: App) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    person = adult(page, app.url)
    stem = page.locator(".stem").first
    asked = [item.link_id for item in load_questionnaire().items.values() if item.instrument == "phq9"]
    for link_id in asked:
        person.go_on_to(link_id)
        person.asked(link_id).evaluate("question => question.scrollIntoView({ block: 'center' })")
        expect(stem).to_be_in_viewport(ratio=1)
        edges = [one.bounding_box() for one in (page.locator(".leave").first, stem, person.asked(link_id))]
        leave, words, question = (edge for edge in edges if edge is not None)
        assert leave["y"] + leave["height"] <= words["y"] + 1
        assert words["y"] + words["height"] <= question["y"]


def test_what_an_instrument_asks_about_does_not_stay_beside_the_questions_after_it(page: Page, app: App) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    desk = Visitor(page, f"{app.url}/desk")
    desk.choose("adult", "Yes")
    desk.go_on_to("mood")
    desk.asked("suicidal_thoughts_now").evaluate("question => question.scrollIntoView({ block: 'start' })")
    expect(page.locator(".stem").first).not_to_be_in_viewport(ratio=0.5)


def test_an_answer_can_be_cleared(page: Page, app: App) -> None:
    person = adult(page, app.url)
    person.choose("filled_by", "On my own")
    person.question("filled_by").get_by_role("button", name="Clear answer").click()
    expect(person.question("filled_by").locator("input:checked")).to_have_count(0)
    expect(person.question("filled_by").get_by_role("button", name="Clear answer")).to_have_count(0)


def test_a_double_click_on_continue_goes_one_step(page: Page, app: App) -> None:
    person = adult(page, app.url)
    page.get_by_role("button", name="Continue").dblclick()
    expect(person.heading).to_have_text(TITLES["reason"])
    person.settle()
    expect(person.heading).to_have_text(TITLES["reason"])
    person.press("Back")
    expect(person.heading).to_have_text(TITLES["start"])


def test_each_step_has_its_title_and_starts_at_the_top_with_the_heading_in_focus(page: Page, app: App) -> None:
    person = adult(page, app.url)
    assert page.evaluate("document.documentElement.lang") == "en"
    page.locator(".stMain").evaluate("main => main.scrollTo(0, main.scrollHeight)")
    assert person.go_on() == TITLES["reason"]
    assert page.title() == "2 of 32 – Questions"
    expect(person.heading).to_be_focused()
    assert page.locator(".stMain").evaluate("main => main.scrollTop") == 0


def test_medicine_names_are_suggested_and_brand_names_lead_to_them(page: Page, app: App) -> None:
    person = adult(page, app.url)
    person.go_on_to("medicines")
    person.choose("takes_medicines", "Yes")
    name = page.get_by_role("combobox", name="Medicine 1")
    expect(name).to_have_attribute("list", "suggestions")
    names = page.locator("datalist#suggestions option").evaluate_all("options => options.map(option => option.value)")
    assert any(re.fullmatch(r"Zoloft \(sertraline\)", name, re.IGNORECASE) for name in names)


def test_an_offer_beside_a_medicine_is_read_out_and_can_be_taken_by_the_keys_alone(page: Page, app: App) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    person = adult(page, app.url)
    person.go_on_to("medicines")
    person.choose("takes_medicines", "Yes")
    name = page.get_by_role("combobox", name="Medicine 1")
    name.fill("xanex 1mg")
    name.press("Tab")
    offered = page.get_by_role("button", name=re.compile("^Xanax"))
    expect(page.get_by_role("status").filter(has_text="Did you mean one of these?")).to_have_count(1)
    expect(page.get_by_role("textbox", name="How much")).to_be_focused()
    for target in page.locator('[class*="st-key-row-"] button').all():
        box = target.bounding_box()
        assert box is not None
        assert box["height"] >= 44
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(offered).to_be_focused()
    page.keyboard.press("Enter")
    expect(name).to_have_value("Xanax 1mg")
    expect(offered).to_have_count(0)


def test_no_answer_stands_in_the_address_or_in_the_log(page: Page, app: App) -> None:
    person = adult(page, app.url)
    person.go_on()
    person.type("reason", "Xylophonia")
    person.go_on_to("Check your answers")
    person.go_on()
    assert page.url.rstrip("/#") == app.url
    assert "Xylophonia" not in app.log.read_text("utf-8")


def test_two_people_do_not_see_each_other_s_answers(browser: Browser, app: App) -> None:
    one, other = browser.new_context(), browser.new_context()
    first, second = adult(one.new_page(), app.url), adult(other.new_page(), app.url)
    first.go_on()
    first.type("reason", "Xylophonia")
    first.go_on_to("Check your answers")
    second.go_on()
    expect(second.box("reason")).to_have_value("")
    second.go_on_to("Check your answers")
    assert "Xylophonia" not in second.page.locator(".stMain").inner_text()
    one.close()
    other.close()


def test_leaving_with_answers_is_asked_about_and_leaving_without_is_not(page: Page, app: App) -> None:
    asked = agreed_to(page)
    Visitor(page, app.url)
    page.reload()
    assert asked == []
    person = adult(page, app.url)
    person.choose("filled_by", "On my own")
    person.settle()
    page.reload()
    assert asked == ["beforeunload"]


def test_a_person_is_told_when_a_lost_connection_took_the_answers(page: Page, tmp_path: Path) -> None:
    port = free_port()
    with running_app(tmp_path / "first.txt", port=port) as url:
        person = adult(page, url)
        person.go_on()
        person.type("reason", "Worry")
        person.settle()
    expect(page.locator("#offline")).to_be_visible()
    with running_app(tmp_path / "second.txt", port=port):  # it knows nothing of the visit
        expect(page.locator("#offline")).to_have_count(0)
        person.settle()
        if person.asked("reason").is_visible():  # the old page stays until something is pressed
            person.click_alone(page.get_by_role("button", name="Continue"))
        expect(page.get_by_text("your answers are no longer here")).to_be_visible()


def test_staff_can_fill_in_a_section_by_keyboard(page: Page, app: App) -> None:
    staff = Visitor(page, f"{app.url}/desk")
    staff.choose("adult", "No")
    expect(page.get_by_role("alert").filter(has_text="This person is under 18")).to_be_visible()
    staff.box("record_number").press_sequentially("A-17")
    page.keyboard.press("Control+Enter")
    expect(staff.heading).to_have_text(TITLES["reason"])
    expect(staff.heading).to_be_focused()
    expect(staff.box("reason")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.type("Worry")
    page.keyboard.press("Control+Enter")
    expect(staff.heading).to_have_text(TITLES["tried"])
    staff.press("Back")
    expect(staff.box("reason")).to_have_value("Worry")
    staff.press("Back")
    expect(staff.box("record_number")).to_have_value("A-17")
