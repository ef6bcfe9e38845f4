"""Finds the resources in a file: a Bundle of any type, resources in an array, or one after the other (NDJSON).

A large file is read part by part: its memory is that of its largest resource.
"""

import json
import re
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any, BinaryIO, NamedTuple

import ijson

from forms.exchange.fhir.addresses import key_of
from forms.exchange.unreadable import UnreadableError

Resource = dict[str, Any]
WHOLE = 6_000_000  # bytes that are read at once, which is faster
OLDER = {"MedicationOrder", "DiagnosticOrder", "ReferralRequest", "ProcedureRequest"}  # are not in R4
CODED_SINCE = {"Condition": ("clinicalStatus", "verificationStatus"),  # which are texts in DSTU2 and STU3
               "AllergyIntolerance": ("clinicalStatus", "verificationStatus")}
NO_LONGER = {"AllergyIntolerance": {"status"}, "MedicationStatement": {"taken", "notTaken", "wasNotTaken"},
             "QuestionnaireResponse": {"group"}}  # parts that R4 does not have
DELETED = "Deleted"  # stands for a resource that a history says was deleted
READ = ("Patient", "Condition", "Observation", "AllergyIntolerance", "MedicationRequest", "MedicationStatement",
        "Medication", "QuestionnaireResponse", DELETED)
BLANK = re.compile(r"\s*")
MARKS = b"\xef\xbb\xbf"


class Version(NamedTuple):
    """Which version of a resource one is, as far as it says."""

    since: str
    number: str


def resources_in(content: bytes) -> Iterator[Resource]:
    """Yields every resource of a file that is in memory. Raises UnreadableError."""
    return each_resource(BytesIO(content))


def each_resource(file: BinaryIO) -> Iterator[Resource]:
    """Yields every resource of a file, those inside a Bundle in its place. Raises UnreadableError.

    Of several versions of a resource, the newest counts. What stands where a resource should stand and is none is
    passed over.
    """
    content = file.read(WHOLE + 1).removeprefix(MARKS)
    try:
        is_large = len(content) > WHOLE
        yield from _newest_versions(_streamed(_Rest(content, file)) if is_large else _of_whole(content))
    except (ValueError, RecursionError, ijson.JSONError):
        raise UnreadableError("fhir_damaged") from None
    except SystemError:  # which the parser raises where it gets no memory for a number or a text
        raise MemoryError from None


def _newest_versions(resources: Iterator[Resource]) -> Iterator[Resource]:
    """Yields resources, without older versions of one that came before.

    Raises UnreadableError if a newer version comes after an older one, which may have been read by then.
    """
    versions: dict[int, Version] = {}  # by the hash of the address: a chart has very many
    for resource in resources:
        kind, meta = resource["resourceType"], resource.get("meta")
        key = key_of(resource) if kind in READ else ""
        if not key or not (isinstance(meta, dict) or "fullUrl" in resource):
            yield resource
            continue
        told = meta if isinstance(meta, dict) else {}
        version = Version(str(told.get("lastUpdated", "")), str(told.get("versionId", "")))
        before = versions.get(hash(key))
        if before is None:
            versions[hash(key)] = version
            yield resource
        elif _is_newer(version, before):
            raise UnreadableError("fhir_versions")
        elif "fullUrl" not in resource and not _is_newer(before, version):
            yield resource  # perhaps another one with the same id, from elsewhere


def _is_newer(version: Version, than: Version) -> bool:
    if version.number.isdecimal() and than.number.isdecimal():
        return int(version.number[:30]) > int(than.number[:30])
    return version.since > than.since  # of one server, which writes all of them alike


def _of_whole(content: bytes) -> Iterator[Resource]:
    for value in _values_in(content):
        for resource in value if isinstance(value, list) else [value]:
            yield from _unpacked(resource)


def _values_in(content: bytes) -> Iterator[Any]:
    """The JSON values that stand one after the other."""
    text = content.decode(json.detect_encoding(content), "surrogatepass").strip()
    decoder, at = json.JSONDecoder(object_pairs_hook=_object), 0
    while at == 0 or at < len(text):
        value, at = decoder.raw_decode(text, at)
        yield value
        if blank := BLANK.match(text, at):
            at = blank.end()


def _object(pairs: list[tuple[str, Any]]) -> Resource:
    """Refuses an object in which a part stands twice, as a status that is refuted and confirmed: one would be lost."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a part stands twice")
    return found


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
    if not isinstance(entry, dict):
        return
    resource, address, request = entry.get("resource"), entry.get("fullUrl"), entry.get("request")
    named = {"fullUrl": address} if isinstance(address, str) else {}
    if isinstance(resource, dict):
        yield from _unpacked({**resource, **named})
    elif named and isinstance(request, dict) and request.get("method") == "DELETE":
        yield {"resourceType": DELETED, **named}


def _streamed(file: "_Rest") -> Iterator[Resource]:
    if file.beginning.lstrip().startswith(b"["):
        yield from _each(file, "item", _unpacked)
        return
    if not _begins_with_a_whole_resource(file.beginning):
        is_bundle = False
        for resource in _each(file, "entry.item", _of_entry):
            is_bundle = True
            yield resource
        if is_bundle:
            return
        file.begin_again()
    yield from _each(file, "", _unpacked)


def _each(file: "_Rest", prefix: str, unpacked: Callable[[Any], Iterator[Resource]]) -> Iterator[Resource]:
    for value in ijson.items(file, prefix, multiple_values=True, use_float=True):
        yield from unpacked(value)


def _begins_with_a_whole_resource(beginning: bytes) -> bool:
    """True if the first line of a file is a whole resource: then others follow it, each on a line."""
    line, ends, _rest = beginning.partition(b"\n")
    try:
        return bool(ends) and isinstance(json.loads(line), dict)
    except ValueError:
        return False


class _Rest:
    """A file of which the beginning was read already."""

    def __init__(self, beginning: bytes, file: BinaryIO) -> None:
        self.beginning, self._file = beginning, file
        self._before, self._at = BytesIO(beginning), file.tell()

    def begin_again(self) -> None:
        """Goes back to the beginning."""
        self._before.seek(0)
        self._file.seek(self._at)

    def read(self, size: int = -1) -> bytes:
        """Returns the next bytes."""
        return self._before.read(size) or self._file.read(size)


def is_older(resource: Resource) -> bool:
    """True if a resource is of DSTU2 or STU3: it is called, or written, as R4 does not."""
    kind = resource["resourceType"]
    if kind in OLDER or not NO_LONGER.get(kind, set()).isdisjoint(resource):
        return True
    return any(isinstance(resource.get(part), str) for part in CODED_SINCE.get(kind, ()))
