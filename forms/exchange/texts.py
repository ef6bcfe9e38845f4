"""The texts of this room, words/LANGUAGE.yaml: why a file cannot be read, and which answers were not taken over."""

from functools import cache
from pathlib import Path

from forms.authoring.texts import ORIGINAL, Texts, load_texts
from forms.clinic import load_clinic

WORDS = Path(__file__).parent / "words" / f"{ORIGINAL}.yaml"


@cache
def exchange_texts(language: str = ORIGINAL) -> Texts:
    """Returns the texts in a language. Raises SourceError with every error found."""
    return load_texts(WORDS, language, load_clinic().gaps)
