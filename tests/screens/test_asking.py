"""At the desk, questions are about the patient, for staff who ask aloud; one key shows the form's own words."""

import pytest

from forms import ORIGINS, load_questionnaire
from screens.pages.copies import summary_for
from templates import blank_form, booklet, summary_html
from tests.support.sitting import Sitting
from tests.support.summaries import TODAY

FORM = load_questionnaire()
ALOUD = [item.aloud for item in FORM.items.values() if item.aloud]


@pytest.fixture
def desk() -> Sitting:
    return Sitting("desk")


def offered(desk: Sitting, link_id: str) -> list[str]:
    return [str(option) for option in desk.app.radio(key=desk.key(link_id, "choice")).options]


def test_the_desk_asks_about_the_patient_and_one_key_shows_the_forms_own_words(desk: Sitting) -> None:
    desk.turn_to("pregnancy")
    assert "Is the patient pregnant?" in desk.shown()
    assert offered(desk, "pregnant") == ["Yes", "Could be", "No", "Does not apply", "Is not sure"]
    desk.press("change-words")
    assert "Are you pregnant?" in desk.shown()
    assert "Is the patient pregnant?" not in desk.shown()
    assert offered(desk, "pregnant") == ["Yes", "I could be", "No", "Does not apply to me", "I’m not sure"]


def test_the_words_stay_chosen_for_the_next_patient_and_no_answer_is_lost(desk: Sitting) -> None:
    desk.turn_to("pregnancy").choose("pregnant", "could_be")
    desk.press("change-words")
    assert desk.value("pregnant") == "could_be"
    assert desk.app.radio(key=desk.key("pregnant", "choice")).value == "could_be"
    desk.press("new-patient")
    assert desk.visit.in_own_words
    assert desk.visit.response.answers == {}


def test_an_instrument_is_asked_word_by_word(desk: Sitting) -> None:
    desk.turn_to("mood")
    assert "Feeling bad about yourself" in desk.shown()
    assert not [item for item in FORM.items.values() if item.instrument and item.aloud]


def test_patients_and_prints_never_have_the_words_for_staff() -> None:
    patient = Sitting("patient")
    patient.go_on()
    patient.choose("adult", "yes")
    shown = [patient.turn_to(section.section_id).shown() for section in FORM.sections if section.asked_by == "everyone"]
    jobs = (blank_form(FORM, paper="a4", dated=TODAY, for_desk=True), booklet(FORM, paper="a4", dated=TODAY))
    summary = summary_html(summary_for(patient.visit, "patient"))
    pages = [*shown, *(job.html for job in jobs), summary]
    for page in pages:
        assert not [text for text in ALOUD if text in page]


def test_each_way_of_giving_answers_has_a_text() -> None:
    assert FORM.origin_texts.keys() == set(ORIGINS)
