"""`python -m rules evaluate`: what each rule comes to, for one response or for each of many, as JSON."""

import argparse
import gc
import json
import sys
from pathlib import Path
from typing import Any

from forms import Days, Questionnaire, answers_in_force, days_of, encodable, load_clinic, load_questionnaire
from forms.exchange import ANSWERS_BYTES, ResponseError, UnreadableError, given_answers, given_lines, read_response
from forms.exchange.fhir import is_fhir, read_fhir
from forms.processes import at_fault
from rules.evaluation import evaluate_all, report
from rules.loading import load_rule_sets
from rules.ruleset import RuleSet

LINES = ".ndjson"


def evaluate_command(options: argparse.Namespace) -> int:
    """Prints the report of a response; of a file with a response on each line, a line with the report of each.

    A line that cannot be read is told on standard error, and the others are evaluated; the exit code is 2 then.
    """
    evaluating = _Evaluating(days_of(options.as_of, load_clinic().zone))
    if Path(options.response).suffix != LINES:
        _print(evaluating.report(given_answers(options.response)), indent=1)
        return 0
    gc.freeze()
    gc.enable()  # many responses leave garbage; the loaded data does not
    is_whole = True
    for number, content in given_lines(options.response):
        told = evaluating.report_or_fault(content)
        if isinstance(told, str):
            is_whole = False
            print(f"{options.response}:{number}: {told}", file=sys.stderr)
        else:
            _print({"line": number, **told})
    return 0 if is_whole else 2


class _Evaluating:
    """The questionnaire, the rule sets that are on, and the day, for all responses of a command."""

    def __init__(self, days: Days) -> None:
        self._questionnaire: Questionnaire = load_questionnaire()
        self._rule_sets: list[RuleSet] = [one for one in load_rule_sets() if one.on]
        self._days = days

    def report_or_fault(self, content: bytes) -> dict[str, Any] | str:
        """Returns the report; if there is none, why not, without anything from the answers."""
        try:
            return self.report(content)
        except ResponseError as error:
            return error.faults[0]
        except Exception as error:  # noqa: BLE001 # the other lines are evaluated all the same
            return f"this could not be read ({at_fault(error)}). The other lines are not affected."

    def report(self, content: bytes) -> dict[str, Any]:
        """Returns the report of a RESPONSE.json, or of a FHIR QuestionnaireResponse. Raises ResponseError.

        `left_out` are the link ids of a QuestionnaireResponse whose answers cannot be taken, with the reason.
        """
        if not is_fhir(content):
            response = read_response(content, self._questionnaire, today=self._days.newest)
            answers = answers_in_force(self._questionnaire, response, today=self._days.today)
            return report(evaluate_all(self._rule_sets, answers), answers)
        if len(content) > ANSWERS_BYTES:
            raise ResponseError([f"this is larger than {ANSWERS_BYTES:,} bytes, and no more is read of one response. "
                                 "Was another meant?"])
        try:
            found = read_fhir(content, self._questionnaire, today=self._days.newest, zone=load_clinic().zone)
        except UnreadableError as error:
            raise ResponseError([error.in_words()]) from None
        answers = answers_in_force(self._questionnaire, found.response, today=self._days.today)
        left_out = [{"link_id": one.link_id, "why": one.why} for one in found.left_out]
        return {**report(evaluate_all(self._rule_sets, answers), answers), "left_out": left_out}


def _print(data: dict[str, Any], indent: int | None = None) -> None:
    print(encodable(json.dumps(data, ensure_ascii=False, indent=indent)))
