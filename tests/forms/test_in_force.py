"""Which answers count: the ones of open questions, and no others."""

import json
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from forms import UNANSWERED, AnswersInForce, FactsOnDemand, Response, answers_in_force, load_questionnaire
from forms.exchange import read_response
from tests.support.any_response import TODAY, any_response

FORM = load_questionnaire()
CONDITIONAL = [item for item in FORM.items.values() if item.enable_when is not None]


def in_force(**answers: Any) -> AnswersInForce:
    content = json.dumps({"questionnaire": "ketamine-consult", "answers": answers})
    return answers_in_force(FORM, read_response(content, FORM, today=date(2026, 11, 22)))


def test_an_answer_in_a_closed_branch_counts_for_nothing() -> None:
    answers = in_force(high_blood_pressure="no", blood_pressure_managed="no")
    assert not answers.is_open("blood_pressure_managed")
    assert answers.answer("blood_pressure_managed") == UNANSWERED
    assert "blood_pressure_managed" not in answers.given()
    assert answers["blood_pressure_managed"].value is None


def test_it_counts_again_when_the_branch_opens_again() -> None:
    answers = in_force(high_blood_pressure="yes", blood_pressure_managed="no")
    assert answers.answer("blood_pressure_managed").value == "no"


def test_a_branch_whose_question_is_unknown_is_undecided_and_shown_to_nobody() -> None:
    for unknown in ({}, {"high_blood_pressure": {"absent": "unsure"}}):
        answers = in_force(blood_pressure_managed="no", **unknown)
        assert not answers.is_open("blood_pressure_managed")
        assert answers["blood_pressure_managed"].applies is None
        assert answers["blood_pressure_managed"].ask == ("high_blood_pressure",)


def test_a_closed_item_names_the_answer_that_closed_it() -> None:
    assert in_force(high_blood_pressure="no")["blood_pressure_managed"].because == ("high_blood_pressure",)


def test_the_date_of_a_reading_is_asked_once_there_is_one() -> None:
    assert not in_force().is_open("blood_pressure_date")
    assert in_force(systolic=120).is_open("blood_pressure_date")
    assert in_force(diastolic=80).is_open("blood_pressure_date")


def test_an_instrument_that_is_off_is_closed() -> None:
    assert not in_force(audit_c_1="4").is_open("audit_c_1")


def test_someone_who_never_used_it_is_not_asked_what_ketamine_did() -> None:
    assert not in_force(ketamine_treatment="no", recreational_ketamine="never").is_open("ketamine_after")
    assert in_force(ketamine_treatment="no", recreational_ketamine="longer_ago").is_open("ketamine_after")
    assert in_force(ketamine_treatment="yes").is_open("ketamine_after")


choices = st.fixed_dictionaries({}, optional={
    link_id: st.sampled_from([option.code for option in item.options])
    for link_id, item in FORM.items.items() if item.type == "choice"})


@given(choices)
def test_only_open_items_get_past_whatever_was_entered(answers: dict[str, str]) -> None:
    found = in_force(**answers)
    for item in CONDITIONAL:
        assert item.enable_when is not None
        assert found.is_open(item.link_id) is (
            not FORM.is_switched_off(item) and item.enable_when.value(found) is True)
        if not found.is_open(item.link_id):
            assert item.link_id not in found.given()


@given(choices)
def test_what_a_closed_branch_holds_changes_nothing(answers: dict[str, str]) -> None:
    found = in_force(**answers)
    only_open = {link_id: value for link_id, value in answers.items() if found.is_open(link_id)}
    assert in_force(**only_open) == found


@given(any_response())
def test_facts_on_demand_are_those_of_the_answers_in_force(response: Response) -> None:
    everything = answers_in_force(FORM, response, today=TODAY).facts
    on_demand = FactsOnDemand(FORM, response, TODAY)
    assert {link_id: on_demand[link_id] for link_id in reversed(FORM.items_read)} == everything
