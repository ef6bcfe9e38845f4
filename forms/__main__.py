"""`python -m forms`: the form and answers as FHIR R4, for other people's software; what a chart suggests."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from forms import answers_in_force, choose_clinic, day_of_option, days_of, encodable, load_clinic, load_questionnaire
from forms.authoring import SourceError
from forms.clinic import languages_written
from forms.exchange import STANDARD, ResponseError, UnreadableError, given_answers, opened_file, read_response
from forms.exchange.fhir import (
    chart_report,
    each_resource,
    read_chart,
    write_fhir_response,
    write_questionnaire,
)


def main(arguments: list[str] | None = None) -> int:
    """Runs one command. Returns 0; 2 on errors, with one message for each."""
    options = _parser().parse_args(arguments)
    try:
        if options.clinic is not None:
            choose_clinic(options.clinic)
        offered = languages_written()
        if options.language is not None and options.language not in offered:
            print(f"--language: there are no texts in '{options.language}'. Choose one of: {', '.join(offered)}.",
                  file=sys.stderr)
            return 2
        return int(options.run(options))
    except ResponseError as error:
        faults = [f"{options.file}: {fault}" for fault in error.faults]
    except UnreadableError as error:
        faults = [f"{options.file}: {error.in_words(options.language)}"]
    except OSError as error:
        faults = [f"{error.filename}: cannot be read or written: {error.strerror}."]
    except SourceError as error:
        faults = list(map(str, error.problems))
    print(*faults, sep="\n", file=sys.stderr)
    return 2


def _export_form(options: argparse.Namespace) -> int:
    return _write(options.output, write_questionnaire(load_questionnaire(language=options.language)).as_json())


def _export_response(options: argparse.Namespace) -> int:
    questionnaire, zone = load_questionnaire(language=options.language), load_clinic().zone
    days = days_of(options.as_of, zone)
    response = read_response(given_answers(options.file), questionnaire, today=days.newest)
    in_force = answers_in_force(questionnaire, response, today=days.today)
    return _write(options.output, write_fhir_response(in_force, zone).as_json())


def _suggest(options: argparse.Namespace) -> int:
    questionnaire, days = load_questionnaire(language=options.language), days_of(options.as_of, load_clinic().zone)
    with opened_file(options.file) as file:
        chart = read_chart(each_resource(file), questionnaire, today=days.today)
    return _write(options.output, chart_report(chart, questionnaire))


def _write(output: str, resource: dict[str, Any]) -> int:
    content = encodable(json.dumps(resource, ensure_ascii=False, indent=1)) + "\n"
    if output == STANDARD:
        sys.stdout.write(content)
    else:
        Path(output).write_text(content, "utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m forms", description="The form and its answers for other software.")
    parser.add_argument("--clinic", metavar="FILE",
                        help="the clinic's settings (default: SCREENING_CLINIC, or clinic.yaml)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    exporting = commands.add_parser("export", help="write the form or answers as JSON")
    kinds = exporting.add_subparsers(required=True, metavar="KIND")
    form = kinds.add_parser("fhir", help="the form, as a FHIR R4 Questionnaire")
    form.set_defaults(run=_export_form, file="the form")
    answers = kinds.add_parser("response", help="the answers in force, as a FHIR R4 QuestionnaireResponse")
    answers.set_defaults(run=_export_response)
    answers.add_argument("file", metavar="RESPONSE.json", help="the answers; - reads standard input")
    suggesting = commands.add_parser("suggest", help="list what a patient's chart (FHIR R4) says, and which answers "
                                                     "it suggests; nothing is filled in")
    suggesting.set_defaults(run=_suggest)
    suggesting.add_argument("file", metavar="CHART", help="a Bundle, a resource, an array, or NDJSON")
    for command in (answers, suggesting):
        command.add_argument("--as-of", type=day_of_option, metavar="DATE",
                             help="the day to take as today, as 2026-03-31 (default: the clinic's day)")
    for command in (form, answers, suggesting):
        command.add_argument("--language", metavar="LANGUAGE", help="its language (default: the clinic's first)")
        command.add_argument("output", metavar="OUT", nargs="?", default=STANDARD,
                             help="where to; - writes to standard output, which is the default")
    return parser


if __name__ == "__main__":
    sys.exit(main())
