"""Identity and content as bytes, to be sealed, and back."""

import json
from datetime import date
from typing import Any

from records.errors import RecordsError
from records.model import Content, Identity


def identity_as_bytes(identity: Identity) -> bytes:
    """Returns an identity as JSON."""
    born = identity.birth_date.isoformat() if identity.birth_date else None
    return _as_bytes({"name": identity.name, "born": born, "number": identity.record_number})


def identity_from_bytes(content: bytes) -> Identity:
    """Returns the identity in a JSON. Raises RecordsError."""
    held = _from_bytes(content)
    born = held.get("born")
    return Identity(held.get("name"), date.fromisoformat(born) if born else None, held.get("number"))


def content_as_bytes(content: Content) -> bytes:
    """Returns a content as JSON, without the identity, which is sealed by itself."""
    return _as_bytes({
        "questionnaire": content.questionnaire_id, "version": content.version, "language": content.language,
        "step": content.step, "answers": dict(content.answers),
        "earlier": None if content.earlier is None else dict(content.earlier),
        "not_in_earlier": content.not_in_earlier, "brought": content.brought,
        "typed": dict(content.typed), "in_private": content.in_private,
        "handed_over": None if content.handed_over is None else dict(content.handed_over),
        "named_in_file": dict(content.named_in_file),
    })


def content_from_bytes(content: bytes, identity: Identity) -> Content:
    """Returns the content in a JSON. Raises RecordsError if it is of another make."""
    held = _from_bytes(content)
    try:
        return Content(identity, held["questionnaire"], held["version"], held["language"], held["answers"],
                       held["step"], held["earlier"], tuple(held["not_in_earlier"]), tuple(held["brought"]),
                       held["typed"], held.get("in_private", False), held.get("handed_over"),
                       held.get("named_in_file", {}))
    except KeyError:
        raise RecordsError("Another version of this tool wrote this record. Install the newest version.") from None


def _as_bytes(held: dict[str, Any]) -> bytes:
    return json.dumps(held, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _from_bytes(content: bytes) -> dict[str, Any]:
    held: dict[str, Any] = json.loads(content.decode("utf-8", "surrogatepass"))
    return held
