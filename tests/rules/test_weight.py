"""How heavy a finding is: by its own wording, and for answers that do not fit by what they could mean."""

import json
from datetime import date
from typing import Any

import pytest

from forms import answers_in_force, load_questionnaire
from forms.exchange import read_response
from rules import STRENGTHS, doubted_by, evaluate, load_rule_sets, weight
from tests.support.summaries import sample

pytestmark = pytest.mark.every_clinic
FORM = load_questionnaire()
RULE_SETS = load_rule_sets()
CHECKS = [rule for ruleset in RULE_SETS if not ruleset.asks for rule in ruleset.rules]


def heaviest(answers: dict[str, Any], rule_id: str) -> str:
    """The strength at which a rule's point stands, given these answers."""
    content = json.dumps({"questionnaire": FORM.questionnaire_id, "answers": answers})
    in_force = answers_in_force(FORM, read_response(content, FORM, today=date(2026, 11, 18)))
    for ruleset in RULE_SETS:
        for finding in evaluate(ruleset, in_force):
            if finding.rule.id == rule_id:
                assert finding.state == "raised"
                return STRENGTHS[weight(ruleset, finding, RULE_SETS, FORM)]
    raise AssertionError(rule_id)


def test_the_strengths_lead_from_a_label_s_contraindication_to_promotion() -> None:
    assert STRENGTHS == (
        "contraindication", "usually_not_recommended", "may_not_be_a_good_candidate", "discuss_risk", "only_where",
        "consider", "information", "marketing")


@pytest.mark.parametrize(("answers", "rule_id", "strength"), [
    ({"aneurysm_or_avm": "yes"}, "aneurysm_or_avm", "contraindication"),
    ({"schizophrenia": "yes"}, "schizophrenia", "usually_not_recommended"),
    ({"escort_home": "no"}, "nobody_to_take_them_home", "discuss_risk"),
    ({"route_interest": ["iv"]}, "interest_in_iv", "only_where")])
def test_a_finding_is_as_heavy_as_the_heaviest_thing_it_cites(
    answers: dict[str, Any], rule_id: str, strength: str,
) -> None:
    assert heaviest(answers, rule_id) == strength


@pytest.mark.parametrize(("box", "rule_id", "strength"), [
    ("aneurysm_or_avm", "aneurysm_told_two_ways", "contraindication"),
    ("brain_bleed_or_stroke", "stroke_told_two_ways", "contraindication"),
    ("heart_disease", "heart_disease_told_two_ways", "contraindication"),
    ("schizophrenia", "schizophrenia_told_two_ways", "usually_not_recommended"),
    ("seizures", "seizures_told_two_ways", "consider")])
def test_answers_that_do_not_fit_are_as_heavy_as_what_either_could_mean(box: str, rule_id: str, strength: str) -> None:
    named = {"brain_bleed_or_stroke": "stroke"}.get(box, box)
    assert heaviest({box: "no", "chart_conditions": [named]}, rule_id) == strength


@pytest.mark.parametrize("rule", CHECKS, ids=lambda rule: rule.id)
def test_every_check_of_answers_against_each_other_doubts_some_rule(rule: Any) -> None:
    assert doubted_by(rule, RULE_SETS, FORM)


def test_a_tablet_that_is_named_beside_no_tablets_is_not_as_heavy_as_the_worst_tablet() -> None:
    rule = next(rule for rule in CHECKS if rule.id == "no_medicines_but_names_one")
    assert [other.id for _, other in doubted_by(rule, RULE_SETS, FORM)] == ["takes_medicines"]


def test_a_safety_point_keeps_every_answer_however_many_points_there_are() -> None:
    safety = sample("everything_raised").points[0]
    assert safety.is_safety
    assert not safety.is_cut
    assert {"suicidal_plan", "suicidal_means"} <= {one.link_id for one in safety.said}
