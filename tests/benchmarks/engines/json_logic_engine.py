"""json-logic: each condition as a tree of JSON. A missing value is falsy there, so unknown is read as false."""

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from json_logic import jsonLogic

from forms import All, AnyOf, AtLeast, AtMost, Chosen, Condition, Count, In, Includes, Is, Mentions, Not
from tests.benchmarks.engines.engine import Engine, Judge, two_valued

Tree = dict[str, Any]


def translated(condition: Condition) -> Tree:
    match condition:
        case Is():
            return {"==": [{"var": condition.item}, condition.is_]}
        case In():
            return {"in": [{"var": condition.item}, list(condition.in_)]}
        case Includes():
            return _some(condition.item, condition.includes)
        case Mentions():
            return _some(condition.item, condition.mentions)
        case Chosen():
            ticks = {"filter": [{"var": condition.item}, {"!=": [{"var": ""}, "none"]}]}
            return {">=": [{"reduce": [ticks, {"+": [1, {"var": "accumulator"}]}, 0]}, condition.chosen]}
        case AtLeast():
            return _number(condition.item, ">=", condition.at_least)
        case AtMost():
            return _number(condition.item, "<=", condition.at_most)
        case Not():
            return {"!": [translated(condition.not_)]}
        case All():
            return {"and": list(map(translated, condition.all_))}
        case AnyOf():
            return {"or": list(map(translated, condition.any_))}
        case Count():
            return {">=": [{"+": [{"if": [translated(part), 1, 0]} for part in condition.of]}, condition.at_least]}


def _some(item: str, codes: tuple[str, ...]) -> Tree:
    return {"or": [{"in": [code, {"var": item}]} for code in codes]}


def _number(item: str, sign: str, limit: float) -> Tree:
    return {"and": [{"!=": [{"var": item}, None]}, {sign: [{"var": item}, limit]}]}


def made_for(conditions: Sequence[Condition]) -> Judge:
    trees = list(map(translated, conditions))
    return lambda answers: [bool(jsonLogic(tree, answers)) for tree in trees]


JSON_LOGIC = Engine(f"json-logic-qubit {version('json-logic-qubit')}", False, two_valued, made_for)
