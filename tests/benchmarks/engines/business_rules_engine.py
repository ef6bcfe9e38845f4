"""business-rules: a list of rules, each with an action that notes it. Having no `not`, it gets it at the leaves."""

from collections.abc import Sequence
from importlib.metadata import version
from itertools import combinations
from typing import Any

from business_rules import run_all
from business_rules.actions import BaseActions, rule_action
from business_rules.fields import FIELD_NUMERIC
from business_rules.operators import BooleanType, NumericType, SelectMultipleType
from business_rules.variables import BaseVariables, rule_variable

from forms import (
    All,
    AnswersInForce,
    AnyOf,
    AtLeast,
    AtMost,
    Chosen,
    Condition,
    Count,
    In,
    Includes,
    Is,
    Mentions,
    Not,
    Test,
)
from tests.benchmarks.engines.engine import Engine, Judge, two_valued

Tree = dict[str, Any]


def translated(condition: Condition, negated: bool = False) -> Tree:
    """The condition, or its negation, as business-rules writes conditions."""
    match condition:
        case Not():
            return translated(condition.not_, not negated)
        case All() | AnyOf() | Count():
            return _joined(condition, negated)
        case AtLeast() | AtMost():
            return _number(condition, negated)
        case Chosen():
            operator = "less_than" if negated else "greater_than_or_equal_to"
            return {"name": f"{condition.item}_ticks", "operator": operator, "value": condition.chosen}
    operator = "shares_no_elements_with" if negated else "shares_at_least_one_element_with"
    return {"name": condition.item, "operator": operator, "value": list(_codes(condition))}


def _joined(condition: All | AnyOf | Count, negated: bool) -> Tree:
    if isinstance(condition, Count):
        ways = [All(all_=way) for way in combinations(condition.of, condition.at_least)]
        return _joined(AnyOf(any_=tuple(ways)), negated)
    word = "all" if isinstance(condition, All) is not negated else "any"
    return {word: [translated(part, negated) for part in condition.parts()]}


def _number(test: AtLeast | AtMost, negated: bool) -> Tree:
    sign, limit = ("greater", test.at_least) if isinstance(test, AtLeast) else ("less", test.at_most)
    if negated:
        beyond = {"name": test.item, "operator": f"{'less' if sign == 'greater' else 'greater'}_than", "value": limit}
        return {"any": [{"name": f"{test.item}_known", "operator": "is_false", "value": True}, beyond]}
    return {"all": [{"name": f"{test.item}_known", "operator": "is_true", "value": True},
                    {"name": test.item, "operator": f"{sign}_than_or_equal_to", "value": limit}]}


def _codes(test: Test) -> tuple[str, ...]:
    match test:
        case Is():
            return (test.is_,)
        case In():
            return test.in_
        case Includes():
            return test.includes
        case Mentions():
            return test.mentions
    raise TypeError(f"{type(test).__name__} names no codes")


class Noted(BaseActions):  # type: ignore[misc] # comes without types
    def __init__(self) -> None:
        self.numbers: set[int] = set()

    @rule_action(params={"number": FIELD_NUMERIC})  # type: ignore[untyped-decorator] # comes without types
    def note(self, number: int) -> None:
        self.numbers.add(number)


def variables_for(conditions: Sequence[Condition]) -> type:
    """A class with a method for each value that the conditions read."""
    methods: dict[str, Any] = {}
    for condition in conditions:
        for test in condition.leaves():
            is_number = isinstance(test, AtLeast | AtMost)
            kinds = {test.item: NumericType, f"{test.item}_known": BooleanType} if is_number else {
                test.item: SelectMultipleType, f"{test.item}_ticks": NumericType}
            methods |= {name: rule_variable(kind)(_method(name)) for name, kind in kinds.items()}
    return type("Variables", (BaseVariables,), methods)


def _method(name: str) -> Any:
    def value(self: Any) -> Any:
        return self.answers[name]
    value.__name__ = name
    return value


def made_for(conditions: Sequence[Condition]) -> Judge:
    rules = [{"conditions": translated(condition), "actions": [{"name": "note", "params": {"number": number}}]}
             for number, condition in enumerate(conditions)]
    kind = variables_for(conditions)

    def judge(answers: dict[str, Any]) -> list[bool]:
        variables, noted = kind(), Noted()
        variables.answers = answers
        run_all(rules, variables, noted)
        return [number in noted.numbers for number in range(len(rules))]

    return judge


def takes(answers: AnswersInForce) -> dict[str, Any]:
    """As `two_valued`; a choice is a list of one. With the number of ticks of lists, and whether numbers are known."""
    found: dict[str, Any] = {}
    for link_id, value in two_valued(answers).items():
        if answers.questionnaire.item(link_id).type == "number":
            found |= {link_id: value or 0, f"{link_id}_known": value is not None}
            continue
        some = value if isinstance(value, list) else [] if value is None else [value]
        found |= {link_id: some, f"{link_id}_ticks": len([code for code in some if code != "none"])}
    return found


BUSINESS_RULES = Engine(f"business-rules {version('business-rules')}", False, takes, made_for)
