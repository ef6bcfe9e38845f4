"""A shared tablet that nobody touches: the form asks, waits a minute, deletes the answers and begins anew."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visitor import adult
from tests.conftest import App
from tests.support.app import running_app

STILL_THERE = "Are you still there?"


@pytest.fixture(scope="module")
def tablet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an app whose clinic clears the form after five minutes."""
    folder = tmp_path_factory.mktemp("tablet")
    (folder / "clinic.yaml").write_text("{country: US, idle_minutes: 5}", encoding="utf-8")
    environment = {**os.environ, "SCREENING_CLINIC": str(folder / "clinic.yaml")}
    with running_app(folder / "log.txt", environment=environment) as url:
        yield url


def test_the_form_asks_first_and_a_touch_is_enough(page: Page, tablet: str) -> None:
    page.clock.install()
    visitor = adult(page, tablet)
    page.clock.run_for(4 * 60_000)
    expect(page.get_by_text(STILL_THERE)).to_have_count(0)
    page.clock.run_for(2 * 60_000 - 30_000)
    expect(page.get_by_text(STILL_THERE)).to_be_visible()
    expect(page.get_by_role("button", name="Yes, go on")).to_be_focused()
    page.get_by_role("button", name="Yes, go on").click()
    expect(page.get_by_text(STILL_THERE)).to_have_count(0)
    page.clock.run_for(60_000)
    expect(visitor.asked("filled_by")).to_be_visible()


def test_without_a_touch_the_answers_are_deleted_and_the_form_begins_anew(page: Page, tablet: str) -> None:
    page.clock.install()
    visitor = adult(page, tablet)
    visitor.type("patient_name", "Ada Lovelace")
    visitor.settle()
    with page.expect_navigation():
        page.clock.run_for(6 * 60_000 + 2_000)
        page.clock.run_for(1_000)
    expect(page.get_by_role("button", name="Fill them in")).to_be_visible()
    adult(page, tablet)
    expect(page.get_by_role("textbox", name="What is your name?")).to_have_value("")


def test_the_clinic_s_own_form_waits(page: Page, app: App) -> None:
    page.clock.install()
    visitor = adult(page, app.url)
    page.clock.run_for(60 * 60_000)
    expect(page.get_by_text(STILL_THERE)).to_have_count(0)
    expect(visitor.asked("filled_by")).to_be_visible()
