"""TELL: the summary built from answers in force and findings, its pages, and the press.

Imports forms and rules, and no room to its right. WeasyPrint is loaded when something is drawn, not before.
"""

from templates.building import UnderAgeError as UnderAgeError
from templates.building import build_summary as build_summary
from templates.pages import page_html as page_html
from templates.pages import summary_html as summary_html
from templates.paper import PAPERS as PAPERS
from templates.paper import Paper as Paper
from templates.paper import PrintJob as PrintJob
from templates.printing import print_job as print_job
from templates.printing import render_pdf as render_pdf
from templates.quotes import Quotes as Quotes
from templates.summary import Said as Said
from templates.summary import Summary as Summary
from templates.words import CrisisWords as CrisisWords
from templates.words import UnderAgeWords as UnderAgeWords
from templates.words import Words as Words
from templates.words import load_words as load_words
from templates.worker import PdfError as PdfError
from templates.worker import PdfWorker as PdfWorker
from templates.worker import pdf_worker as pdf_worker
