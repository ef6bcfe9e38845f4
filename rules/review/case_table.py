"""Builds the case table of a rule: every combination of answers that the rule distinguishes, with the resulting state.

Combinations with the same result share a row. In a row where a question makes no difference, its answer is "any".
"""

from collections.abc import Sequence
from dataclasses import dataclass

from forms import AnswersInForce, Item, Questionnaire, Response, answers_in_force
from rules.review.cases import Likeness, items_behind, likenesses, tests_on
from rules.review.in_words import likeness_in_words
from rules.ruleset import STATES, Rule, State

UNKNOWN = "not known"
NOT_ASKED = "not asked"
ANY = "any"


@dataclass(frozen=True)
class Row:
    """One row: the answer to each of the table's items, in order, and the state and questions that result."""

    answers: tuple[str, ...]
    state: State
    ask: tuple[str, ...]


@dataclass(frozen=True)
class CaseTable:
    """The items are the columns. Each row has an answer for each item."""

    items: tuple[Item, ...]
    rows: tuple[Row, ...]

    def columns_that_differ(self) -> list[int]:
        """Returns the indexes of the columns that are not "any" in every row."""
        return [column for column in range(len(self.items)) if self._differs(column)]

    def _differs(self, column: int) -> bool:
        return any(row.answers[column] != ANY for row in self.rows)

    def rows_by_state(self) -> list[Row]:
        """Returns the rows in the order raised, open, silent."""
        return sorted(self.rows, key=lambda row: STATES.index(row.state))


def case_table(rule: Rule, questionnaire: Questionnaire) -> CaseTable:
    """Returns the table of a rule. The columns are the items it reads, and those that decide whether they are asked."""
    items = items_behind(questionnaire, [rule.when])
    rows = _Table(rule, questionnaire, items).rows(0, Response(questionnaire.questionnaire_id))
    return CaseTable(items, tuple(rows))


class _Table:
    def __init__(self, rule: Rule, questionnaire: Questionnaire, items: Sequence[Item]) -> None:
        self.rule, self.questionnaire, self.items = rule, questionnaire, items
        self.tests = [tests_on(item, [rule.when], items) for item in items]
        self.alike = [likenesses(questionnaire, item, tests)
                      for item, tests in zip(items, self.tests, strict=True)]

    def rows(self, at: int, response: Response) -> list[Row]:
        answers = answers_in_force(self.questionnaire, response, self.items)
        if at == len(self.items):
            return [self._outcome(answers)]
        if not answers.is_open(self.items[at].link_id):
            label = NOT_ASKED if answers[self.items[at].link_id].applies is False else UNKNOWN
            return _labelled(label, self.rows(at + 1, response))
        below: dict[tuple[Row, ...], list[str]] = {}
        for likeness in self.alike[at]:
            answered = response.with_answer(self.items[at].link_id, likeness.answer)
            below.setdefault(tuple(self.rows(at + 1, answered)), []).append(self._label(at, likeness))
        below.setdefault(tuple(self.rows(at + 1, response)), []).append(UNKNOWN)
        if len(below) == 1:
            return _labelled(ANY, list(next(iter(below))))
        found: list[Row] = []
        for rows, labels in below.items():
            found += _labelled(" / ".join(labels), list(rows))
        return found

    def _label(self, at: int, likeness: Likeness) -> str:
        return likeness_in_words(self.items[at], self.tests[at], likeness, self.questionnaire)

    def _outcome(self, answers: AnswersInForce) -> Row:
        value, _, ask = self.rule.when.trace(answers)
        return Row((), "open" if value is None else "raised" if value else "silent", ask)


def _labelled(label: str, rows: list[Row]) -> list[Row]:
    return [Row((label, *row.answers), row.state, row.ask) for row in rows]
