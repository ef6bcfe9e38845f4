"""Stories at the desk in which a file of another person is opened: whose form it is stays the same everywhere."""

import io
import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from forms import answers_in_force, load_questionnaire
from forms.exchange import read_response
from rules import load_rule_sets
from templates import render_pdf
from tests.browser.visitor import Visitor
from tests.conftest import App
from tests.support.pdf_files import image_of
from tests.support.summaries import pages_of, summary_of_answers

FORM = load_questionnaire()
TODAY = date.today()
THEN = TODAY - timedelta(days=5)
MARIA = {"adult": "yes", "patient_name": "Maria Lopez", "birth_date": "1975-05-06", "record_number": "M-7788",
         "heart_disease": "no", "seizures": "no"}
OF_MARIA = re.compile(r"Maria|Lopez|1975|M-7788")
NOTE = re.compile(r"The form is for .*? by typing the name\.")


def her_summary() -> bytes:
    entries = {link_id: {"value": value, "on": THEN.isoformat()} for link_id, value in MARIA.items()}
    content = json.dumps({"questionnaire": FORM.questionnaire_id, "answers": entries})
    answers = answers_in_force(FORM, read_response(content, FORM, today=TODAY))
    return render_pdf(summary_of_answers(answers, load_rule_sets(), as_of=THEN))


def her_code() -> bytes:
    content = io.BytesIO()
    image_of(her_summary(), dpi=200).save(content, "PNG")
    return content.getvalue()


FILES = {"summary": (her_summary, "maria-lopez.pdf", "application/pdf", "Maria Lopez"),
         "code": (her_code, "maria-lopez.png", "image/png", "Bob Brown")}


@pytest.mark.parametrize("kind", FILES)
def test_a_form_in_one_name_keeps_it_when_a_file_of_another_person_is_taken_over(
    app: App, page: Page, tmp_path: Path, kind: str,
) -> None:
    make, name, mime, to_type = FILES[kind]
    desk = Visitor(page, f"{app.url}/desk")
    desk.choose("adult", "Yes")
    expect(desk.asked("patient_name")).to_be_visible()
    desk.type("patient_name", "Bob Brown")
    expect(page.locator(".st-key-desk-bar")).to_contain_text("Bob Brown")
    desk.settle()
    desk.open_earlier()
    desk.hand_in(make(), name, mime)
    page.locator(".st-key-whose input").fill(to_type)
    page.locator(".st-key-whose input").blur()
    desk.settle()
    desk.press("Start a new visit")
    expect(page.locator(".st-key-choice-new_visit")).to_have_count(0)
    desk.settle()
    is_of_bob(page)
    desk.go_on_to("Check the answers")
    is_of_bob(page)
    desk.press("Make the summary")
    expect(desk.heading).to_have_text("Summary")
    desk.settle()
    is_of_bob(page)
    files = [desk.save(button, tmp_path) for button in ("Save the clinician’s copy", "Save the answers as a file")]
    assert [file.name for file in files] == ["Bob-Brown-summary-for-the-clinician.pdf", "Bob-Brown-answers.json"]
    print_of_bob = pages_of(files[0].read_bytes())
    assert "Bob Brown" in print_of_bob[0]
    assert bool(NOTE.search(print_of_bob[0])) == (kind == "summary")
    assert not any(OF_MARIA.search(NOTE.sub("", words)) for words in print_of_bob)
    saved = json.loads(files[1].read_text("utf-8"))
    taken = saved.pop("taken", [])  # says what the note on the page says
    assert [list(one["named"]) for one in taken] == ([["patient_name", "birth_date", "record_number"]]
                                                     if kind == "summary" else [])
    assert not OF_MARIA.search(json.dumps([saved, [one["answers"] for one in taken]], ensure_ascii=False))
    page.keyboard.press("Alt+n")
    expect(page.locator(".st-key-desk-bar")).to_contain_text("No name yet")
    desk.settle()
    assert not re.search(r"Bob|Brown|Maria|Lopez|1975|M-7788", page.content() + page.title() + page.url)
    assert page.locator("input:checked").count() == 0
    assert "maria" not in app.log.read_text("utf-8").casefold()


def is_of_bob(page: Page) -> None:
    """Checks that the page names Bob alone, except in the note that says from whose file answers come."""
    expect(page.locator(".st-key-desk-bar")).to_contain_text("Bob Brown")
    assert not OF_MARIA.search(NOTE.sub("", page.locator("body").inner_text()))
    fields = page.locator("input[type=text], textarea").evaluate_all("fields => fields.map(one => one.value)")
    assert not any(OF_MARIA.search(value) for value in fields)
    assert not OF_MARIA.search(page.title() + page.url)
