"""The desk keeps forms: nothing is lost by a reload, a closed page or a killed server, and nobody sees another's."""

import os
import re
import signal
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from records.settings import KEY_FILE, URL
from tests.browser.visitor import DRAWN, Visitor
from tests.conftest import App
from tests.support import PATIENCE
from tests.support.app import free_port, running_app


@pytest.fixture
def own_records(tmp_path: Path) -> dict[str, str]:
    """The environment of an app with records of its own."""
    return {**os.environ, URL: f"sqlite:///{tmp_path}/data/records.sqlite", KEY_FILE: f"{tmp_path}/keys.json"}


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of its own."""
    context = browser.new_context(locale="en-GB", accept_downloads=True)
    context.set_default_timeout(PATIENCE * 1000)
    yield context
    context.close()


def maria(desk: Visitor) -> Visitor:
    """Answers the first questions about a patient."""
    desk.name_patient("Maria López")
    expect(desk.page.locator(".st-key-desk-bar")).to_contain_text("Maria López")
    return desk


def test_a_reload_comes_back_to_the_page_and_the_answers(app: App, page: Page) -> None:
    desk = maria(Visitor(page, f"{app.url}/desk"))
    desk.go_on()
    title = desk.title()
    page.reload()
    expect(page.locator(".st-key-desk-bar")).to_contain_text("Maria López")
    assert desk.title() == title
    desk.press("Back")
    expect(desk.box("patient_name")).to_have_value("Maria López")


def test_a_closed_page_is_opened_again_from_the_list_of_patients(app: App, context: BrowserContext) -> None:
    first = maria(Visitor(context.new_page(), f"{app.url}/desk"))
    first.type("patient_name", "Konstantina Closedpage")
    first.wait_until_saved()
    first.page.close()
    second = context.new_page()
    second.goto(f"{app.url}/desk")
    second.get_by_label("Find a patient").fill("closedp")
    second.keyboard.press("Enter")
    line = second.locator("[class*=st-key-line-]")
    expect(line).to_have_count(1)
    line.get_by_role("button", name="Open").click()
    expect(second.locator(".st-key-desk-bar")).to_contain_text("Konstantina Closedpage")


def test_the_address_of_a_draft_holds_no_answer(app: App, page: Page) -> None:
    maria(Visitor(page, f"{app.url}/desk"))
    assert re.fullmatch(rf"{re.escape(app.url)}/desk\?draft=[0-9a-f]{{32}}", page.url)
    assert "Maria" not in page.title()


def test_a_killed_server_loses_nothing_that_was_saved(
    tmp_path: Path, context: BrowserContext, own_records: dict[str, str],
) -> None:
    port = free_port()
    with running_app(tmp_path / "first.txt", port=port, environment=own_records) as url:
        desk = maria(Visitor(context.new_page(), f"{url}/desk"))
        where = desk.page.url
        desk.box("record_number").press_sequentially("MR-1")
        kill(port)
        expect(desk.page.locator("#offline")).to_contain_text("Stay on this page")
    with running_app(tmp_path / "second.txt", port=port, environment=own_records):
        expect(desk.page.locator(".st-key-desk-bar")).to_contain_text("MR-1")  # typed before, and given away only now
        expect(desk.box("record_number")).to_be_focused()
        page = context.new_page()
        page.goto(where)
        page.get_by_role("button", name="Open it here").click()
        expect(page.locator(".st-key-desk-bar")).to_contain_text("Maria López")
        expect(page.locator(".st-key-desk-bar")).to_contain_text("MR-1")
        expect(page.locator("#patient_name-text")).to_be_visible()


def test_a_reload_saves_the_words_that_are_still_being_typed(app: App, page: Page) -> None:
    desk = maria(Visitor(page, f"{app.url}/desk"))
    desk.box("record_number").press_sequentially("MR-1")
    desk.settle()  # nobody loads a page again within the moment of the last key
    page.reload()
    expect(page.locator(".st-key-desk-bar")).to_contain_text("MR-1")
    expect(desk.box("record_number")).to_have_value("MR-1")


def test_words_that_are_being_typed_are_saved_when_the_page_is_hidden(app: App, page: Page) -> None:
    desk = maria(Visitor(page, f"{app.url}/desk"))
    field = desk.box("record_number")
    field.press_sequentially("MR-1")
    page.evaluate("""() => {
      Object.defineProperty(document, 'hidden', { value: true, configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    }""")
    expect(page.locator(".st-key-desk-bar")).to_contain_text("MR-1")
    expect(field).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type("77")
    field.blur()
    expect(page.locator(".st-key-desk-bar")).to_contain_text("MR-177")


def kill(port: int) -> None:
    """Kills the server on a port, without a chance to tidy up."""
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and f"--server.port\0{port}" in (folder / "cmdline").read_text(errors="replace"):
            os.kill(int(folder.name), signal.SIGKILL)


def test_somebody_elses_open_form_is_opened_only_when_it_is_taken_over(app: App, browser: Browser, page: Page) -> None:
    anna = maria(Visitor(page, f"{app.url}/desk"))
    other = browser.new_context(locale="en-GB")
    other.set_default_timeout(PATIENCE * 1000)
    ben = other.new_page()
    ben.goto(page.url)
    expect(ben.locator(".warning")).to_contain_text("This form is open at")
    ben.get_by_role("button", name="Open it here").click()
    expect(ben.locator(".st-key-desk-bar")).to_contain_text("Maria López")
    anna.type("patient_name", "Maria Written Over")
    expect(page.locator(".saved")).to_contain_text("opened or erased at another desk")
    expect(page.locator(".saved")).to_have_role("alert")
    ben.reload()
    expect(ben.locator(".st-key-desk-bar")).to_contain_text("Maria López")
    page.get_by_role("button", name="Open it here again").click()
    expect(page.locator(".saved")).to_have_text(re.compile("^Saved [0-9]"))
    expect(page.locator(".saved")).not_to_have_role("alert")
    expect(anna.box("patient_name")).to_have_value("Maria López")
    other.close()


def test_the_keyboard_comes_to_the_button_that_takes_a_form_over(app: App, browser: Browser, page: Page) -> None:
    maria(Visitor(page, f"{app.url}/desk"))
    other = browser.new_context(locale="en-GB")
    other.set_default_timeout(PATIENCE * 1000)
    ben = other.new_page()
    ben.goto(f"{app.url}/desk")
    ben.locator("[class*=st-key-line-]", has_text="open at: ").first.get_by_role("button", name="Open").press("Enter")
    expect(ben.locator(".warning")).to_contain_text("This form is open at")
    expect(ben.locator(".st-key-take-over")).to_be_focused()
    ben.keyboard.press("Tab")
    expect(ben.get_by_role("button", name="Open it here")).to_be_focused()
    other.close()


def test_a_new_patient_shows_not_one_word_of_the_one_before(app: App, page: Page) -> None:
    desk = maria(Visitor(page, f"{app.url}/desk"))
    desk.go_on()
    page.keyboard.press("Alt+n")
    expect(page.locator(".st-key-desk-bar")).to_contain_text("No name yet")
    desk.settle()
    expect(desk.asked("adult")).to_be_visible()
    assert "López" not in page.content()
    assert "López" not in page.title()
    assert page.locator("input:checked").count() == 0
    assert page.url == f"{app.url}/desk"
    desk.choose("adult", "Yes")
    expect(desk.box("patient_name")).to_have_value("")


def test_while_the_database_is_locked_the_form_goes_on_and_is_saved_later(
    tmp_path: Path, context: BrowserContext, own_records: dict[str, str],
) -> None:
    with running_app(tmp_path / "log.txt", environment=own_records) as url:
        desk = maria(Visitor(context.new_page(), f"{url}/desk"))
        locking = sqlite3.connect(tmp_path / "data" / "records.sqlite", isolation_level=None)
        locking.execute("BEGIN IMMEDIATE")
        desk.type("patient_name", "Maria Unsaved")
        expect(desk.page.locator(".saved")).to_contain_text("Not saved")
        expect(desk.page.locator(".st-key-desk-bar")).to_contain_text("Maria Unsaved")
        locking.execute("ROLLBACK")
        locking.close()
        expect(desk.page.locator(".saved")).to_have_text(re.compile("^Saved [0-9]"))
        desk.page.reload()
        expect(desk.page.locator(".st-key-desk-bar")).to_contain_text("Maria Unsaved")
        assert "Maria" not in (tmp_path / "log.txt").read_text()


def test_with_the_wrong_keys_the_desk_says_so_and_a_form_can_still_be_filled_in(
    tmp_path: Path, context: BrowserContext, own_records: dict[str, str],
) -> None:
    Path(own_records[KEY_FILE]).write_text("{}", "utf-8")
    Path(own_records[KEY_FILE]).chmod(0o600)
    with running_app(tmp_path / "log.txt", environment=own_records) as url:
        page = context.new_page()
        page.goto(f"{url}/desk")
        expect(page.locator(".warning")).to_contain_text("Put back your copy of the file with the keys")
        page.get_by_role("button", name="New patient").click()
        page.locator("label", has_text=re.compile("^Yes$")).first.click()
        expect(page.locator(".saved")).to_contain_text("Not saved")


def test_a_locked_desk_shows_no_name_and_opens_at_the_list(app: App, page: Page) -> None:
    desk = maria(Visitor(page, f"{app.url}/desk"))
    page.keyboard.press("Alt+k")
    expect(desk.heading).to_have_text("Locked")
    desk.settle()
    assert "Maria" not in page.content()
    assert "draft" not in page.url
    page.keyboard.press("Enter")
    expect(desk.heading).to_have_text("Patients")


@pytest.mark.parametrize("way", ["link", "address"])
def test_back_from_the_patients_form_finds_a_locked_desk(app: App, page: Page, way: str) -> None:
    desk = maria(Visitor(page, f"{app.url}/desk"))
    if way == "link":
        desk.press("All patients")
        expect(desk.heading).to_have_text("Patients")
        page.get_by_role("link", name="To the patient’s questionnaire").click()
    else:
        page.goto(app.url)
    expect(desk.heading).to_have_text("Questions before you talk about ketamine")
    desk.settle()
    assert "López" not in page.content()
    page.go_back()
    expect(desk.heading).to_have_text("Locked")
    desk.settle()
    assert "López" not in page.content()
    assert "draft" not in page.url


def test_a_desk_that_nobody_touches_locks_itself(
    tmp_path: Path, context: BrowserContext, own_records: dict[str, str],
) -> None:
    clinic = tmp_path / "clinic.yaml"
    clinic.write_text("idle_minutes: 5\n", "utf-8")
    with running_app(tmp_path / "log.txt", environment={**own_records, "SCREENING_CLINIC": str(clinic)}) as url:
        page = context.new_page()
        page.clock.install()
        desk = maria(Visitor(page, f"{url}/desk"))
        page.clock.run_for(5 * 60_000)
        expect(page.locator("#idle")).to_be_visible()
        page.clock.run_for(62_000)
        expect(desk.heading).to_have_text("Locked")
        page.wait_for_function(DRAWN)
        assert "Maria" not in page.content()
        assert "draft" not in page.url
        page.get_by_role("button", name="Go on").click()
        page.locator("[class*=st-key-line-]").get_by_role("button", name="Open").click()
        expect(page.locator(".st-key-desk-bar")).to_contain_text("Maria López")


def test_a_saved_copy_is_named_after_the_person(app: App, page: Page, tmp_path: Path) -> None:
    desk = maria(Visitor(page, f"{app.url}/desk"))
    desk.go_on_to("Check the answers")
    desk.press("Make the summary")
    expect(desk.heading).to_have_text("Summary")
    file = desk.save("Save the clinician’s copy", tmp_path)
    assert file.name == "Maria-López-summary-for-the-clinician.pdf"


def test_an_erased_form_is_gone(app: App, page: Page) -> None:
    desk = maria(Visitor(page, f"{app.url}/desk"))
    desk.type("patient_name", "Erasmus Tobegone")
    desk.wait_until_saved()
    where = page.url
    desk.press("Erase this form from the records")
    desk.press("Erase it")
    expect(desk.heading).to_have_text("Patients")
    desk.settle()
    assert "Tobegone" not in page.content()
    page.goto(where)
    expect(page.locator(".warning")).to_contain_text("There is no such draft")


@pytest.mark.parametrize("headers", [{"X-Forwarded-For": "203.0.113.9"}, {"Forwarded": "for=203.0.113.9"},
                                     {"X-Real-IP": "203.0.113.9"}])
def test_through_a_server_in_front_no_record_is_shown(app: App, browser: Browser, headers: dict[str, str]) -> None:
    context = browser.new_context(extra_http_headers=headers)
    context.set_default_timeout(PATIENCE * 1000)
    page = context.new_page()
    page.goto(f"{app.url}/desk?draft=anything")
    expect(page.locator(".stMain h1")).to_have_text("First things")
    expect(page.locator(".stMain")).to_contain_text("The records open only in a browser on the computer")
    context.close()


def test_patients_find_no_link_to_the_desk(app: App, page: Page) -> None:
    patient = Visitor(page, app.url)
    expect(patient.page.get_by_role("link", name=re.compile("sources"))).to_be_visible()
    hrefs = page.locator(".stMain a").evaluate_all("links => links.map(link => link.getAttribute('href') || '')")
    assert not [href for href in hrefs if "desk" in href]


def test_a_patient_who_has_the_device_stays_in_their_part_of_the_form(app: App, context: BrowserContext) -> None:
    page = context.new_page()
    desk = maria(Visitor(page, f"{app.url}/desk"))
    page.keyboard.press("Alt+h")
    page.get_by_label(re.compile("^A code of")).fill("4711")
    desk.press("Hand it over now")
    expect(desk.heading).to_have_text("Some questions for you alone")
    desk.press("Start")
    desk.go_on_to("mind")
    desk.choose("psychosis", "Yes")
    expect(desk.asked("psychosis_when")).to_be_visible()
    desk.wait_until_saved()
    for address in (page.url, f"{app.url}/desk", f"{app.url}/desk?locked=yes"):  # a reload, an address, the idle lock
        page.goto(address)
        expect(desk.heading).to_have_text("Give this back to the staff" if "locked" in address else "Your mind")
        expect(page.get_by_role("button", name="All patients")).to_have_count(0)
    page.get_by_label(re.compile("^For staff")).fill("4711")
    desk.press("Go on at the desk")
    expect(page.locator(".st-key-desk-bar")).to_contain_text("Maria López")
    desk.settle()
    assert "Your mind" not in page.content()
    assert "psychosis" not in page.content()
