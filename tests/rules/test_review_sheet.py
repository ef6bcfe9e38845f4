"""The review sheet is the one the rules write, and its case tables say of any answers what the rules say."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms import Answer, AnswersInForce, Item, Response, Test, answers_in_force, fact_of
from rules import Rule, RuleSet
from rules.review import cases
from rules.review.case_table import ANY, NOT_ASKED, UNKNOWN, CaseTable, Row, case_table
from rules.review.in_words import likeness_in_words
from rules.review.review_sheet import review_sheet, table_in_markdown
from tests.support import ROOT
from tests.support.any_response import FORM, RULE_SETS, RULES, any_response

SHEETS = ROOT / "docs" / "review"
STATES = {True: "raised", None: "open", False: "silent"}


@pytest.mark.parametrize("ruleset", RULE_SETS, ids=lambda ruleset: ruleset.rule_set)
def test_the_sheet_is_the_one_the_rules_write(ruleset: RuleSet) -> None:
    path = SHEETS / f"{ruleset.rule_set}.md"
    written = path.read_text(encoding="utf-8") if path.exists() else "nothing"
    assert written == review_sheet(ruleset, FORM), "the rules have changed. Run: python -m rules review-sheet"


def test_there_is_one_sheet_for_each_rule_set() -> None:
    assert {path.name for path in SHEETS.iterdir()} == {f"{ruleset.rule_set}.md" for ruleset in RULE_SETS}


@cache
def table_of(rule_id: str) -> CaseTable:
    return case_table(next(rule for rule in RULES if rule.id == rule_id), FORM)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
@settings(max_examples=30)
@given(data=st.data())
def test_any_answers_stand_in_exactly_one_row_and_it_says_what_the_rule_says(rule: Rule, data: st.DataObject) -> None:
    table = table_of(rule.id)
    answers = answers_in_force(FORM, data.draw(any_response(table.items)), table.items)
    labels = [_label(rule, table, item, answers) for item in table.items]
    rows = [row for row in table.rows if all(map(_is_in, labels, row.answers))]
    value, _, ask = rule.when.trace(answers)
    assert [(row.state, row.ask) for row in rows] == [(STATES[value], ask)]


def _label(rule: Rule, table: CaseTable, item: Item, answers: AnswersInForce) -> str:
    """What the table calls this answer."""
    if answers[item.link_id].applies is False:
        return NOT_ASKED
    tests = cases.tests_on(item, [rule.when], table.items)
    results = _results(item, answers.answer(item.link_id), tests)
    if not any(result is not None for result in results):
        return UNKNOWN
    [likeness] = [one for one in cases.likenesses(FORM, item, tests) if one.results == results]
    return likeness_in_words(item, tests, likeness, FORM)


def _results(item: Item, answer: Answer, tests: list[Test]) -> tuple[bool | None, ...]:
    fact = fact_of(FORM, item, answer)
    return tuple(None if fact.value is None else test.holds(fact) for test in tests)


def _is_in(label: str, cell: str) -> bool:
    return cell == ANY or f" / {label} / " in f" / {cell} / "


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_table_is_short_enough_to_read_and_has_every_outcome(rule: Rule) -> None:
    table = table_of(rule.id)
    assert len(table.rows) <= 200
    assert {row.state for row in table.rows} == {"raised", "open", "silent"}
    assert all(len(row.answers) == len(table.items) and bool(row.ask) == (row.state == "open") for row in table.rows)


def test_rows_stand_by_outcome_and_columns_that_make_no_difference_are_left_out() -> None:
    items = (FORM.item("high_blood_pressure"), FORM.item("systolic"))
    rows = (Row((ANY, "139"), "silent", ()), Row((ANY, UNKNOWN), "open", ("systolic",)),
            Row((ANY, "a|b"), "raised", ()))
    short = FORM.item("systolic").short
    assert list(table_in_markdown(CaseTable(items, rows))) == [
        f"| {short} | outcome | asks |", "|---|---|---|", "| a/b | raised |  |", f"| not known | open | {short} |",
        "| 139 | silent |  |"]


def test_a_rule_says_who_signed_it_or_that_nobody_has() -> None:
    assert "not signed by anybody yet" in review_sheet(RULE_SETS[0], FORM)


def test_a_question_that_was_not_asked_is_told_apart_from_one_that_was_not_answered() -> None:
    rule = next(rule for rule in RULES if rule.id == "suicidal_plan")
    told = {row.answers: row.state for row in table_of(rule.id).rows}
    assert told[("No", NOT_ASKED)] == "silent"
    assert told[("Yes", UNKNOWN)] == "open"
    assert rule.when.value(answers_in_force(FORM, Response(FORM.questionnaire_id, {}))) is None
