"""By which addresses resources refer to each other, and which of them are one resource (FHIR R4, "references").

A Patient/1 of one server is not the Patient/1 of another one. An address without a server means a resource of the same
server, or of the same file where no servers are named.
"""

from collections.abc import Mapping
from typing import Any

Json = Mapping[str, Any]
ANY_SERVER = "*"  # stands before the address of a resource of which the file does not say where it is


def address_in(reference: object) -> str:
    """Returns a reference without its version: Patient/1 of Patient/1/_history/2; empty if it is no text."""
    return reference.strip().partition("/_history/")[0] if isinstance(reference, str) else ""


def kind_at(address: str) -> str:
    """Returns the kind that an address names, as Patient of Patient/1; empty where it names none."""
    kind = address.rpartition("/")[0].rpartition("/")[2]
    return kind if kind.isalpha() else ""


def addresses_of(resource: Json) -> frozenset[str]:
    """Returns the addresses by which others in the file may refer to a resource."""
    own, there = resource.get("id"), address_in(resource.get("fullUrl"))
    found = {there} if there else set()
    if isinstance(own, str) and own:
        local = f"{resource.get('resourceType')}/{own}"
        found |= {local, own}
        if not _server_of(there):
            found |= {f"{ANY_SERVER}/{local}", f"urn:uuid:{own}"}
    return frozenset(found)


def referred_to(reference: object, by: Json) -> frozenset[str]:
    """Returns the addresses that a reference in the resource `by` may mean; empty if it is no reference."""
    address = address_in(reference)
    if not address:
        return frozenset()
    if _server_of(address):
        return frozenset({address, f"{ANY_SERVER}/{'/'.join(address.split('/')[-2:])}"})
    server = _server_of(address_in(by.get("fullUrl")))
    if server and kind_at(address):
        return frozenset({f"{server}/{address}", f"{ANY_SERVER}/{address}"})
    return frozenset({address})


def is_elsewhere(addresses: frozenset[str], resource: Json) -> bool:
    """True if addresses are of another server than the one that a resource says it is of."""
    there = _server_of(address_in(resource.get("fullUrl")))
    servers = {_server_of(address) for address in addresses} - {""}
    return bool(there and servers) and there not in servers


def key_of(resource: Json) -> str:
    """Returns the address that is a resource's own, whatever its version; empty if it has none."""
    own, there = resource.get("id"), address_in(resource.get("fullUrl"))
    return there or (f"{resource.get('resourceType')}/{own}" if isinstance(own, str) and own else "")


def _server_of(address: str) -> str:
    """The address of the server, as http://a of http://a/Patient/1; empty where an address names none."""
    return "/".join(address.split("/")[:-2]) if address.startswith(("http://", "https://")) else ""
