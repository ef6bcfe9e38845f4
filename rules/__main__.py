"""`python -m rules`: what the rules say of a response, without a browser."""

import argparse
import json
import sys
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from forms import (
    AnswersInForce,
    ResponseError,
    SourceError,
    answers_in_force,
    as_json,
    load_questionnaire,
    read_response,
)
from rules import Finding, RuleSet, evaluate, load_rules


def main(arguments: list[str] | None = None) -> int:
    """Runs one command. Exit code 0, or 2 with one message a fault on standard error."""
    options = _parser().parse_args(arguments)
    try:
        questionnaire, ruleset = load_questionnaire(), load_rules()
        response = read_response(_read(options.response), questionnaire, today=options.as_of)
    except (ResponseError, SourceError, OSError) as error:
        print(_in_words(error, options.response), file=sys.stderr)
        return 2
    answers = answers_in_force(questionnaire, response)
    print(json.dumps(report(ruleset, answers, evaluate(ruleset, answers)), ensure_ascii=False, indent=1))
    return 0


def report(ruleset: RuleSet, answers: AnswersInForce, findings: tuple[Finding, ...]) -> dict[str, Any]:
    """The findings, the answers they rest on, and the versions of all that made them, as JSON takes them."""
    return {
        "findings": [{"rule": found.rule.id, "topic": found.rule.topic, "state": found.state,
                      "statements": found.statements, "because": found.because, "ask": found.ask} for found in findings],
        "in_force": {link_id: as_json(answer) for link_id, answer in answers.given().items()},
        "versions": {"questionnaire": answers.questionnaire.version, ruleset.rule_set: ruleset.version,
                     "pydantic": version("pydantic")},
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m rules", description="Points to discuss with a clinician. No verdict.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    evaluating = commands.add_parser("evaluate", help="print what each rule comes to for a response, as JSON")
    evaluating.add_argument("response", metavar="RESPONSE.json", help="the answers; - reads standard input")
    evaluating.add_argument("--as-of", type=date.fromisoformat, default=date.today(), metavar="DATE",
                            help="the day to take as today, as 2026-03-31")
    return parser


def _read(path: str) -> bytes:
    return sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()


def _in_words(error: Exception, path: str) -> str:
    if isinstance(error, ResponseError):
        return "\n".join(f"{path}: {fault}" for fault in error.faults)
    if isinstance(error, OSError):
        return f"{path}: cannot be read: {error.strerror}."
    return str(error)


if __name__ == "__main__":
    sys.exit(main())
