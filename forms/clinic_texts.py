"""The texts of all rooms as a clinic shows them: in one of its languages, with its numbers filled in."""

from functools import cache
from pathlib import Path

from forms.authoring.texts import Texts, load_texts
from forms.clinic import Clinic, load_clinic


def clinic_texts(original: Path, language: str | None = None, clinic: Clinic | None = None) -> Texts:
    """Returns the texts of the English file `original` in a language, the clinic's first unless another is given.

    Without `clinic`, the clinic of this process is meant. A file is read once. Raises SourceError.
    """
    clinic = clinic or load_clinic()
    return _texts(original, language or clinic.language, clinic)


@cache
def _texts(original: Path, language: str, clinic: Clinic) -> Texts:
    return load_texts(original, language, clinic.gaps(language))
