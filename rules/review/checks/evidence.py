"""Checks that each statement is used or left out with a reason, and never cited without those it needs.

Codes R15 and S01 to S04.
"""

from collections.abc import Iterator

from forms.authoring import Message
from rules.loading import RuleFiles
from rules.review.checks.messages import about, about_rule
from rules.ruleset import RuleSet


def check_evidence(files: RuleFiles) -> Iterator[Message]:
    """Yields a message for each statement that is not used, used although left out or wrong, or cited alone."""
    ruleset = files.ruleset
    used: set[str] = set()
    for rule in ruleset.rules:
        used.update(rule.statements)
    for topic in ruleset.topics:
        used.update(topic.background)
    for one, statement in ruleset.statements.items():
        if one not in used and statement.left_out is None:
            yield about("S01", files, one, statement=one)
        if one in used and statement.left_out is not None:
            yield about("S02", files, one, statement=one)
        if one in used and statement.flag == "wrong":
            yield about("S03", files, one, statement=one)
    for rule in ruleset.rules:
        for one, missing in _alone(ruleset, rule.statements):
            yield about_rule("R15", files, rule, "statements", statement=one, missing=missing)
    for topic in ruleset.topics:
        for one, missing in _alone(ruleset, topic.background):
            yield about("S04", files, topic.topic, topic=topic.topic, statement=one, missing=missing)


def _alone(ruleset: RuleSet, cited: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for one in cited:
        missing = [other for other in ruleset.statements[one].never_without if other not in cited]
        if missing:
            yield one, ", ".join(missing)
