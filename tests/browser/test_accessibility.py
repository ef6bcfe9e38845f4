"""That everyone can use the pages: axe-core's rules, narrow screens, targets to hit, headings, names, keyboard."""

from collections.abc import Callable
from itertools import pairwise
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped] # comes without types
from playwright.sync_api import Browser, Page, expect

from forms import load_questionnaire
from tests.browser.visitor import Visitor, adult
from tests.conftest import App

SECTIONS = 14
TARGETS = ".stMain :is(button, a, summary, label:has(input), input[type=text], textarea)"
TOO_SMALL = """targets => [...document.querySelectorAll(targets)]
  .filter(one => one.checkVisibility() && !one.closest('p, li, dd:not(.change)'))
  .map(one => [one.getBoundingClientRect(), one.innerText || one.outerHTML])
  .filter(([box]) => box.height < 24 || box.width < 24).map(([box, name]) => `${box.width} x ${box.height} ${name}`)"""
TOO_WIDE = """() => [document.documentElement, document.querySelector('.stMain')]
  .map(one => one.scrollWidth - one.clientWidth)"""


def faults(page: Page) -> list[str]:
    """What axe-core calls serious or critical."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['help']}: {one['nodes'][0]['html'][:200]}" for one in found
            if one["impact"] in ("serious", "critical")]


def welcome(person: Visitor) -> None:
    expect(person.heading).to_have_text("Questions before you talk about ketamine")


def too_young(person: Visitor) -> None:
    person.go_on()
    person.choose("adult", "No")
    person.go_on()


def old_enough(person: Visitor) -> None:
    person.go_on()
    person.choose("adult", "Yes")
    person.settle()


def mood(person: Visitor) -> None:
    old_enough(person)
    person.go_on_to("mood")
    person.choose("phq9_1", "Several days")
    person.settle()


def crisis(person: Visitor) -> None:
    mood(person)
    person.choose("suicidal_thoughts_now", "Yes")
    expect(person.heading).to_have_text("You can get help right now")


def heart(person: Visitor) -> None:
    old_enough(person)
    person.go_on_to("heart")
    person.type("systolic", "12,5")
    person.choose("heart_disease", "Yes")
    person.settle()


def medicines(person: Visitor) -> None:
    old_enough(person)
    person.go_on_to("medicines")
    person.choose("takes_medicines", "Yes")
    expect(person.page.get_by_role("combobox")).to_be_visible()


def review(person: Visitor) -> None:
    old_enough(person)
    person.go_on_to("Check your answers")


def summary(person: Visitor) -> None:
    review(person)
    person.go_on()


PAGES = (welcome, too_young, old_enough, mood, crisis, heart, medicines, review, summary)


@pytest.mark.parametrize("go_there", PAGES, ids=lambda page: page.__name__)
def test_axe_finds_nothing_serious(page: Page, app: App, go_there: Callable[[Visitor], None]) -> None:
    go_there(Visitor(page, app.url))
    assert faults(page) == []
    assert page.locator(".stMain h1").count() >= 1
    assert page.evaluate(TOO_SMALL, TARGETS) == []


def test_axe_finds_nothing_serious_at_the_intake_desk(page: Page, app: App) -> None:
    staff = Visitor(page, f"{app.url}/desk")
    assert faults(page) == []
    staff.go_on_to("desk")
    assert faults(page) == []


@pytest.mark.parametrize("width", [320, 360])
def test_no_section_is_wider_than_a_small_telephone(browser: Browser, app: App, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 640})
    page = context.new_page()
    person = Visitor(page, app.url)
    assert page.evaluate(TOO_WIDE) == [0, 0]
    old_enough(person)
    for _ in range(SECTIONS + 2):
        assert page.evaluate(TOO_WIDE) == [0, 0], person.title()
        if person.title() == "Your summary":
            break
        if person.is_at("medicines"):
            person.choose("takes_medicines", "Yes")
            person.settle()
            assert page.evaluate(TOO_WIDE) == [0, 0], person.title()
        person.go_on()
    assert person.title() == "Your summary"
    context.close()


def test_no_level_of_heading_is_skipped(page: Page, app: App) -> None:
    person = adult(page, app.url)
    for _ in range(SECTIONS):
        levels = page.locator(".stMain :is(h1, h2, h3, h4)").evaluate_all("all => all.map(one => +one.tagName[1])")
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels)), person.title()
        person.go_on()


def test_every_question_has_the_name_that_stands_above_it(page: Page, app: App) -> None:
    person = adult(page, app.url)
    person.go_on_to("heart")
    items = load_questionnaire().items
    roles: tuple[tuple[Literal["radiogroup", "group", "textbox"], str], ...] = (
        ("radiogroup", "high_blood_pressure"), ("group", "heart_symptoms"), ("textbox", "systolic"),
        ("textbox", "heart_in_own_words"))
    for role, link_id in roles:
        expect(page.get_by_role(role, name=items[link_id].text).first).to_be_visible()


def test_the_focus_can_be_seen(page: Page, app: App) -> None:
    Visitor(page, app.url)
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert outline == "3px"
