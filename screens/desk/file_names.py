"""The names of files that the desk saves: they begin with whose they are, so that two patients' are not mixed up."""

import re

from screens.visit.contents import identity_of
from screens.visit.visit import Visit

LONGEST = 60  # characters of a person's name; file systems take 255 bytes


def file_name(visit: Visit, name: str) -> str:
    """Returns `name`, at a desk that keeps its forms after the person's name and date of birth: Ana-Ruiz-1980-03-31-….

    A person's own pages never name the person in a file's name.
    """
    if visit.saving is None:
        return name
    identity = identity_of(visit.questionnaire, visit.response)
    parts = [re.sub(r"[\W_]+", "-", identity.name or "").strip("-")[:LONGEST],
             identity.birth_date.isoformat() if identity.birth_date else "", name]
    return "-".join(part for part in parts if part)
