"""Where no PDF can be made, the page says so, nothing is lost, and the next print works."""

import json
from pathlib import Path

import psutil
from playwright.sync_api import Page, expect

from tests.browser.visitor import adult
from tests.support.app import running_app
from tests.support.limits import limit_files, no_file_larger_than


def test_a_person_whose_pdf_cannot_be_made_keeps_everything_and_tries_again(page: Page, tmp_path: Path) -> None:
    with no_file_larger_than(100_000), running_app(tmp_path / "log.txt") as url:
        person = adult(page, url)
        person.type("patient_name", "Rosa Álvarez")
        person.go_on_to("Check your answers")
        person.go_on()
        page.get_by_role("button", name="Save as PDF", exact=True).click()
        expect(page.locator("#no-file")).to_contain_text("The file could not be made.")
        expect(page.locator(".stMain")).to_contain_text("The PDF could not be made just now.")
        expect(page.locator(".stMain")).to_contain_text("Rosa Álvarez")
        kept = json.loads(person.save("Save my answers as a file", tmp_path).read_text("utf-8"))
        assert kept["answers"]["patient_name"]["value"] == "Rosa Álvarez"
        for process in psutil.Process().children():
            limit_files(process.pid, -1)
        assert person.save("Save as PDF", tmp_path).read_bytes().startswith(b"%PDF")
    assert "Rosa" not in (tmp_path / "log.txt").read_text("utf-8")
