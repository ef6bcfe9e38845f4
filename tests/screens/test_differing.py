"""A PDF with one answer inside and another on its pages: the person chooses, and what is not chosen stays open."""

import pytest

from forms.exchange import read_back
from templates import render_pdf
from tests.forms.test_compared_pages import MARIA, with_inside
from tests.support.sitting import Sitting
from tests.support.summaries import TODAY, summary_of


@pytest.fixture(scope="module")
def changed() -> bytes:
    pdf = render_pdf(summary_of(MARIA))
    return with_inside(pdf, psychosis="yes", systolic=120, patient_name="Eve [x](http://x.example)")


@pytest.mark.parametrize("door", ["patient", "desk"])
def test_each_differing_answer_is_shown_twice_and_only_the_chosen_one_is_taken(door: str, changed: bytes) -> None:
    one = Sitting(door)
    one.press("open-earlier")
    one.hand_in(changed)
    assert "Eve [x](http://x.example)" in one.shown()
    choices = {str(radio.key).rpartition("-")[2]: radio for radio in one.app.radio if "-version-" in str(radio.key)}
    assert {link_id: radio.value for link_id, radio in choices.items()} == {
        "psychosis": None, "systolic": None, "patient_name": None}
    choices["psychosis"].set_value("on_pages").run()
    one.press("same_visit")
    assert one.value("psychosis") == "no"
    assert not one.answer("systolic").is_known
    assert not one.answer("patient_name").is_known


def test_the_desk_is_not_shown_versions_of_what_a_patient_answered_alone(changed: bytes) -> None:
    one = Sitting("desk")
    one.visit.alone.is_used = True
    one.press("open-earlier")
    one.hand_in(changed)
    shown = {str(radio.key).rpartition("-")[2] for radio in one.app.radio if "-version-" in str(radio.key)}
    assert shown == {"systolic", "patient_name"}
    one.press("same_visit")
    assert "psychosis" not in one.visit.response.answers


def test_a_choice_can_be_changed_and_taken_back(changed: bytes) -> None:
    one = Sitting("desk")
    one.press("open-earlier")
    one.hand_in(changed)
    found = one.visit.handed_in.opened
    assert found is not None
    key = next(str(radio.key) for radio in one.app.radio if str(radio.key).endswith("-systolic"))
    for choice, value in (("inside", 120), ("on_pages", 150), ("none", None)):
        one.app.radio(key=key).set_value(choice).run()
        taken = one.visit.handed_in.opened
        assert taken is not None
        answer = taken.response.answers.get("systolic")
        assert (answer.value if answer else None) == value
    assert found == read_back(changed, one.visit.questionnaire, today=TODAY)
