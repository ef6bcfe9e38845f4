"""The form is short enough to be filled in: its words and minutes are counted, and told on the first page."""

import re
from typing import Any

import pytest

from forms import (
    Answer,
    Questionnaire,
    Response,
    answers_in_force,
    length,
    load_questionnaire,
    ordinary_way,
    shortest_way,
)
from forms.length import count_words
from tests.support.sitting import Sitting

FORM = load_questionnaire()
MOST = 3_000  # words on the ordinary way; people do not finish a longer form
TOO_LONG = ("An ordinary adult reads {over} words too many. Shorten other texts by as many, or ask the new question "
            "only after another answer (enable_when). Do not raise the limit.")


def asked_on(response: Response, questionnaire: Questionnaire = FORM) -> set[str]:
    answers = answers_in_force(questionnaire, response)
    return {item.link_id for item, _ in answers if item.asked_by == "everyone"}


def test_an_ordinary_adult_reads_at_most_three_thousand_words() -> None:
    found = length(FORM, ordinary_way(FORM))
    assert found.words <= MOST, TOO_LONG.format(over=found.words - MOST)
    opened = found.words + found.folded_words - 100  # also where each "Why we ask" is opened
    assert opened <= MOST, TOO_LONG.format(over=opened - MOST)


def test_the_words_that_stand_on_the_pages_are_as_few() -> None:
    sitting = answering(ordinary_way(FORM))
    seen = [words_in_sight(sitting.turn_to(section.section_id)) for section in sitting.visit.way.sections]
    assert sum(seen) <= MOST
    assert sum(seen) >= length(FORM, ordinary_way(FORM)).words * 0.95


def answering(response: Response) -> Sitting:
    """A sitting at the patient's door with these answers."""
    sitting = Sitting()
    sitting.visit.replace_all(response)
    return sitting


def words_in_sight(sitting: Sitting) -> int:
    """The words of a page and the labels to choose from, without what is folded, only read aloud, or a button.

    The foot, which is the same on each page, is left aside too.
    """
    html = re.sub(r"<(details|button).*?</\1>", " ", sitting.shown(), flags=re.DOTALL)
    html = re.sub(r'<p class="foot">.*?</p>', " ", html, flags=re.DOTALL)
    html = re.sub(r'<span class="aloud">.*?</span>', " ", html, flags=re.DOTALL)
    html = re.sub(r"<(style|script).*?</\1>", " ", html, flags=re.DOTALL)
    fields: list[Any] = [*sitting.app.radio, *sitting.app.get("button_group")]
    options = [option if isinstance(option, str) else option.content for field in fields for option in field.options]
    ticks = [tick.label for tick in sitting.app.checkbox]
    return count_words([re.sub(r"<[^>]+>", " ", html), *map(str, options), *ticks])


def test_the_shortest_way_asks_nothing_that_the_ordinary_one_does_not() -> None:
    shortest, ordinary = (asked_on(way(FORM)) for way in (shortest_way, ordinary_way))
    assert shortest < ordinary
    assert ordinary - shortest == {"pregnancy_planned", "blood_pressure_date", "medicines"}


def test_on_the_ordinary_way_no_question_is_left_undecided() -> None:
    answers = answers_in_force(FORM, ordinary_way(FORM))
    assert {link_id for link_id in FORM.items if answers.facts[link_id].applies is None} == set()


def test_more_answers_take_more_minutes() -> None:
    ordinary = ordinary_way(FORM)
    more = ordinary.with_answer("heart_disease", Answer("yes"))
    assert length(FORM, more).questions == length(FORM, ordinary).questions + 1
    assert length(FORM, more).words > length(FORM, ordinary).words
    assert length(FORM, shortest_way(FORM)).seconds < length(FORM, ordinary).seconds


def test_an_instrument_that_is_off_takes_no_time() -> None:
    without = FORM.model_copy(update={"instruments": tuple(
        one.model_copy(update={"on": False}) for one in FORM.instruments)})
    found, all_on = length(without, ordinary_way(without)), length(FORM, ordinary_way(FORM))
    assert found.questions == all_on.questions - 16
    assert found.minutes < all_on.minutes


def test_minutes_are_rounded_up_from_reading_and_answering() -> None:
    nothing = length(FORM, Response(FORM.questionnaire_id))
    assert nothing.seconds == round(60 * nothing.words / 238)
    one = length(FORM, Response(FORM.questionnaire_id, {"adult": Answer("yes")}))
    assert one.seconds - nothing.seconds == 4
    assert nothing.minutes == -(-nothing.seconds // 60)


@pytest.mark.parametrize(("text", "words"), [
    ("", 0), ("Do you take any medicines?", 5), ("120/80 — or more", 3), ("sleep apnea (CPAP)", 3),
    ("I’m not sure", 3)])
def test_words_are_counted_as_a_reader_counts_them(text: str, words: int) -> None:
    assert count_words([text]) == words


def test_the_first_page_tells_the_minutes_of_this_form() -> None:
    shortest, ordinary = (length(FORM, way(FORM)).minutes for way in (shortest_way, ordinary_way))
    assert f"Most people need {shortest} to {ordinary} minutes." in Sitting().shown()


def test_who_sees_the_answers_is_told_once_where_it_is_the_same_and_beside_the_others() -> None:
    sitting = answering(Response(FORM.questionnaire_id, {"adult": Answer("yes")}))
    page = sitting.turn_to("mind").shown()
    assert page.count("Who sees your answers here: you and the clinician.") == 1
    assert "Who sees it:" not in page
    page = sitting.turn_to("heart").shown()
    assert page.count("Who sees your answers here:") == 1
    assert "Who sees it:" in page.replace("<strong>", "").replace("</strong>", "")


@pytest.mark.parametrize("section_id", [section.section_id for section in FORM.sections if any(
    item.sensitive for item in section.items)])
def test_a_sensitive_question_says_in_sight_why_it_is_asked_and_who_sees_it(section_id: str) -> None:
    sitting = answering(Response(FORM.questionnaire_id, {
        "adult": Answer("yes"), "ketamine_treatment": Answer("yes"), "route_interest": Answer(("tablets_at_home",))}))
    html = re.sub(r"<details.*?</details>", " ", sitting.turn_to(section_id).shown(), flags=re.DOTALL)
    words = re.sub(r"<[^>]+>|&\w+;|&#\d+;", " ", html)
    for item in sitting.visit.way.items(FORM.section(section_id)):
        if item.sensitive:
            assert item.why.split(".")[0].replace("'", " ") in words.replace("'", " ")
    assert "you and the clinician." in words
