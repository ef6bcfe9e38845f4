"""Finds the resources in a file: a Bundle of any type, one resource, an array, or one resource on each line (NDJSON).

A large file is read part by part: its memory is that of its largest resource.
"""

import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any, BinaryIO

import ijson

from forms.exchange.unreadable import UnreadableError

Resource = dict[str, Any]
WHOLE = 6_000_000  # bytes that are read at once, which is faster
OLDER = {"MedicationOrder", "DiagnosticOrder", "ReferralRequest", "ProcedureRequest"}  # are not in R4
MARKS = b"\xef\xbb\xbf"


def resources_in(content: bytes) -> Iterator[Resource]:
    """Yields every resource of a file that is in memory. Raises UnreadableError."""
    return each_resource(BytesIO(content))


def each_resource(file: BinaryIO) -> Iterator[Resource]:
    """Yields every resource of a file, those inside a Bundle in its place. Raises UnreadableError.

    What stands where a resource should stand and is none is passed over.
    """
    content = file.read(WHOLE + 1).removeprefix(MARKS)
    try:
        if len(content) > WHOLE:
            yield from _streamed(_Rest(content, file))
            return
        for resource in _of_whole(content):
            yield from _unpacked(resource)
    except (ValueError, RecursionError, ijson.JSONError):
        raise UnreadableError("fhir_damaged") from None
    except SystemError:  # which the parser raises where it gets no memory for a number or a text
        raise MemoryError from None


def _of_whole(content: bytes) -> Iterator[Any]:
    try:
        whole = json.loads(content)
    except json.JSONDecodeError as error:
        if error.msg != "Extra data":
            raise
        for line in content.splitlines():
            if line.strip():
                yield json.loads(line)
        return
    yield from whole if isinstance(whole, list) else [whole]


def _unpacked(resource: Any) -> Iterator[Resource]:
    if not isinstance(resource, dict) or not isinstance(resource.get("resourceType"), str):
        return
    if resource["resourceType"] != "Bundle":
        yield resource
        return
    entries = resource.get("entry")
    for entry in entries if isinstance(entries, list) else []:
        yield from _of_entry(entry)


def _of_entry(entry: Any) -> Iterator[Resource]:
    """What stands at an entry of a Bundle, with the address by which others refer to it as its `fullUrl`."""
    resource = entry.get("resource") if isinstance(entry, dict) else None
    address = entry.get("fullUrl") if isinstance(resource, dict) else None
    yield from _unpacked({**resource, "fullUrl": address} if resource and isinstance(address, str) else resource)


def _streamed(file: "_Rest") -> Iterator[Resource]:
    if file.beginning.lstrip().startswith(b"["):
        resources = ijson.items(file, "item", use_float=True)
    elif _is_ndjson(file.beginning):
        resources = ijson.items(file, "", multiple_values=True, use_float=True)
    else:
        for entry in ijson.items(file, "entry.item", use_float=True):
            yield from _of_entry(entry)
        return
    for resource in resources:
        yield from _unpacked(resource)


def _is_ndjson(beginning: bytes) -> bool:
    """True if the first line of a file is a whole resource."""
    line, ends, _rest = beginning.partition(b"\n")
    try:
        return bool(ends) and isinstance(json.loads(line), dict)
    except ValueError:
        return False


class _Rest:
    """A file of which the beginning was read already."""

    def __init__(self, beginning: bytes, file: BinaryIO) -> None:
        self.beginning, self._file = beginning, file
        self._before = BytesIO(beginning)

    def read(self, size: int = -1) -> bytes:
        """Returns the next bytes."""
        return self._before.read(size) or self._file.read(size)


def is_older(resource: Resource) -> bool:
    """True if a resource is of DSTU2 or STU3: it is called, or written, as R4 does not."""
    kind, status = resource["resourceType"], resource.get("clinicalStatus")
    if kind in OLDER or (kind in ("Condition", "AllergyIntolerance") and isinstance(status, str)):
        return True
    return kind == "QuestionnaireResponse" and "group" in resource


def address_in(reference: str) -> str:
    """Returns the last part of a reference, without its version: "1" of Patient/1/_history/2 and of urn:uuid:1."""
    return reference.partition("/_history/")[0].rpartition("/")[2].removeprefix("urn:uuid:")


def addresses_of(resource: Resource) -> tuple[str, ...]:
    """Returns the ids by which others refer to a resource: its own, and that of its entry in a Bundle."""
    own, entry = str(resource.get("id", "")), address_in(str(resource.get("fullUrl", "")))
    return tuple(filter(None, (own, entry)))
