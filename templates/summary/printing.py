"""A summary as a job for the press, and the short way to its PDF."""

from forms.exchange import ATTACHMENT
from templates.press.print_job import AttachedFile, Paper, PrintJob
from templates.summary.html import summary_html
from templates.summary.model import Summary
from templates.words import load_words


def print_job(summary: Summary, paper: Paper = "a4") -> PrintJob:
    """All that the PDF of a summary is made of, with the answers in force attached."""
    attached = AttachedFile(ATTACHMENT, load_words(summary.language).text["attached_description"], summary.answers_json)
    return PrintJob(summary_html(summary), paper, summary.as_of, (attached,))


def render_pdf(summary: Summary, paper: Paper = "a4") -> bytes:
    """The PDF, made in this process and this thread. An app with several sessions asks `pdf_worker` instead."""
    from templates.press.press import render  # loads WeasyPrint: half a second that only drawing needs

    return render(print_job(summary, paper))
