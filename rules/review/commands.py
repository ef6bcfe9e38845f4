"""The commands of `python -m rules` that check and review the rules: check, review-sheet, coverage, compare."""

import argparse
import gc
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path

from tqdm import tqdm

from forms import (
    Questionnaire,
    check_questionnaire,
    check_translations,
    days_of,
    languages_begun,
    load_clinic,
    load_questionnaire,
)
from forms.authoring import ORIGINAL
from forms.exchange import ResponseError, given_answers, given_lines
from rules.loading import RULE_SETS, load_rules, read_rules, translated_files
from rules.review.checks import check
from rules.review.comparing_revisions import Change, Comparison
from rules.review.coverage import check_documents, coverage, coverage_in_words, to_look_up
from rules.review.review_sheet import review_sheet
from rules.review.versions import Version, version_of_revision
from rules.ruleset import RuleSet

ROOT = Path(__file__).parent.parent.parent
REVIEW_SHEETS = ROOT / "docs" / "review"


def _form_as_written() -> Questionnaire:
    """The form with its instruments on or off as its own files have them, whatever the clinic has turned on or off.

    Rules are proved and signed once, for every clinic. Raises SourceError, also for faults in the clinic's settings.
    """
    load_questionnaire(language=ORIGINAL)
    return load_questionnaire(clinic=replace(load_clinic(), instruments={}), language=ORIGINAL)


def originals() -> tuple[RuleSet, ...]:
    """All rule sets in the language in which they are written and reviewed."""
    return tuple(load_rules(folder, ORIGINAL) for folder in RULE_SETS)


def check_command(_options: argparse.Namespace) -> int:
    questionnaire, files = _form_as_written(), translated_files()
    offered = load_clinic().languages
    languages = sorted({*languages_begun(files), *offered} - {ORIGINAL})
    messages = [
        *check_questionnaire(questionnaire),
        *check([read_rules(one, questionnaire) for one in RULE_SETS], questionnaire),
        *check_translations(files, languages, offered),
    ]
    for message in messages:
        print(message)
    faults = sum(not message.is_warning for message in messages)
    rules = sum(len(ruleset.rules) for ruleset in originals())
    print(f"{rules} rules, {len(questionnaire.items)} questions: {faults} faults, {len(messages) - faults} warnings.")
    return 1 if faults else 0


def review_sheet_command(options: argparse.Namespace) -> int:
    folder = options.folder or REVIEW_SHEETS
    folder.mkdir(parents=True, exist_ok=True)
    questionnaire = _form_as_written()
    for ruleset in originals():
        path = folder / f"{ruleset.rule_set}.md"
        path.write_text(review_sheet(ruleset, questionnaire), encoding="utf-8")
        print(f"written: {path}")
    return 0


def coverage_command(options: argparse.Namespace) -> int:
    faults = 0
    for ruleset in originals():
        print(*coverage_in_words(ruleset), sep="\n")
        places = chain.from_iterable(coverage(ruleset).values())
        faults += sum(not place.is_accounted_for for place in places)
        located = sum(len(to_look_up(document)) for document in ruleset.documents)
        if options.documents is not None and located:
            messages = list(check_documents(ruleset, options.documents))
            faults += len(messages)
            print(*messages, f"{located - len(messages)} of {located} statements found in the documents under their "
                  "heading", sep="\n")
    return 1 if faults else 0


def compare_command(options: argparse.Namespace) -> int:
    now = Version.of(load_questionnaire(language=ORIGINAL), list(originals()))
    with tempfile.TemporaryDirectory() as scratch:
        comparison = Comparison(version_of_revision(options.old, ROOT, Path(scratch)), now)
    gc.freeze()
    gc.enable()  # reading many responses leaves garbage; the loaded data does not
    counted: Counter[tuple[str, str, str]] = Counter()
    newest = days_of(options.as_of, load_clinic().zone).newest
    unread = responses = 0
    size = sum(path.stat().st_size for path in options.responses)
    with tqdm(total=size, unit="B", unit_scale=True, file=sys.stderr, disable=None) as progress:
        for name, content in _responses(options.responses):
            responses += 1
            progress.update(len(content))
            try:
                changes = comparison.changes(content, newest)
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
            yield path.name, given_answers(str(path))
        else:
            yield from ((f"{path.name}:{number}", line) for number, line in given_lines(str(path)))


COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "check": check_command, "review-sheet": review_sheet_command, "coverage": coverage_command,
    "compare": compare_command,
}
