"""What is known of the way to the record server and of what it permits. No library of OAuth is loaded for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Away:
    """The way to the page where the server asks for permission, and what is needed once it leads back.

    `verifier` proves to the server that we are who asked (PKCE). `scopes` are those that were asked for.
    """

    url: str = field(repr=False)
    state: str = field(repr=False)
    verifier: str = field(repr=False)
    token_endpoint: str
    redirect_uri: str
    scopes: frozenset[str]


@dataclass(frozen=True)
class Grant:
    """What the server permits: `scopes`, for one patient, by a token that ends soon."""

    patient_id: str = field(repr=False)
    token: Mapping[str, Any] = field(repr=False)
    scopes: frozenset[str]


@dataclass(frozen=True)
class Linked:
    """The patient of the record server whose chart was read last: what the server permits, and whose chart it is."""

    grant: Grant
    names: tuple[str, ...] = field(repr=False)
    born: date | None = field(repr=False)
