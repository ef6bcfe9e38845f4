"""The summary as a page for the screen, and as a PDF from a warm press."""

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from forms import answers_in_force, load_questionnaire, read_response
from rules import evaluate, load_rule_sets
from templates import Summary, build_summary, pdf_worker, print_job, render_pdf, summary_html
from tests.benchmarks.rule_book import AS_OF, SAMPLES
from tests.benchmarks.timing import Row, calibration, cpu_seconds, in_milliseconds, in_multiples

CASE = "managed_blood_pressure"
RUNS = 15


def rows() -> Iterator[Row]:
    summary = _summary(SAMPLES / f"{CASE}.json")
    on_screen = cpu_seconds(lambda: summary_html(summary, for_screen=True), runs=RUNS, at_once=10)
    yield Row("summary on screen, from findings to HTML", in_milliseconds(on_screen))
    with _garbage_waits():
        drawn = cpu_seconds(lambda: render_pdf(summary), runs=RUNS)
        loop = calibration()
    yield Row("summary PDF, warm", in_milliseconds(drawn))
    yield Row("the same, as a multiple of the loop", in_multiples(drawn / loop))
    yield Row("summary PDF already made, asked for again", in_milliseconds(_again(summary)))


def _summary(path: Path) -> Summary:
    questionnaire = load_questionnaire()
    answers = answers_in_force(questionnaire, read_response(path.read_bytes(), questionnaire, today=AS_OF))
    judged = [(ruleset, evaluate(ruleset, answers)) for ruleset in load_rule_sets()]
    return build_summary(answers, judged, as_of=AS_OF)


def _again(summary: Summary) -> float:
    worker = pdf_worker()
    worker.render(print_job(summary))
    start = time.perf_counter()
    worker.render(print_job(summary))
    taken = time.perf_counter() - start
    worker.close()
    return taken


@contextmanager
def _garbage_waits() -> Iterator[None]:
    """As in the app's press, which collects while nobody waits."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()
