"""A follow-up question on paper may be answered though its other answers do not open it. No such answer is lost."""

import pytest

from forms import AnswersInForce, answers_in_force, danger, load_questionnaire, urgent
from forms.exchange import ReadBack, read_back
from templates import blank_form
from tests.support.pdf_files import filled_in
from tests.support.sitting import Sitting
from tests.support.summaries import TODAY, printed

FORM = load_questionnaire()


@pytest.fixture(scope="module")
def empty() -> bytes:
    return printed(blank_form(FORM, paper="letter", fillable=True, dated=TODAY))


def read(empty: bytes, **ticked: str) -> tuple[ReadBack, AnswersInForce]:
    """What a form with these boxes ticked gives."""
    found = read_back(filled_in(empty, {link_id: f"/{code}" for link_id, code in ticked.items()}), FORM, today=TODAY)
    return found, answers_in_force(FORM, found.response, today=TODAY)


def listed(found: ReadBack) -> dict[str, str]:
    return {one.link_id: one.given for one in found.left_out}


@pytest.mark.parametrize("before", [{}, {"suicidal_thoughts_now": "no"}, {"suicidal_thoughts_now": "absent-unsure"}])
def test_a_plan_for_suicide_is_danger_now_whatever_was_ticked_before(empty: bytes, before: dict[str, str]) -> None:
    found, answers = read(empty, adult="yes", suicidal_plan="yes", **before)
    assert danger(answers).level == "now"
    assert "suicidal_plan" in danger(answers).because
    assert answers.answer("suicidal_thoughts_now").value == "yes"
    assert set(listed(found)) == set(before)


@pytest.mark.parametrize("choice", ["same_visit", "new_visit"])
def test_it_shows_the_page_with_help_when_the_form_is_taken_over(empty: bytes, choice: str) -> None:
    patient = Sitting("patient")
    patient.press("open-earlier")
    today = patient.visit.today
    day = {f"filled_in_on:{part}": str(getattr(today, part)) for part in ("day", "month", "year")}
    patient.hand_in(filled_in(empty, {"adult": "/yes", "suicidal_plan": "/yes", **day}))
    patient.press(choice)
    assert "You can get help right now" in patient.shown()


def test_no_plan_changes_no_answer(empty: bytes) -> None:
    found, answers = read(empty, adult="yes", suicidal_plan="no", suicidal_thoughts_now="no")
    assert danger(answers).level is None
    assert answers.answer("suicidal_thoughts_now").value == "no"
    assert listed(found) == {"suicidal_plan": "No"}


def test_psychosis_that_happens_now_is_urgent_though_the_question_before_it_is_blank(empty: bytes) -> None:
    _found, answers = read(empty, adult="yes", psychosis_when="now")
    assert [one.notice.notice_id for one in urgent(answers)] == ["psychosis_now"]


def test_every_other_answer_that_nothing_opens_is_listed_in_words_and_stays(empty: bytes) -> None:
    found, answers = read(empty, adult="yes", suicidal_means="yes", heart_attack_when="under_6_months")
    assert set(listed(found)) == {"suicidal_means", "heart_attack_when"}
    assert listed(found)["suicidal_means"] == "Yes"
    assert "suicidal_means" not in answers.given()
    assert "suicidal_means" in found.response.answers


def test_a_form_without_such_answers_lists_nothing(empty: bytes) -> None:
    found, _answers = read(empty, adult="yes", suicidal_thoughts_now="yes", suicidal_plan="yes")
    assert found.left_out == ()
