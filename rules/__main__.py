"""`python -m rules`: evaluates the rules for a response, and checks the rules themselves. Needs no browser."""

import argparse
import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path

from forms import choose_clinic, day_of_option, load_questionnaire
from forms.authoring import ORIGINAL, SourceError
from forms.exchange import ResponseError
from rules import CommandError, check_clinic
from rules.commands import evaluate_command


def review(command: str) -> Callable[[argparse.Namespace], int]:
    """Returns a command of rules.review. That package is imported when the command runs, to keep the start short."""
    def run(options: argparse.Namespace) -> int:
        from rules.review.commands import COMMANDS

        return COMMANDS[command](options)

    return run


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m rules", description="Points to discuss with a clinician.")
    parser.add_argument("--clinic", metavar="FILE",
                        help="the clinic's settings (default: SCREENING_CLINIC, or clinic.yaml)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    evaluating = commands.add_parser("evaluate", help="print what each rule comes to for a response, as JSON")
    evaluating.set_defaults(run=evaluate_command)
    evaluating.add_argument("response", metavar="RESPONSE",
                            help="the answers, as RESPONSE.json or a FHIR QuestionnaireResponse; - reads standard "
                                 "input; an .ndjson file has one on each line, and gets a line for each")
    comparing = commands.add_parser("compare", help="list whose points differ from those of an older revision")
    comparing.set_defaults(run=review("compare"))
    comparing.add_argument("old", metavar="OLD_REV", help="a git revision, such as HEAD~1")
    comparing.add_argument("responses", metavar="RESPONSES", nargs="+", type=Path,
                           help="RESPONSE.json files, or .ndjson files with a response on each line")
    for command in (evaluating, comparing):
        command.add_argument("--as-of", type=day_of_option, metavar="DATE",
                             help="the day to take as today, as 2026-03-31 (default: the clinic's day)")
    checking = commands.add_parser("check", help="prove the rules and the questionnaire; exit code 1 on any fault")
    checking.set_defaults(run=review("check"))
    sheet = commands.add_parser("review-sheet", help="write every rule with all its cases, for a clinician to sign")
    sheet.set_defaults(run=review("review-sheet"))
    sheet.add_argument("--folder", type=Path, help="where to; docs/review if not given")
    covering = commands.add_parser("coverage", help="print where each statement of the documents went")
    covering.set_defaults(run=review("coverage"))
    covering.add_argument("--documents", type=Path, metavar="DIR", help="also look each statement up in the documents")
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Runs one command and returns its exit code.

    0: done. 1: a check found errors. 2: a file, an option or a setting is wrong; prints one line per error to stderr.
    """
    options = _parser().parse_args(arguments)
    try:
        if options.clinic is not None:
            choose_clinic(options.clinic)
        check_clinic()
        load_questionnaire(language=ORIGINAL)
        code = int(options.run(options))
        sys.stdout.flush()
        return code
    except BrokenPipeError:  # the program that reads the output, such as `head`, has closed it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except ResponseError as error:
        faults = [f"{options.response}: {fault}" for fault in error.faults]
    except OSError as error:
        faults = [f"{error.filename}: cannot be read or written: {error.strerror}."]
    except CommandError as error:
        faults = [str(error)]
    except SourceError as error:
        faults = list(map(str, error.problems))
    print(*faults, sep="\n", file=sys.stderr)
    return 2


if __name__ == "__main__":
    gc.disable()  # the loaded data stays until the end, so searching it for garbage only takes time
    code = main()
    gc.freeze()  # the collection at exit skips it too
    sys.exit(code)
