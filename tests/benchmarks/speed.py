"""The table of speed, ours beside others. Importing this needs what tests/benchmarks/requirements.txt pins."""

from tests.benchmarks import (
    chromium,
    command_line,
    engines,
    fhir,
    handed_in,
    medicine_names,
    memory,
    paper,
    reading,
    rule_book,
    words,
)
from tests.benchmarks.timing import Row, as_table, calibration, in_milliseconds


def table() -> str:
    """All rows, measured now."""
    loop = Row("the loop sum(i * i for i in range(10**6)), to hold the others against", in_milliseconds(calibration()))
    understood = [*words.rows(), *medicine_names.rows(), *reading.rows()]
    return as_table([loop, *rule_book.rows(), *understood, *command_line.rows(), *engines.rows(), *paper.rows(),
                     *handed_in.rows(), *fhir.rows(), *chromium.rows(), *memory.rows()])
