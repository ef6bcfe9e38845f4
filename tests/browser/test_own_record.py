"""A patient opens their own health record on a telephone, and uses what it says."""

import os
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from records.settings import KEY_FILE, URL
from tests.browser.test_accessibility import expect_usable
from tests.browser.visitor import Visitor, adult
from tests.support import ROOT
from tests.support.app import running_app

RECORD = ROOT / "tests" / "support" / "fhir" / "patients" / "syn19-20-hypertension-high-bp.json"
OPEN = "Open my earlier answers or my health record"


def expect_usable_and_narrow(person: Visitor) -> None:
    expect_usable(person)
    assert person.page.evaluate("document.documentElement.scrollWidth") == 360


def open_record(person: Visitor) -> None:
    """From the review page, which has the button again, to what was found in the record."""
    person.click_alone(person.page.get_by_role("button", name=OPEN))
    expect(person.heading).to_have_text(OPEN)
    person.settle()
    expect(person.page.get_by_text("Your record may name private things.")).to_be_visible()
    expect_usable_and_narrow(person)
    person.hand_in(RECORD.read_bytes(), "record.json", "application/json")
    expect(person.heading).to_have_text("Your health record")
    expect(person.heading).to_be_focused()
    expect_usable_and_narrow(person)


def test_a_record_is_shown_beside_the_questions_and_what_is_not_used_is_on_the_summary(
    tmp_path: Path, phone: Page,
) -> None:
    clinic, log = tmp_path / "clinic.yaml", tmp_path / "log.txt"
    clinic.write_text("patient_chart: on\n", "utf-8")
    place = {"SCREENING_CLINIC": str(clinic), URL: f"sqlite:///{tmp_path}/r.sqlite", KEY_FILE: f"{tmp_path}/k.json"}
    with running_app(log, environment={**os.environ, **place}) as url:
        person = adult(phone, url)
        person.go_on_to("Check your answers")
        open_record(person)
        person.press("Show it beside the questions")
        expect(person.heading).to_have_text("Check your answers")
        person.settle()
        person.go_on_to("high_blood_pressure")
        says = phone.locator(".offer").filter(has_text="Your record says: Yes – ").first
        expect(says).to_be_visible()
        expect(says).not_to_have_text(re.compile(r"\([0-9]{6,}\)"))
        expect_usable_and_narrow(person)
        phone.get_by_role("button", name=re.compile(r"^Use this answer: Yes \(High blood pressure")).click()
        expect(person.question("high_blood_pressure").get_by_role("radio", name="Yes", exact=True)).to_be_checked()
        person.settle()
        person.go_on_to("Check your answers")
        left = phone.get_by_text(re.compile("^Your record says things that are not in your answers: [0-9]+"))
        expect(left).to_be_visible()
        expect_usable_and_narrow(person)
        person.go_on_to("Your summary")
        phone.locator(".discussion-summary summary").click()  # what is for the clinician stands below a fold
        expect(phone.get_by_text("In the person’s own health record, not confirmed")).to_be_visible()
    assert "hypertension" not in log.read_text("utf-8").casefold()
