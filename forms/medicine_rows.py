"""The rows of a person's list of medicines: recognises their names, and splits a pasted list into rows."""

import re

from forms.answers import Answer, MedicineRow
from forms.vocabulary.medicine_names import NameRead
from forms.vocabulary.terms import Terminology

BETWEEN = re.compile(r"[\n;•·|]+|,(?!\d)|\s&\s|\s\+\s|\s(?:and|plus|y|e)\s", re.IGNORECASE)
LONGEST_LIST = 2_000  # characters; a longer text is a letter and not a list
DOSE = re.compile(r"\d[\d.,/]*\s*(?:mg|mcg|ug|µg|g|ml|iu|units?|meq|%|puffs?)?(?![^\W\d_])", re.IGNORECASE)
OFTEN = re.compile(
    r"\b(?:once|twice|bid|tid|qid|qd|qhs|qam|qpm|q\d+h|prn|daily|nightly|weekly|monthly|every|each|at|as needed|am|pm|"
    r"per|a day|cada|diari\w*|por la|al dia|al día|una vez|dos veces)\b", re.IGNORECASE)


def recognised(terminology: Terminology, row: MedicineRow) -> NameRead:
    """Looks up the name of a row: known medicines, similar names to offer, or neither.

    `.is_recognised` is False if a part of the name is not known: print "not recognised" there. Rules read the classes
    of `.known`; `.near` is only offered, and rules do not read it. A row can have both: "lisinopril xanex" names one
    medicine, and a word that may be another.
    """
    return terminology.medicine_names.read(row.name)


def says_none(terminology: Terminology, row: MedicineRow) -> bool:
    """True if a row says that there is no medicine: "none", "N/A", "-", and nothing in its other fields but that."""
    if not terminology.nothing.is_in_row(row.name):
        return False
    return all(not part or terminology.nothing.is_in_row(part) for part in (row.dose, row.frequency))


def names_a_medicine(terminology: Terminology, answer: Answer) -> bool:
    """True if the answer is a list of medicines with a row that does not say "none"."""
    rows = answer.value if isinstance(answer.value, tuple) else ()
    return any(isinstance(row, MedicineRow) and not says_none(terminology, row) for row in rows)


def rows_in(terminology: Terminology, typed: str) -> tuple[MedicineRow, ...]:
    """Splits a list that was typed into one field: a row for each medicine. Empty if it does not look like a list.

    It looks like a list if at least two parts name different medicines, known ones or similar to a known one. No word
    is lost: words that are neither dose nor frequency stay in the name.
    """
    if len(typed) > LONGEST_LIST:
        return ()
    parts = [part for part in _parts(terminology, typed) if part.strip()]
    if len(parts) < 2:
        return ()
    names = terminology.medicine_names
    in_whole = set(names.known(typed))
    read = [names.read(part) for part in parts]
    if any(not in_whole.issuperset(one.known) for one in read):
        return ()  # a name of several words was split: "sacubitril and valsartan"
    if len(set(map(_usual_names, read)) - {()}) < 2:
        return ()
    return tuple(_as_row(part) for part in parts)


def _usual_names(read: NameRead) -> tuple[str, ...]:
    """The usual names of the known medicines in one part of the list, and of the most similar name that is offered."""
    return (*(one.name for one in read.known), *(one.medicine.name for one in read.near[:1]))


def _parts(terminology: Terminology, typed: str) -> list[str]:
    """Splits at the separators of a list, and before each known name that follows a number."""
    parts: list[str] = []
    for part in BETWEEN.split(typed):
        at = 0
        for start in terminology.medicine_names.starts(part):
            if start > at and re.search(r"\d", part[at:start]):
                parts.append(part[at:start])
                at = start
        parts.append(part[at:])
    return parts


def _as_row(part: str) -> MedicineRow:
    words = " ".join(part.split()).strip(" -–*.,:")
    often = OFTEN.search(words)
    before, frequency = (words[:often.start()], words[often.start():]) if often and often.start() else (words, "")
    doses = list(DOSE.finditer(before))
    if not doses or not doses[-1].start() or before[doses[-1].end():].strip(" ,()"):
        return MedicineRow(before.strip(), "", frequency)
    return MedicineRow(before[:doses[-1].start()].strip(), doses[-1][0].strip(), frequency)
