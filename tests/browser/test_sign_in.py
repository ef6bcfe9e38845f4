"""Staff sign in at the desk with a provider of accounts on this machine: three roles, and a stranger."""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from websockets.sync.client import connect

from records.settings import KEY_FILE, URL
from tests.browser.visitor import DRAWN, Visitor
from tests.support import PATIENCE
from tests.support.app import free_port, running_app
from tests.support.provider import CLINIC, Provider, running_provider
from tests.support.session import COOKIE, drawn_on, new_token, run_script

WAITING = "Sign in"


class Site(NamedTuple):
    """The app at `url`, its database, its log and its provider of accounts."""

    url: str
    database: Path
    log: Path
    provider: Provider

    def change(self, statement: str) -> None:
        """Changes the database behind the back of the app."""
        with closing(sqlite3.connect(self.database)) as connection, connection:
            connection.execute(statement)

    def audit(self) -> list[tuple[str, str]]:
        """Who did what, from the audit trail."""
        with closing(sqlite3.connect(self.database)) as connection:
            return list(connection.execute("SELECT who, what FROM audit ORDER BY number"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One app for all tests here."""
    folder, port = tmp_path_factory.mktemp("accounts"), free_port()
    (folder / "clinic.yaml").write_text(CLINIC)
    database = folder / "records.sqlite"
    with ExitStack() as stack:
        provider = stack.enter_context(running_provider())
        (folder / "secrets.toml").write_text(provider.secrets(f"http://127.0.0.1:{port}"))
        environment = {**os.environ, "SCREENING_CLINIC": f"{folder}/clinic.yaml", URL: f"sqlite:///{database}",
                       KEY_FILE: f"{folder}/keys.json", "STREAMLIT_SECRETS_FILES": f"{folder}/secrets.toml"}
        url = stack.enter_context(running_app(folder / "log", port=port, environment=environment))
        yield Site(url, database, folder / "log", provider)


@pytest.fixture
def contexts(browser: Browser) -> Iterator[list[BrowserContext]]:
    """Browsers that the test begins."""
    begun: list[BrowserContext] = []
    yield begun
    for context in begun:
        context.close()


def a_browser(browser: Browser, contexts: list[BrowserContext]) -> BrowserContext:
    contexts.append(browser.new_context(locale="en-GB", accept_downloads=True))
    contexts[-1].set_default_timeout(PATIENCE * 1000)
    return contexts[-1]


def press_sign_in(page: Page, name: str) -> None:
    """Signs in from the page that asks for it."""
    page.get_by_role("button", name=WAITING, exact=True).click()
    page.get_by_role("link", name=name).click()
    page.wait_for_url(re.compile("/desk$"))


def signed_in(context: BrowserContext, site: Site, name: str) -> Page:
    page = context.new_page()
    page.goto(f"{site.url}/desk")
    press_sign_in(page, name)
    return page


def at_the_list(page: Page) -> None:
    expect(page.get_by_role("heading", name="Patients")).to_be_visible()


def asks_to_sign_in(page: Page, why: str) -> None:
    expect(page.get_by_text(why)).to_be_visible()
    expect(page.get_by_role("button", name=WAITING, exact=True)).to_be_visible()
    expect(page).to_have_title(re.compile("^Sign in"))
    page.wait_for_function(DRAWN)  # what the page showed before goes last


class Desk(Visitor):
    """Somebody at a desk page that is open already."""

    def __init__(self, page: Page) -> None:
        at_the_list(page)
        super().__init__(page, page.url.partition("?")[0])


def form_of(page: Page, name: str) -> Visitor:
    """A new form with a name."""
    desk = Desk(page)
    desk.name_patient(name)
    return desk


def open_form(page: Page, name: str) -> None:
    line = page.locator('[class*="st-key-line-"]').filter(has_text=name)
    line.get_by_role("button", name="Open", exact=True).click()
    expect(page.locator(".st-key-desk-bar")).to_contain_text(name)


def test_each_role_does_what_is_its_own(site: Site, browser: Browser, contexts: list[BrowserContext]) -> None:
    ines = signed_in(a_browser(browser, contexts), site, "Ines Desk")
    at_the_list(ines)
    form_of(ines, "Rolanda Three")
    expect(ines.get_by_role("button", name="Erase this form from the records")).to_have_count(0)
    ines.get_by_role("button", name="All patients").click()
    kim = signed_in(a_browser(browser, contexts), site, "Dr Kim Clinician")
    expect(kim.get_by_text("There are no forms in this list yet.")).to_be_visible()  # none waits for a clinician
    kim.locator(".stRadio").get_by_text("All", exact=True).click()
    open_form(kim, "Rolanda Three")
    kim.get_by_role("button", name="All patients").click()
    at_the_list(kim)
    ada = signed_in(a_browser(browser, contexts), site, "Ada Admin")
    line = ada.locator('[class*="st-key-line-"]').filter(has_text="Rolanda Three")
    expect(line).to_have_count(1)
    for missing in ("Open", "New patient"):
        expect(ada.get_by_role("button", name=missing, exact=True)).to_have_count(0)
    line.get_by_role("button", name="Erase this form from the records").click()
    ada.get_by_role("button", name="Erase it").click()
    expect(line).to_have_count(0)
    deeds = site.audit()
    for who, what in (("Ines Desk", "signed in"), ("Ines Desk", "began"), ("Dr Kim Clinician", "opened"),
                      ("Ada Admin", "erased")):
        assert (who, what) in deeds


def test_a_stranger_and_somebody_without_an_account_see_no_patient(
    site: Site, browser: Browser, contexts: list[BrowserContext],
) -> None:
    ines = signed_in(a_browser(browser, contexts), site, "Ines Desk")
    form_of(ines, "Secreta Unseen")
    draft = ines.url
    context = a_browser(browser, contexts)
    stranger = context.new_page()
    for address in (f"{site.url}/desk", draft, f"{site.url}/desk?locked=yes", f"{draft}&locked=yes"):
        stranger.goto(address)
        asks_to_sign_in(stranger, "The desk is for staff of the clinic.")
        assert "Secreta" not in stranger.content()
    press_sign_in(stranger, "Sam Stranger")
    for address in (f"{site.url}/desk", draft):
        stranger.goto(address)
        asks_to_sign_in(stranger, "this account may not use the desk")
        assert "Secreta" not in stranger.content()
    stranger.get_by_role("button", name="Use another account").click()
    asks_to_sign_in(stranger, "The desk is for staff of the clinic.")
    assert "/end" in site.provider.asked


def test_a_websocket_without_a_sign_in_gets_the_page_to_sign_in(site: Site) -> None:
    for cookie in ("", "; _streamlit_user=forged", '; _streamlit_user="eyJpc19sb2dnZWRfaW4iOnRydWV9.awkT2w.x"'):
        token = new_token(site.url)
        with connect(site.url.replace("http:", "ws:") + "/_stcore/stream", max_size=None, proxy=None,
                     subprotocols=["streamlit", token],  # type: ignore[list-item]
                     additional_headers={"Cookie": f"{COOKIE}={token}{cookie}", "Origin": site.url}) as wire:
            shown = drawn_on(run_script(wire, "desk"))
            assert [one.button.label for one in shown if one.HasField("button")] == [WAITING]
            assert not [one for one in shown if one.HasField("text_input")]


def test_a_sign_out_everywhere_ends_every_page_of_the_person_and_their_cookies(
    site: Site, browser: Browser, contexts: list[BrowserContext],
) -> None:
    here, there, other = (a_browser(browser, contexts) for _browser in range(3))
    first, second = signed_in(here, site, "Ines Desk"), signed_in(there, site, "Ines Desk")
    kim = signed_in(other, site, "Dr Kim Clinician")
    desk = form_of(second, "Everina Where")
    cookies = there.cookies()
    first.get_by_role("button", name="Sign out in all browsers").click()
    asks_to_sign_in(first, "The desk is for staff of the clinic.")
    desk.box("record_number").fill("MRN 55")
    desk.box("record_number").blur()
    asks_to_sign_in(second, "You have signed out.")
    copied = a_browser(browser, contexts)
    copied.add_cookies(cookies)  # type: ignore[arg-type]
    page = copied.new_page()
    page.goto(f"{site.url}/desk")
    asks_to_sign_in(page, "You have signed out.")
    kim.reload()
    at_the_list(kim)


def test_an_administrator_ends_the_sign_in_of_somebody_else(
    site: Site, browser: Browser, contexts: list[BrowserContext],
) -> None:
    site.change("UPDATE sign_ins SET ending = 'signed out'")
    kim = signed_in(a_browser(browser, contexts), site, "Dr Kim Clinician")
    at_the_list(kim)
    ada = signed_in(a_browser(browser, contexts), site, "Ada Admin")
    ada.get_by_text("All sign-ins: 2").click()
    held = ada.locator('[class*="st-key-held-"]').filter(has_text="Dr Kim Clinician")
    held.get_by_role("button", name="End").press("Enter")  # a click may miss it while the list is unfolded
    expect(held).to_have_count(0)
    kim.get_by_role("button", name="New patient").click()
    asks_to_sign_in(kim, "An administrator has ended your sign-in.")


def test_a_sign_in_that_is_over_in_the_middle_of_a_form_loses_no_answer(
    site: Site, browser: Browser, contexts: list[BrowserContext],
) -> None:
    page = signed_in(a_browser(browser, contexts), site, "Ines Desk")
    desk = form_of(page, "Mid Way")
    site.change("UPDATE sign_ins SET ends = datetime('now', '-1 minute') WHERE ending IS NULL")
    desk.type("record_number", "MRN 4711")
    asks_to_sign_in(page, "The time of your sign-in is over.")
    assert "Mid Way" not in page.content()
    press_sign_in(page, "Ines Desk")
    expect(page.locator(".st-key-desk-bar")).to_contain_text("Mid Way")
    expect(page.locator(".st-key-desk-bar")).to_contain_text("MRN 4711")


def test_a_lock_asks_to_sign_in_again_and_another_person_gets_the_list(
    site: Site, browser: Browser, contexts: list[BrowserContext],
) -> None:
    context = a_browser(browser, contexts)
    page = signed_in(context, site, "Ines Desk")
    form_of(page, "Locke Down")
    page.keyboard.press("Alt+K")
    asks_to_sign_in(page, "Locked. The forms are saved.")
    other = context.new_page()
    other.goto(f"{site.url}/desk")
    asks_to_sign_in(other, "Locked. The forms are saved.")
    press_sign_in(page, "Dr Kim Clinician")
    at_the_list(page)
    page.get_by_role("button", name="Lock").click()
    asks_to_sign_in(page, "Locked. The forms are saved.")
    press_sign_in(page, "Ines Desk")
    expect(page.locator(".st-key-desk-bar")).to_contain_text("Locke Down")
    other.goto(f"{site.url}/desk")  # another tab of the same sign-in does not take it away
    at_the_list(other)


def test_a_file_is_given_to_the_browser_that_asked_while_its_sign_in_holds(
    site: Site, browser: Browser, contexts: list[BrowserContext],
) -> None:
    context, other = a_browser(browser, contexts), a_browser(browser, contexts)
    page = signed_in(context, site, "Ines Desk")
    page.get_by_text("Booklet and forms on paper").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save the form to fill in by hand").press("Enter")
    address = saved.value.url
    assert context.request.get(address).status == 200
    signed_in(other, site, "Ines Desk")
    assert other.request.get(address).status == 404
    page.get_by_role("button", name="Sign out", exact=True).click()
    asks_to_sign_in(page, "The desk is for staff of the clinic.")
    assert context.request.get(address).status == 404


def test_a_clinician_signs_a_rule_off_and_the_desk_sees_it(
    site: Site, browser: Browser, contexts: list[BrowserContext],
) -> None:
    kim = signed_in(a_browser(browser, contexts), site, "Dr Kim Clinician")
    kim.get_by_role("link", name="For clinicians: rules and sources").click()
    kim.locator(".st-key-part-articles").get_by_role("button", name="Review one by one").click()
    expect(kim.get_by_role("heading", level=1)).to_be_focused()
    title = kim.get_by_role("heading", level=1).inner_text()
    kim.get_by_label("Remark for colleagues.").fill("Read at the meeting.")
    kim.get_by_role("button", name="Sign off, and open the next").click()
    expect(kim.get_by_text("Signed off: 1.")).to_be_visible()
    expect(kim.get_by_role("heading", level=1)).not_to_have_text(title)
    expect(kim.get_by_role("heading", level=1)).to_be_focused()
    ines = signed_in(a_browser(browser, contexts), site, "Ines Desk")
    ines.get_by_role("link", name="For clinicians: rules and sources").click()
    expect(ines.get_by_text("Only clinicians can sign off")).to_be_visible()
    ines.get_by_label("Search the rules").fill(title)
    ines.get_by_label("Search the rules").press("Enter")
    expect(ines.get_by_text("signed off at this clinic by one clinician")).to_have_count(1)
    expect(ines.get_by_role("button", name="Review one by one")).to_have_count(0)
    assert ("Dr Kim Clinician", "signed off") in site.audit()


def test_the_patients_page_needs_no_account_and_knows_of_none(
    site: Site, browser: Browser, contexts: list[BrowserContext],
) -> None:
    page = a_browser(browser, contexts).new_page()
    page.goto(site.url)
    expect(page.get_by_role("button", name="Fill them in")).to_be_visible()
    assert "Sign in" not in page.content()


def test_what_comes_back_from_elsewhere_lets_nobody_in(site: Site) -> None:
    for path in ("/oauth2callback?code=x&state=y", "/auth/login?provider=x", "/oauth2callback?error=denied"):
        with urlopen(site.url + path, timeout=PATIENCE) as answer:  # noqa: S310 (our own address)
            assert answer.url == f"{site.url}/desk"
    with pytest.raises(HTTPError) as refused:
        urlopen(f"{site.url}/auth/tokens", timeout=PATIENCE)  # noqa: S310 (our own address)
    refused.value.close()
    assert refused.value.code == 404


def test_the_log_holds_no_token_and_no_name_of_a_patient(site: Site) -> None:
    log = site.log.read_text("utf-8")
    for secret in ("Secreta", "Rolanda", "eyJ", "code=", "Traceback"):
        assert secret not in log
