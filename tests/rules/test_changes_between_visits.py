"""What changed between two visits, and what a later one asks again."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings

from forms import Answer, Response, answers_in_force, load_questionnaire, may_be_two_people, to_ask_again
from forms.exchange import read_response
from rules import conclude, evaluate, load_rules
from rules.changes_between_visits import Changes
from templates.summary.changes_on_command_line import compared
from tests.support.any_response import any_response
from tests.support.summaries import TODAY

pytestmark = pytest.mark.every_clinic
FORM = load_questionnaire()
RULES = load_rules()


def visit(**answers: Any) -> Response:
    content = json.dumps({"questionnaire": FORM.questionnaire_id, "answers": answers})
    return read_response(content, FORM, today=TODAY)


def changes(earlier: Response, now: Response) -> Changes:
    found = conclude(answers_in_force(FORM, now), [RULES], earlier=earlier).changes
    assert found is not None
    return found


def points(found: Changes) -> dict[str, str]:
    return {point.topic: point.kind for point in found.points}


def answers(found: Changes) -> dict[str, str]:
    return {answer.link_id: answer.kind for answer in found.answers}


def test_an_answer_that_raises_a_point_makes_it_new() -> None:
    found = changes(visit(pregnant="no"), visit(pregnant="could_be"))
    assert (points(found), answers(found)) == ({"pregnancy": "new"}, {"pregnant": "changed"})
    assert found.points[0].because == ("pregnant",)
    assert found.of_point(RULES.rule_set, "pregnancy") == "new"
    assert found.of_point(RULES.rule_set, "psychosis") is None


def test_a_point_whose_answer_is_no_now_is_gone() -> None:
    assert points(changes(visit(knows_off_label="no"), visit(knows_off_label="yes"))) == {"off_label": "gone"}


def test_a_point_whose_answer_is_not_known_now_is_not_gone() -> None:
    for unknown in ({}, {"knows_off_label": {"absent": "unsure"}}):
        assert points(changes(visit(knows_off_label="no"), visit(**unknown))) == {"off_label": "open_again"}


def test_a_point_raised_for_another_reason_is_changed() -> None:
    found = changes(visit(pregnant="could_be"), visit(pregnant="yes"))
    assert points(found) == {"pregnancy": "changed"}


def test_an_answer_beside_a_point_does_not_change_it() -> None:
    earlier = visit(knows_off_label="no")
    found = changes(earlier, earlier.with_answer("patient_name", Answer("Ada")))
    assert (points(found), answers(found)) == ({}, {"patient_name": "new"})


def test_answers_are_new_and_gone_and_who_gave_them_when_does_not_count() -> None:
    earlier = visit(adult={"value": "yes", "origin": "self", "on": "2026-01-01"}, pregnant="no")
    now = visit(adult={"value": "yes", "origin": "interpreter", "on": "2026-11-01"}, breastfeeding="no")
    assert answers(changes(earlier, now)) == {"pregnant": "gone", "breastfeeding": "new"}


def test_not_sure_is_an_answer_of_its_own() -> None:
    assert answers(changes(visit(pregnant={"absent": "unsure"}), visit())) == {"pregnant": "gone"}
    assert answers(changes(visit(pregnant="no"), visit(pregnant={"absent": "unsure"}))) == {"pregnant": "changed"}


def test_an_answer_of_a_closed_branch_counts_for_nothing() -> None:
    earlier = visit(high_blood_pressure="no", blood_pressure_managed="no")
    assert changes(earlier, earlier.without("blood_pressure_managed")) == Changes((), ())


@settings(max_examples=15)
@given(any_response(), any_response())
def test_every_point_is_told_exactly_when_it_is_raised_in_one_visit_alone(earlier: Response, now: Response) -> None:
    def raised(response: Response) -> set[str]:
        in_force = answers_in_force(FORM, response)
        return {finding.rule.topic for finding in evaluate(RULES, in_force) if finding.state == "raised"}

    found = points(changes(earlier, now))
    assert {topic for topic, kind in found.items() if kind == "new"} == raised(now) - raised(earlier)
    assert {topic for topic, kind in found.items() if kind in ("gone", "open_again")} == raised(earlier) - raised(now)
    assert {topic for topic, kind in found.items() if kind == "changed"} <= raised(now) & raised(earlier)
    assert changes(now, now) == Changes((), ())


def again(response: Response, as_of: date = TODAY) -> set[str]:
    return {item.link_id for item in to_ask_again(answers_in_force(FORM, response), as_of)}


def test_what_is_fresh_is_not_asked_again_and_what_is_older_than_its_shelf_life_is() -> None:
    given_on = date(2026, 1, 1)
    life = timedelta(days=FORM.item("pregnant").shelf_life_days or 0)
    response = visit(pregnant={"value": "no", "on": str(given_on)},
                     birth_date={"value": "1980-01-01", "on": "1999-01-01"})
    assert "pregnant" not in again(response, given_on + life)
    assert "pregnant" in again(response, given_on + life + timedelta(days=1))
    assert "birth_date" not in again(response)


def test_what_was_unknown_is_asked_again_but_not_what_somebody_would_rather_not_say() -> None:
    day = str(TODAY)
    response = visit(pregnant={"absent": "unsure", "on": day},
                     suicidal_thoughts_now={"absent": "declined", "on": "2020-01-01"},
                     other_diagnoses={"value": ["depression"], "absent": "unsure", "on": day})
    asked = again(response)
    assert {"pregnant", "other_diagnoses", "breastfeeding"} <= asked
    assert "suicidal_thoughts_now" not in asked


def test_what_is_measured_at_the_desk_is_measured_at_every_visit_and_the_chart_is_not_read_again() -> None:
    today = {"on": str(TODAY), "origin": "measured"}
    response = visit(measured_systolic={"value": 128, **today}, measured_on={"value": f"{TODAY}T09:30", **today},
                     chart_conditions={"value": ["none"], **today}, systolic={"value": 128, "on": str(TODAY)})
    asked = again(response)
    assert {"measured_systolic", "measured_on"} <= asked
    assert asked.isdisjoint({"chart_conditions", "systolic"})


def test_an_answer_that_ages_and_has_no_date_is_asked_again() -> None:
    assert "pregnant" in again(visit(pregnant="no"))
    assert "adult" not in again(visit(adult="yes"))


def test_a_question_that_is_closed_is_not_asked_again() -> None:
    assert "blood_pressure_managed" not in again(visit(high_blood_pressure="no", blood_pressure_managed="no"))


@pytest.mark.parametrize(("then", "now", "two"), [
    ({"patient_name": "Ada Moor"}, {"patient_name": " ada  moor "}, False),
    ({"patient_name": "Ada Moor"}, {"patient_name": "Ida Moor"}, True),
    ({"patient_name": "Ada Moor", "birth_date": "1980-01-01"}, {"birth_date": "1980-01-02"}, True),
    ({"patient_name": "Ada Moor"}, {}, False),
])
def test_two_files_that_name_two_people_are_noticed(then: dict[str, Any], now: dict[str, Any], two: bool) -> None:
    assert may_be_two_people(load_questionnaire(), visit(**then), visit(**now)) is two
    first = next(compared(FORM, visit(**then), visit(**now), [RULES], TODAY))
    assert first.startswith("The two differ in name") is two


def test_the_differences_are_told_in_the_words_of_the_questions_and_answers() -> None:
    earlier = visit(pregnant="no", knows_off_label="no", hopes={"value": "Sleep"})
    now = visit(pregnant="could_be", knows_off_label="yes", reason={"value": "Worry"})
    lines = list(compared(FORM, earlier, now, [RULES], TODAY))
    assert lines[:8] == [
        "Points to talk over that differ: 2",
        "  Pregnancy: new (Pregnant)",
        "  Off-label use: not raised any more (Knew that the use is off-label)",
        "Answers that differ: 4",
        "  Reason for coming: “Worry” (new)",
        "  Hopes: “Sleep” (no answer now)",
        "  Pregnant: “No” → “I could be”",
        "  Knew that the use is off-label: “No” → “Yes”",
    ]
    assert lines[8].startswith("To ask again, for lack of an answer or for its age: ")
