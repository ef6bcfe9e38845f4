"""A copy of the summary as a FHIR R4 Bundle, for a clinic's records: one file with everything that the copy contains.

The person, the answers in force, each point as a DetectedIssue that nobody has judged (`preliminary`), the PDF, and
which program with which versions made them. It contains what the reader of the copy may see, and nothing else.
"""

from base64 import b64encode
from collections.abc import Iterator
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID, uuid5

from forms import AnswersInForce
from forms.exchange.fhir import models as fhir
from forms.exchange.fhir import write_fhir_response
from templates.exports.points_as_text import PointText, point_texts
from templates.summary.model import Summary
from templates.words import Words, load_words

PROGRAM = "ketamine-consult-screening"
SPACE = UUID("8e0a5f0e-6f0b-5c1f-9a53-2f8d1c7b9d10")  # of the addresses in our Bundles
PATIENT_NOTE = fhir.Coding(system="http://loinc.org", code="51855-5", display="Patient Note")
ASSEMBLER = fhir.Coding(system="http://terminology.hl7.org/CodeSystem/provenance-participant-type", code="assembler")


def write_bundle(summary: Summary, answers: AnswersInForce, pdf: bytes, made_at: datetime) -> fhir.BundleResource:
    """Returns the Bundle of a copy. `answers` are those that its reader sees; `pdf` is the copy as it is printed.

    `made_at` has a time zone: the clinic's, on whose clock times are written. The same copy made at the same moment
    gives the same Bundle.
    """
    return _Writer(summary, answers, pdf, made_at).bundle()


def write_document(
    summary: Summary, answers: AnswersInForce, pdf: bytes, made_at: datetime, patient: str,
) -> fhir.DocumentReferenceResource:
    """Returns the PDF of a copy as one resource, for a server on which `patient` is the reference of the person."""
    writer = _Writer(summary, answers, pdf, made_at)
    return writer.document(fhir.Reference(reference=patient, type="Patient"), fhir.Reference(display=PROGRAM))


class _Writer:
    def __init__(self, summary: Summary, answers: AnswersInForce, pdf: bytes, made_at: datetime) -> None:
        self._summary, self._answers, self._pdf, self._made_at = summary, answers, pdf, made_at
        self._words: Words = load_words(summary.language)
        self._seed = sha256(summary.answers_json.encode() + made_at.isoformat().encode() + summary.copy.encode())

    def bundle(self) -> fhir.BundleResource:
        person, device = self._address("person"), self._address("device")
        response, document = self._address("response"), self._address("document")
        printed = self.document(self._to("person", "Patient"), self._to("device", "Device"))
        points = tuple(point_texts(self._summary, self._words))
        issues = [fhir.BundleEntry(full_url=self._address(f"point-{at}"), resource=self._issue(one))
                  for at, one in enumerate(points)]
        made = [response, *(one.full_url for one in issues), document]
        entries: list[tuple[str, fhir.AnyResource]] = [
            (person, self._person()), (response, self._response()),
            *((one.full_url, one.resource) for one in issues), (document, printed), (device, self._device()),
            (self._address("provenance"), self._provenance(made)),
        ]
        return fhir.BundleResource(timestamp=self._moment, entry=tuple(
            fhir.BundleEntry(full_url=address, resource=resource) for address, resource in entries))

    @property
    def _moment(self) -> str:
        return self._made_at.isoformat()

    def _address(self, what: str) -> str:
        return f"urn:uuid:{uuid5(SPACE, self._seed.hexdigest() + what)}"

    def _to(self, what: str, kind: str) -> fhir.Reference:
        return fhir.Reference(reference=self._address(what), type=kind)

    def _person(self) -> fhir.PatientResource:
        roles = self._answers.questionnaire.roles
        name, number = self._known(roles.name), self._known(roles.record_number)
        born = self._answers.answer(roles.birth_date).value
        label = self._answers.questionnaire.item(roles.record_number).short
        identifier = fhir.Identifier(type=fhir.CodeableConcept(text=label), value=number) if number else None
        return fhir.PatientResource(
            text=fhir.narrative(name or self._words.headings["page"]),
            identifier=(identifier,) if identifier else None, name=(fhir.HumanName(text=name),) if name else None,
            birth_date=born.isoformat() if isinstance(born, date) else None)

    def _known(self, link_id: str) -> str | None:
        value = self._answers.answer(link_id).value
        return value if isinstance(value, str) and value else None

    def _response(self) -> fhir.AnyResource:
        person = self._to("person", "Patient")
        return write_fhir_response(self._answers, self._made_at.tzinfo, person)

    def _issue(self, point: PointText) -> fhir.DetectedIssueResource:
        return fhir.DetectedIssueResource(
            text=fhir.narrative(point.title), code=fhir.CodeableConcept(text=point.title),
            patient=self._to("person", "Patient"),
            identified_date_time=self._moment, author=self._to("device", "Device"),
            evidence=(fhir.Evidence(detail=(self._to("response", "QuestionnaireResponse"),)),),
            detail="\n".join(point.lines) or point.title)

    def document(self, person: fhir.Reference, author: fhir.Reference) -> fhir.DocumentReferenceResource:
        """Returns the PDF of the copy as a document about this person."""
        title = self._words.headings["page"]
        file = fhir.Attachment(
            content_type="application/pdf", language=self._summary.language.replace("_", "-"),
            data=b64encode(self._pdf).decode(), title=title, creation=self._moment)
        return fhir.DocumentReferenceResource(
            text=fhir.narrative(title), type=fhir.CodeableConcept(coding=(PATIENT_NOTE,), text=title),
            subject=person, date=self._moment, author=(author,),
            description=self._words.text[f"copy_{self._summary.copy}"],
            content=(fhir.DocumentContent(attachment=file),))

    def _device(self) -> fhir.DeviceResource:
        return fhir.DeviceResource(
            text=fhir.narrative(self._words.headings["page"]),
            device_name=(fhir.DeviceName(name=PROGRAM),),
            version=tuple(fhir.DeviceVersion(value=one) for one in self._summary.versions))

    def _provenance(self, made: list[str]) -> fhir.ProvenanceResource:
        form = self._answers.questionnaire
        return fhir.ProvenanceResource(
            text=fhir.narrative("; ".join(self._summary.versions)), target=tuple(map(_reference, made)),
            recorded=self._moment,
            agent=(fhir.ProvenanceAgent(
                type=fhir.CodeableConcept(coding=(ASSEMBLER,)), who=self._to("device", "Device")),),
            entity=tuple(self._sources(f"{form.url}|{form.version}")))

    def _sources(self, form: str) -> Iterator[fhir.ProvenanceEntity]:
        for what in (form, *self._summary.versions):
            yield fhir.ProvenanceEntity(what=fhir.Reference(display=what))


def _reference(address: str) -> fhir.Reference:
    return fhir.Reference(reference=address)
