"""The texts on the screens, by door and language. A missing text raises an error, so that no page has a gap."""

from functools import cache
from pathlib import Path

from forms import Clinic, clinic_texts, load_clinic
from forms.authoring import ORIGINAL, Texts

WORDS = Path(__file__).parent / "words" / f"{ORIGINAL}.yaml"


def words_for(door: str, language: str | None = None) -> Texts:
    """Returns the texts of one door. The door's own texts replace those for everyone. Raises SourceError.

    A patient who fills in part of the form alone at the desk sees the patient's texts, with a few of that door's own.
    The clinic's first language is used unless another is given.
    """
    clinic = load_clinic()
    return _laid_over(WORDS, door, language or clinic.language, clinic)


@cache
def _laid_over(original: Path, door: str, language: str, clinic: Clinic) -> Texts:
    groups = ("patient", door) if door == "alone" else (door,)
    return clinic_texts(original, language, clinic).laid_over("everyone", *groups)
