"""Sign-offs by reviewers. A sign-off is valid for the logic and text that were read, and void once either changes."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel

from forms.authoring.strict import Strict
from forms.authoring.yaml_files import Problem, SourceError, read_model, read_yaml

Standing = Literal["signed", "void", "unsigned"]


class SignOff(Strict):
    """`reviewer` has read the rule or item `id` on `date`. `fingerprint` is the one that it had on this day."""

    id: str
    reviewer: str
    date: date
    fingerprint: str


@dataclass(frozen=True)
class SignedHere:
    """What clinicians of this clinic have signed off on screen, in exactly the wording of a fingerprint.

    `signoffs`: the id of a rule set or questionnaire, the id of a rule or item in it, and the fingerprint → sign-offs,
    the oldest first. `names`: prints and pages for everybody may name the reviewers.
    """

    signoffs: Mapping[tuple[str, str, str], tuple[SignOff, ...]] = field(default_factory=dict)
    names: bool = False

    def of(self, part: str, name: str, mark: str) -> tuple[SignOff, ...]:
        """Returns the sign-offs of a rule or item whose present fingerprint is `mark`."""
        return self.signoffs.get((part, name, mark), ())


NOBODY_HERE = SignedHere()


def read_signoffs(path: Path) -> tuple[SignOff, ...]:
    """Returns the sign-offs in a YAML list. Raises SourceError."""
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


def fingerprint(*models: BaseModel, leave_out: Iterable[str] = ()) -> str:
    """Returns twelve characters that change with any change of the logic or the text of these models."""
    content = "\n".join(model.model_dump_json(by_alias=True, exclude=set(leave_out)) for model in models)
    return hashlib.sha256(content.encode()).hexdigest()[:12]


def standing(name: str, mark: str, signoffs: Iterable[SignOff]) -> Standing:
    """Returns the sign-off state of the rule or item `name`, whose present fingerprint is `mark`."""
    own = [signoff for signoff in signoffs if signoff.id == name]
    if any(signoff.fingerprint == mark for signoff in own):
        return "signed"
    return "void" if own else "unsigned"
