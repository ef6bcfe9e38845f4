"""Whom a resource is about, and whether that is the Patient of the file."""

from datetime import date
from itertools import product
from typing import NamedTuple

from forms import is_same_name
from forms.exchange.fhir.addresses import address_in, addresses_of, is_elsewhere, kind_at, referred_to
from forms.exchange.fhir.resource_parts import Json, day_of, names_of, object_in, objects_in, words_in

PATIENT = "Patient"


class Subject(NamedTuple):
    """Whom a resource is about, as far as it says; all empty where it says nothing.

    `addresses` are those that it refers to. `identifier` is a system and a value. `names` and `born` are told of a
    Patient inside the resource itself; for any other, `names` is the one that stands beside the reference.
    """

    kind: str = ""
    addresses: frozenset[str] = frozenset()
    identifier: tuple[str, str] | None = None
    names: tuple[str, ...] = ()
    born: date | None = None

    @property
    def may_be_a_patient(self) -> bool:
        """False for a relative, a group, or whatever else is no patient."""
        return self.kind in ("", PATIENT)


NOT_SAID = Subject()


def subject_of(resource: Json) -> Subject:
    """Returns whom a resource is about."""
    return _subject(object_in(resource.get("subject") or resource.get("patient")), resource)


def is_about_somebody_else(resource: Json) -> bool:
    """True if an observation in a person's chart was made of another one, as of a child before its birth."""
    focus = resource.get("focus")
    told = focus if isinstance(focus, list) else [focus] if focus else []
    subjects = [_subject(object_in(one), resource) for one in told]
    return any(not one.may_be_a_patient or not agree(one, subject_of(resource)) for one in subjects)


def _subject(reference: Json, resource: Json) -> Subject:
    address = address_in(reference.get("reference"))
    for one in objects_in(resource.get("contained")) if address.startswith("#") else []:
        if address == f"#{one.get('id')}":
            return _as_subject(one)
    kind = kind_at(address) or words_in(reference.get("type")).rpartition("/")[2]
    name = words_in(reference.get("display"))
    return Subject(kind, referred_to(address, resource), _identifier(reference.get("identifier")),
                   (name,) if name else ())


def _as_subject(person: Json) -> Subject:
    told = next((found for one in objects_in(person.get("identifier")) if (found := _identifier(one))), None)
    return Subject(str(person.get("resourceType", "")), identifier=told, names=tuple(names_of(person)),
                   born=day_of(person.get("birthDate")))


def _identifier(given: object) -> tuple[str, str] | None:
    told = object_in(given)
    value = words_in(told.get("value"))
    return (words_in(told.get("system")), value) if value else None


def is_subject(patient: Json, subject: Subject) -> bool:
    """True if a resource is about this patient: by its address, by an identifier, or by name and birthday."""
    if not subject.may_be_a_patient:
        return False
    there = addresses_of(patient)
    if subject.addresses and there:
        return not there.isdisjoint(subject.addresses)
    if subject.identifier is not None:
        told = map(_identifier, objects_in(patient.get("identifier")))
        if any(_is_one_identifier(one, subject.identifier) for one in told if one is not None):
            return True
        if not subject.names and subject.born is None:
            return False
    return _is_same_person(subject, _as_subject(patient))


def leads_nowhere(patient: Json, subject: Subject) -> bool:
    """True if a resource refers to a patient who is not in the file, and says nothing by which it is another one."""
    return (subject.may_be_a_patient and bool(subject.addresses) and not is_elsewhere(subject.addresses, patient)
            and _is_same_person(subject, _as_subject(patient)))


def is_one_patient(one: Json, other: Json) -> bool:
    """True if two Patients of a file are one person: they have the same address, and no other name or birthday."""
    there, here = one.get("fullUrl"), other.get("fullUrl")
    if there and here and there != here:
        return False
    if addresses_of(one).isdisjoint(addresses_of(other)) and addresses_of(one) | addresses_of(other):
        return False
    return _is_same_person(_as_subject(one), _as_subject(other))


def agree(one: Subject, other: Subject) -> bool:
    """True if two resources of a file without a Patient are about the same person."""
    if one.addresses and other.addresses:
        return not one.addresses.isdisjoint(other.addresses)
    if one.identifier is not None and other.identifier is not None:
        return one.identifier == other.identifier
    return _is_same_person(one, other)


def _is_one_identifier(one: tuple[str, str], other: tuple[str, str]) -> bool:
    (system, value), (other_system, other_value) = one, other
    return value == other_value and (system == other_system or not system or not other_system)


def _is_same_person(one: Subject, other: Subject) -> bool:
    """False if two people have no name in common, or another birthday. What is not known of one contradicts nothing."""
    if one.born is not None and other.born is not None and one.born != other.born:
        return False
    if not one.names or not other.names:
        return True
    return any(_may_be_named(name, there) for name, there in product(one.names, other.names))


def _may_be_named(one: str, other: str) -> bool:
    """True if two names are one, or one has all words of the other, without titles and initials: "Dr. Ada Byron"."""
    words, others = _words(one), _words(other)
    return is_same_name(one, other) or bool(words and others and (words <= others or others <= words))


def _words(name: str) -> set[str]:
    return {word.casefold().strip(",") for word in name.split() if not word.endswith(".")}
