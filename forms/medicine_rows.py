"""The rows of a person's list of medicines: what each names."""

from forms.answers import MedicineRow
from forms.medicine_names import NameRead
from forms.terms import Terminology


def recognised(terminology: Terminology, row: MedicineRow) -> NameRead:
    """What the name of a row is read as: known medicines, nearest names to offer, or neither.

    For whoever prints or draws rows. `.is_recognised` is False where any of it is not known: print "not recognised"
    there. `.known` are the medicines that rules count (their classes), `.near` is to be offered and counts for nothing.
    A row can have both: "lisinopril xanex" names one medicine, and something that may be another.
    """
    return terminology.medicine_names.read(row.name)
