"""Whom a print is for, and what it leaves out. Who sees an answer stands with each question."""

from typing import Literal, get_args

from forms import UNANSWERED, AnswersInForce, Questionnaire
from rules import RuleSet

Copy = Literal["clinician", "desk", "patient"]
COPIES: tuple[Copy, ...] = get_args(Copy)
IN_OWN_WORDS = ("text", "rows")  # nobody can tell what a person writes there


def left_out(questionnaire: Questionnaire, copy: Copy) -> frozenset[str]:
    """The link ids that this reader does not see: they stand nowhere on the copy, nor in the file inside it."""
    return frozenset(item.link_id for item in questionnaire.items.values() if copy not in item.audience)


def private(questionnaire: Questionnaire) -> frozenset[str]:
    """The link ids that stay off page 1 where it is to name nothing private: sensitive ones, own words, medicines."""
    return frozenset(item.link_id for item in questionnaire.items.values()
                     if item.sensitive or item.type in IN_OWN_WORDS)


def not_measured(answers: AnswersInForce) -> frozenset[str]:
    """The link ids of what the desk would ask or measure, and has not: nothing that a person can answer at home."""
    return frozenset(item.link_id for item, answer in answers if item.asked_by == "desk" and answer == UNANSWERED)


def private_topics(ruleset: RuleSet, questionnaire: Questionnaire) -> frozenset[str]:
    """The topics that name something private by whatever answer they are raised: a rule reads a sensitive question."""
    return frozenset(rule.topic for rule in ruleset.rules
                     if any(questionnaire.item(test.item).sensitive for test in rule.when.leaves()))
