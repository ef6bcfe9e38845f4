"""`python -m templates`: makes all prints without a browser, and reads answers back from prints."""

import argparse
import json
import os
import sys
import tempfile
from datetime import datetime, time
from pathlib import Path

from forms import (
    COPIES,
    AnswersInForce,
    answers_in_force,
    choose_clinic,
    day_of_option,
    load_clinic,
    load_questionnaire,
    now,
    reader_of,
    rows_laid_aside,
)
from forms.authoring import SourceError
from forms.exchange import (
    STANDARD,
    ReadBack,
    ResponseError,
    UnreadableError,
    given_answers,
    not_in_it,
    read_response,
    taken_in,
)
from forms.exchange.fhir import is_settled, read_record, record_in
from rules import check_clinic, check_languages, comparable, conclude, conclude_openly, load_rule_sets
from templates import (
    PAPERS,
    BesideAnswers,
    Summary,
    UnderAgeError,
    build_summary,
    page_html,
    plain_text,
    render_pdf,
    write_bundle,
)
from templates.commands import InputError, Made, add_commands, days, notes_on, opened, paper_of


def main(arguments: list[str] | None = None) -> int:
    """Runs one command. Returns 0; 1 if answers could not be taken over; 2 on errors, with one message for each."""
    options = _parser().parse_args(arguments)
    try:
        if options.clinic is not None:
            choose_clinic(options.clinic)
        check_clinic()
        check_languages()
        _check_language(options.language)
        load_questionnaire()
        made = options.make(options)
    except (ResponseError, SourceError, UnderAgeError, InputError, OSError) as error:
        return _refuse(_in_words(error, options))
    try:
        _write(options.output, made.content)
    except OSError as error:
        return _refuse(f"{options.output}: cannot be written: {error.strerror}. Nothing was left behind.")
    for note in made.notes:
        print(note, file=sys.stderr)
    return 0 if made.is_whole else 1


def _check_language(language: str | None) -> None:
    """Raises InputError if the clinic does not offer this language."""
    offered = load_clinic().languages
    if language is not None and language not in offered:
        raise InputError("--language", f"the clinic does not offer '{language}'. Choose one of: {', '.join(offered)}.")


def _made(options: argparse.Namespace) -> Made:
    earlier = opened(options.earlier, days(options).newest) if options.earlier else None
    summary = _summary(options, earlier)
    content = page_html(summary).encode() if options.html else render_pdf(summary, paper_of(options))
    return Made(content, notes_on(options.earlier, earlier) if earlier else ())


def _bundle(options: argparse.Namespace) -> Made:
    summary, answers = _concluded(options, None)
    zone = load_clinic().zone
    made_at = now().astimezone(zone) if options.as_of is None else datetime.combine(options.as_of, time(), zone)
    bundle = write_bundle(summary, answers, render_pdf(summary, paper_of(options)), made_at.astimezone(zone))
    return Made(json.dumps(bundle.as_json(), ensure_ascii=False, indent=1).encode())


def _text(options: argparse.Namespace) -> Made:
    return Made(plain_text(_summary(options, None)).encode())


def _summary(options: argparse.Namespace, found: ReadBack | None) -> Summary:
    return _concluded(options, found)[0]


