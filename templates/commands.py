"""The commands of `python -m templates` and what they make, except `summary`. __main__ writes the output."""

import argparse
from dataclasses import dataclass
from datetime import date

from forms import Days, Paper, day_of_option, days_of, load_clinic, load_questionnaire
from forms.exchange import (
    STANDARD,
    ReadBack,
    ResponseError,
    UnreadableError,
    exchange_texts,
    given_file,
    not_in_it,
    taken_as_json,
    what_to_know,
    write_response,
)
from rules import comparable, load_rule_sets
from templates.handouts.html import blank_form, booklet
from templates.press.print_job import PAPERS, PrintJob
from templates.summary.changes_on_command_line import compared


@dataclass(frozen=True)
class Made:
    """The output of a command, and notes to print on standard error, one line each.

    `is_whole` is False if some answers could not be taken over.
    """

    content: bytes
    notes: tuple[str, ...] = ()
    is_whole: bool = True


class InputError(Exception):
    """A file given to a command cannot be used. The message has one line for each error; none repeats an answer."""

    def __init__(self, path: str, *faults: str) -> None:
        super().__init__("\n".join(f"{path}: {fault}" for fault in faults))


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the commands for the form, the booklet, reading a file back, and comparing two visits."""
    blank = commands.add_parser("blank", help="make the questions to fill in, by hand or on a screen, as a PDF")
    blank.set_defaults(make=_blank)
    blank.add_argument("--fillable", action="store_true", help="a form to fill in with a PDF reader")
    blank.add_argument("--desk", action="store_true", help="with what only the intake desk asks")
    preview = commands.add_parser("booklet", help="make a booklet with all questions and what to bring, as a PDF")
    preview.set_defaults(make=_booklet)
    for command in (blank, preview):
        command.add_argument("--paper", choices=PAPERS, help="paper size (default: the one in clinic.yaml)")
    reading = commands.add_parser("read", help="read the answers in a summary or a form back, as RESPONSE.json")
    reading.set_defaults(make=_read)
    reading.add_argument("file", metavar="FILE.pdf", help="a PDF, or a photo of the square code (JPEG, PNG)")
    comparing = commands.add_parser("compare", help="print what changed between two visits")
    comparing.set_defaults(make=_compare)
    comparing.add_argument("old", metavar="OLD", help="the earlier answers: PDF, photo or RESPONSE.json")
    comparing.add_argument("new", metavar="NEW", help="the later answers")
    for command in (blank, preview, reading, comparing):
        command.add_argument("-o", "--output", default=STANDARD, metavar="FILE",
                             help="where to; standard output if not given")
        command.add_argument("--as-of", type=day_of_option, metavar="DATE",
                             help="the day to take as today, as 2026-03-31 (default: the clinic's day)")


def _blank(options: argparse.Namespace) -> Made:
    questionnaire = load_questionnaire(language=options.language)
    return _printed(blank_form(questionnaire, paper=paper_of(options), dated=days(options).today,
                               fillable=options.fillable, for_desk=options.desk))


def _booklet(options: argparse.Namespace) -> Made:
    questionnaire = load_questionnaire(language=options.language)
    return _printed(booklet(questionnaire, paper=paper_of(options), dated=days(options).today))


def days(options: argparse.Namespace) -> Days:
    """The days that a command counts by. Raises SourceError."""
    return days_of(options.as_of, load_clinic().zone)


def paper_of(options: argparse.Namespace) -> Paper:
    """Returns the paper size of the options, or else the clinic's. Raises SourceError."""
    asked_for: Paper | None = options.paper
    return asked_for or load_clinic().paper


def _printed(job: PrintJob) -> Made:
    from templates.press.press import render  # loads WeasyPrint

    return Made(render(job))


def _read(options: argparse.Namespace) -> Made:
    found = opened(options.file, days(options).newest)
    content = write_response(found.response, load_questionnaire(), taken_as_json(found.taken), found.in_record) + "\n"
    return Made(content.encode(), notes_on(options.file, found), _is_whole(found))


def _compare(options: argparse.Namespace) -> Made:
    questionnaire = load_questionnaire(language=options.language)
    earlier, now = opened(options.old, days(options).newest), opened(options.new, days(options).newest)
    used = [ruleset for ruleset in load_rule_sets(language=options.language) if ruleset.on]
    before = comparable(earlier.response, now.response, not_in_it(earlier, questionnaire))
    lines = compared(questionnaire, before, now.response, used, days(options).today)
    notes = (*notes_on(options.old, earlier), *notes_on(options.new, now))
    return Made("".join(f"{line}\n" for line in lines).encode(), notes, _is_whole(earlier) and _is_whole(now))


def _is_whole(found: ReadBack) -> bool:
    return not (found.left_out or found.differing)


def opened(path: str, today: date) -> ReadBack:
    """Returns the answers in a file of any kind, which a process of its own reads. Raises InputError."""
    from forms.exchange.worker import reading_worker  # here, so that commands which read no file start without it

    try:
        found = reading_worker().read_back(given_file(path), load_questionnaire(), today=today)
    except OSError as error:
        raise InputError(path, f"cannot be read: {error.strerror}.") from None
    except UnreadableError as error:
        raise InputError(path, error.in_words(load_questionnaire().language)) from None
    except ResponseError as error:
        raise InputError(path, *error.faults) from None
    if found.chart is not None:
        raise InputError(path, exchange_texts(load_questionnaire().language)("chart_not_answers"))
    return found


def notes_on(path: str, found: ReadBack) -> tuple[str, ...]:
    """Returns notes for the person on a file that was read. They contain no answer."""
    questionnaire = load_questionnaire()
    texts = exchange_texts(questionnaire.language)
    notes = [texts(name, **facts) for name, facts in what_to_know(found, questionnaire)]
    notes += [texts("left_out", question=one.question, why=one.why) for one in found.left_out]
    notes += [texts("differs", question=questionnaire.item(one.link_id).short) for one in found.differing]
    return tuple(f"{path}: {note}" for note in notes)
