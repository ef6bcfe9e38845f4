"""Reads the chart of one patient from the record server: as one Bundle, and which types could not be read whole."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from authlib.integrations.httpx_client import AsyncOAuth2Client

from forms import Questionnaire, RecordServerSettings
from forms.exchange import FILE_BYTES
from forms.exchange.fhir import CHARTED, observation_codes
from screens.smart.client import Room, a_client, get_json
from screens.smart.grants import Grant
from screens.smart.problems import RecordServerError
from screens.smart.scopes import may_search

MOST_PAGES = 50  # of one type
ON_A_PAGE = 100
SECONDS_IN_ALL = 60.0
LOINC = "http://loinc.org"
ORDERS = {"MedicationRequest", "MedicationStatement"}
FAULTS = {"error", "fatal"}
Json = dict[str, Any]


@dataclass(frozen=True)
class ReadChart:
    """A chart as a Bundle. `unread`: the types of which something is missing: that must not look like none."""

    bundle: bytes = field(repr=False)
    unread: tuple[str, ...]


async def read_chart_of(settings: RecordServerSettings, grant: Grant, questionnaire: Questionnaire) -> ReadChart:
    """Reads what the form asks about. Raises RecordServerError if the patient cannot be read, or if it is too much."""
    async with a_client(settings, token=grant.token) as client:
        reader = _Reader(settings.base, client, grant, questionnaire)
        await reader.read_patient()
        for kind in CHARTED:
            await reader.read_all(kind)
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": reader.entries}
    return ReadChart(json.dumps(bundle).encode(), tuple(reader.unread))


class _Reader:
    def __init__(self, base: str, client: AsyncOAuth2Client, grant: Grant, questionnaire: Questionnaire) -> None:
        self._base, self._client, self._grant, self._questionnaire = base, client, grant, questionnaire
        self._room = Room(FILE_BYTES)
        self._ends = asyncio.get_running_loop().time() + SECONDS_IN_ALL
        self.entries: list[Json] = []
        self.unread: list[str] = []

    async def read_patient(self) -> None:
        address = f"{self._base}/Patient/{self._grant.patient_id}"
        status, patient = await get_json(self._client, address, self._room)
        if status in (401, 403):
            raise RecordServerError("expired")
        if status >= 500:
            raise RecordServerError("unreachable")
        if not _is(patient, "Patient") or patient.get("id") != self._grant.patient_id:
            raise RecordServerError("wrong_answer")
        self.entries.append({"fullUrl": address, "resource": patient})

    async def read_all(self, kind: str) -> None:
        """Reads all resources of a type; notes it if that is not possible."""
        try:
            is_whole = may_search(self._grant.scopes, kind) and await self._read_pages(kind)
        except RecordServerError as error:
            if error.why == "too_large":
                raise
            is_whole = False
        if not is_whole:
            self.unread.append(kind)

    async def _read_pages(self, kind: str) -> bool:
        address: str | None = self._search(kind, with_medicines=kind in ORDERS)
        seen = set[str]()
        while address is not None:
            if address in seen or len(seen) == MOST_PAGES or asyncio.get_running_loop().time() > self._ends:
                return False
            seen.add(address)
            status, page = await get_json(self._client, address, self._room)
            if status == 400 and len(seen) == 1 and kind in ORDERS:  # a server that cannot send medicines along
                status, page = await get_json(self._client, self._search(kind, with_medicines=False), self._room)
            if not _is(page, "Bundle") or page.get("type") != "searchset" or not self._take(kind, page):
                return False
            address = _next(page)
            if address is not None and not is_below(address, self._base):
                return False
        return True

    def _search(self, kind: str, *, with_medicines: bool) -> str:
        asked = {"patient": self._grant.patient_id, "_count": str(ON_A_PAGE)}
        if kind == "Observation":
            asked["code"] = ",".join(f"{LOINC}|{code}" for code in observation_codes(self._questionnaire))
        if with_medicines:
            asked["_include"] = f"{kind}:medication"
        return f"{self._base}/{kind}?{urlencode(asked, quote_via=quote)}"

    def _take(self, kind: str, page: Json) -> bool:
        """Takes the resources of a page. False if the server says that something went wrong."""
        is_whole = True
        for entry in _objects(page.get("entry")):
            resource = entry.get("resource")
            if _is(resource, kind) or _is(resource, "Medication"):
                self.entries.append({name: entry[name] for name in ("fullUrl", "resource") if name in entry})
            elif isinstance(resource, dict) and "issue" in resource:
                faults = [one for one in _objects(resource["issue"]) if one.get("severity") in FAULTS]
                is_whole = is_whole and not faults
        return is_whole


def is_below(address: str, base: str) -> bool:
    """True if an address that the server named is of this server, and below its base address."""
    try:
        there, here = urlsplit(address), urlsplit(base)
    except ValueError:
        return False
    path = there.path.lower()
    if (there.scheme, there.netloc) != (here.scheme, here.netloc) or {"..", "."} & set(path.split("/")):
        return False
    if "%2e" in path or "\\" in address or not address.isprintable():
        return False
    return there.path.rstrip("/") == here.path or there.path.startswith(f"{here.path}/")


def _next(page: Json) -> str | None:
    """The address of the next page; None on the last."""
    links = [link.get("url") for link in _objects(page.get("link")) if link.get("relation") == "next"]
    return str(links[0]) if links else None


def _is(found: Any, kind: str) -> bool:
    return isinstance(found, dict) and found.get("resourceType") == kind


def _objects(found: Any) -> Iterator[Json]:
    return (one for one in found if isinstance(one, dict)) if isinstance(found, list) else iter(())
