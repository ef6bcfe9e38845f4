"""What the worklist shows of a form, and its content, as bytes, to be sealed, and back."""

import json
import re
from datetime import date, datetime
from typing import Any

from forms import clean
from records.errors import RecordsError
from records.model import Content, Identity, Note, ToSend

LONGEST_NAME = 1000  # characters; the form takes fewer
REFERENCE = re.compile("[0-9]{6}")


def identity_as_bytes(identity: Identity, *, in_danger: bool = False) -> bytes:
    """Returns an identity as JSON, and whether the person may be in danger: the worklist shows both."""
    born = identity.birth_date.isoformat() if identity.birth_date else None
    return _as_bytes({"name": identity.name, "born": born, "number": identity.record_number,
                      "danger": in_danger})


def identity_from_bytes(content: bytes) -> tuple[Identity, bool]:
    """Returns the identity in a JSON, and whether the person may be in danger. Raises RecordsError."""
    held = _from_bytes(content)
    born = held.get("born")
    identity = Identity(held.get("name"), date.fromisoformat(born) if born else None, held.get("number"))
    return identity, held.get("danger", False)


def who_sent_as_bytes(sends: ToSend) -> bytes:
    """Returns, as JSON, what the worklist knows of what a patient sent: no answer but who it is."""
    born = sends.identity.birth_date
    return _as_bytes({"name": sends.identity.name, "born": born.isoformat() if born else None,
                      "reference": sends.reference, "danger": sends.in_danger})


def who_sent_from_bytes(content: bytes) -> tuple[Identity, str, bool]:
    """Returns identity, reference, and whether the person may be in danger. Raises RecordsError.

    Anybody who has the public key can have sealed this, so nothing of it is trusted.
    """
    try:
        match _from_bytes(content):
            case {"name": str(name), "born": str(born), "reference": str(reference), "danger": bool(in_danger)}:
                if len(name) <= LONGEST_NAME and REFERENCE.fullmatch(reference):
                    return Identity(clean(name), date.fromisoformat(born)), reference, in_danger
    except (ValueError, RecursionError):
        pass
    raise RecordsError("What was sent is not as this tool sends it.")


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
        "taken_before": [dict(one) for one in content.taken_before],
        "notes": [{"at": note.at.isoformat(), "who": note.who, "text": note.text, "person": note.person}
                  for note in content.notes],
        "giving": content.giving, "typed_note": content.typed_note,
        "suggested": [dict(one) for one in content.suggested],
    })


def content_from_bytes(content: bytes, identity: Identity, *, in_danger: bool = False) -> Content:
    """Returns the content in a JSON, with what is sealed beside it. Raises RecordsError if it is of another make."""
    held = _from_bytes(content)
    try:
        return Content(identity, held["questionnaire"], held["version"], held["language"], held["answers"],
                       held["step"], held["earlier"], tuple(held["not_in_earlier"]), tuple(held["brought"]),
                       held["typed"], held.get("in_private", False), held.get("handed_over"),
                       held.get("named_in_file", {}), in_danger, tuple(map(_note, held.get("notes", ()))),
                       held.get("giving"), tuple(held.get("taken_before", ())), held.get("typed_note", ""),
                       tuple(held.get("suggested", ())))
    except KeyError:
        raise RecordsError("Another version of this tool wrote this record. Install the newest version.") from None


def _note(held: dict[str, Any]) -> Note:
    return Note(datetime.fromisoformat(held["at"]), held["who"], held["text"], held.get("person"))


def _as_bytes(held: dict[str, Any]) -> bytes:
    return json.dumps(held, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _from_bytes(content: bytes) -> dict[str, Any]:
    held: dict[str, Any] = json.loads(content.decode("utf-8", "surrogatepass"))
    return held
