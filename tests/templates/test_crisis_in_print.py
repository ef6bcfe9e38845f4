"""Danger of suicide and what cannot wait lead the print, with what to do and with the numbers, in every copy."""

from typing import Any

import pytest

from forms import Copy, Level
from templates import load_words, summary_html
from tests.support.summaries import summary_of
from tests.support.this_clinic import asks_all, emergency, first_help_line

WORDS = load_words().crisis
pytestmark = pytest.mark.every_clinic
NUMBERS = first_help_line()
EVERY_COPY: tuple[Copy, ...] = ("clinician", "desk", "patient")
DECLINED, UNSURE = {"absent": "declined"}, {"absent": "unsure"}
LEVELS: list[tuple[dict[str, Any], Level]] = [
    ({"suicidal_thoughts_now": "yes", "suicidal_plan": "yes"}, "now"),
    ({"reason": "i want to kill myself", "suicidal_thoughts_now": DECLINED}, "now"),
    ({"allergies": "estoy pensando en quitarme la vida"}, "now"),
    ({"suicidal_thoughts_now": "no", "phq9_9": "3"}, "often"),
    ({"suicidal_thoughts_now": "no", "phq9_9": "1"}, "some"),
    ({"suicidal_thoughts_now": DECLINED}, "ask"),
    ({"suicidal_thoughts_now": UNSURE}, "ask"),
    ({"suicidal_thoughts_now": "no", "phq9_9": UNSURE}, "ask"),
    ({"mind_in_own_words": "Denies suicidal ideation."}, "ask"),
]


def printed(copy: Copy, **answers: Any) -> str:
    return summary_html(summary_of(answers, copy=copy))


@pytest.mark.parametrize("copy", ["clinician", "patient"])
@pytest.mark.parametrize(("answers", "level"), [one for one in LEVELS if asks_all(one[0])])
def test_danger_leads_the_page_with_the_numbers(copy: Copy, answers: dict[str, Any], level: Level) -> None:
    page = printed(copy, **answers)
    title = page.index(f"Safety first: {WORDS.levels[level].title}")
    numbers = page.index(NUMBERS, 0 if copy == "patient" else title)  # the person has them on the half page before
    assert max(title, numbers) < page.index("Reason for coming</b>")
    for sentence in (*WORDS.levels[level].to_the_person, *WORDS.levels[level].to_the_clinician):
        assert sentence in page


@pytest.mark.parametrize("answers", [
    {"suicidal_thoughts_now": DECLINED}, {"suicidal_thoughts_now": UNSURE}, {"phq9_9": DECLINED},
    {"suicidal_thoughts_now": "yes", "suicidal_plan": DECLINED}, {"phq9_9": "1", "suicidal_thoughts_now": UNSURE},
])
def test_what_is_left_open_on_suicide_is_asked_in_person_today(answers: dict[str, Any]) -> None:
    summary = summary_of(answers)
    assert "in person" in summary_html(summary).split("Reason for coming</b>")[0]
    below = summary.page_1.unknown.questions  # where one that was declined is "to raise or leave"
    assert {"Thoughts of suicide now", "Thoughts of death or of self-harm", "Plan for suicide"}.isdisjoint(below)


@pytest.mark.parametrize("copy", EVERY_COPY)
def test_the_numbers_stand_on_page_1_of_every_copy_that_leaves_the_clinic_or_leaves_answers_out(copy: Copy) -> None:
    if copy != "clinician":
        assert NUMBERS in printed(copy)
    assert NUMBERS in summary_html(summary_of({}, copy="patient", names_sensitive=False))


def test_a_page_that_names_nothing_private_has_the_numbers_and_says_nothing_of_danger() -> None:
    answers = {"suicidal_thoughts_now": "yes", "reason": "i want to die"}
    page, inside = summary_html(summary_of(answers, copy="patient", names_sensitive=False)).split('class="inside"')
    assert NUMBERS in page
    assert "Safety first" not in page
    assert f"Safety first: {WORDS.levels['now'].title}" in inside
    assert NUMBERS in inside


@pytest.mark.parametrize(("answers", "to_the_person", "to_staff"), [
    ({"psychosis": "yes", "psychosis_when": "now"}, "Losing touch with what is real, now", "Psychosis, happening now"),
    ({"heart_symptoms": ["chest_pain_at_rest"]}, "Chest pain when you are at rest", "Chest pain at rest"),
    ({"systolic": 188, "diastolic": 112}, "Your blood pressure reading was very high",
     "Upper blood pressure 180 or above, or lower 120 or above"),
    ({"measured_pulse": 140}, "Your pulse was very slow or very fast", "Pulse of 40 or below, or of 131 or above"),
])
def test_what_cannot_wait_leads_the_page_with_what_to_do(
    answers: dict[str, Any], to_the_person: str, to_staff: str,
) -> None:
    titles: dict[Copy, str] = {"patient": to_the_person, "clinician": to_staff}
    for copy, title in titles.items():
        page = printed(copy, **answers)
        place = page.index(f"Cannot wait: {title}")
        number = page.index(emergency()[1:], place)  # without its first letter, which may begin a sentence
        assert place < number < page.index("Reason for coming</b>")


def test_what_cannot_wait_and_the_desk_may_see_is_on_the_desk_s_copy_and_the_rest_is_not() -> None:
    page = printed("desk", systolic=188, psychosis="yes", psychosis_when="now", suicidal_thoughts_now="yes")
    assert "Cannot wait: Upper blood pressure 180" in page
    assert "Psychosis, happening now" not in page
    assert "Safety first" not in page
