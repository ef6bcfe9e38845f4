"""Sends a summary to the record server, for the patient whose chart was read from it."""

import json

from authlib.integrations.base_client import OAuthError

from forms import RecordServerSettings
from screens.smart.client import a_client, in_time
from screens.smart.grants import Grant
from screens.smart.problems import NotSentError, RecordServerError
from screens.smart.scopes import DOCUMENT, RESOURCE_ID


async def send_document(settings: RecordServerSettings, grant: Grant, document: object) -> str:
    """Adds a document to the record, and returns its number there; empty if the server names none.

    Raises NotSentError. It is sent once: whether a server has taken what it did not answer is not known.
    """
    content = json.dumps(document).encode()
    told = {"Content-Type": "application/fhir+json", "Accept": "application/fhir+json", "Prefer": "return=minimal"}
    try:
        async with a_client(settings, token=grant.token) as client, in_time():
            answer = await client.post(f"{settings.base}/{DOCUMENT}", content=content, headers=told)
    except OAuthError:
        raise NotSentError("expired") from None
    except RecordServerError:
        raise NotSentError("unclear") from None
    if answer.status_code in (401, 403):
        raise NotSentError("expired")
    if answer.status_code >= 500:
        raise NotSentError("unclear")
    if answer.status_code not in (200, 201):
        raise NotSentError("refused")
    return _number(answer.headers.get("Location", ""))


def _number(address: str) -> str:
    """The id in an address such as BASE/DocumentReference/7/_history/1."""
    behind = address.partition("?")[0].rpartition(f"{DOCUMENT}/")[2].partition("/")[0]
    return behind if address and RESOURCE_ID.fullmatch(behind) else ""
