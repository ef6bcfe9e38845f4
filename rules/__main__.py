"""`python -m rules`: what the rules say of a response, and whether the rules can be trusted. No browser needed."""

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from tqdm import tqdm

from forms import (
    ResponseError,
    SourceError,
    answers_in_force,
    check_questionnaire,
    load_questionnaire,
    read_response,
)
from rules import evaluate, load_rule_sets, report
from rules.checks import check
from rules.comparison import Comparison, Edition, RevisionError, edition_of_revision
from rules.coverage import check_documents, coverage, coverage_in_words
from rules.loading import RULE_SETS, read_rules
from rules.review_sheet import review_sheet

ROOT = Path(__file__).parent.parent
REVIEW_SHEETS = ROOT / "docs" / "review"


def evaluate_command(options: argparse.Namespace) -> int:
    questionnaire = load_questionnaire()
    response = read_response(_read(options.response), questionnaire, today=options.as_of)
    answers = answers_in_force(questionnaire, response)
    findings = [(ruleset, evaluate(ruleset, answers)) for ruleset in load_rule_sets() if ruleset.on]
    print(json.dumps(report(findings, answers), ensure_ascii=False, indent=1))
    return 0


def check_command(_options: argparse.Namespace) -> int:
    questionnaire = load_questionnaire()
    messages = [*check_questionnaire(questionnaire), *check([read_rules(one, questionnaire) for one in RULE_SETS],
                                                            questionnaire)]
    for message in messages:
        print(message)
    faults = sum(not message.is_warning for message in messages)
    rules = sum(len(ruleset.rules) for ruleset in load_rule_sets())
    print(f"{rules} rules, {len(questionnaire.items)} questions: {faults} faults, {len(messages) - faults} warnings.")
    return 1 if faults else 0


def review_sheet_command(options: argparse.Namespace) -> int:
    options.folder.mkdir(parents=True, exist_ok=True)
    for ruleset in load_rule_sets():
        path = options.folder / f"{ruleset.rule_set}.md"
        path.write_text(review_sheet(ruleset, load_questionnaire()), encoding="utf-8")
        print(f"written: {path}")
    return 0


def coverage_command(options: argparse.Namespace) -> int:
    faults = 0
    for ruleset in load_rule_sets():
        for line in coverage_in_words(ruleset):
            print(line)
        faults += sum(not place.is_accounted_for for found in coverage(ruleset).values() for place in found)
        if options.documents is not None and all((options.documents / one.file).exists() for one in ruleset.documents):
            messages = list(check_documents(ruleset, options.documents))
            faults += len(messages)
            print(*messages, f"{len(ruleset.statements) - len(messages)} of {len(ruleset.statements)} statements found "
                  "in the documents under their heading", sep="\n")
    return 1 if faults else 0


def compare_command(options: argparse.Namespace) -> int:
    now = Edition.of(load_questionnaire(), list(load_rule_sets()))
    with tempfile.TemporaryDirectory() as scratch:
        comparison = Comparison(edition_of_revision(options.old, ROOT, Path(scratch)), now)
    counted: Counter[tuple[str, str, str]] = Counter()
    unread = responses = 0
    for name, content in tqdm(_responses(options.responses), unit=" responses", file=sys.stderr, disable=None):
        responses += 1
        try:
            changes = comparison.changes(content, options.as_of)
        except ResponseError as error:
            unread += 1
            print(f"{name}: cannot be read: {error.faults[0]}", file=sys.stderr)
            continue
        for change in changes:
            counted[change.rule, change.before, change.now] += 1
            why = ", ".join(change.because) or f"asks {', '.join(change.ask)}"
            print(f"{name}: {change.rule}: {change.before} → {change.now} ({why})")
    for (rule, before, after), count in sorted(counted.items()):
        print(f"{rule}: {before} → {after}: {count:,} of {responses:,} responses")
    print(f"{responses:,} responses compared, {unread:,} could not be read, {sum(counted.values()):,} points differ.")
    return 2 if unread else 0


def _responses(paths: list[Path]) -> Iterator[tuple[str, bytes]]:
    for path in paths:
        if path.suffix == ".json":
            yield path.name, path.read_bytes()
            continue
        with path.open("rb") as lines:
            yield from ((f"{path.name}:{number}", line) for number, line in enumerate(lines, 1) if line.strip())


def _read(path: str) -> bytes:
    return sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m rules", description="Points to discuss with a clinician.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    evaluating = commands.add_parser("evaluate", help="print what each rule comes to for a response, as JSON")
    evaluating.set_defaults(run=evaluate_command)
    evaluating.add_argument("response", metavar="RESPONSE.json", help="the answers; - reads standard input")
    comparing = commands.add_parser("compare", help="list whose points differ from those of an older revision")
    comparing.set_defaults(run=compare_command)
    comparing.add_argument("old", metavar="OLD_REV", help="a git revision, such as HEAD~1")
    comparing.add_argument("responses", metavar="RESPONSES", nargs="+", type=Path,
                           help="RESPONSE.json files, or .ndjson files with a response on each line")
    for command in (evaluating, comparing):
        command.add_argument("--as-of", type=date.fromisoformat, default=date.today(), metavar="DATE",
                             help="the day to take as today, as 2026-03-31")
    checking = commands.add_parser("check", help="prove the rules and the questionnaire; exit code 1 on any fault")
    checking.set_defaults(run=check_command)
    sheet = commands.add_parser("review-sheet", help="write every rule with all its cases, for a clinician to sign")
    sheet.set_defaults(run=review_sheet_command)
    sheet.add_argument("--folder", type=Path, default=REVIEW_SHEETS, help="where to; docs/review if not given")
    covering = commands.add_parser("coverage", help="print where each statement of the documents went")
    covering.set_defaults(run=coverage_command)
    covering.add_argument("--documents", type=Path, metavar="DIR", help="also look each statement up in the documents")
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Runs one command. Exit code 0; 1 where a check found faults; 2, with one message a fault, for bad input."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except ResponseError as error:
        faults = [f"{options.response}: {fault}" for fault in error.faults]
    except OSError as error:
        faults = [f"{error.filename}: cannot be read or written: {error.strerror}."]
    except RevisionError as error:
        faults = [str(error)]
    except SourceError as error:
        faults = list(map(str, error.problems))
    print(*faults, sep="\n", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
