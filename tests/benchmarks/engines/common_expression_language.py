"""common-expression-language, as one expression, two-valued, and rule by rule, with a missing name for what is unknown.

In CEL `false && missing` is false and `true || missing` is true: its errors do what our unknown does.
"""

from collections.abc import Sequence
from dataclasses import replace
from importlib.metadata import version
from typing import Any, cast

import cel

from forms import AnswersInForce, Condition
from tests.benchmarks.engines.engine import Engine, Judge, read_by_conditions, readable, two_valued
from tests.benchmarks.engines.expressions import Grammar

SOME = "{item}.exists(x, x in {codes})"
CHOSEN = "({item}.filter(x, x != 'none').size() >= {n})"
GRAMMAR = Grammar(
    both=" && ", either=" || ", no="!({part})", one_of="({item} in {codes})", some=SOME, mentions=SOME, chosen=CHOSEN,
    number="({item} != null && {item} {sign} {n})")
WITH_UNKNOWN = replace(
    GRAMMAR, some=f"({SOME} || {{item}}_rest)", chosen=f"({CHOSEN} || {{item}}_rest)", adds_up=False,
    mentions=f"({SOME} || {{item}}_rest || ({{item}}_doubtful.exists(x, x in {{codes}}) && unknown))",
    number="({item}_asked && {item} {sign} {n})")


def made_for(conditions: Sequence[Condition]) -> Judge:
    compiled = cel.compile(f"[{', '.join(map(GRAMMAR.write, conditions))}]")
    return cast(Judge, compiled.execute)


def made_with_unknown(conditions: Sequence[Condition]) -> Judge:
    compiled = [cel.compile(WITH_UNKNOWN.write(condition)) for condition in conditions]

    def value(program: Any, context: cel.Context) -> bool | None:
        try:
            return bool(program.execute(context))
        except RuntimeError:  # a name that is missing, and that matters
            return None

    def judge(answers: dict[str, Any]) -> list[bool | None]:
        context = cel.Context(variables=answers)  # turned into CEL's own values once for all rules
        return [value(program, context) for program in compiled]

    return judge


def with_names_missing(answers: AnswersInForce) -> dict[str, Any]:
    """As `two_valued`, without the names of what is unknown, and never with the name `unknown`.

    `item_rest` is false where a list is known to be whole; `item_doubtful` lists what words mention after a "no";
    `item_asked` is whether a number is asked for.
    """
    names: dict[str, Any] = {}
    for link_id in read_by_conditions(answers):
        fact, value = answers[link_id], readable(answers, link_id)
        if fact.applies is False:
            names |= {link_id: value or "", f"{link_id}_asked": False} if value != [] else {
                link_id: [], f"{link_id}_doubtful": [], f"{link_id}_rest": False}
        elif fact.value is not None:
            names[link_id] = value
            if isinstance(value, list):
                names[f"{link_id}_doubtful"] = sorted(fact.doubtful)
                names |= {f"{link_id}_rest": False} if fact.complete else {}
            if isinstance(value, int):
                names[f"{link_id}_asked"] = True
        elif value == []:
            names[f"{link_id}_doubtful"] = []
    return names


NAME = f"common-expression-language {version('common-expression-language')}"
CEL = Engine(NAME, False, two_valued, made_for)
CEL_WITH_UNKNOWN = Engine(f"{NAME}, rule by rule", True, with_names_missing, made_with_unknown)
