"""`python -m rules`: what the rules say of a response, and whether the rules can be trusted. No browser needed."""

import argparse
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from tqdm import tqdm

from forms import answers_in_force, check_questionnaire, load_questionnaire
from forms.authoring import SourceError
from forms.exchange import ResponseError, read_response
from rules import evaluate_all, load_rule_sets, report
from rules.loading import RULE_SETS, read_rules
from rules.review.checks import check
from rules.review.comparison import Change, Comparison
from rules.review.coverage import check_documents, coverage, coverage_in_words, to_look_up
from rules.review.review_sheet import review_sheet
from rules.review.versions import RevisionError, Version, version_of_revision

ROOT = Path(__file__).parent.parent
REVIEW_SHEETS = ROOT / "docs" / "review"


def evaluate_command(options: argparse.Namespace) -> int:
    questionnaire = load_questionnaire()
    response = read_response(_read(options.response), questionnaire, today=options.as_of)
    answers = answers_in_force(questionnaire, response, today=options.as_of)
    findings = evaluate_all([one for one in load_rule_sets() if one.on], answers)
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
        print(*coverage_in_words(ruleset), sep="\n")
        faults += sum(not place.is_accounted_for for found in coverage(ruleset).values() for place in found)
        located = sum(len(to_look_up(document)) for document in ruleset.documents)
        if options.documents is not None and located:
            messages = list(check_documents(ruleset, options.documents))
            faults += len(messages)
            print(*messages, f"{located - len(messages)} of {located} statements found in the documents under their "
                  "heading", sep="\n")
    return 1 if faults else 0


def compare_command(options: argparse.Namespace) -> int:
    now = Version.of(load_questionnaire(), list(load_rule_sets()))
    with tempfile.TemporaryDirectory() as scratch:
        comparison = Comparison(version_of_revision(options.old, ROOT, Path(scratch)), now)
    counted: Counter[tuple[str, str, str]] = Counter()
    unread = responses = 0
    size = sum(path.stat().st_size for path in options.responses)
    with tqdm(total=size, unit="B", unit_scale=True, file=sys.stderr, disable=None) as progress:
        for name, content in _responses(options.responses):
            responses += 1
            progress.update(len(content))
            try:
                changes = comparison.changes(content, options.as_of)
            except ResponseError as error:
                unread += 1
                tqdm.write(f"{name}: cannot be read: {error.faults[0]}", file=sys.stderr)
                continue
            counted.update((change.rule, change.before, change.now) for change in changes)
            if changes:
                tqdm.write("\n".join(f"{name}: {_in_words(change)}" for change in changes), file=sys.stdout)
    for (rule, before, after), count in sorted(counted.items()):
        print(f"{rule}: {before} → {after}: {count:,} of {responses:,} responses")
    print(f"Responses compared: {responses:,}. Not readable: {unread:,}. Points that differ: {counted.total():,}.")
    return 2 if unread else 0


def _in_words(change: Change) -> str:
    why = ", ".join(change.because) or f"asks {', '.join(change.ask)}"
    return f"{change.rule}: {change.before} → {change.now} ({why})"


def _responses(paths: list[Path]) -> Iterator[tuple[str, bytes]]:
    for path in paths:
        if path.suffix == ".json":
            yield path.name, path.read_bytes()
            continue
        with path.open("rb") as lines:
            yield from ((f"{path.name}:{number}", line) for number, line in enumerate(lines, 1) if line.strip())


def _read(path: str) -> bytes:
    return sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{given}' is no day. Write one as 2026-03-31.") from None


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
        command.add_argument("--as-of", type=_day, default=date.today(), metavar="DATE",
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
        code = int(options.run(options))
        sys.stdout.flush()
        return code
    except BrokenPipeError:  # whoever reads has seen enough, as `head` has
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
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
