"""Reads and writes answers outside the app: files of answers, PDFs, forms that were filled in, square codes.

The libraries for PDFs and photos are loaded when the first such file is read.
"""

from forms.exchange.answers_file import ResponseError as ResponseError
from forms.exchange.answers_file import as_json as as_json
from forms.exchange.answers_file import entries_of as entries_of
from forms.exchange.answers_file import read_response as read_response
from forms.exchange.answers_file import write_response as write_response
from forms.exchange.attached_answers import ATTACHMENT as ATTACHMENT
from forms.exchange.attached_answers import write_attachment as write_attachment
from forms.exchange.form_fields import FILLED_IN_ON as FILLED_IN_ON
from forms.exchange.form_fields import MARK as MARK
from forms.exchange.form_fields import NOTHING as NOTHING
from forms.exchange.form_fields import ROWS as ROWS
from forms.exchange.form_fields import absent_code as absent_code
from forms.exchange.form_fields import field_name as field_name
from forms.exchange.form_fields import mark_of as mark_of
from forms.exchange.given_files import STANDARD as STANDARD
from forms.exchange.given_files import given_answers as given_answers
from forms.exchange.given_files import given_file as given_file
from forms.exchange.given_files import given_lines as given_lines
from forms.exchange.given_files import opened_file as opened_file
from forms.exchange.limits import ANSWERS_BYTES as ANSWERS_BYTES
from forms.exchange.limits import FILE_BYTES as FILE_BYTES
from forms.exchange.limits import MEGABYTES as MEGABYTES
from forms.exchange.read_back import not_in_it as not_in_it
from forms.exchange.read_back import read_back as read_back
from forms.exchange.read_back import what_to_know as what_to_know
from forms.exchange.restoring import ChartFile as ChartFile
from forms.exchange.restoring import Differing as Differing
from forms.exchange.restoring import LeftOut as LeftOut
from forms.exchange.restoring import ReadBack as ReadBack
from forms.exchange.restoring import restore as restore
from forms.exchange.square_code.code import encode_answers as encode_answers
from forms.exchange.taken_entries import read_taken as read_taken
from forms.exchange.taken_entries import taken_as_json as taken_as_json
from forms.exchange.taken_entries import taken_in as taken_in
from forms.exchange.texts import exchange_texts as exchange_texts
from forms.exchange.unreadable import UnreadableError as UnreadableError
