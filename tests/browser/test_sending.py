"""A patient sends the answers from a telephone, and the desk takes them in after checking who it is."""

import os
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from records.settings import KEY_FILE, URL
from tests.browser.visitor import adult
from tests.support.app import running_app


def test_what_a_patient_sends_is_opened_at_the_desk_with_the_number(tmp_path: Path, phone: Page, page: Page) -> None:
    clinic, log = tmp_path / "clinic.yaml", tmp_path / "log.txt"
    clinic.write_text("sending: {to_desk: on}\n", "utf-8")
    place = {"SCREENING_CLINIC": str(clinic), URL: f"sqlite:///{tmp_path}/r.sqlite", KEY_FILE: f"{tmp_path}/k.json"}
    with running_app(log, environment={**os.environ, **place}) as url:
        patient = adult(phone, url)
        patient.go_on_to("Your summary")
        patient.press("Send to my clinic")
        expect(phone.get_by_text("Shall we send your answers?")).to_be_visible()
        patient.type("patient_name", "Ana Ruiz")
        for part, words in (("Day", "31"), ("Month", "3"), ("Year", "1980")):
            phone.get_by_label(part, exact=True).fill(words)
        phone.get_by_role("button", name="Yes, send my answers").dblclick()
        number = phone.locator(".reference")
        expect(number).to_have_text(re.compile("^[0-9]{3} [0-9]{3}$"))
        assert phone.evaluate("document.documentElement.scrollWidth") == 360
        said = number.inner_text()

        page.goto(f"{url}/desk")
        expect(page.locator(".st-key-incoming")).to_contain_text("not checked yet: 1")
        page.get_by_role("button", name="Check who it is").click()
        page.get_by_label("What the person says").fill(said)
        page.keyboard.press("Enter")
        expect(page.locator(".st-key-incoming")).to_contain_text("born 31 Mar 1980")
        page.get_by_role("button", name="This is the person").click()
        expect(page.locator(".st-key-desk-bar")).to_contain_text("Ana Ruiz")
    assert "Ana" not in log.read_text("utf-8")
    assert said.replace(" ", "") not in log.read_text("utf-8")
