"""Applies rules to a person's answers: source documents with their statements, rules by clinical topic, findings.

Imports forms, and no other room.
"""

from rules.asking import Question as Question
from rules.asking import questions_worth_asking as questions_worth_asking
from rules.changes_between_visits import AnswerChange as AnswerChange
from rules.changes_between_visits import Changes as Changes
from rules.changes_between_visits import PointChange as PointChange
from rules.changes_between_visits import comparable as comparable
from rules.changes_between_visits import what_changed as what_changed
from rules.conclusions import Conclusions as Conclusions
from rules.conclusions import conclude as conclude
from rules.conclusions import conclude_openly as conclude_openly
from rules.evaluation import Finding as Finding
from rules.evaluation import Judged as Judged
from rules.evaluation import evaluate as evaluate
from rules.evaluation import evaluate_all as evaluate_all
from rules.evaluation import report as report
from rules.loading import CommandError as CommandError
from rules.loading import RuleFiles as RuleFiles
from rules.loading import check_clinic as check_clinic
from rules.loading import check_languages as check_languages
from rules.loading import load_rule_sets as load_rule_sets
from rules.loading import load_rules as load_rules
from rules.loading import read_rules as read_rules
from rules.loading import topic_order as topic_order
from rules.ruleset import STRENGTHS as STRENGTHS
from rules.ruleset import Example as Example
from rules.ruleset import Rule as Rule
from rules.ruleset import RuleQuestion as RuleQuestion
from rules.ruleset import RuleSet as RuleSet
from rules.ruleset import SourceDocument as SourceDocument
from rules.ruleset import State as State
from rules.ruleset import Statement as Statement
from rules.ruleset import Strength as Strength
from rules.ruleset import Topic as Topic
from rules.weight import LIGHTEST as LIGHTEST
from rules.weight import doubted_by as doubted_by
from rules.weight import weight as weight
