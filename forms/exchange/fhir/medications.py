"""The medicines of a file that orders only refer to."""

from forms.exchange.fhir.addresses import addresses_of, referred_to
from forms.exchange.fhir.resource_parts import Json, object_in, objects_in, words_in
from forms.exchange.fhir.resources import Resource

MOST_CODINGS = 30  # of one medicine that are kept
MOST_KEPT = 20_000


class Medications:
    """Keeps what a medicine is called, by its addresses. `are_all` is False once there are more than any chart has."""

    def __init__(self) -> None:
        self._concepts: dict[str, Json | None] = {}  # None where two medicines have the address
        self._count = 0

    @property
    def are_all(self) -> bool:
        return self._count <= MOST_KEPT

    def take(self, resource: Resource) -> None:
        """Keeps a resource of kind Medication."""
        self._count += 1
        if self.are_all:
            concept = short_concept(resource.get("code"))
            for address in addresses_of(resource):
                is_another = address in self._concepts and self._concepts[address] != concept
                self._concepts[address] = None if is_another else concept

    def concept(self, reference: object, by: Resource) -> Json | None:
        """Returns what the medicine is that the resource `by` refers to; None if that is not in the file, or not clear.
        """
        found = [self._concepts[address] for address in referred_to(reference, by) if address in self._concepts]
        return found[0] if found and all(one == found[0] for one in found) else None


def short_concept(given: object) -> Json:
    """Returns the codings and the text of a concept, without what is too long for a name or a code."""
    told = object_in(given)
    codings = [{"system": words_in(one.get("system")), "code": words_in(one.get("code")),
                "display": words_in(one.get("display"))} for one in objects_in(told.get("coding"))[:MOST_CODINGS]]
    return {"coding": codings, "text": words_in(told.get("text"))}
