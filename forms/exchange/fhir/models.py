"""The parts of FHIR R4 that we write, as small pydantic models with FHIR's names. They check only their own shape."""

from html import escape
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel


class Element(BaseModel):
    """A part of a resource. What is None is not written: FHIR has no empty elements."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True)

    def as_json(self) -> dict[str, Any]:
        """Returns the element as the dictionary that is written as JSON."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)


class Coding(Element):
    """A code, with the system that defines it."""

    system: str
    code: str
    display: str | None = None


class CodeableConcept(Element):
    """A concept: its codes, or text, or both."""

    coding: tuple[Coding, ...] | None = None
    text: str | None = None


class Expression(Element):
    """A FHIRPath expression."""

    language: Literal["text/fhirpath"] = "text/fhirpath"
    expression: str


class Extension(Element):
    """One value beside what FHIR has a place for. Exactly one of the values is given."""

    url: str
    value_boolean: bool | None = None
    value_code: str | None = None
    value_coding: Coding | None = None
    value_codeable_concept: CodeableConcept | None = None
    value_date: str | None = None
    value_date_time: str | None = None
    value_expression: Expression | None = None
    value_integer: int | None = None


Extensions = tuple[Extension, ...] | None


class Narrative(Element):
    """The text of a resource for people, as XHTML."""

    status: Literal["generated"] = "generated"
    div: str


def narrative(words: str) -> Narrative:
    """Returns words as the text of a resource."""
    return Narrative(div=f'<div xmlns="http://www.w3.org/1999/xhtml"><p>{escape(words)}</p></div>')


class AnswerOptionOut(Element):
    """An option of a question."""

    extension: Extensions = None
    value_coding: Coding


class EnableWhen(Element):
    """A condition on an answer. Exactly one of the answers is given."""

    question: str
    operator: Literal["exists", "=", ">=", "<="]
    answer_boolean: bool | None = None
    answer_integer: int | None = None
    answer_coding: Coding | None = None


QuestionnaireItemType = Literal[
    "group", "display", "string", "text", "integer", "date", "dateTime", "choice"]


class QuestionnaireItem(Element):
    """A group, a question, or a text to show."""

    extension: Extensions = None
    link_id: str
    code: tuple[Coding, ...] | None = None
    text: str | None = None
    type: QuestionnaireItemType
    enable_when: tuple[EnableWhen, ...] | None = None
    enable_behavior: Literal["all", "any"] | None = None
    repeats: bool | None = None
    read_only: bool | None = None
    max_length: int | None = None
    answer_option: tuple[AnswerOptionOut, ...] | None = None
    item: "tuple[QuestionnaireItem, ...] | None" = None


class QuestionnaireResource(Element):
    """The form."""

    resource_type: Literal["Questionnaire"] = "Questionnaire"
    language: str
    text: Narrative
    url: str
    version: str
    name: str
    title: str
    derived_from: tuple[str, ...] | None = None
    status: Literal["draft", "active"]
    experimental: bool | None = None
    subject_type: tuple[Literal["Patient"], ...] = ("Patient",)
    description: str
    item: tuple[QuestionnaireItem, ...]


class Reference(Element):
    """Another resource, or a word for it."""

    reference: str | None = None
    type: str | None = None
    display: str | None = None


class AnswerOut(Element):
    """One answer. Exactly one of the values is given."""

    value_coding: Coding | None = None
    value_string: str | None = None
    value_integer: int | None = None
    value_date: str | None = None
    value_date_time: str | None = None


class ResponseItem(Element):
    """A group or a question, with its answers."""

    extension: Extensions = None
    link_id: str
    text: str | None = None
    answer: tuple[AnswerOut, ...] | None = None
    item: "tuple[ResponseItem, ...] | None" = None


class QuestionnaireResponseResource(Element):
    """The answers to the form."""

    resource_type: Literal["QuestionnaireResponse"] = "QuestionnaireResponse"
    language: str
    text: Narrative
    questionnaire: str
    status: Literal["completed", "in-progress"]
    subject: Reference | None = None
    authored: str | None = None
    author: Reference | None = None
    source: Reference | None = None
    item: Annotated[tuple[ResponseItem, ...], Field(min_length=1)] | None = None


class HumanName(Element):
    """A name, as the person wrote it."""

    text: str


class Identifier(Element):
    """A number by which a clinic knows a person."""

    type: CodeableConcept
    value: str


class PatientResource(Element):
    """The person."""

    resource_type: Literal["Patient"] = "Patient"
    text: Narrative
    identifier: tuple[Identifier, ...] | None = None
    name: tuple[HumanName, ...] | None = None
    birth_date: str | None = None


class DeviceName(Element):
    """What a device is called."""

    name: str
    type: Literal["user-friendly-name"] = "user-friendly-name"


class DeviceVersion(Element):
    """A version of a part of a device."""

    type: CodeableConcept | None = None
    value: str


class DeviceResource(Element):
    """The program that made the other resources."""

    resource_type: Literal["Device"] = "Device"
    text: Narrative
    device_name: tuple[DeviceName, ...]
    version: tuple[DeviceVersion, ...]


class Evidence(Element):
    """What a point rests on."""

    detail: tuple[Reference, ...]


class DetectedIssueResource(Element):
    """A point to talk over. It is preliminary: nobody has judged it."""

    resource_type: Literal["DetectedIssue"] = "DetectedIssue"
    text: Narrative
    status: Literal["preliminary"] = "preliminary"
    code: CodeableConcept
    patient: Reference
    identified_date_time: str
    author: Reference
    evidence: tuple[Evidence, ...]
    detail: str


class Attachment(Element):
    """A file, with its content in base64."""

    content_type: str
    language: str
    data: str
    title: str
    creation: str


class DocumentContent(Element):
    """A form of a document."""

    attachment: Attachment


class DocumentReferenceResource(Element):
    """A document."""

    resource_type: Literal["DocumentReference"] = "DocumentReference"
    text: Narrative
    status: Literal["current"] = "current"
    type: CodeableConcept
    subject: Reference
    date: str
    author: tuple[Reference, ...]
    description: str
    content: tuple[DocumentContent, ...]


class ProvenanceAgent(Element):
    """Who made something."""

    type: CodeableConcept
    who: Reference


class ProvenanceEntity(Element):
    """What something was made from."""

    role: Literal["source"] = "source"
    what: Reference


class ProvenanceResource(Element):
    """Who made the other resources, when, and from what."""

    resource_type: Literal["Provenance"] = "Provenance"
    text: Narrative
    target: tuple[Reference, ...]
    recorded: str
    agent: tuple[ProvenanceAgent, ...]
    entity: tuple[ProvenanceEntity, ...]


AnyResource = (PatientResource | QuestionnaireResponseResource | DetectedIssueResource | DocumentReferenceResource
               | DeviceResource | ProvenanceResource)


class BundleEntry(Element):
    """A resource in a Bundle, with the address by which the others refer to it."""

    full_url: str
    resource: AnyResource


class BundleResource(Element):
    """Several resources that belong together."""

    resource_type: Literal["Bundle"] = "Bundle"
    type: Literal["collection"] = "collection"
    timestamp: str
    entry: tuple[BundleEntry, ...]
