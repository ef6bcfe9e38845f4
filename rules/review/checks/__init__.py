"""Checks rule sets before they are used."""

from collections.abc import Iterator

from forms import Condition, Questionnaire, each_test
from forms.authoring import Message, standing
from rules.loading import RuleFiles
from rules.review.checks.evidence import check_evidence
from rules.review.checks.examples import as_entered as as_entered
from rules.review.checks.examples import asks as asks
from rules.review.checks.examples import check_examples
from rules.review.checks.examples import read_example as read_example
from rules.review.checks.logic import check_logic
from rules.review.checks.messages import about_file, about_rule
from rules.review.checks.words import check_words


def check(rule_sets: list[RuleFiles], questionnaire: Questionnaire) -> Iterator[Message]:
    """Yields every message about these rule sets, and about questions that none of them reads."""
    together = [files.ruleset for files in rule_sets]
    for files in rule_sets:
        yield from check_logic(files, questionnaire, together)
        yield from check_examples(files, questionnaire)
        yield from check_evidence(files)
        yield from check_words(files)
        yield from _void_signoffs(files)
    yield from _told_twice(rule_sets)
    yield from _unread(rule_sets, questionnaire)


def _told_twice(rule_sets: list[RuleFiles]) -> Iterator[Message]:
    """R18 for rules of two sets with the same id, since findings name a rule by its id alone."""
    seen: dict[str, str] = {}
    for files in rule_sets:
        for rule in files.ruleset.rules:
            if rule.id in seen:
                yield about_rule("R18", files, rule, "id", other=seen[rule.id])
        seen |= dict.fromkeys(files.ruleset.rules_by_id, files.ruleset.rule_set)


def _void_signoffs(files: RuleFiles) -> Iterator[Message]:
    for rule in files.ruleset.rules:
        if standing(rule.id, files.ruleset.fingerprints[rule.id], files.ruleset.signoffs) == "void":
            last = [signoff for signoff in files.ruleset.signoffs if signoff.id == rule.id][-1]
            yield about_rule("R17", files, rule, "id", reviewer=last.reviewer, date=last.date)


def _unread(rule_sets: list[RuleFiles], questionnaire: Questionnaire) -> Iterator[Message]:
    conditions: list[Condition] = []
    for files in rule_sets:
        conditions += [rule.when for rule in files.ruleset.rules]
    conditions += [item.enable_when for item in questionnaire.items.values() if item.enable_when is not None]
    read = questionnaire.asked_for(test.item for test in each_test(conditions))
    for item in questionnaire.items.values():
        if item.link_id not in read and item.instrument is None:
            message = about_file("Q01", f"{item.section}.yaml", item=item.link_id)
            yield Message(message.code, message.problem, is_warning=True)
