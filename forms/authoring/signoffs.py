"""Who has signed what: a sign-off holds for the logic and text that were read, and is void once either changes."""

import hashlib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from forms.authoring.yaml_files import Problem, SourceError, read_model, read_yaml

Standing = Literal["signed", "void", "unsigned"]


class SignOff(BaseModel):
    """`reviewer` has read the rule or item `id` on `date`, when its fingerprint was this."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: str
    reviewer: str
    date: date
    fingerprint: str


def read_signoffs(path: Path) -> tuple[SignOff, ...]:
    """The sign-offs in a YAML list; none where the list is empty. Raises SourceError."""
    source = read_yaml(path)
    found: list[SignOff] = []
    problems: list[Problem] = []
    for i, data in enumerate(source.data or []):
        signoff, faults = read_model(SignOff, source, (i,), data)
        problems += faults
        if signoff is not None:
            found.append(signoff)
    if problems:
        raise SourceError(problems)
    return tuple(found)


def fingerprint(model: BaseModel, leave_out: Iterable[str] = ()) -> str:
    """Twelve characters that change with any change of the logic or the text of `model`."""
    content = model.model_dump_json(by_alias=True, exclude=set(leave_out))
    return hashlib.sha256(content.encode()).hexdigest()[:12]


def standing(name: str, mark: str, signoffs: Iterable[SignOff]) -> Standing:
    """Whether what is called `name` and has the fingerprint `mark` is signed as it stands now."""
    own = [signoff for signoff in signoffs if signoff.id == name]
    if any(signoff.fingerprint == mark for signoff in own):
        return "signed"
    return "void" if own else "unsigned"
