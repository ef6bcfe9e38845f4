"""Paper sizes, and what goes to the press: a page of HTML with all that its PDF carries."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import get_args

from forms import Paper as Paper

PAPERS: tuple[Paper, ...] = get_args(Paper)


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A text that the PDF carries inside it. `name` ends in its kind, as answers.json."""

    name: str
    description: str
    text: str


@dataclass(frozen=True, slots=True)
class PrintJob:
    """Everything a PDF is made of, so that the same job gives the same bytes. `dated` is the day it says it is made.

    `form` is the mark of a form to fill in on a screen; None for pages that only lie on paper.
    """

    html: str
    paper: Paper
    dated: date
    attached: tuple[AttachedFile, ...] = ()
    form: str | None = None

    def to_json(self) -> bytes:
        return json.dumps({**asdict(self), "dated": self.dated.isoformat()}).encode()

    @classmethod
    def from_json(cls, content: bytes) -> "PrintJob":
        data = json.loads(content)
        attached = tuple(AttachedFile(**one) for one in data["attached"])
        return cls(data["html"], data["paper"], date.fromisoformat(data["dated"]), attached, data["form"])

    @property
    def digest(self) -> str:
        """SHA-256 of all that goes in."""
        return hashlib.sha256(self.to_json()).hexdigest()
