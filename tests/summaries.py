"""Summaries for the tests: of the sample responses, and of answers given in a test."""

import io
import json
import logging
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from forms import answers_in_force, load_questionnaire, read_response
from rules import RuleSet, evaluate, load_rule_sets, load_rules
from templates import Paper, Summary, build_summary, render_pdf

TODAY = date(2026, 11, 18)
FOLDER = Path(__file__).parent / "sample_responses"
SAMPLES = sorted(path.stem for path in FOLDER.glob("*.json"))


@cache
def sample_pdf(name: str, paper: Paper = "a4") -> bytes:
    """The PDF of a sample response, drawn once for all tests."""
    return drawn(sample(name), paper)


def drawn(summary: Summary, paper: Paper = "a4") -> bytes:
    """The PDF. WeasyPrint drops what it does not know and only logs it, so any line in its log is a fault."""
    lines: list[str] = []
    log = logging.Handler(logging.WARNING)
    log.emit = lambda record: lines.append(record.getMessage())  # type: ignore[method-assign] # shorter than a class
    logging.getLogger("weasyprint").addHandler(log)
    try:
        pdf = render_pdf(summary, paper)
    finally:
        logging.getLogger("weasyprint").removeHandler(log)
    assert lines == []
    return pdf


@cache
def sample(name: str) -> Summary:
    """The summary of a sample response, with all rule sets."""
    answers = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))["answers"]
    return summary_of(answers, rule_sets=load_rule_sets())


def summary_of(
    answers: dict[str, Any], *, rule_sets: Sequence[RuleSet] = (), intake_desk: bool = False,
) -> Summary:
    """The summary of these answers, written as in RESPONSE.json; of the articles where no other rule set is named."""
    questionnaire = load_questionnaire()
    content = json.dumps({"questionnaire": questionnaire.questionnaire_id, "answers": answers})
    in_force = answers_in_force(questionnaire, read_response(content, questionnaire, today=TODAY))
    judged = [(ruleset, evaluate(ruleset, in_force)) for ruleset in rule_sets or (load_rules(),)]
    return build_summary(in_force, judged, as_of=TODAY, intake_desk=intake_desk)


def pages_of(pdf: bytes) -> list[str]:
    """The words on each page, in one line, so that a test need not know where lines break."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def words_of(pdf: bytes) -> str:
    return " ".join(pages_of(pdf))
