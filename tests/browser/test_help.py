"""Help in Chromium: it comes at once, with numbers that can be called, and nobody gets it by passing an answer by."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, WebSocketRoute, expect

from tests.browser.visitor import TITLES, Visitor, adult, agreed_to
from tests.conftest import App
from tests.support.app import running_app

NOW = "You can get help right now"
SOME = "You can talk to someone about this"
PHONE: ViewportSize = {"width": 360, "height": 740}


def at_mood(page: Page, app: App, question: str = "suicidal_thoughts_now") -> Visitor:
    person = adult(page, app.url)
    person.go_on_to(question)
    return person


def radio(person: Visitor, link_id: str, option: str) -> Locator:
    return person.question(link_id).get_by_role("radio", name=option, exact=True)


def go_on(person: Visitor) -> None:
    """Presses Continue, which need not lead to another page here."""
    person.click_alone(person.page.get_by_role("button", name="Continue"))


def test_a_yes_by_pointer_opens_the_page_at_once_with_the_numbers_first(page: Page, app: App) -> None:
    person = at_mood(page, app)
    person.choose("suicidal_thoughts_now", "Yes")
    expect(person.heading).to_have_text(NOW)
    expect(person.heading).to_be_focused()
    expect(page.get_by_role("radio")).to_have_count(0)
    links = page.locator(".stMain a[href]").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert links[:3] == ["tel:988", "sms:988", "tel:911"]
    person.press("I have read this. Go on")
    expect(person.asked("suicidal_thoughts_now")).to_be_in_viewport()
    person.choose("suicidal_plan", "Yes")
    expect(person.heading).to_have_text(NOW)
    person.press("I have read this. Go on")
    expect(person.asked("suicidal_plan")).to_be_in_viewport()
    expect(page.locator("#suicidal_plan")).to_be_focused()


def test_a_yes_by_the_space_bar_opens_it_at_once(page: Page, app: App) -> None:
    person = at_mood(page, app)
    radio(person, "suicidal_thoughts_now", "Yes").focus()
    page.keyboard.press("Space")
    expect(person.heading).to_have_text(NOW)


def test_a_yes_that_the_arrow_keys_pass_by_opens_nothing_and_leaves_no_answer(page: Page, app: App) -> None:
    person = at_mood(page, app)
    radio(person, "suicidal_thoughts_now", "No").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowUp")  # to Yes
    expect(radio(person, "suicidal_thoughts_now", "Yes")).to_be_checked()
    page.keyboard.press("ArrowDown")
    expect(radio(person, "suicidal_thoughts_now", "No")).to_be_checked()
    person.settle()
    expect(person.heading).not_to_have_text(NOW)
    expect(radio(person, "suicidal_thoughts_now", "No")).to_be_focused()
    go_on(person)
    expect(person.heading).to_have_text(TITLES["mind"])


def test_a_yes_where_the_arrow_keys_come_to_rest_opens_it_when_the_question_is_left(page: Page, app: App) -> None:
    person = at_mood(page, app)
    radio(person, "suicidal_thoughts_now", "No").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowUp")
    person.settle()
    expect(person.heading).not_to_have_text(NOW)
    page.keyboard.press("Tab")
    expect(person.heading).to_have_text(NOW)


def test_item_9_opens_nothing_while_arrowing_and_a_quieter_page_with_continue(page: Page, app: App) -> None:
    person = at_mood(page, app, "phq9_9")
    radio(person, "phq9_9", "Not at all").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(radio(person, "phq9_9", "Several days")).to_be_checked()
    person.settle()
    expect(person.asked("phq9_9")).to_be_visible()
    page.keyboard.press("ArrowUp")
    expect(radio(person, "phq9_9", "Not at all")).to_be_checked()
    person.choose("phq9_9", "Several days")
    person.settle()
    expect(person.asked("phq9_9")).to_be_visible()
    go_on(person)
    expect(person.heading).to_have_text(SOME)
    expect(page.locator(".crisis")).to_contain_text("“several days”")
    expect(page.get_by_role("link", name="Call 988").first).to_be_in_viewport()


def test_own_words_open_it_when_the_field_is_left(page: Page, app: App) -> None:
    person = adult(page, app.url)
    person.go_on()
    person.type("reason", "I worry, and i want to kill myself")
    expect(person.heading).to_have_text(NOW)
    expect(page.locator(".crisis")).to_contain_text("If you meant something else, just go on.")
    person.press("I have read this. Go on")
    expect(person.box("reason")).to_have_value("I worry, and i want to kill myself")


def test_own_words_still_being_typed_when_continue_is_pressed_open_it(page: Page, app: App) -> None:
    person = adult(page, app.url)
    person.go_on()
    person.box("reason").press_sequentially("quiero morirme")
    go_on(person)
    expect(person.heading).to_have_text(NOW)


def test_prefer_not_to_say_shows_whom_to_call_in_place(page: Page, app: App) -> None:
    person = at_mood(page, app)
    person.choose("suicidal_thoughts_now", "Prefer not to say")
    box = page.locator(".in-place")
    expect(box.get_by_role("link", name="Call 988")).to_have_attribute("href", "tel:988")
    expect(box.get_by_role("link", name="Text 988")).to_have_attribute("href", "sms:988")
    expect(person.asked("suicidal_thoughts_now")).to_be_visible()


@pytest.mark.parametrize("answer", ["now", "some"])
def test_the_numbers_stand_above_the_fold_of_a_small_telephone(browser: Browser, app: App, answer: str) -> None:
    context = browser.new_context(viewport=PHONE, has_touch=True)
    page = context.new_page()
    person = at_mood(page, app, "suicidal_thoughts_now" if answer == "now" else "phq9_9")
    if answer == "now":
        person.choose("suicidal_thoughts_now", "Yes")
    else:
        person.choose("phq9_9", "Several days")
        go_on(person)
    expect(page.locator(".crisis")).to_be_visible()
    for number in ("Call 988", "Text 988", "Call 911"):
        link = page.locator(".crisis").get_by_role("link", name=number).first
        expect(link).to_be_in_viewport(ratio=1)
        box = link.bounding_box()
        assert box is not None
        assert box["height"] >= 44
    assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= PHONE["width"]
    context.close()


def test_every_page_ends_with_links_that_call_and_no_button_is_needed(page: Page, app: App) -> None:
    person = adult(page, app.url)
    for step in ("start", "medicines", "Check your answers"):
        person.go_on_to(step)
        foot = page.locator("#help")
        expect(foot.get_by_role("link", name="Call 988")).to_have_attribute("href", "tel:988")
        expect(foot.get_by_role("link", name="Call 911").first).to_have_attribute("href", "tel:911")
        expect(foot.get_by_role("button")).to_have_count(0)


def test_later_pages_carry_a_neutral_line(page: Page, app: App) -> None:
    person = at_mood(page, app)
    person.choose("suicidal_thoughts_now", "Yes")
    person.press("I have read this. Go on")
    person.go_on_to("medicines")
    expect(page.locator(".help-line")).to_contain_text("Need to talk to someone?")
    expect(page.locator(".help-line").get_by_role("link", name="Call 988")).to_be_in_viewport()
    expect(page.locator(".stMain")).not_to_contain_text(re.compile("suicid", re.IGNORECASE), use_inner_text=True)
    page.get_by_role("link", name="More ways to get help").click()
    expect(page.locator("#help")).to_be_in_viewport()
    assert person.is_at("medicines")


def can_be_called(page: Page, where: str) -> None:
    link = page.locator(where).get_by_role("link", name="Call 988").first
    link.click(trial=True)
    assert link.get_attribute("href") == "tel:988"


def test_without_a_connection_the_numbers_can_still_be_called_and_the_page_be_left(page: Page, tmp_path: Path) -> None:
    with running_app(tmp_path / "log.txt") as url:
        person = adult(page, url)
        person.go_on_to("suicidal_thoughts_now")
        person.choose("suicidal_thoughts_now", "Yes")
        expect(page.locator(".crisis")).to_be_visible()
        person.settle()
    expect(page.locator("#offline")).to_contain_text("The telephone numbers on this page still work.")
    can_be_called(page, ".crisis")
    page.get_by_text("Numbers in other countries").click()
    expect(page.get_by_role("link", name="Call 116 123").first).to_be_visible()
    page.locator("[data-leave]").click()
    page.wait_for_url("about:blank")


def test_without_a_connection_the_foot_of_any_page_can_still_be_used(page: Page, tmp_path: Path) -> None:
    with running_app(tmp_path / "log.txt") as url:
        adult(page, url).settle()
        expect(page.locator("#help").get_by_role("link", name="Call 988")).to_be_visible()  # the page is whole
    expect(page.locator("#offline")).to_be_visible()
    can_be_called(page, "#help")
    page.get_by_text("What to do if you do not feel safe").click()
    expect(page.locator("#help").get_by_text("Move away from things you could use")).to_be_visible()


def test_a_connection_that_comes_back_is_told_of_no_longer_as_gone(page: Page, app: App) -> None:
    wires: list[WebSocketRoute] = []
    is_cut = False

    def wire(here: WebSocketRoute) -> None:
        if is_cut:
            here.close()
        else:
            wires.extend((here, here.connect_to_server()))

    page.route_web_socket(re.compile("."), wire)
    page.route("**/_stcore/**", lambda route: route.abort() if is_cut else route.continue_())
    person = at_mood(page, app)
    person.choose("suicidal_thoughts_now", "Yes")
    expect(person.heading).to_have_text(NOW)
    person.settle()
    is_cut = True
    for end in wires[-2:]:
        end.close()
    expect(page.locator("#offline")).to_be_visible()
    is_cut = False
    expect(page.locator("#offline")).to_have_count(0)
    person.press("I have read this. Go on")
    expect(radio(person, "suicidal_thoughts_now", "Yes")).to_be_checked()


@pytest.mark.parametrize("way", ["button", "key"])
@pytest.mark.parametrize("is_in_crisis", [False, True])
def test_the_quick_way_out_blanks_the_page_and_does_not_come_back(
    page: Page, app: App, way: str, is_in_crisis: bool,
) -> None:
    asked = agreed_to(page)
    page.goto("about:blank")
    person = at_mood(page, app)
    person.choose("suicidal_thoughts_now", "Yes" if is_in_crisis else "No")
    if is_in_crisis:
        expect(person.heading).to_have_text(NOW)
    person.settle()
    if way == "button":
        page.locator("[data-leave]").click(no_wait_after=True)
    else:
        for _ in range(3):
            page.keyboard.press("Shift")
    page.wait_for_url("about:blank")
    assert page.title() == ""
    assert asked == []  # nobody is asked to stay
    page.go_back()
    page.wait_for_load_state("load")
    assert "killing yourself" not in page.content()
    assert app.url not in page.url


def test_capital_letters_do_not_leave_the_page(page: Page, app: App) -> None:
    person = adult(page, app.url)
    person.go_on()
    person.box("reason").press_sequentially("ABC DEF")
    for key in ("Shift+G", "Shift+H", "Shift+I"):
        page.keyboard.press(key)
    expect(person.box("reason")).to_have_value(re.compile("GHI$"))


def test_the_desk_has_no_quick_way_out_and_is_told_to_stay_with_the_person(page: Page, app: App) -> None:
    person = Visitor(page, f"{app.url}/desk")
    expect(page.locator("[data-leave]")).to_have_count(0)
    person.choose("adult", "Yes")
    person.go_on_to("suicidal_thoughts_now")
    person.choose("suicidal_thoughts_now", "Yes")
    expect(person.heading).to_have_text("Stay with the person. Tell the clinician now")
    expect(page.get_by_role("link", name="Call 988").first).to_be_in_viewport()
