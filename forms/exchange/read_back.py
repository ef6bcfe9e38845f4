"""Reads a file of any kind back into a response: a summary or a form as PDF, a photo, a file of answers, FHIR.

The libraries for PDFs and photos are loaded when the first such file is read.
"""

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from forms import Questionnaire, Response, answers_in_force, load_clinic, reader_of, rows_laid_aside
from forms.exchange.answers_file import read_response
from forms.exchange.fhir import (
    TOO_MANY,
    ChartTaker,
    entries_of_chart,
    in_doubt,
    is_fhir,
    read_resources,
    record_in,
    resources_in,
    suggestions,
)
from forms.exchange.limits import FILE_BYTES, MEGABYTES
from forms.exchange.restoring import ChartFile, LeftOut, ReadBack
from forms.exchange.square_code.code_book import CodeBook
from forms.exchange.taken_entries import taken_in
from forms.exchange.texts import exchange_texts
from forms.exchange.unreadable import UnreadableError
from forms.readers import unseen_by

WITHOUT_OUR_ANSWERS = (  # such a file may be a patient's chart
    "fhir_no_answers", "fhir_other_questionnaire", "fhir_in_error", "fhir_not_understood")
BEGIN_JSON = (b"{", b"[", BOM_UTF16_LE, BOM_UTF16_BE)  # UTF-16 is refused there, with what to do
WITHOUT_ANSWERS = ("lost", "paper_form", "foreign")  # such a PDF may be a scan with a square code in the picture


def read_back(content: bytes, questionnaire: Questionnaire, *, today: date) -> ReadBack:
    """Returns the answers in a file. Its first bytes show its kind.

    Raises UnreadableError, and ResponseError for a RESPONSE.json.
    """
    if len(content) > FILE_BYTES:
        raise UnreadableError("too_large", limit=MEGABYTES)
    start = content[:1024]
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(BEGIN_JSON):
        return _from_json(content, questionnaire, today)  # first, since an answer may contain the beginning of a PDF
    if b"%PDF-" in start:
        return _from_pdf(content, questionnaire, today)
    from forms.exchange.square_code.photo import read_photo

    return read_photo(content, questionnaire, today=today)


def not_in_it(found: ReadBack, questionnaire: Questionnaire) -> frozenset[str]:
    """Returns the link ids whose answers this kind of file never contains: a desk's copy, a square code, or both."""
    unseen = unseen_by(questionnaire, reader_of(found.copy))
    if found.whence != "code":
        return unseen
    return unseen | (questionnaire.items.keys() - CodeBook.of(questionnaire).states.keys())


def what_to_know(found: ReadBack, questionnaire: Questionnaire) -> Iterator[tuple[str, dict[str, object]]]:
    """Yields notes on the answers from a file, besides those that could not be taken over: text name and facts.

    `not_compared_answers`, `not_compared_identity`: what a PDF has inside could not be compared with its pages.
    `older`: the file is of another version of the questions; `code_only`: answers that a square code cannot contain are
    missing; `part_of_it`: the desk's copy does not contain all answers; `rows_aside`: medicines are listed although
    another answer closes the list.
    """
    if found.version not in (None, questionnaire.version):
        yield "older", {"made_with": found.version, "asked": questionnaire.version}
    if found.whence == "code":
        yield "code_only", {}
    if unseen := len(unseen_by(questionnaire, reader_of(found.copy))):
        yield "part_of_it", {"unseen": unseen}
    for what in found.not_compared:
        yield f"not_compared_{what}", {}
    in_force = answers_in_force(questionnaire, found.response)
    if aside := rows_laid_aside(in_force, found.response):
        yield "rows_aside", {"count": sum(map(len, aside.values()))}


def _from_pdf(content: bytes, questionnaire: Questionnaire, today: date) -> ReadBack:
    from forms.exchange.compared_pages import compared
    from forms.exchange.pdf import read_pdf
    from forms.exchange.square_code.photo import read_photo

    try:
        found = read_pdf(content, questionnaire, today=today)
        return found if found.whence != "attachment" else compared(found, content, questionnaire, today=today)
    except UnreadableError as error:
        if error.code not in WITHOUT_ANSWERS:
            raise
        without_answers = error
    try:
        return read_photo(content, questionnaire, today=today)
    except UnreadableError:
        raise without_answers from None


def _from_fhir(content: bytes, questionnaire: Questionnaire, today: date) -> ReadBack:
    """Reads the answers in FHIR resources, or a patient's chart if there are none."""
    charted = ChartTaker(questionnaire, today)  # which takes what is read meanwhile: a large file is read once
    try:
        found = read_resources(charted.each(resources_in(content)), questionnaire, today=today, zone=load_clinic().zone)
        return replace(found, left_out=(*found.left_out, *_chart_beside(charted.count, questionnaire)))
    except UnreadableError as error:
        if error.code not in WITHOUT_OUR_ANSWERS:
            raise
        without_answers = error
    try:
        chart = charted.chart()
    except UnreadableError as error:
        raise without_answers if error.code == "chart_of_nobody" else error from None
    if TOO_MANY in chart.passed_over:
        raise UnreadableError("chart_too_much")
    told = (*suggestions(chart, questionnaire), *in_doubt(chart, questionnaire))
    file = ChartFile(chart.names, chart.born, chart.is_deceased, entries_of_chart(told), chart.passed_over)
    return ReadBack(Response(questionnaire.questionnaire_id), "file", None, chart=file)


def _chart_beside(count: int, questionnaire: Questionnaire) -> Iterator[LeftOut]:
    """The chart in a file that has answers too: they are read, and it is not."""
    if count:
        texts = exchange_texts(questionnaire.language)
        yield LeftOut("", texts("fhir_chart_beside", count=count), texts("fhir_chart_beside_why"), "")


def _from_json(content: bytes, questionnaire: Questionnaire, today: date) -> ReadBack:
    """Reads a RESPONSE.json, an answers.json that somebody took out of a PDF, or FHIR resources."""
    if is_fhir(content):
        return _from_fhir(content, questionnaire, today)
    from forms.exchange.pdf import read_answers_file

    try:
        return read_answers_file(content, questionnaire, today=today)
    except UnreadableError as error:
        if error.code not in ("not_answers", "too_large_inside"):
            raise
    response = read_response(content, questionnaire, today=today)
    return ReadBack(response, "file", None, taken=taken_in(content, questionnaire, today=today),
                    in_record=record_in(content, questionnaire, today=today))
