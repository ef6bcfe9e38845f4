"""What the app asks the record server to permit, and what the server has permitted (scopes of SMART App Launch)."""

import re
from collections.abc import Collection

from forms.exchange.fhir import CHARTED

RESOURCE_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")
SCOPE = re.compile(r"(?:patient|user)/([A-Za-z]+|\*)\.([a-z]+|\*)")  # narrowed with "?", it is none for all
DOCUMENT = "DocumentReference"


def asked_scopes(capabilities: Collection[str], *, is_launched: bool, writes: bool) -> list[str]:
    """Returns the scopes to ask for, on one patient. They are those of version 2 if the server knows it, else of 1."""
    is_new = "permission-v2" in capabilities
    read, search, create = ("r", "rs", "c") if is_new else ("read", "read", "write")
    scopes = ["launch" if is_launched else "launch/patient", f"patient/Patient.{read}"]
    scopes += [f"patient/{kind}.{search}" for kind in (*CHARTED, "Medication")]
    return [*scopes, f"patient/{DOCUMENT}.{create}"] if writes else scopes


def may_search(scopes: Collection[str], kind: str) -> bool:
    """True if all resources of this type may be searched. A part of them would look like all there is."""
    return _may(scopes, kind, "rs", "read")


def may_create(scopes: Collection[str], kind: str) -> bool:
    """True if a resource of this type may be added."""
    return _may(scopes, kind, "c", "write")


def _may(scopes: Collection[str], kind: str, letters: str, word: str) -> bool:
    for scope in scopes:
        found = SCOPE.fullmatch(scope)
        if found is None or found[1] not in (kind, "*"):
            continue
        if found[2] in (word, "*") or (set(found[2]) <= set("cruds") and set(letters) <= set(found[2])):
            return True
    return False
