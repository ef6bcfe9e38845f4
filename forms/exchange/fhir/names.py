"""Addresses of FHIR, LOINC and UCUM, and our own names for codes and link ids in a form and in its answers."""

from forms import AnswerOption, Item, Questionnaire
from forms.exchange.fhir.models import Coding
from forms.questionnaire import Section

HL7 = "http://hl7.org/fhir/StructureDefinition"
SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition"
LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
ABSENT_REASON = f"{HL7}/data-absent-reason"
ABSENT_REASONS = {"unanswered": "not-asked", "unsure": "asked-unknown", "declined": "asked-declined"}
UNITS = {"mmHg": "mm[Hg]", "/min": "/min"}  # our word → its code in UCUM
OURS = "urn:ketamine-consult"
ORIGIN, ANSWERED_ON, ASKED_IN = f"{OURS}:origin", f"{OURS}:answered-on", f"{OURS}:asked-in"
ABSENT = f"{OURS}:absent"  # the system of "I'm not sure" and its like
NOTHING = "nothing"  # the code of "Nothing to add", which is the empty text
ENGLISH = "en"


def url_in(questionnaire: Questionnaire) -> str:
    """Returns the canonical address of the form in its language: a translation is a form of its own."""
    language = questionnaire.language
    return questionnaire.url if language == ENGLISH else f"{questionnaire.url}:{language}"


def is_ours(canonical: str, questionnaire: Questionnaire) -> bool:
    """True if an address, without its version, names this form in any language."""
    return canonical == questionnaire.url or canonical.startswith(f"{questionnaire.url}:")


def section_link(section: Section) -> str:
    """Returns the link id of the group for a section. A question may have the section's own id."""
    return f"section.{section.section_id}"


def instrument_link(instrument_id: str) -> str:
    """Returns the link id of the group for the questions of an instrument."""
    return f"instrument.{instrument_id}"


def absent_link(item: Item) -> str:
    """Returns the link id of the question beside `item` that takes "I'm not sure" and its like."""
    return f"{item.link_id}.absent"


def row_link(item: Item, field: str) -> str:
    """Returns the link id of a field of a row."""
    return f"{item.link_id}.{field}"


def coding_of(item: Item, option: AnswerOption) -> Coding:
    """Returns the coding of an option: LOINC's where it has one, otherwise ours."""
    if option.loinc is not None:
        return Coding(system=LOINC, code=option.loinc, display=option.text)
    return Coding(system=f"{OURS}:{item.link_id}", code=option.code, display=option.text)
