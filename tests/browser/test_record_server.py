"""The desk reads a chart from the clinic's record server: from its own button, and when that server opens the app."""

import os
import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from records.settings import KEY_FILE, URL
from tests.browser.visitor import Visitor
from tests.support import PATIENCE
from tests.support.app import free_port, running_app
from tests.support.provider import CLINIC as ACCOUNTS
from tests.support.provider import running_provider
from tests.support.record_server import CLIENT, RunningServer, running_record_server

SEIZURE, HEALTHY = "syn19-19-seizure", "syn19-22-healthy"
BUTTON = "Read it from the record server"


class OpenDesk(Visitor):
    """Somebody at a desk page that is open already, with a form."""

    def __init__(self, page: Page) -> None:
        expect(page.locator(".section-heading h1")).to_be_visible()
        super().__init__(page, page.url.partition("?")[0] + "?")


class Site(NamedTuple):
    """The app at `url`, its log, and the record server."""

    url: str
    log: Path
    server: RunningServer


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One app for all tests here."""
    folder = tmp_path_factory.mktemp("record_server")
    with ExitStack() as stack:
        server = stack.enter_context(running_record_server())
        (folder / "clinic.yaml").write_text(
            f"record_server: {{url: {server.base}, client_id: {CLIENT}, write_back: on}}\n")
        environment = {**os.environ, "SCREENING_CLINIC": f"{folder}/clinic.yaml",
                       URL: f"sqlite:///{folder}/records.sqlite", KEY_FILE: f"{folder}/keys.json"}
        yield Site(stack.enter_context(running_app(folder / "log", environment=environment)), folder / "log", server)


@pytest.fixture
def site(running: Site) -> Site:
    """The same, with a record server that behaves as usual."""
    running.server.behave()
    return running


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of its own."""
    context = browser.new_context(locale="en-GB", accept_downloads=True)
    context.set_default_timeout(PATIENCE * 1000)
    yield context
    context.close()


def form_of(site: Site, page: Page, name: str) -> Visitor:
    """A form of the desk with a name."""
    desk = Visitor(page, f"{site.url}/desk")
    desk.name_patient(name)
    return desk


def choose_there(page: Page, name: str) -> None:
    """Chooses on the page of the record server, and comes back."""
    expect(page.get_by_role("heading", name="Whose chart?")).to_be_visible()
    page.get_by_role("link", name=name).click()
    page.wait_for_url(re.compile("/desk"))


def read_from_server(desk: Visitor, name: str) -> None:
    desk.open_earlier()
    desk.press(BUTTON)
    choose_there(desk.page, name)


def has_chart(page: Page) -> None:
    expect(page.get_by_role("heading", name="The patient’s chart")).to_be_visible()


def test_a_chart_comes_from_the_record_server_and_is_taken_over_one_by_one(site: Site, context: BrowserContext) -> None:
    page = context.new_page()
    desk = form_of(site, page, "Somebody Else")
    read_from_server(desk, SEIZURE)
    has_chart(page)
    expect(page.locator(".stMain")).to_contain_text("The form is of Somebody Else")
    expect(page).to_have_url(re.compile(r"/desk\?draft=[0-9a-f]{32}$"))
    desk.press("Show them beside the questions")
    desk.settle()
    desk.walk_on_to("head")
    desk.page.get_by_role("button", name="Take over: Seizures, Yes").click()
    desk.settle()
    expect(desk.question("seizures").get_by_role("radio", name="Yes", exact=True)).to_be_checked()


