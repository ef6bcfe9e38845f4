"""TELL: the summary made from answers in force and findings, its pages, and the press.

It imports forms and rules only. WeasyPrint is loaded when the first PDF is made, not before.
"""

from templates.exports.fhir_bundle import write_bundle as write_bundle
from templates.exports.fhir_bundle import write_document as write_document
from templates.exports.points_as_text import plain_text as plain_text
from templates.handouts.html import blank_form as blank_form
from templates.handouts.html import booklet as booklet
from templates.handouts.questions import parts_of as parts_of
from templates.press.print_job import PAPERS as PAPERS
from templates.press.print_job import Paper as Paper
from templates.press.print_job import PrintJob as PrintJob
from templates.press.print_job import one_after_another as one_after_another
from templates.press.worker import PdfError as PdfError
from templates.press.worker import PdfWorker as PdfWorker
from templates.press.worker import pdf_worker as pdf_worker
from templates.sources.sources import SourceQuestion as SourceQuestion
from templates.sources.sources import SourceRule as SourceRule
from templates.sources.sources import SourceSet as SourceSet
from templates.sources.sources import part_names as part_names
from templates.sources.sources import source_questions as source_questions
from templates.sources.sources import source_sets as source_sets
from templates.sources.sources import sources_html as sources_html
from templates.sources.sources import sources_job as sources_job
from templates.sources.sources import to_review_html as to_review_html
from templates.summary.answers_in_words import Quotes as Quotes
from templates.summary.beside import BesideAnswers as BesideAnswers
from templates.summary.building import UnderAgeError as UnderAgeError
from templates.summary.building import build_summary as build_summary
from templates.summary.html import page_html as page_html
from templates.summary.html import summary_html as summary_html
from templates.summary.model import Said as Said
from templates.summary.model import Summary as Summary
from templates.summary.printing import print_job as print_job
from templates.summary.printing import render_pdf as render_pdf
from templates.summary.typed_text import boxed_on_paper as boxed_on_paper
from templates.words import CrisisWords as CrisisWords
from templates.words import UnderAgeWords as UnderAgeWords
from templates.words import Words as Words
from templates.words import load_texts_of as load_texts_of
from templates.words import load_words as load_words
