"""The form is short enough to be filled in: its words and minutes are counted, and told on the first page."""

import re
from typing import Any

import pytest

from forms import (
    Answer,
    Questionnaire,
    Response,
    Section,
    answers_in_force,
    length,
    load_questionnaire,
    longest_way,
    ordinary_way,
    shortest_way,
)
from forms.length import WORDS_A_MINUTE, count_words
from tests.support.sitting import Sitting

FORM = load_questionnaire()
MOST_MINUTES = 20  # on the ordinary way; pollsters cap online questionnaires at 15 (Pew, see forms/length.py) to 20
MOST_WORDS_OF_WHY = 25  # folded away, and opened by whoever wants to know
TOO_LONG = ("An ordinary adult needs {seconds} seconds, {over} too many. Shorten other texts, or ask a question only "
            "after another answer (enable_when). Do not raise the limit.")


def asked_on(response: Response, questionnaire: Questionnaire = FORM) -> set[str]:
    answers = answers_in_force(questionnaire, response)
    return {item.link_id for item, _ in answers if item.asked_by == "everyone"}


def test_an_ordinary_adult_needs_at_most_twenty_minutes_with_all_that_stands_on_the_pages() -> None:
    found = length(FORM, ordinary_way(FORM))
    sitting = answering(ordinary_way(FORM))
    sections: dict[str, list[str]] = {}
    words = 0
    for one in sitting.visit.way.pages:
        lines, shown = sections.setdefault(one.section.section_id, []), lines_in_sight(sitting.turn_to(one.step))
        lines += [line for line in shown if one.in_section == 1 or line not in lines]  # not read again
        words += count_words(choices(sitting))
    first, *others = sections.values()
    on_each = set.intersection(*map(set, sections.values()))  # the way out and the help: read on the first page alone
    words += count_words(first)
    words += sum(count_words(line for line in lines if line not in on_each) for lines in others)
    assert words >= found.words * 0.95
    seconds = found.seconds + round(60 * (words - found.words) / WORDS_A_MINUTE)
    assert seconds <= MOST_MINUTES * 60, TOO_LONG.format(seconds=seconds, over=seconds - MOST_MINUTES * 60)


@pytest.mark.parametrize("link_id", FORM.items)
def test_why_a_question_is_asked_is_told_briefly(link_id: str) -> None:
    assert count_words([FORM.item(link_id).why]) <= MOST_WORDS_OF_WHY


def answering(response: Response) -> Sitting:
    """A sitting at the patient's door with these answers."""
    sitting = Sitting()
    sitting.visit.replace_all(response)
    return sitting


def lines_in_sight(sitting: Sitting) -> list[str]:
    """The lines of a page, without what is folded, only read aloud, a button, or in the foot of each page."""
    html = re.sub(r"<(details|button).*?</\1>", " ", sitting.shown(), flags=re.DOTALL)
    html = re.sub(r'<p class="foot">.*?</p>', " ", html, flags=re.DOTALL)
    html = re.sub(r'<span class="aloud">.*?</span>', " ", html, flags=re.DOTALL)
    html = re.sub(r"<(style|script).*?</\1>", " ", html, flags=re.DOTALL)
    return [line.strip() for line in re.sub(r"<[^>]+>", " ", html).splitlines()]


def choices(sitting: Sitting) -> list[str]:
    """The labels to choose from, for each question anew."""
    fields: list[Any] = [*sitting.app.radio, *sitting.app.get("button_group")]
    options = [option if isinstance(option, str) else option.content for field in fields for option in field.options]
    return [*map(str, options), *(tick.label for tick in sitting.app.checkbox)]


def test_the_shortest_way_asks_nothing_that_the_ordinary_one_does_not() -> None:
    shortest, ordinary = (asked_on(way(FORM)) for way in (shortest_way, ordinary_way))
    assert shortest < ordinary
    assert ordinary - shortest == {"pregnancy_planned", "blood_pressure_date", "medicines"}


def test_the_longest_way_asks_every_question_that_patients_can_be_asked_and_answers_each() -> None:
    longest = longest_way(FORM)
    everything = {item.link_id for item in FORM.items.values()
                  if item.asked_by == "everyone" and not FORM.is_switched_off(item)}
    assert asked_on(longest) == everything
    found = length(FORM, longest)
    assert found.questions == len(everything)
    assert found.seconds > length(FORM, ordinary_way(FORM)).seconds
    answers = answers_in_force(FORM, longest)
    assert all(answers.answer(link_id).is_known for link_id in everything)


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
    sitting = answering(Response(FORM.questionnaire_id, {
        "adult": Answer("yes"), "route_interest": Answer(("tablets_at_home",))}))
    page = sitting.turn_to("mind").shown()
    assert page.count("Who sees your answers here: you and the clinician.") == 1
    assert "Who sees it:" not in page
    page = sitting.turn_to(sitting.visit.way.step_of("more_than_prescribed")).shown()
    assert page.count("Who sees your answers here:") == 1
    assert "Who sees it:" in page.replace("<strong>", "").replace("</strong>", "")


@pytest.mark.parametrize("section", [section for section in FORM.sections if any(
    item.sensitive for item in section.items)], ids=lambda section: section.section_id)
def test_a_sensitive_question_says_in_sight_why_it_is_asked_and_who_sees_it(section: Section) -> None:
    sitting = answering(Response(FORM.questionnaire_id, {
        "adult": Answer("yes"), "ketamine_treatment": Answer("yes"), "route_interest": Answer(("tablets_at_home",))}))
    for page in sitting.visit.way.pages:
        sensitive = [item for item in page.items if item.sensitive and page.section == section]
        if not sensitive:
            continue
        html = re.sub(r"<details.*?</details>", " ", sitting.turn_to(page.step).shown(), flags=re.DOTALL)
        words = re.sub(r"<[^>]+>|&\w+;|&#\d+;", " ", html)
        for item in sensitive:
            assert item.why.split(".")[0].replace("'", " ") in words.replace("'", " ")
        assert "you and the clinician." in words
