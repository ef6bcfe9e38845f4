"""The rules in other engines, translated from our conditions by program, beside our own."""

from tests.benchmarks.engines.engine import Engine as Engine
from tests.benchmarks.engines.engine import Judge as Judge
from tests.benchmarks.engines.table import ENGINES as ENGINES
from tests.benchmarks.engines.table import rows as rows
