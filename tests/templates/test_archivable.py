"""What is printed keeps PDF/A-3a, so that it opens in thirty years, and PDF/UA-1, so that it can be read aloud."""

import io

import pikepdf
import pytest
from weasyprint import HTML

from forms import load_questionnaire
from rules import load_rule_sets
from templates import PAPERS, Paper, blank_form, booklet, sources_job
from tests.support.summaries import SAMPLES, TODAY, printed, sample_pdf
from tests.support.vera import BOTH, failed_checks

FORM = load_questionnaire()
PAPER: Paper = "letter"  # has room for less, so that more breaks over pages
ON_PAPER = {  # made only in the test, since it takes seconds
    "form": lambda: blank_form(FORM, paper=PAPER, dated=TODAY, for_desk=True),
    "booklet": lambda: booklet(FORM, paper=PAPER, dated=TODAY),
    "rules and sources": lambda: sources_job(load_rule_sets(), FORM, paper=PAPER, dated=TODAY, search="pregnant"),
}


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_keeps_both_standards_with_its_answers_attached(name: str, paper: Paper) -> None:
    assert failed_checks(sample_pdf(name, paper), *BOTH) == []


@pytest.mark.parametrize("name", ON_PAPER)
def test_every_handout_keeps_both_standards(name: str) -> None:
    assert failed_checks(printed(ON_PAPER[name]()), *BOTH) == []


def test_the_form_to_fill_in_can_be_read_aloud() -> None:
    """Not PDF/A, which has no forms that are filled in."""
    form = printed(blank_form(FORM, paper=PAPER, dated=TODAY, fillable=True, for_desk=True))
    assert failed_checks(form, "PDFUA-1") == []


def test_a_file_that_does_not_name_the_standard_is_reported() -> None:
    with pikepdf.open(io.BytesIO(sample_pdf("nothing_answered"))) as pdf:
        pdf.Root.Metadata.write(pdf.Root.Metadata.read_bytes().replace(b'pdfuaid:part="1"', b""))
        (line,) = failed_checks(saved(pdf), *BOTH)
    assert line.startswith("PDFUA-1 5-1, 1 times: The PDF/UA version and conformance level of a file shall be ")


@pytest.mark.parametrize(("lost", "rules"), [
    ("/StructTreeRoot", {"PDFA-3A 6.7.3.3-1", "PDFUA-1 7.1-11", "PDFUA-1 7.1-3"}),
    ("/Lang", {"PDFUA-1 7.2-33", "PDFUA-1 7.2-34"}),
    ("/MarkInfo", {"PDFA-3A 6.7.2.2-1", "PDFUA-1 6.2-1"}),
    ("/OutputIntents", {"PDFA-3A 6.2.4.3-2"}),
    ("/AF", {"PDFA-3A 6.8-4"}),
])
def test_a_file_that_lost_a_part_is_reported(lost: str, rules: set[str]) -> None:
    with pikepdf.open(io.BytesIO(sample_pdf("nothing_answered"))) as pdf:
        del pdf.Root[lost]
        assert rules <= broken(saved(pdf))


def test_a_page_that_nobody_finished_is_reported() -> None:
    page = HTML(string="<html lang=en><title>-</title><table><tr><th>head<tr><td>cell</table>")
    assert {"PDFUA-1 7.1-11", "PDFA-3A 6.6.2.1-1", "PDFA-3A 6.7.3.3-1"} <= broken(page.write_pdf())


def broken(pdf: bytes) -> set[str]:
    """The rules, without how often and what they say."""
    return {line.partition(",")[0] for line in failed_checks(pdf, *BOTH)}


def saved(pdf: pikepdf.Pdf) -> bytes:
    content = io.BytesIO()
    pdf.save(content)
    return content.getvalue()
