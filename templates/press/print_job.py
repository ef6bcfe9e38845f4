"""Paper sizes, and the input of the press: a page of HTML, with the files to attach to its PDF."""

import hashlib
import json
from collections.abc import Sequence
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

    `form` is the mark of a form to fill in on a screen; None for other pages. `then`: further pages of HTML to print
    after it, each as a document of its own. `prints_itself`: a reader of PDFs offers to print the file as it opens it.
    """

    html: str
    paper: Paper
    dated: date
    attached: tuple[AttachedFile, ...] = ()
    form: str | None = None
    then: tuple[str, ...] = ()
    prints_itself: bool = False

    def to_json(self) -> bytes:
        return json.dumps({**asdict(self), "dated": self.dated.isoformat()}).encode()

    @classmethod
    def from_json(cls, content: bytes) -> "PrintJob":
        data = json.loads(content)
        attached = tuple(AttachedFile(**one) for one in data["attached"])
        return cls(data["html"], data["paper"], date.fromisoformat(data["dated"]), attached, data["form"],
                   tuple(data["then"]), data["prints_itself"])

    @property
    def digest(self) -> str:
        """SHA-256 of the whole job."""
        return hashlib.sha256(self.to_json()).hexdigest()


def one_after_another(jobs: Sequence[PrintJob]) -> PrintJob:
    """Returns one job that prints all of these: each begins on the front of a sheet and has its own page numbers.

    They are for different readers, so no file is attached. Paper size, date and the title of the file are those of the
    first job. Forms to fill in on a screen are printed as empty paper.
    """
    first, *others = jobs
    return PrintJob(first.html, first.paper, first.dated, then=tuple(job.html for job in others), prints_itself=True)
