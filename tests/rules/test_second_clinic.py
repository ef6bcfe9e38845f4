"""A clinic with everything the other way round: its country, paper, questionnaires, rule sets, doors and copies.

What the clinical part promises holds there as well.
"""

from datetime import date
from pathlib import Path

import pytest

from forms import COPIES, answers_in_force, danger, load_questionnaire, read_clinic, reader_of
from forms.exchange import read_response
from rules import conclude, load_rule_sets
from tests.support import ROOT, SECOND_CLINIC

TODAY = date(2026, 11, 26)
SECOND = read_clinic(SECOND_CLINIC)
FORM, SETS = load_questionnaire(clinic=SECOND), load_rule_sets(SECOND)
SAMPLES = sorted((ROOT / "tests" / "sample_responses").rglob("*.json"))


def test_everything_is_the_other_way_round() -> None:
    first = load_questionnaire()
    assert [one.on for one in FORM.instruments] == [not one.on for one in first.instruments]
    assert [one.on for one in SETS] == [True, True, False]
    assert (SECOND.country.name, SECOND.paper) == ("United Kingdom", "a4")
    assert (list(SECOND.copies), list(SECOND.doors)) == (["clinician", "desk"], ["patient", "desk"])


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_each_sample_is_concluded_for_each_reader(path: Path) -> None:
    answers = answers_in_force(FORM, read_response(path.read_bytes(), FORM, today=TODAY), today=TODAY)
    for copy in COPIES:
        found = conclude(answers, SETS, reader_of(copy))
        assert [one.rule_set for one in found.turned_off] == ["reconcile"]
        assert {ruleset.rule_set for ruleset, _ in found.judged} == {"articles", "usual_care"}


def test_no_danger_is_missed_where_a_questionnaire_is_off() -> None:
    """The question about suicide itself is asked in every clinic."""
    content = (ROOT / "tests" / "sample_responses" / "crisis.json").read_bytes()
    assert danger(answers_in_force(FORM, read_response(content, FORM, today=TODAY), today=TODAY)) is not None
