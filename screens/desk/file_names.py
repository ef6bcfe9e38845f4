"""The names of files that the desk saves: they begin with whose they are, so that two patients' are not mixed up."""

import re
from unicodedata import category, combining

from screens.visit.contents import identity_of
from screens.visit.visit import Visit

LONGEST = 60  # characters of a person's name
MOST_BYTES = 120  # of it in UTF-8: file systems take 255 of a whole name, to which browsers add an ending of their own
JOINS_LETTERS = 9  # the combining class of a virama: the next letter is drawn together with the one before
JAMO_WITHIN = re.compile("[\u1160-\u11ff\ud7b0-\ud7ff]")  # parts of a Korean syllable that do not begin one


def file_name(visit: Visit, name: str) -> str:
    """Returns `name`, at a desk that keeps its forms after the person's name and date of birth: Ana-Ruiz-1980-03-31-….

    A person's own pages never name the person in a file's name.
    """
    if visit.saving is None:
        return name
    identity = identity_of(visit.questionnaire, visit.response)
    parts = [of_a_file(identity.name or ""), identity.birth_date.isoformat() if identity.birth_date else "", name]
    return "-".join(part for part in parts if part)


def of_a_file(name: str) -> str:
    """Returns the letters, marks and digits of a person's name, with hyphens for the rest, cut between two letters."""
    seen = "".join(letter for letter in name if category(letter) != "Cf")
    kept = "".join(letter if letter.isalnum() or category(letter).startswith("M") else "-" for letter in seen)
    return _cut(re.sub("-+", "-", kept).strip("-")).strip("-")


def _cut(text: str) -> str:
    end = len(text[:LONGEST].encode()[:MOST_BYTES].decode(errors="ignore"))
    while 0 < end < len(text) and not _is_between_letters(text, end):
        end -= 1
    return text[:end]


def _is_between_letters(text: str, at: int) -> bool:
    """False within what readers see as one letter: its marks, a conjunct of an Indian script, a Korean syllable."""
    is_continued = category(text[at]).startswith("M") or JAMO_WITHIN.match(text[at]) is not None
    return not is_continued and combining(text[at - 1]) != JOINS_LETTERS
