"""Earlier answers opened in Chromium: every kind of file, what cannot be read, and a second visit."""

import io
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from forms import Copy, answers_in_force, load_questionnaire
from forms.exchange import read_back, read_response
from rules import load_rule_sets
from templates import blank_form, render_pdf
from templates.press.press import render
from tests.browser.test_accessibility import TARGETS, TOO_SMALL, TOO_WIDE, faults
from tests.browser.visitor import Visitor, adult, agreed_to
from tests.conftest import App
from tests.support.pdf_files import filled_in, image_of, pdf_with, without_pictures
from tests.support.summaries import summary_of_answers

FORM = load_questionnaire()
TODAY = date.today()
THEN = TODAY - timedelta(days=200)
ANSWERS = {"adult": "yes", "filled_by": "self", "patient_name": "Rosa Álvarez", "birth_date": "1980-03-03",
           "reason": "Xylophonia", "pregnant": "no", "heart_disease": "no", "takes_medicines": "yes",
           "medicines": [{"name": "Sertraline", "dose": "50 mg", "frequency": "every morning"}]}


def answers_file(given_on: date = THEN) -> bytes:
    entries = {link_id: {"value": value, "on": given_on.isoformat()} for link_id, value in ANSWERS.items()}
    return json.dumps({"questionnaire": FORM.questionnaire_id, "answers": entries}).encode()


def summary_pdf(copy: Copy = "clinician") -> bytes:
    answers = answers_in_force(FORM, read_response(answers_file(), FORM, today=TODAY))
    return render_pdf(summary_of_answers(answers, load_rule_sets(), as_of=THEN, copy=copy))


def photo() -> bytes:
    content = io.BytesIO()
    image_of(summary_pdf(), dpi=200).save(content, "PNG")
    return content.getvalue()


def form() -> bytes:
    blank = render(blank_form(FORM, paper="a4", dated=TODAY, fillable=True))
    return filled_in(blank, {"adult": "/yes", "patient_name": "Rosa Álvarez", "reason": "Xylophonia"})


FILES = {  # name: how it is made, its kind, and how many answers come back
    "summary.pdf": (summary_pdf, "application/pdf", 9), "form.pdf": (form, "application/pdf", 3),
    "answers.json": (answers_file, "application/json", 9), "page-1.png": (photo, "image/png", 5),
}


@pytest.mark.parametrize("name", FILES)
def test_every_kind_of_file_gives_the_answers_back(page: Page, app: App, name: str) -> None:
    make, kind, count = FILES[name]
    person = Visitor(page, app.url)
    person.open_earlier()
    person.hand_in(make(), name, kind)
    expect(person.heading).to_have_text("We found your answers")
    expect(person.heading).to_be_focused()
    expect(page.locator(".facts")).to_contain_text(f"Number of answers{count}")
    assert faults(page) == []
    person.press("Look through my answers")
    expect(person.heading).to_have_text("Check your answers")
    expect(page.get_by_role("button", name="Make my summary")).to_be_visible()  # all above it is drawn by then
    person.unfold()
    named = expect(page.locator(".stMain").get_by_text("Xylophonia").first)
    named.not_to_be_attached() if kind == "image/png" else named.to_be_visible()
    assert page.url.rstrip("/#") == app.url
    assert "Xylophonia" not in app.log.read_text("utf-8")
    assert name not in app.log.read_text("utf-8")


