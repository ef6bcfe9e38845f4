"""Two ways lead on from the patient's first page: to look at the questions, and to fill them in."""

import re

import pytest

from forms import length, load_questionnaire, longest_way, ordinary_way, shortest_way
from screens.browser.titles import title_of
from screens.visit.walk import LOOK, REVIEW, SUMMARY, WELCOME
from tests.support.sitting import Sitting

FORM = load_questionnaire()
OF_PATIENTS = [item for item in FORM.items.values() if item.asked_by == "everyone" and not FORM.is_switched_off(item)]


@pytest.fixture
def looking() -> Sitting:
    """Somebody who looks at the questions."""
    patient = Sitting()
    patient.press("look")
    return patient


def words_on(patient: Sitting) -> str:
    """The words of a page in one line, without its HTML."""
    shown = re.sub(r"<[^>]+>", " ", patient.shown()).replace("&#39;", "'").replace("&amp;", "&")
    return " ".join(shown.split())


def test_every_question_is_shown_in_its_order_with_why_it_is_asked(looking: Sitting) -> None:
    shown = words_on(looking)
    at = -1
    for item in OF_PATIENTS:
        text = " ".join(item.text.split())
        assert shown.find(text, at + 1) > at, item.link_id
        at = shown.find(text, at + 1)
        assert " ".join(item.why.split()) in shown, item.link_id
    assert shown.count("Who sees it:") > 60
    assert "If “Yes” in" in shown


def test_the_shortest_and_the_longest_way_are_counted_from_the_form(looking: Sitting) -> None:
    shown = words_on(looking)
    shortest, ordinary, longest = (length(FORM, way(FORM)) for way in (shortest_way, ordinary_way, longest_way))
    assert f"The shortest way: {shortest.questions} questions, about {shortest.minutes} minutes." in shown
    assert f"Most people: about {ordinary.questions} questions, about {ordinary.minutes} minutes." in shown
    assert f"{longest.questions} questions, about {longest.minutes} minutes." in shown


def test_nothing_can_be_filled_in_there_and_nothing_is_kept(looking: Sitting) -> None:
    assert looking.keys() == set()
    assert not re.search(r"<(input|textarea|select)", looking.shown())
    assert not looking.visit.would_be_lost
    assert "Delete my answers" not in " ".join(button.label for button in looking.app.button)


def test_help_the_way_out_and_the_papers_are_there_as_on_the_first_page(looking: Sitting) -> None:
    assert 'id="help"' in looking.shown()
    assert "data-leave" in looking.shown()
    assert [button.key for button in looking.app.get("download_button")] == [
        "paper-booklet", "paper-blank", "paper-fillable"]


def test_whom_to_call_stands_beside_the_questions_on_suicide(looking: Sitting) -> None:
    parts = looking.shown().split('<details class="look">')
    [mood] = [part for part in parts if FORM.item("suicidal_thoughts_now").text in part]
    assert 'href="tel:988"' in mood.split("</details>")[0]


def test_from_it_the_form_begins_or_the_first_page_is_shown_again(looking: Sitting) -> None:
    looking.press(f"back-{LOOK}")
    assert looking.visit.position.step == WELCOME
    looking.press("look")
    looking.press(f"on-{LOOK}")
    assert looking.visit.position.step == "start"
    assert looking.asks("adult")


def test_the_page_is_in_the_language_of_the_visit(looking: Sitting) -> None:
    looking.visit.speak("es")
    looking.app.run()
    assert "Mirar las preguntas" in looking.shown()
    assert "¿Tiene 18 años o más?" in words_on(looking)
    assert "Why we ask" not in looking.shown().split('id="help"')[0]


def test_no_title_of_a_patients_page_says_what_the_form_is_on() -> None:
    patient = Sitting()
    patient.go_on()
    patient.choose("adult", "yes")
    visit = patient.visit
    steps = [page.step for page in visit.way.pages]
    titles = {}
    for step in (WELCOME, LOOK, "OPEN", "LATER", *steps, REVIEW, SUMMARY):
        visit.position.move(step)
        titles[step] = title_of(visit)
    assert titles[WELCOME] == "Questions"
    assert titles[steps[2]] == f"3 of {len(steps)} – Questions"
    assert len(set(titles.values())) == len(titles)
    about = [section.title.casefold() for section in FORM.sections if section.section_id != "start"]
    for title in titles.values():
        assert "ketamine" not in title.casefold()
        assert not any(word in title.casefold() for word in about)


def test_the_title_of_a_page_says_first_that_an_answer_on_it_is_not_right() -> None:
    patient = Sitting()
    patient.go_on()
    patient.choose("adult", "yes")
    patient.turn_to("heart")
    right = title_of(patient.visit)
    patient.type("systolic", "1280")
    assert patient.problem("systolic")
    assert title_of(patient.visit) == f"Error: {right}"
    patient.turn_to("head")
    assert not title_of(patient.visit).startswith("Error")
    patient.turn_to("heart")
    patient.type("systolic", "128")
    assert title_of(patient.visit) == right
