"""zen-engine: all conditions as one compiled expression. Its operators refuse null, so unknown is read as false."""

from collections.abc import Sequence
from importlib.metadata import version
from typing import cast

import zen

from forms import Condition
from tests.benchmarks.engines.engine import Engine, Judge, two_valued
from tests.benchmarks.engines.expressions import Grammar

GRAMMAR = Grammar(
    both=" and ", either=" or ", no="not({part})", one_of="({item} in {codes})", some="some({item}, # in {codes})",
    mentions="some({item}, # in {codes})", chosen="(count({item}, # != 'none') >= {n})",
    number="({item} != null and {item} {sign} {n})")


def made_for(conditions: Sequence[Condition]) -> Judge:
    compiled = zen.compile_expression(f"[{', '.join(map(GRAMMAR.write, conditions))}]")
    return cast(Judge, compiled.evaluate)


ZEN_ENGINE = Engine(f"zen-engine {version('zen-engine')}", False, two_valued, made_for)
