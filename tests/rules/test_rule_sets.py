"""What holds for every rule set: its statements, and what is printed of it."""

import pytest

from forms.authoring import verdict_words
from rules import Rule, RuleSet, load_rule_sets
from rules.review.coverage import coverage

SETS = load_rule_sets()
RULES = [(ruleset, rule) for ruleset in SETS for rule in ruleset.rules]
every_set = pytest.mark.parametrize("ruleset", SETS, ids=lambda ruleset: ruleset.rule_set)
every_rule = pytest.mark.parametrize(("ruleset", "rule"), RULES, ids=lambda part: getattr(part, "id", ""))


@every_set
def test_a_statement_is_cited_or_background_of_one_topic_or_left_out_with_a_reason(ruleset: RuleSet) -> None:
    for places in coverage(ruleset).values():
        for place in places:
            assert bool(place.rules) + len(place.topics) + bool(place.left_out) == 1, place.statement.id


@every_rule
def test_a_statement_that_needs_another_never_stands_without_it(ruleset: RuleSet, rule: Rule) -> None:
    for one in rule.statements:
        assert set(ruleset.statements[one].never_without) <= set(rule.statements)


def test_no_two_sets_share_a_rule_or_a_statement() -> None:
    for names in ([ruleset.rules_by_id for ruleset in SETS], [ruleset.statements for ruleset in SETS]):
        assert sum(map(len, names)) == len(set().union(*names))


@every_set
def test_a_condition_on_where_or_how_speaks_of_the_medicine_and_its_place(ruleset: RuleSet) -> None:
    conditions = [one for one in ruleset.statements.values() if one.strength == "only_where"]
    for one in conditions:
        assert "hospital" in one.says or "monitor" in one.says or "at home" in one.says, one.id


def texts_of(ruleset: RuleSet) -> list[str]:
    """Everything that is printed of a rule set."""
    found = [ruleset.title, ruleset.about, ruleset.reviewed, *(topic.title for topic in ruleset.topics)]
    for rule in ruleset.rules:
        found += [rule.title, rule.discuss, *(one.ask for one in rule.questions)]
    for one in ruleset.statements.values():
        found += [one.says, one.note or "", one.locate_by or "", one.heading]
    for document in ruleset.documents:
        found += [document.title, document.short, document.author, document.publisher, document.kind, document.dated,
                  document.trust]
    return found


@every_set
def test_nothing_that_is_printed_gives_a_verdict(ruleset: RuleSet) -> None:
    assert [text for text in texts_of(ruleset) if verdict_words(text)] == []


@every_set
def test_what_is_printed_is_short_enough_to_scan(ruleset: RuleSet) -> None:
    assert [rule.id for rule in ruleset.rules if len(rule.title) > 60 or not 1 <= len(rule.questions) <= 3] == []
    assert [one.document_id for one in ruleset.documents if len(one.short) > 30] == []
    assert [one for one, said in ruleset.statements.items() if len((said.locate_by or "").split()) > 8] == []
