"""That everyone can use the pages: axe-core's rules, narrow screens, targets to hit, headings, names, keyboard."""

from collections.abc import Callable
from itertools import pairwise
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped] # comes without types
from playwright.sync_api import Browser, Page, expect

from forms import load_questionnaire
from tests.browser.visitor import MOST_PAGES, ON, PAINTED, Visitor, adult
from tests.conftest import App
from tests.support.chromium import another_browser

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


def faults(page: Page) -> list[str]:
    """What axe-core calls serious or critical."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['help']}: {one['nodes'][0]['html'][:200]}" for one in found
            if one["impact"] in ("serious", "critical")]


def welcome(person: Visitor) -> None:
    expect(person.heading).to_have_text("Questions before you talk about ketamine")


def old_enough(person: Visitor) -> None:
    person.go_on()
    person.choose("adult", "Yes")
    person.settle()


def mood(person: Visitor) -> None:
    old_enough(person)
    person.go_on_to("mood")
    person.choose("phq9_1", "Several days")
    person.settle()


def medicines(person: Visitor) -> None:
    old_enough(person)
    person.go_on_to("medicines")
    list_medicines(person)


def too_young(person: Visitor) -> None:
    person.go_on()
    person.choose("adult", "No")
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


def list_medicines(person: Visitor) -> None:
    person.choose("takes_medicines", "Yes")
    expect(person.page.get_by_role("combobox")).to_be_visible()
    person.settle()


def say_of_mood(person: Visitor) -> None:
    """Gives an answer to an instrument."""
    person.choose("phq9_1", "Several days")
    person.settle()


def say_of_danger(person: Visitor) -> None:
    """Gives an answer that opens the crisis page, and goes on from there."""
    person.choose("suicidal_thoughts_now", "Yes")
    expect(person.heading).to_have_text("You can get help right now")
    person.settle()
    expect_usable(person)
    person.page.locator(".st-key-leave-crisis button").click()
    expect(person.heading).not_to_have_text("You can get help right now")
    person.settle()


def say_of_heart(person: Visitor) -> None:
    """Types a number that is none, and chooses an answer that asks more."""
    person.choose("high_blood_pressure", "Yes")
    person.settle()
    person.type("systolic", "12,5")
    person.settle()
    expect_usable(person, in_the_dark=True)
    person.type("systolic", "125")
    person.settle()


def say_of_symptoms(person: Visitor) -> None:
    """Ticks one of a list, and chooses an answer that asks more."""
    person.choose("heart_disease", "Yes")
    person.question("heart_symptoms").locator("label").first.click()
    person.settle()


ON_THE_WAY = {"phq9_1": say_of_mood, "suicidal_thoughts_now": say_of_danger, "systolic": say_of_heart,
              "heart_symptoms": say_of_symptoms, "takes_medicines": list_medicines}
WITH_AXE = {*ON_THE_WAY, "Check your answers", "Your summary"}  # the others are made of the same parts


def expect_usable(person: Visitor, *, in_the_dark: bool = False) -> None:
    """Fails on what axe-core calls serious, and on targets that are too small."""
    page = person.page
    assert faults(page) == [], person.title()
    assert page.evaluate(TOO_SMALL, TARGETS) == [], person.title()
    if in_the_dark:
        page.emulate_media(color_scheme="dark")
        expect(page.locator(".stApp")).to_have_css("background-color", "rgb(16, 23, 30)")
        assert faults(page) == [], f"{person.title()} in dark colours"
        page.emulate_media(color_scheme="light")
        expect(page.locator(".stApp")).to_have_css("background-color", "rgb(255, 255, 255)")


def expect_to_fit(person: Visitor) -> None:
    """Fails if the page is wider than a small telephone, or skips a level of headings."""
    page = person.page
    levels = page.locator(".stMain :is(h1, h2, h3, h4)").evaluate_all("all => all.map(one => +one.tagName[1])")
    assert levels[0] == 1, person.title()
    assert all(after <= before + 1 for before, after in pairwise(levels)), person.title()
    usual = page.viewport_size
    assert usual
    for width in (320, 360):
        page.set_viewport_size({"width": width, "height": 640})
        page.evaluate(PAINTED)
        assert page.evaluate(TOO_WIDE) == [0, 0], f"{person.title()} at {width}"
    page.set_viewport_size(usual)


def test_everyone_can_use_each_page_on_the_way_to_the_summary(page: Page, app: App) -> None:
    person = Visitor(page, app.url)
    expect_to_fit(person)
    expect_usable(person, in_the_dark=True)
    old_enough(person)
    expect_usable(person)
    for _ in range(MOST_PAGES):
        expect_to_fit(person)
        for link_id, say in ON_THE_WAY.items():
            if person.is_at(link_id):
                say(person)
                expect_to_fit(person)
        if any(map(person.is_at, WITH_AXE)):
            expect_usable(person, in_the_dark=person.is_at("Your summary"))
        if person.is_at("Your summary"):
            break
        person.go_on()
    assert person.is_at("Your summary")


@pytest.mark.parametrize("go_there", [look, too_young, later], ids=lambda page: page.__name__)
def test_everyone_can_use_the_pages_beside_the_way(
    page: Page, app: App, go_there: Callable[[Visitor], None],
) -> None:
    person = Visitor(page, app.url)
    go_there(person)
    expect_to_fit(person)
    expect_usable(person)


def test_axe_finds_nothing_serious_at_the_intake_desk(page: Page, app: App) -> None:
    staff = Visitor(page, f"{app.url}/desk")
    assert faults(page) == []
    staff.go_on_to("desk")
    assert faults(page) == []


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
    person.go_on_to("heart_symptoms" if kind == "checkbox" else "high_blood_pressure")
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


def test_every_question_has_the_name_that_stands_above_it(page: Page, app: App) -> None:
    person = adult(page, app.url)
    items = load_questionnaire().items
    roles: tuple[tuple[Literal["radiogroup", "group", "textbox"], str], ...] = (
        ("radiogroup", "high_blood_pressure"), ("group", "heart_symptoms"), ("textbox", "systolic"),
        ("textbox", "heart_in_own_words"))
    for role, link_id in roles:
        person.go_on_to(link_id)
        expect(page.get_by_role(role, name=items[link_id].text).first).to_be_visible()


def test_the_focus_can_be_seen(page: Page, app: App) -> None:
    Visitor(page, app.url)
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert outline == "3px"


def test_a_field_that_is_chosen_before_the_page_is_all_there_keeps_the_focus(page: Page, app: App) -> None:
    person = adult(page, app.url)
    person.settle()
    page.evaluate("""() => {
      const coming = document.querySelector('.stMain').appendChild(document.createElement('p'))
      coming.dataset.testid = 'stSkeleton'
    }""")
    person.click_alone(page.get_by_role("button", name=ON))
    expect(person.asked("reason")).to_be_visible()
    person.box("reason").click()
    page.evaluate("document.querySelector('[data-testid=stSkeleton]').remove()")
    person.settle()
    expect(person.box("reason")).to_be_focused()
