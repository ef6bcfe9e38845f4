"""Makes a print job of a summary, or directly its PDF."""

from forms.exchange import ATTACHMENT
from templates.press.print_job import AttachedFile, Paper, PrintJob
from templates.summary.html import summary_html
from templates.summary.model import Summary
from templates.words import load_words


def print_job(summary: Summary, paper: Paper = "a4") -> PrintJob:
    """Returns the print job of a summary, with the answers in force attached."""
    attached = AttachedFile(ATTACHMENT, load_words(summary.language).text["attached_description"], summary.answers_json)
    return PrintJob(summary_html(summary), paper, summary.as_of, (attached,))


def render_pdf(summary: Summary, paper: Paper = "a4") -> bytes:
    """Returns the PDF, made in this process and thread. An app with several sessions must use `pdf_worker` instead."""
    from templates.press.press import render  # imported here, since it loads WeasyPrint, which takes half a second

    return render(print_job(summary, paper))
