"""The other engines run the same rules as ours: they agree on every answer that is known. One knows unknown as well."""

import pytest
from hypothesis import given, settings

from forms import Condition, Response, answers_in_force
from tests.benchmarks.engines import ENGINES, Engine
from tests.benchmarks.engines.table import hidden, rows, values
from tests.support.any_response import FORM, RULES, any_response
from tests.support.truth_tables import READ

CONDITIONS = [rule.when for rule in RULES]
OTHERS: list[Condition] = [READ.validate_python(data) for data in (  # operators that few rules use, or none
    {"item": "systolic", "at_most": 90},
    {"not": {"item": "systolic", "at_least": 141}},
    {"not": {"all": [{"item": "diastolic", "at_most": 60}, {"not": {"item": "pregnant", "in": ["yes", "could_be"]}}]}},
    {"item": "heart_symptoms", "chosen": 2},
    {"not": {"item": "heart_symptoms", "chosen": 1}},
    {"at_least": 2, "of": [{"item": "thyroid", "is": "yes"}, {"item": "medicines", "mentions": ["ssri"]},
                           {"item": "other_drugs", "includes": ["cocaine", "mdma"]}]},
    {"not": {"at_least": 2, "of": [{"item": "liver", "is": "yes"}, {"item": "kidney", "is": "yes"},
                                   {"item": "heart_in_own_words", "mentions": ["heart_disease_words"]}]}},
    {"not": {"any": [{"item": "suicidal_plan", "is": "yes"}, {"item": "other_drugs", "includes": ["cocaine"]}]}},
)]


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
def test_an_engine_says_what_we_say_wherever_something_is_known(engine: Engine) -> None:
    judge = engine.made_for([*CONDITIONS, *OTHERS])

    @settings(max_examples=40)
    @given(any_response())
    def holds(response: Response) -> None:
        answers = answers_in_force(FORM, response)
        ours, theirs = values([*CONDITIONS, *OTHERS], answers), list(judge(engine.takes(answers)))
        if not engine.knows_unknown:
            theirs = [None if our is None else their for our, their in zip(ours, theirs, strict=True)]
        assert theirs == ours
    holds()


def test_one_engine_knows_unknown_and_the_others_settle_what_is_open() -> None:
    nothing = answers_in_force(FORM, Response(FORM.questionnaire_id))
    for engine in ENGINES:
        said = set(engine.made_for(CONDITIONS)(engine.takes(nothing)))
        assert said == ({None} if engine.knows_unknown else {False}), engine.name


def test_hidden_points_are_the_open_ones_that_are_not_called_raised() -> None:
    conditions = [READ.validate_python({"item": "thyroid", "is": "yes"}),
                  READ.validate_python({"not": {"item": "thyroid", "is": "yes"}})]
    nothing = answers_in_force(FORM, Response(FORM.questionnaire_id))
    assert hidden(conditions, [nothing, nothing]) == (2, 4, 2)


def test_the_table_has_a_row_for_ours_and_for_each_engine() -> None:
    table = list(rows(count=3, runs=1))
    assert len(table) == len(ENGINES) + 4
    assert all(row.took for row in table)
    assert [engine.name in row.what for engine, row in zip(ENGINES, table[2:], strict=False)] == [True] * len(ENGINES)
