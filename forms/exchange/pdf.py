"""Reads the response from a PDF: from its attached answers, or from the fields of a form that was filled in."""

from datetime import date

from pypdf import PdfReader
from pypdf.generic import Field, NullObject

from forms import Questionnaire, load_clinic, load_questionnaire
from forms.exchange.attached_answers import ATTACHMENT, read_attachment
from forms.exchange.doubled_fields import fields_of_one_name
from forms.exchange.drawn_pdf import words_of_first_page
from forms.exchange.fhir import entries_of_record
from forms.exchange.form_fields import FILLED_IN_ON, MARK, Fields, answers_filled_in, date_in
from forms.exchange.opened_pdf import opened
from forms.exchange.out_of_place import out_of_place, with_dangers_opened
from forms.exchange.restoring import LeftOut, ReadBack, in_short, is_version, restore, without_lent_origins
from forms.exchange.taken_entries import read_taken
from forms.exchange.texts import exchange_texts
from forms.exchange.unreadable import UnreadableError


def read_pdf(content: bytes, questionnaire: Questionnaire, *, today: date) -> ReadBack:
    """Returns the answers in a summary, or in a form that was filled in. Raises UnreadableError."""
    with opened(content) as reader:
        attached = _attached(reader)
        fields = _filled_in(reader) if attached is None else None
        if attached is None and fields is None:
            raise UnreadableError(_kind_of_copy(content))
    if attached is not None:
        return read_answers_file(attached, questionnaire, today=today)
    return _from_form(fields or {}, questionnaire, today)


def _attached(reader: PdfReader) -> bytes | None:
    """The attached answers.json; None if there is none."""
    found = [one for one in reader.attachment_list if ATTACHMENT in (one.name, one.alternative_name)]
    if len(found) > 1:
        raise UnreadableError("several")
    return found[0].content if found else None


def _kind_of_copy(content: bytes) -> str:
    """The kind of a PDF without answers, by its first page: a summary printed to a new PDF, our paper form, or foreign.

    `lost` is the code for the summary, since it has lost its attachment. It may be in any language of the clinic.
    """
    page = "".join(words_of_first_page(content).split())
    for language in load_clinic().languages:
        summary_says = exchange_texts(language)("what_a_summary_is")
        ours = {"lost": summary_says, "paper_form": load_questionnaire(language=language).title}
        for kind, text in ours.items():
            if "".join(text.split()) in page:
                return kind
    return "foreign"


def _filled_in(reader: PdfReader) -> Fields | None:
    """The content of each field that is not empty; None if the PDF is not our form.

    A name that is no text comes as bytes. It is none of ours. Raises UnreadableError if two fields of one name have
    another content: nobody can say which counts, and they may be of two people.
    """
    named = {name: field for name, field in (reader.get_fields() or {}).items() if isinstance(name, str)}
    if MARK not in named:
        return None
    if any(len(set(map(_filling, alike))) > 1 for alike in fields_of_one_name(reader, named)):
        raise UnreadableError("several")
    found = {name: _filling(field) for name, field in named.items()}
    return {name: text for name, text in found.items() if text}


def _filling(field: Field) -> str:
    """The content of a field: the typed text, or the code of the chosen button; empty if no button is on."""
    text = _text_of(field.get("/V")).strip()
    if field.get("/FT") != "/Btn":
        return text
    return "" if text in ("/Off", "Off") else text.removeprefix("/")


def _text_of(value: object) -> str:
    """The value of a field as text; empty if there is none. Raises UnreadableError for anything that is no text.

    Several texts, as in a list of choices, are separated by commas. pypdf returns bytes for a text that is not
    in the encoding of PDF. Bytes that are not UTF-8 either become U+FFFD, so that people see that something is missing.
    """
    if isinstance(value, list):
        return ", ".join(_simple_text(part) for part in value)
    return _simple_text(value)


def _simple_text(value: object) -> str:
    match value:
        case None | NullObject():
            return ""
        case bytes():
            return value.decode("utf-8", "replace")
        case str() | int() | float():
            return str(value)
    raise UnreadableError("damaged")


def read_answers_file(content: bytes, questionnaire: Questionnaire, *, today: date) -> ReadBack:
    """Returns the answers in an answers.json, attached to a PDF or as a file of its own. Raises UnreadableError."""
    attached = read_attachment(content)
    if attached.questionnaire_id != questionnaire.questionnaire_id:
        raise UnreadableError("other_questionnaire")
    if not is_version(attached.version, questionnaire):
        raise UnreadableError("not_answers")
    response, left_out = restore(attached.answers, questionnaire, today)
    exact = without_lent_origins(response, attached.answers)
    return ReadBack(exact, "attachment", attached.version, left_out, attached.copy,
                    taken=read_taken(attached.taken, questionnaire, today),
                    in_record=entries_of_record(attached.in_record, questionnaire, today))


def _from_form(fields: Fields, questionnaire: Questionnaire, today: date) -> ReadBack:
    questionnaire_id, _, version = fields.get(MARK, "").partition(" ")
    if questionnaire_id != questionnaire.questionnaire_id:
        raise UnreadableError("other_questionnaire")
    if not is_version(version, questionnaire):
        raise UnreadableError("damaged")
    entries = answers_filled_in(fields, questionnaire)
    if not entries:
        raise UnreadableError("nothing_filled_in")
    day, wrong = _filled_in_on(fields, questionnaire, today)
    dated = {link_id: {**entry, "on": day} if day else entry for link_id, entry in entries.items()}
    restored, left_out = restore(dated, questionnaire, today)
    response, otherwise = with_dangers_opened(questionnaire, restored)
    not_opened = out_of_place(questionnaire, response, today)
    return ReadBack(response, "form", version, (*wrong, *left_out, *otherwise, *not_opened))


def _filled_in_on(
    fields: Fields, questionnaire: Questionnaire, today: date,
) -> tuple[str | None, tuple[LeftOut, ...]]:
    """The day on which a form was filled in; None if it is missing or impossible. An impossible day is listed."""
    given = date_in(fields, FILLED_IN_ON)
    try:
        if given is None or date.fromisoformat(given) <= today:
            return given, ()
        why = questionnaire.messages["not_in_future"]
    except ValueError:
        why = questionnaire.messages["date"]
    question = exchange_texts(questionnaire.language)("filled_in_on")
    return None, (LeftOut(FILLED_IN_ON, question, why, in_short(given or "")),)
