"""Speaks to the record server: where it asks people for permission, for a token, and for resources.

The protocol is Authlib's: OAuth 2 with PKCE. Only the address in clinic.yaml is asked, and the two that it names. No
redirect is followed.
"""

import asyncio
import json
import logging
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from secrets import token_urlsafe
from typing import Any

import httpx2
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import AsyncOAuth2Client

from forms import RecordServerSettings, is_safe_address
from screens.smart.grants import Away, Grant
from screens.smart.problems import RecordServerError
from screens.smart.scopes import RESOURCE_ID, asked_scopes

SECRET = "SCREENING_RECORD_SERVER_SECRET"  # noqa: S105 # the name of a variable of the environment
SECONDS = 10.0  # for each answer of the server
SETTINGS_BYTES = 1_000_000  # of what the server says about itself
DISCOVERY = "/.well-known/smart-configuration"
SILENT = ("httpx2", "httpcore2", "authlib")  # their lines contain addresses with ids of patients
for _name in SILENT:
    logging.getLogger(_name).setLevel(logging.WARNING)


class Room:
    """How many bytes may still come, in all answers together."""

    def __init__(self, most: int) -> None:
        self._left = most

    def take(self, count: int) -> None:
        """Raises RecordServerError if there is no room for so many more."""
        self._left -= count
        if self._left < 0:
            raise RecordServerError("too_large")


async def way_there(settings: RecordServerSettings, redirect_uri: str, launch: str | None) -> Away:
    """Asks the server how it wants to be asked, and returns the way to where it asks for permission.

    `launch`: what the server handed over; None if the desk begins. Raises RecordServerError.
    A server that does not know PKCE with S256 is refused: without it, a stolen code is enough.
    """
    async with a_client(settings) as client:
        status, told = await get_json(client, settings.base + DISCOVERY, Room(SETTINGS_BYTES), with_token=False)
    if status != 200 or not isinstance(told, dict):
        raise RecordServerError("wrong_answer")
    asks, gives = told.get("authorization_endpoint"), told.get("token_endpoint")
    if not (isinstance(asks, str) and isinstance(gives, str)):
        raise RecordServerError("wrong_answer")
    if not all(_is_as_safe_as(settings.base, address) for address in (asks, gives)):
        raise RecordServerError("not_safe")
    if "S256" not in _texts(told, "code_challenge_methods_supported"):
        raise RecordServerError("not_safe")
    scopes = asked_scopes(_texts(told, "capabilities"), is_launched=launch is not None, writes=settings.write_back)
    verifier, state = token_urlsafe(64), token_urlsafe(32)
    more = {"aud": settings.url, **({} if launch is None else {"launch": launch})}
    async with a_client(settings, redirect_uri=redirect_uri, scope=" ".join(scopes)) as client:
        url, _state = client.create_authorization_url(asks, state=state, code_verifier=verifier, **more)
    return Away(url, state, verifier, gives, redirect_uri, frozenset(scopes))


async def permission(settings: RecordServerSettings, away: Away, code: str) -> Grant:
    """Returns what the server permits for a code that it gave the browser. Raises RecordServerError."""
    async with a_client(settings, redirect_uri=away.redirect_uri) as client:
        try:
            async with in_time():
                token = await client.fetch_token(away.token_endpoint, grant_type="authorization_code", code=code,
                                                 code_verifier=away.verifier)
        except OAuthError as error:
            raise RecordServerError("expired" if error.error == "invalid_grant" else "wrong_answer") from None
        except (ValueError, TypeError, AttributeError):  # no JSON object
            raise RecordServerError("wrong_answer") from None
    if not isinstance(token.get("access_token"), str) or str(token.get("token_type")).lower() != "bearer":
        raise RecordServerError("wrong_answer")
    patient_id = token.get("patient")
    if not isinstance(patient_id, str) or not RESOURCE_ID.fullmatch(patient_id):
        raise RecordServerError("no_patient")
    given = token.get("scope")
    kept = {"access_token": token["access_token"], "token_type": "Bearer", "expires_at": token.get("expires_at")}
    return Grant(patient_id, kept, frozenset(given.split()) if isinstance(given, str) else away.scopes)


def a_client(
    settings: RecordServerSettings, *, token: Mapping[str, Any] | None = None, **options: str,
) -> AsyncOAuth2Client:
    """Returns a client for one task. With `token`, it may ask for resources until that ends."""
    return AsyncOAuth2Client(
        settings.client_id, os.environ.get(SECRET) or None, token=dict(token) if token else None,
        code_challenge_method="S256", timeout=SECONDS, leeway=0, follow_redirects=False, **options)


@asynccontextmanager
async def in_time() -> AsyncIterator[None]:
    """Ends what takes longer than SECONDS. Raises RecordServerError for that, and for a server that is not there."""
    try:
        async with asyncio.timeout(SECONDS):
            yield
    except httpx2.HTTPStatusError as error:
        raise RecordServerError("unreachable" if error.response.status_code >= 500 else "wrong_answer") from None
    except (TimeoutError, httpx2.HTTPError, httpx2.InvalidURL, OSError):
        raise RecordServerError("unreachable") from None


async def get_json(client: AsyncOAuth2Client, url: str, room: Room, *, with_token: bool = True) -> tuple[int, Any]:
    """Returns the status and the JSON of an answer; None if it is no success, or no JSON. Raises RecordServerError."""
    content = bytearray()
    asked = {"Accept": "application/fhir+json, application/json"}
    try:
        async with in_time(), client.stream("GET", url, headers=asked, withhold_token=not with_token) as response:
            async for part in response.aiter_bytes():
                room.take(len(part))
                content += part
    except OAuthError:
        raise RecordServerError("expired") from None
    if response.status_code != 200:
        return response.status_code, None
    try:
        return 200, json.loads(content, object_pairs_hook=one_of_each, parse_constant=_no_number)
    except (ValueError, RecursionError):
        return 200, None


def _is_as_safe_as(base: str, address: str) -> bool:
    """True for an address over TLS; also for one without on this computer, if the server itself is there."""
    return is_safe_address(address) and (address.startswith("https:") or base.startswith("http:"))


def one_of_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Returns an object of JSON. Raises ValueError if a part stands twice: one of them would be lost here."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a part stands twice")
    return found


def _no_number(name: str) -> float:
    raise ValueError(name)


def _texts(told: Mapping[str, Any], name: str) -> list[str]:
    found = told.get(name)
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []
