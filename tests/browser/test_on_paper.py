"""The booklet and the empty forms can be saved from the first pages, before anything is answered."""

from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.conftest import App

FOR_PATIENTS = {"Save the booklet": "questions-to-read.pdf", "Save the form to fill in by hand": "form-on-paper.pdf",
                "Save the form to fill in with a PDF reader": "form-to-fill-in.pdf"}
FOR_THE_DESK = {**FOR_PATIENTS, "Save the desk’s form to fill in by hand": "desk-form-on-paper.pdf"}


@pytest.mark.parametrize(("door", "title", "papers"), [
    ("", "On paper", FOR_PATIENTS), ("desk", "Booklet and forms on paper", FOR_THE_DESK)])
def test_each_door_has_its_papers(
    app: App, page: Page, tmp_path: Path, door: str, title: str, papers: dict[str, str],
) -> None:
    page.goto(f"{app.url}/{door}")
    page.get_by_text(title, exact=True).click()
    buttons = page.locator(".st-key-on-paper").get_by_role("button")
    expect(buttons).to_have_count(len(papers))
    for button, name in papers.items():
        if door and button in FOR_PATIENTS:
            continue  # they are the same, and made for the patient's door already
        with page.expect_download() as started:
            page.get_by_role("button", name=button, exact=True).press("Enter")  # it moves while the list is unfolded
        assert started.value.suggested_filename == name
        file = tmp_path / name
        started.value.save_as(file)
        text = "".join(one.extract_text() for one in PdfReader(file).pages)
        assert "ketamine" in text
        with pikepdf.open(file) as made:
            assert ("/AcroForm" in made.Root) is (name == "form-to-fill-in.pdf")