def _concluded(options: argparse.Namespace, found: ReadBack | None) -> tuple[Summary, AnswersInForce]:
    """Returns the summary of a copy, and the answers that its reader sees."""
    language = options.language
    questionnaire, rule_sets = load_questionnaire(language=language), load_rule_sets(language=language)
    content = given_answers(options.response)
    response = read_response(content, questionnaire, today=days(options).newest)
    try:
        taken = taken_in(content, questionnaire, today=days(options).newest)
        in_record = record_in(content, questionnaire, today=days(options).newest)
    except UnreadableError as error:
        raise InputError(options.response, error.in_words(language)) from None
    answers = answers_in_force(questionnaire, response, today=days(options).today)
    earlier = comparable(found.response, response, not_in_it(found, questionnaire)) if found else None
    conclusions = conclude(answers, rule_sets, reader_of(options.copy), earlier)
    is_private = options.copy == "patient" and options.private_inside
    beside = BesideAnswers(taken, rows_laid_aside(answers, response),
                           tuple(one for one in read_record(in_record, questionnaire, days(options).newest)
                                 if not is_settled(one, response, questionnaire)))
    summary = build_summary(conclusions, as_of=days(options).today, intake_desk=options.intake_desk, beside=beside,
                            openly=conclude_openly(conclusions) if is_private else None)
    return summary, conclusions.answers


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m templates", description="A summary to talk over with a clinician, and what belongs to it.")
    parser.add_argument("--clinic", metavar="FILE",
                        help="the clinic's settings (default: SCREENING_CLINIC, or clinic.yaml)")
    parser.add_argument("--language", metavar="LANGUAGE",
                        help="the language of what is printed, one that the clinic offers (default: its first)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    summary = commands.add_parser("summary", help="make the summary of a response, as a PDF")
    summary.add_argument("--copy", choices=COPIES, default="clinician", help="whom it is for (default: clinician)")
    desk = commands.add_parser("desk", help="the same for the desk, without what only the clinician sees")
    desk.set_defaults(copy="desk")
    for command in (summary, desk):
        _add_summary_options(command)
    bundle = commands.add_parser("fhir", help="make the same as a FHIR R4 Bundle, with the answers and the PDF in it")
    bundle.set_defaults(make=_bundle)
    text = commands.add_parser("text", help="make the points as plain text, to paste")
    text.set_defaults(make=_text)
    for command in (bundle, text):
        command.add_argument("--copy", choices=COPIES, default="clinician", help="whom it is for (default: clinician)")
        command.set_defaults(private_inside=False)
        _add_options(command)
    add_commands(commands)
    return parser


def _add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("response", metavar="RESPONSE.json", help="the answers; - reads standard input")
    command.add_argument("-o", "--output", required=True, metavar="FILE", help="where to; - writes to standard output")
    command.add_argument("--paper", choices=PAPERS, help="paper size (default: the one in clinic.yaml)")
    command.add_argument("--as-of", type=day_of_option, metavar="DATE",
                         help="the day to take as today, as 2026-03-31 (default: the clinic's day)")
    command.add_argument("--intake-desk", action="store_true", help="also for a person who said they are under 18")


def _add_summary_options(summary: argparse.ArgumentParser) -> None:
    _add_options(summary)
    summary.add_argument("--html", action="store_true", help="write a page for a browser instead of a PDF")
    summary.add_argument("--earlier", metavar="FILE", help="mark what changed since these answers (PDF, RESPONSE.json)")
    summary.add_argument("--private-inside", action="store_true",
                         help="on the patient's copy: name nothing private on page 1")
    summary.set_defaults(make=_made)


def _write(path: str, content: bytes) -> None:
    """Writes the whole file or nothing: first to a temporary file, which then replaces it. Raises OSError."""
    if path == STANDARD:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    place = Path(path)
    if place.exists() and not place.is_file():  # a device or a pipe cannot be replaced
        place.write_bytes(content)
        return
    handle, beside = tempfile.mkstemp(dir=place.parent, prefix=".new-")  # short, as the name may be long
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(beside).replace(place)
    except OSError:
        Path(beside).unlink(missing_ok=True)
        raise


def _refuse(message: str) -> int:
    print(message, file=sys.stderr)
    return 2


def _in_words(error: Exception, options: argparse.Namespace) -> str:
    if isinstance(error, ResponseError):
        return "\n".join(f"{options.response}: {fault}" for fault in error.faults)
    if isinstance(error, OSError):
        return f"{options.response}: cannot be read: {error.strerror}."
    return str(error)


if __name__ == "__main__":
    sys.exit(main())