def test_files_that_cannot_be_read_say_what_to_do_and_the_next_one_can_be_chosen(page: Page, app: App) -> None:
    person = Visitor(page, app.url)
    person.open_earlier()
    whole = summary_pdf()
    for content, said in ((pdf_with(), "This PDF was not made by this tool."),
                          (whole[:len(whole) // 2], "This PDF is damaged or not whole."),
                          (without_pictures(pdf_with(like=whole)), "This copy shows the answers"),
                          (b"%PDF-1.7\n" + b"1 0 obj\n" * 3_000_000, "This file takes too long to read.")):
        person.hand_in(content, "summary.pdf")
        expect(page.locator("#refused")).to_contain_text(said)
        expect(page.locator("#refused")).to_be_focused()
        assert faults(page) == []
    person.hand_in(whole, "summary.pdf")
    expect(person.heading).to_have_text("We found your answers")


def test_a_huge_file_does_not_leave_the_browser(page: Page, app: App, tmp_path: Path) -> None:
    person = Visitor(page, app.url)
    person.open_earlier()
    (tmp_path / "huge.pdf").write_bytes(b"%PDF-1.7\n" + b" " * 31_000_000)
    page.locator("input[type=file]").set_input_files(tmp_path / "huge.pdf")
    expect(page.get_by_text("File must be 30.0MB or smaller.")).to_be_visible()
    expect(person.heading).to_have_text("Open your earlier answers")


def test_files_that_take_long_to_read_keep_nobody_else_waiting(
    page: Page, app: App, browser: Browser, tmp_path: Path,
) -> None:
    slow = tmp_path / "slow.pdf"
    slow.write_bytes(b"%PDF-1.7\n" + b"1 0 obj\n" * 3_000_000)  # more work than a file may ask for
    contexts = [browser.new_context(locale="en-GB") for _ in range(2)]
    first, second = (Visitor(context.new_page(), app.url) for context in contexts)
    person = adult(page, app.url)
    for busy in (first, second):
        busy.open_earlier()
        busy.page.locator("input[type=file]").set_input_files(slow)
        expect(busy.page.get_by_text("Reading the file")).to_be_visible()
    person.go_on()
    assert second.page.locator("#refused").count() == 0
    expect(second.page.locator("#refused")).to_contain_text("This file takes too long to read.")
    for context in contexts:
        context.close()


@pytest.mark.parametrize("path", ["", "/desk"])
def test_the_page_for_earlier_answers_is_for_everyone(page: Page, app: App, path: str) -> None:
    person = Visitor(page, app.url + path)
    person.open_earlier()
    person.settle()
    assert faults(page) == []
    assert page.evaluate(TOO_SMALL, TARGETS) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate(TOO_WIDE) == [0, 0]
    person.hand_in(summary_pdf("desk"), "summary.pdf")
    assert faults(page) == []
    assert page.evaluate(TOO_WIDE) == [0, 0]


def test_a_second_visit_asks_what_may_have_changed_and_prints_what_did(page: Page, app: App, tmp_path: Path) -> None:
    person = Visitor(page, app.url)
    person.open_earlier()
    person.hand_in(summary_pdf(), "summary.pdf")
    person.press("Start a new visit")
    person.go_on_to("pregnancy")
    expect(page.get_by_text("We only ask again what may have changed.")).to_be_visible()
    expect(page.locator(".last-time").first).to_contain_text("No")
    person.choose("pregnant", FORM.item("pregnant").option("could_be").text)
    person.go_on_to("heart_symptoms")
    expect(person.asked("heart_disease")).to_have_count(0)
    person.press("Show all questions")
    expect(person.asked("heart_disease")).to_be_visible()
    person.press("Show only what may have changed")
    expect(person.asked("heart_disease")).to_have_count(0)
    person.go_on_to("medicines")
    page.locator("[data-again=takes_medicines]").click()
    page.locator("[data-again=medicines]").click()
    expect(page.get_by_role("combobox", name="Medicine 1")).to_have_value("Sertraline")
    assert faults(page) == []
    person.go_on_to("Check your answers")
    row = page.locator(".review div:has(> .change [data-change=heart_disease])")
    expect(row).to_contain_text("Answered on")
    assert faults(page) == []
    person.go_on()
    expect(page.locator(".discussion-summary")).to_contain_text("Since last time")
    assert faults(page) == []
    printed = person.save("Save as PDF", tmp_path).read_bytes()
    of_clinician = PdfReader(io.BytesIO(printed)).pages[1]  # page 1 is for the patient
    assert "Since last time" in " ".join(of_clinician.extract_text().split())
    answers = read_back(printed, FORM, today=TODAY).response.answers
    assert (answers["pregnant"].value, answers["pregnant"].on) == ("could_be", TODAY)
    assert (answers["heart_disease"].value, answers["heart_disease"].on) == ("no", THEN)
    assert answers["medicines"].on == TODAY
    assert "reason" not in answers


def test_a_reload_after_opening_is_asked_about_and_comes_back_to_the_visit(page: Page, app: App) -> None:
    asked = agreed_to(page)
    person = Visitor(page, app.url)
    person.open_earlier()
    person.hand_in(summary_pdf(), "summary.pdf")
    person.press("Start a new visit")
    expect(page.get_by_text("We only ask again what may have changed.")).to_be_visible()
    person.settle()
    page.reload()
    expect(page.get_by_text("We only ask again what may have changed.")).to_be_visible()
    assert asked == ["beforeunload"]


def test_page_1_of_the_patient_s_copy_keeps_private_things_inside_where_they_say_so(
    page: Page, app: App, tmp_path: Path,
) -> None:
    person = Visitor(page, app.url)
    person.open_earlier()
    person.hand_in(answers_file(), "answers.json", "application/json")
    person.press("Look through my answers")
    expect(person.heading).to_have_text("Check your answers")
    person.settle()
    person.go_on()
    for choice, is_named in (("No, keep private things inside", False), ("Yes, name everything on page 1", True)):
        page.get_by_text(choice, exact=True).click()
        person.settle()
        printed = PdfReader(person.save("Save as PDF", tmp_path))
        assert "Sertraline" not in printed.pages[0].extract_text()
        if is_named:  # on the clinician's first page; page 1 is for the patient
            assert "Sertraline" in printed.pages[1].extract_text()
        assert any("Sertraline" in one.extract_text() for one in printed.pages)


def test_the_desk_saves_a_copy_for_each_reader(page: Page, app: App, tmp_path: Path) -> None:
    staff = Visitor(page, f"{app.url}/desk")
    staff.open_earlier()
    staff.hand_in(answers_file(), "answers.json", "application/json")
    staff.press("Look through the answers")
    expect(staff.heading).to_have_text("Check the answers")
    staff.settle()
    page.get_by_role("button", name="Make the summary").click()
    copies: dict[str, Copy] = {"Save the clinician’s copy": "clinician", "Save the desk’s copy": "desk",
                               "Save the person’s copy": "patient"}
    for name, copy in copies.items():
        found = read_back(staff.save(name, tmp_path).read_bytes(), FORM, today=TODAY)
        assert found.copy == copy
        assert ("pregnant" in found.response.answers) == (copy != "desk")
    assert faults(page) == []
