"""Summaries for the tests: of the sample responses, and of answers given in a test."""

import json
import logging
import os
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pypdfium2

from forms import AnswersInForce, Copy, Response, answers_in_force, load_questionnaire, reader_of
from forms.exchange import read_response
from rules import RuleSet, conclude, conclude_openly, load_rule_sets, load_rules
from templates import Paper, PrintJob, Summary, build_summary, print_job
from templates.press.press import render
from tests.support import PRINTS, SAMPLE_FILES

TODAY = date(2026, 11, 18)
FOLDER = SAMPLE_FILES
SAMPLES = sorted(path.stem for path in FOLDER.glob("*.json"))


@cache
def sample_pdf(name: str, paper: Paper = "a4") -> bytes:
    """The PDF of a sample response, drawn once for all tests."""
    return drawn(sample(name), paper)


def drawn(summary: Summary, paper: Paper = "a4") -> bytes:
    """The PDF of a summary."""
    return printed(print_job(summary, paper))


def printed(job: PrintJob) -> bytes:
    """The PDF of a job, drawn once for all processes of a run: the same job gives the same bytes."""
    if PRINTS not in os.environ:  # a benchmark
        return _printed(job)
    kept = Path(os.environ[PRINTS]) / f"{sha256(job.to_json()).hexdigest()}.pdf"
    if not kept.exists():
        begun = kept.with_suffix(f".{os.getpid()}")
        begun.write_bytes(_printed(job))
        begun.replace(kept)
    return kept.read_bytes()


def _printed(job: PrintJob) -> bytes:
    """WeasyPrint drops what it does not know and only logs it, so any line in its log is a fault."""
    lines: list[str] = []
    log = logging.Handler(logging.WARNING)
    log.emit = lambda record: lines.append(record.getMessage())  # type: ignore[method-assign] # shorter than a class
    logging.getLogger("weasyprint").addHandler(log)
    try:
        pdf = render(job)
    finally:
        logging.getLogger("weasyprint").removeHandler(log)
    assert lines == []
    return pdf


@cache
def sample(name: str) -> Summary:
    """The summary of a sample response, with all rule sets."""
    return summary_of(sample_answers(name), rule_sets=load_rule_sets())


def sample_answers(name: str) -> dict[str, Any]:
    """The answers of a sample response, written as in RESPONSE.json."""
    answers: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))["answers"]
    return answers


def summary_of(
    answers: dict[str, Any], *, rule_sets: Sequence[RuleSet] = (), earlier: dict[str, Any] | None = None, **how: Any,
) -> Summary:
    """The summary of these answers, written as in RESPONSE.json; of the articles where no other rule set is named.

    `earlier` are the answers of an earlier visit; `how` goes to `summary_of_answers`.
    """
    in_force = answers_in_force(load_questionnaire(), response_of(answers))
    before = None if earlier is None else response_of(earlier)
    return summary_of_answers(in_force, rule_sets or (load_rules(),), earlier=before, **how)


def summary_of_answers(
    answers: AnswersInForce, rule_sets: Sequence[RuleSet], *, copy: Copy = "clinician", names_sensitive: bool = True,
    earlier: Response | None = None, **how: Any,
) -> Summary:
    """The copy of a reader. `names_sensitive`: page 1 may name what is private; `how` goes to build_summary."""
    conclusions = conclude(answers, rule_sets, reader_of(copy), earlier)
    openly = None if names_sensitive else conclude_openly(conclusions)
    return build_summary(conclusions, openly=openly, **{"as_of": TODAY, **how})


def response_of(answers: dict[str, Any]) -> Response:
    """The response that holds these answers, written as in RESPONSE.json."""
    questionnaire = load_questionnaire()
    content = json.dumps({"questionnaire": questionnaire.questionnaire_id, "answers": answers})
    return read_response(content, questionnaire, today=TODAY)


def pages_of(pdf: bytes) -> list[str]:
    """The words on each page, in one line, so that a test need not know where lines break."""
    return list(_pages_of(pdf))


@lru_cache(maxsize=4)
def _pages_of(pdf: bytes) -> tuple[str, ...]:
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return tuple(" ".join(page.get_textpage().get_text_bounded().split()) for page in document)


def words_of(pdf: bytes) -> str:
    return " ".join(pages_of(pdf))
