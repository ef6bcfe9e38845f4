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
from tests.support.chromium import another_browser

SECTIONS = 14
TARGETS = ".stMain :is(button, a, summary, label:has(input), input[type=text], textarea)"
TOO_SMALL = """targets => [...document.querySelectorAll(targets)]
  .filter(one => one.checkVisibility() && !one.closest('p, li, dd:not(.change)'))
  .map(one => [one.getBoundingClientRect(), one.innerText || one.outerHTML])
  .filter(([box]) => box.height < 24 || box.width < 24).map(([box, name]) => `${box.width} x ${box.height} ${name}`)"""
TOO_WIDE = """() => [document.documentElement, document.querySelector('.stMain')]
  .map(one => one.scrollWidth - one.clientWidth)"""


FONT_SIZE = "() => getComputedStyle(document.documentElement).fontSize"
LEFT_EDGES = "all => all.map(one => one.getBoundingClientRect().left)"
FRAMES = "all => all.map(one => getComputedStyle(one).borderTopWidth)"
BACKGROUND = "() => getComputedStyle(document.querySelector('.stApp')).backgroundColor"


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


def look(person: Visitor) -> None:
    person.press("Look at the questions")
    expect(person.heading).to_have_text("Look at the questions")
    person.settle()
    person.page.locator(".look").evaluate_all("parts => parts.forEach(part => { part.open = true })")


def later(person: Visitor) -> None:
    old_enough(person)
    person.press("Save and finish later")
    expect(person.heading).to_have_text("Save and finish later")
    person.settle()


PAGES = (welcome, look, too_young, old_enough, mood, crisis, heart, medicines, review, later, summary)


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


@pytest.mark.parametrize("go_there", [welcome, mood, medicines], ids=lambda page: page.__name__)
def test_text_as_large_as_the_browser_is_set_to_is_one_column_and_whole(
    browser: Browser, app: App, go_there: Callable[[Visitor], None],
) -> None:
    with another_browser(browser, "--blink-settings=defaultFontSize=32") as large:
        page = large.new_page(viewport={"width": 320, "height": 640})
        person = Visitor(page, app.url)
        assert page.evaluate(FONT_SIZE) == "36px"
        go_there(person)
        assert page.evaluate(TOO_WIDE) == [0, 0]
        assert page.locator("[data-leave]").bounding_box(), "the quick way out is there"
        for options in page.locator("[data-testid=stRadioGroup]").all():
            assert len(set(options.locator("label").evaluate_all(LEFT_EDGES))) == 1


@pytest.mark.parametrize("kind", ["stRadioOption", "checkbox"])
def test_a_chosen_option_differs_where_the_device_sets_the_colours(browser: Browser, app: App, kind: str) -> None:
    page = browser.new_page(forced_colors="active")
    person = adult(page, app.url)
    person.go_on_to("heart")
    if kind == "checkbox":
        question = person.question("heart_symptoms")
        question.locator("label").first.click()
    else:
        question = person.question("high_blood_pressure")
        person.choose("high_blood_pressure", "No")
    person.settle()
    widths = question.locator("label:has(input)").evaluate_all(FRAMES)
    assert sorted(set(widths)) == ["1px", "4px"]
    assert widths.count("4px") == 1
    page.close()


@pytest.mark.parametrize("go_there", [welcome, heart, medicines, summary], ids=lambda page: page.__name__)
def test_axe_finds_nothing_serious_in_dark_colours(
    browser: Browser, app: App, go_there: Callable[[Visitor], None],
) -> None:
    page = browser.new_page(color_scheme="dark")
    go_there(Visitor(page, app.url))
    assert page.evaluate(BACKGROUND) == "rgb(16, 23, 30)"
    assert faults(page) == []
    page.close()


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
