"""The summary as a page for the screen, and as a PDF from a warm press."""

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psutil

from forms import answers_in_force, load_questionnaire
from forms.exchange import read_response
from rules import conclude, load_rule_sets
from templates import PdfWorker, Summary, build_summary, pdf_worker, print_job, render_pdf, summary_html
from tests.benchmarks import other_makers
from tests.benchmarks.rule_book import AS_OF
from tests.benchmarks.timing import Row, beside_the_loop, cpu_seconds, in_milliseconds, in_milliseconds_and_multiples
from tests.support import SAMPLE_FILES

CASE = "managed_blood_pressure"
RUNS = 15
EARLY, LATE = 20, 300


def rows() -> Iterator[Row]:
    summary = _summary(SAMPLE_FILES / f"{CASE}.json")
    on_screen = cpu_seconds(lambda: summary_html(summary, for_screen=True), runs=RUNS, at_once=10)
    yield Row("summary on screen, from findings to HTML", in_milliseconds(on_screen))
    with _garbage_waits():
        drawn, loop = beside_the_loop(lambda: render_pdf(summary), runs=RUNS)
    yield Row("summary PDF, warm", in_milliseconds_and_multiples(drawn, loop), "at most 3.8 times")
    yield from other_makers.rows(summary, loop)
    yield Row("summary PDF already made, asked for again", in_milliseconds(_again(summary)))
    yield Row("its size", f"{len(render_pdf(summary)) / 1000:.0f} kB", "under 100 kB")
    early, late = _memory(summary)
    yield Row(f"memory of the worker after {EARLY} and {LATE} summaries", f"{early:.0f} and {late:.0f} MB", "flat")


def _summary(path: Path) -> Summary:
    questionnaire = load_questionnaire()
    answers = answers_in_force(questionnaire, read_response(path.read_bytes(), questionnaire, today=AS_OF))
    return build_summary(conclude(answers, load_rule_sets()), as_of=AS_OF)


def _again(summary: Summary) -> float:
    worker = pdf_worker()
    held = worker.ahead(print_job(summary))
    held.result()
    start = time.perf_counter()
    worker.render(print_job(summary))
    taken = time.perf_counter() - start
    worker.close()
    return taken


def _memory(summary: Summary) -> tuple[float, float]:
    """Megabytes that the worker's process has after some and after many summaries, each of another person."""
    worker, job = PdfWorker(), print_job(summary)
    found = []
    for number in range(1, LATE + 1):
        worker.render(replace(job, html=job.html.replace("</title>", f" {number}</title>")))
        if number in (EARLY, LATE):
            (process,) = psutil.Process().children()
            found.append(process.memory_info().rss / 1e6)
    worker.close()
    return found[0], found[1]


@contextmanager
def _garbage_waits() -> Iterator[None]:
    """As in the app's press, which collects while nobody waits."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()