def test_the_record_server_opens_a_chart_as_a_new_form(site: Site, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{site.url}/smart/launch?{urlencode({'iss': site.server.base, 'launch': SEIZURE})}")
    choose_there(page, SEIZURE)
    has_chart(page)
    expect(page.locator(".stMain")).to_contain_text("This chart is of Ángela Guzmán")
    page.get_by_role("button", name="Show them beside the questions").click()
    expect(page.locator(".section-heading h1")).to_be_visible()
    page.reload()  # an empty form is not kept, and the chart does not come a second time
    expect(page.get_by_role("heading", name="Patients")).to_be_visible()
    assert site.server.seen()["asked"].count("token") == 1


def test_a_launch_from_elsewhere_is_refused_and_nothing_is_asked(site: Site, context: BrowserContext) -> None:
    page = context.new_page()
    with running_record_server() as other:
        answer = page.goto(f"{site.url}/smart/launch?{urlencode({'iss': other.base, 'launch': SEIZURE})}")
        assert answer is not None
        assert answer.status == 403
        expect(page.get_by_text("Another server than the clinic’s own wanted to open this page.")).to_be_visible()
        page.get_by_role("link", name="Go to the desk").click()
        expect(page.get_by_role("heading", name="Patients")).to_be_visible()
        assert other.seen()["asked"] == site.server.seen()["asked"] == []


def test_a_refusal_there_is_told_at_the_desk_and_the_form_is_still_there(site: Site, context: BrowserContext) -> None:
    page = context.new_page()
    desk = form_of(site, page, "Rita Refused")
    read_from_server(desk, "Refuse")
    expect(page.locator("#refused")).to_contain_text("The record server gave no chart")
    expect(page.locator("#refused")).to_contain_text("was told “no”")
    expect(page.locator(".st-key-desk-bar")).to_contain_text("Rita Refused")
    assert "token" not in site.server.seen()["asked"]


@pytest.mark.parametrize(("behaviour", "told"), [
    ({"token_status": 503}, "The record server does not answer."), ({"fails": {"Patient": 404}}, "cannot be used"),
    ({"padding": 20_000_000}, "too large")])
def test_what_goes_wrong_there_is_told_in_plain_words(
    site: Site, context: BrowserContext, behaviour: dict[str, object], told: str,
) -> None:
    site.server.behave(**behaviour)
    page = context.new_page()
    read_from_server(form_of(site, page, "Ulla Unlucky"), SEIZURE)
    expect(page.locator("#refused")).to_contain_text(told)


def test_a_server_without_pkce_is_refused_on_the_page_and_the_browser_stays(
    site: Site, context: BrowserContext,
) -> None:
    site.server.behave(has_pkce=False)
    page = context.new_page()
    desk = form_of(site, page, "Pia Pkce")
    desk.open_earlier()
    desk.press(BUTTON)
    expect(page.locator("#refused")).to_contain_text("safe enough")


def test_medicines_that_could_not_be_read_are_not_none(site: Site, context: BrowserContext) -> None:
    site.server.behave(fails={"MedicationRequest": 404, "MedicationStatement": 404})
    page = context.new_page()
    read_from_server(form_of(site, page, "Mia Medicine"), SEIZURE)
    has_chart(page)
    expect(page.get_by_role("alert").filter(has_text="A part of the chart is missing")).to_contain_text(
        "did not give all of this: medicines. It does not mean that there are none. Ask the person.")


def test_each_of_two_tabs_gets_the_chart_that_it_asked_for(site: Site, context: BrowserContext) -> None:
    first, second = (form_of(site, context.new_page(), name) for name in ("Tab One", "Tab Two"))
    for desk in (first, second):
        desk.open_earlier()
    first.press(BUTTON)
    choose_there(first.page, SEIZURE)
    has_chart(first.page)
    second.press("Back")
    second.settle()
    expect(second.page.get_by_role("heading", name="The patient’s chart")).to_have_count(0)
    second.open_earlier()
    second.press(BUTTON)
    choose_there(second.page, HEALTHY)
    has_chart(second.page)
    expect(second.page.locator(".stMain")).to_contain_text("This chart is of Buster Hoeger")
    expect(first.page.locator(".stMain")).to_contain_text("This chart is of Ángela Guzmán")


def test_an_answer_of_the_server_is_worth_nothing_in_another_browser(
    site: Site, browser: Browser, context: BrowserContext,
) -> None:
    page = context.new_page()
    desk = form_of(site, page, "Stolen Code")
    desk.open_earlier()
    desk.press(BUTTON)
    expect(page.get_by_role("heading", name="Whose chart?")).to_be_visible()
    back = page.get_by_role("link", name=SEIZURE).get_attribute("href")
    assert back is not None
    thief = browser.new_context()
    other = thief.new_page()
    other.goto(f"{site.url}/desk")
    answer = other.goto(back)
    assert answer is not None
    assert answer.status == 403
    expect(other.get_by_text("Begin again at the desk.")).to_be_visible()
    thief.close()
    choose_there(page, SEIZURE)
    has_chart(page)


def test_a_patient_has_no_such_button(site: Site, context: BrowserContext) -> None:
    page = context.new_page()
    patient = Visitor(page, site.url)
    patient.open_earlier()
    expect(page.get_by_role("button", name=BUTTON)).to_have_count(0)


def test_the_log_has_nothing_of_the_server_and_the_patient(site: Site, context: BrowserContext) -> None:
    page = context.new_page()
    read_from_server(form_of(site, page, "Loga Nothing"), SEIZURE)
    has_chart(page)
    log = site.log.read_text(errors="replace")
    for never in ("acc12451", "Guzm", "code", "token", "launch", site.server.url):
        assert never not in log, never


def test_the_summary_goes_to_the_record_of_the_same_person_once(site: Site, context: BrowserContext) -> None:
    page = context.new_page()
    desk = form_of(site, page, "Ángela Guzmán")
    for part, text in zip(("Day", "Month", "Year"), ("16", "6", "1989"), strict=True):
        desk.question("birth_date").get_by_label(part, exact=True).fill(text)
    desk.page.keyboard.press("Tab")
    desk.settle()
    read_from_server(desk, SEIZURE)
    has_chart(page)
    expect(page.get_by_text("Is this the same person?")).to_have_count(0)
    desk.press("Show them beside the questions")
    desk.settle()
    desk.walk_on_to("Check the answers")
    desk.press("Make the summary")
    expect(desk.heading).to_have_text("Summary")
    desk.settle()
    page.get_by_text("For a clinic’s own software").click()
    button = page.get_by_role("button", name="Send to the record")
    button.focus()
    for _press in range(2):  # a click may miss it while the part around it is unfolded
        page.keyboard.press("Enter")
    expect(page.get_by_text("This summary is in the record, as number 1.")).to_be_visible()
    expect(button).to_have_count(0)
    desk.settle()
    (document,) = site.server.seen()["added"]
    assert document["resourceType"] == "DocumentReference"


def test_a_desk_that_keeps_no_records_comes_back_to_its_form(
    site: Site, tmp_path: Path, context: BrowserContext,
) -> None:
    (tmp_path / "clinic.yaml").write_text(
        f"records: off\nrecord_server: {{url: {site.server.base}, client_id: {CLIENT}}}\n")
    environment = {**os.environ, "SCREENING_CLINIC": f"{tmp_path}/clinic.yaml"}
    with running_app(tmp_path / "log", environment=environment) as url:
        page = context.new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(f"{url}/desk")
        desk = OpenDesk(page)
        desk.choose("adult", "Yes")
        expect(desk.asked("patient_name")).to_be_visible()
        desk.type("patient_name", "Nora Norecords")
        desk.settle()
        read_from_server(desk, SEIZURE)
        has_chart(page)
        expect(page.locator(".stMain")).to_contain_text("The form is of Nora Norecords")


def test_only_somebody_who_is_signed_in_reads_a_chart(site: Site, tmp_path: Path, context: BrowserContext) -> None:
    port = free_port()
    app = f"http://127.0.0.1:{port}"
    (tmp_path / "clinic.yaml").write_text(
        f"{ACCOUNTS}record_server: {{url: {site.server.base}, client_id: {CLIENT}}}\n")
    launch = f"{app}/smart/launch?{urlencode({'iss': site.server.base, 'launch': SEIZURE})}"
    environment = {**os.environ, "SCREENING_CLINIC": f"{tmp_path}/clinic.yaml", URL: f"sqlite:///{tmp_path}/r.sqlite",
                   KEY_FILE: f"{tmp_path}/keys.json", "STREAMLIT_SECRETS_FILES": f"{tmp_path}/secrets.toml"}
    with running_provider() as provider:
        (tmp_path / "secrets.toml").write_text(provider.secrets(app))
        with running_app(tmp_path / "log", port=port, environment=environment):
            page = context.new_page()
            page.goto(launch)
            sign_in(page, "Ada Admin")  # who opens no forms
            expect(page.get_by_role("button", name="Sign out", exact=True)).to_be_visible()
            assert site.server.seen()["asked"] == []
            page.get_by_role("button", name="Sign out", exact=True).click()
            expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()  # its way there is over
            page.goto(launch)
            assert site.server.seen()["asked"] == []
            sign_in(page, "Ines Desk")
            choose_there(page, SEIZURE)
            has_chart(page)
            assert f"{app}/smart/callback" in site.server.seen()["redirects"]


def sign_in(page: Page, name: str) -> None:
    """Signs in at the provider of accounts."""
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("link", name=name).click()
