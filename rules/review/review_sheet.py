"""Writes the review sheet: every rule with all its cases, for a clinician to sign. Markdown, kept in docs/review/.

When a rule changes, the outcomes in its table change. A test fails if docs/review/ is out of date.
"""

from collections.abc import Iterator, Sequence

from forms import Questionnaire
from forms.authoring import SignOff, standing
from rules.review.case_table import CaseTable, case_table
from rules.review.in_words import condition_in_words
from rules.ruleset import Rule, RuleQuestion, RuleSet

STANDING = {"signed": "signed by {reviewer} on {date}", "void": "sign-off by {reviewer} void: changed since",
            "unsigned": "not signed by anybody yet"}


def review_sheet(ruleset: RuleSet, questionnaire: Questionnaire) -> str:
    """Returns the review sheet of a rule set as Markdown."""
    lines = [f"# Review sheet: {ruleset.title}", "",
             "*Written by `python -m rules review-sheet`. Do not edit: change the rules and write it again.*", "",
             f"Rules {ruleset.version}, questionnaire {questionnaire.version}. {ruleset.reviewed}", "",
             "Each table lists every combination of answers that the rule distinguishes. “Any” means that the answer",
             "makes no difference in that row. “Not known” means: not answered, not sure, prefer not to say, or words",
             "that mention it after a “no”. To sign a rule, add your name, the date and the rule’s fingerprint to",
             "`signoffs.yaml`. If the rule’s logic or text, or a statement that it cites, changes later, the sign-off",
             "is void.", ""]
    for topic in ruleset.topics:
        for rule in ruleset.rules:
            if rule.topic == topic.topic:
                lines += _rule(rule, ruleset, questionnaire)
    return "\n".join(lines)


def _rule(rule: Rule, ruleset: RuleSet, questionnaire: Questionnaire) -> Iterator[str]:
    yield from (f"## {rule.title}", "")
    topic, mark = ruleset.topics_by_id[rule.topic].title, ruleset.fingerprints[rule.id]
    yield f"`{rule.id}`, topic {topic}. Fingerprint `{mark}`: {standing_in_words(rule.id, mark, ruleset.signoffs)}."
    yield from ("", f"**Raised when** {condition_in_words(rule.when, questionnaire)}.", "")
    yield from (f"**Says:** {rule.discuss}", "")
    yield from (f"- *{one.ask}*{_unless(one, questionnaire)}" for one in rule.questions)
    yield ""
    for one in rule.statements:
        statement = ruleset.statements[one]
        flag = f" ({statement.flag}: {statement.note})" if statement.flag else ""
        yield f"- {one}, {statement.strength.replace('_', ' ')}: {statement.says}{flag}"
    yield ""
    yield from table_in_markdown(case_table(rule, questionnaire))
    yield ""


def _unless(question: RuleQuestion, questionnaire: Questionnaire) -> str:
    return f" (not asked when {condition_in_words(question.unless, questionnaire)})" if question.unless else ""


def standing_in_words(name: str, mark: str, signoffs: Sequence[SignOff]) -> str:
    """Returns who signed the rule or item `name` as it is now, with the fingerprint `mark`, or that nobody has."""
    last = next((one for one in reversed(signoffs) if one.id == name), None)
    facts = {"reviewer": last.reviewer, "date": last.date} if last else {}
    return STANDING[standing(name, mark, signoffs)].format(**facts)


def table_in_markdown(table: CaseTable) -> Iterator[str]:
    """Yields the lines of the table, without the columns that are "any" in every row."""
    shown = table.columns_that_differ()
    yield _line([*(table.items[i].short for i in shown), "outcome", "asks"])
    yield "|" + "---|" * (len(shown) + 2)
    names = {item.link_id: item.short for item in table.items}
    for row in table.rows_by_state():
        yield _line([*(row.answers[i] for i in shown), row.state, ", ".join(names[link_id] for link_id in row.ask)])


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"
