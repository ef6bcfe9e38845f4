"""Paper sizes, and the input of the press: a page of HTML, with the files to attach to its PDF."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import get_args

from forms import Paper as Paper

PAPERS: tuple[Paper, ...] = get_args(Paper)


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A text attached to the PDF. `name` has a file extension, such as answers.json."""

    name: str
    description: str
    text: str


@dataclass(frozen=True, slots=True)
class PrintJob:
    """Everything from which a PDF is made: the same job gives the same bytes. `dated` is the PDF's creation date.

    `form` is the mark of a form to fill in on a screen; None for other pages.
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
        """SHA-256 of the whole job."""
        return hashlib.sha256(self.to_json()).hexdigest()
