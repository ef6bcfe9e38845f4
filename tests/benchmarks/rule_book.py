"""From a response to its findings, without a browser."""

from collections.abc import Callable, Iterator
from datetime import date

from forms import answers_in_force, load_questionnaire
from forms.exchange import read_response
from rules import evaluate, load_rule_sets, load_rules
from tests.benchmarks.timing import Row, cpu_seconds, in_microseconds
from tests.support import SAMPLE_FILES

AS_OF = date(2026, 11, 30)
CASES = ("managed_blood_pressure", "nothing_answered")


def rows() -> Iterator[Row]:
    for case in CASES:
        yield from _rows(case.replace("_", " "), (SAMPLE_FILES / f"{case}.json").read_bytes())


def _rows(case: str, content: bytes) -> Iterator[Row]:
    questionnaire, ruleset = load_questionnaire(), load_rules()
    response = read_response(content, questionnaire, today=AS_OF)
    answers = answers_in_force(questionnaire, response)
    yield _row(f"{case}: the articles' rules, with because and ask", lambda: evaluate(ruleset, answers), "under 200 µs")
    yield _row(f"{case}: every rule set", lambda: [evaluate(one, answers) for one in load_rule_sets()])
    yield _row(f"{case}: answers in force", lambda: answers_in_force(questionnaire, response))
    yield _row(f"{case}: read the file", lambda: read_response(content, questionnaire, today=AS_OF))


def _row(what: str, function: Callable[[], object], target: str = "") -> Row:
    return Row(what, in_microseconds(cpu_seconds(function, runs=100, at_once=20)), target)
