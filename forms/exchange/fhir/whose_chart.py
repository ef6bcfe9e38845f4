"""Sorts the resources of a file by whose they are, so that a chart is of one person.

Whatever refers to somebody else, such as a newborn beside the mother, is counted and not read.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from forms import Questionnaire
from forms.exchange.fhir.chart import Chart
from forms.exchange.fhir.chart_reader import DRUGS, TOO_MANY, ChartReader
from forms.exchange.fhir.medications import Medications
from forms.exchange.fhir.resources import Resource, is_older
from forms.exchange.fhir.subject import (
    NOT_SAID,
    PATIENT,
    Subject,
    agree,
    is_about_somebody_else,
    is_one_patient,
    is_subject,
    leads_nowhere,
    subject_of,
)
from forms.exchange.unreadable import UnreadableError

CHARTED = (*DRUGS, "Condition", "Observation", "AllergyIntolerance")
MOST_SUBJECTS = 50  # of whom the resources of one file are; a chart has few
SOMEBODY_ELSES = "of_somebody_else"


def read_chart(resources: Iterable[Resource], questionnaire: Questionnaire, *, today: date) -> Chart:
    """Returns what the resources say on the day `today`.

    Raises UnreadableError if they are of an older version of FHIR, of several patients, or nothing of a chart.
    """
    taker = ChartTaker(questionnaire, today)
    for _ in taker.each(resources):
        if taker.refused is not None:
            raise taker.refused  # without reading the rest, which may be large
    return taker.chart()


class ChartTaker:
    """Takes one resource after the other, and afterwards has the chart of the one person they are about.

    `refused` is why they are no chart of one person; None as long as they may be.
    """

    def __init__(self, questionnaire: Questionnaire, today: date) -> None:
        self._questionnaire, self._today = questionnaire, today
        self._patient: Resource | None = None
        self._medications = Medications()
        self._readers: dict[Subject, ChartReader] = {}
        self._counts: dict[Subject, int] = {}
        self._others = 0  # resources on somebody else
        self.refused: UnreadableError | None = None

    def each(self, resources: Iterable[Resource]) -> Iterator[Resource]:
        """Yields the resources, and takes each on the way, until one shows that this is no chart of one person."""
        for resource in resources:
            if self.refused is None:
                self.refused = self._take(resource)
            yield resource

    def _take(self, resource: Resource) -> UnreadableError | None:
        """Hands a resource to the reader of whom it is about; returns why this file is no chart that can be read."""
        kind = resource["resourceType"]
        if is_older(resource):
            return UnreadableError("fhir_older")
        if kind == PATIENT:
            if self._patient is not None and not is_one_patient(self._patient, resource):
                return UnreadableError("chart_several")
            self._patient = self._patient or resource
        elif kind == "Medication":
            self._medications.take(resource)
        elif kind in CHARTED:
            return self._take_charted(resource, subject_of(resource))
        return None

    def _take_charted(self, resource: Resource, subject: Subject) -> UnreadableError | None:
        if not subject.may_be_a_patient or is_about_somebody_else(resource):
            self._others += 1
            return None
        if subject not in self._readers:
            if len(self._readers) == MOST_SUBJECTS:
                return UnreadableError("chart_several")
            self._readers[subject] = self._reader()
        self._readers[subject].take(resource)
        self._counts[subject] = self._counts.get(subject, 0) + 1
        return None

    def _reader(self) -> ChartReader:
        return ChartReader(self._questionnaire, self._today, self._medications)

    @property
    def count(self) -> int:
        """How many entries of a chart there are, of whomever."""
        return self._others + sum(self._counts.values())

    def chart(self) -> Chart:
        """Returns the chart of the one person.

        What refers to somebody else than the Patient in the file is counted. Without a Patient, all of it has to be of
        the same person. Raises UnreadableError.
        """
        if self.refused is not None:
            raise self.refused
        if self._patient is None and not self._readers and not self._others:
            raise UnreadableError("chart_of_nobody")
        its_own = self._its_own([subject for subject in self._readers if subject != NOT_SAID])
        whole = self._reader()
        whole.pass_over(SOMEBODY_ELSES, self._others)
        if not self._medications.are_all:
            whole.pass_over(TOO_MANY)
        for subject, reader in self._readers.items():
            if subject == NOT_SAID or subject in its_own:
                whole.join(reader)
            else:
                whole.pass_over(SOMEBODY_ELSES, self._counts[subject])
        return whole.chart(self._patient or _as_patient(its_own))

    def _its_own(self, told: list[Subject]) -> list[Subject]:
        """Those of the one person. Raises UnreadableError if it cannot be told who that is."""
        if self._patient is None:
            if not all(agree(told[0], other) for other in told):
                raise UnreadableError("chart_several")
            return told
        patient = self._patient
        found = [subject for subject in told if is_subject(patient, subject)]
        if found:
            return found
        nowhere = [subject for subject in told if leads_nowhere(patient, subject)]
        if len({subject.addresses for subject in nowhere}) > 1:
            raise UnreadableError("chart_several")
        return nowhere


def _as_patient(subjects: list[Subject]) -> Resource:
    """What a file without a Patient tells of the person."""
    names = dict.fromkeys(chain.from_iterable(subject.names for subject in subjects))
    born = next((subject.born for subject in subjects if subject.born is not None), None)
    return {"name": [{"text": name} for name in names], "birthDate": born.isoformat() if born else None}
