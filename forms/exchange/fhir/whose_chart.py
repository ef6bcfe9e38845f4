"""Sorts the resources of a file by whose they are, so that a chart is of one person.

Whatever refers to somebody else, such as a newborn beside the mother, is counted and not read.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from forms import Questionnaire
from forms.exchange.fhir.chart import Chart
from forms.exchange.fhir.chart_reader import DRUGS, ChartReader
from forms.exchange.fhir.resources import Resource, address_in, addresses_of, is_older
from forms.exchange.unreadable import UnreadableError

READ = (*DRUGS, "Condition", "Observation", "AllergyIntolerance")
MOST_SUBJECTS = 50  # of whom the resources of one file are; a chart has few


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
        self._patients: dict[str, Resource] = {}
        self._medications: dict[str, Any] = {}
        self._readers: dict[str, ChartReader] = {}
        self._counts: dict[str, int] = {}
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
        if kind == "Patient":
            self._patients[str(resource.get("id", ""))] = resource
        elif kind == "Medication":
            code = resource.get("code")
            self._medications |= dict.fromkeys(addresses_of(resource), code if isinstance(code, dict) else {})
        elif kind in READ:
            subject = _subject(resource)
            if subject not in self._readers:
                self._readers[subject] = ChartReader(self._questionnaire, self._today, self._medications)
            self._readers[subject].take(resource)
            self._counts[subject] = self._counts.get(subject, 0) + 1
        if len(self._patients) > 1 or len(self._readers) > MOST_SUBJECTS:
            return UnreadableError("chart_several")
        return None

    def chart(self) -> Chart:
        """Returns the chart of the one person.

        References that lead nowhere are taken for the one person, if all of them are the same. Raises UnreadableError.
        """
        if self.refused is not None:
            raise self.refused
        if not self._patients and not self._readers:
            raise UnreadableError("chart_of_nobody")
        patient = next(iter(self._patients.values()), {})
        known = {"", *addresses_of(patient)}
        others = [subject for subject in self._readers if subject not in known]
        is_named = any(subject and subject in known for subject in self._readers)
        if len(others) > 1 and not is_named:
            raise UnreadableError("chart_several")
        whole = ChartReader(self._questionnaire, self._today, self._medications)
        for subject, reader in self._readers.items():
            if is_named and subject in others:
                whole.pass_over("of_somebody_else", self._counts[subject])
            else:
                whole.join(reader)
        return whole.chart(patient)


def _subject(resource: Resource) -> str:
    """The address of whom a resource is about; empty if it does not say."""
    subject = resource.get("subject") or resource.get("patient")
    reference = subject.get("reference") if isinstance(subject, dict) else None
    return address_in(reference) if isinstance(reference, str) else ""
