"""TELL: the summary built from answers in force and findings, its pages, and the press.

Imports forms and rules, and no room to its right. WeasyPrint is loaded when something is drawn, not before.
"""

from templates.building import UnderAgeError as UnderAgeError
from templates.building import build_summary as build_summary
from templates.changes import Changes as Changes
from templates.changes import comparable as comparable
from templates.changes import may_be_two_people as may_be_two_people
from templates.changes import to_ask_again as to_ask_again
from templates.changes import what_changed as what_changed
from templates.handout_pages import blank_form as blank_form
from templates.handout_pages import booklet as booklet
from templates.pages import page_html as page_html
from templates.pages import summary_html as summary_html
from templates.paper import PAPERS as PAPERS
from templates.paper import Paper as Paper
from templates.paper import PrintJob as PrintJob
from templates.printing import print_job as print_job
from templates.printing import render_pdf as render_pdf
from templates.quotes import Quotes as Quotes
from templates.sources import source_sets as source_sets
from templates.sources import sources_html as sources_html
from templates.sources import sources_job as sources_job
from templates.summary import Said as Said
from templates.summary import Summary as Summary
from templates.words import CrisisWords as CrisisWords
from templates.words import UnderAgeWords as UnderAgeWords
from templates.words import Words as Words
from templates.words import load_words as load_words
from templates.worker import PdfError as PdfError
from templates.worker import PdfWorker as PdfWorker
from templates.worker import pdf_worker as pdf_worker
