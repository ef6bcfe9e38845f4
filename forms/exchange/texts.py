"""The texts of this room, words/LANGUAGE.yaml: why a file cannot be read, and what could not be taken over."""

from functools import cache
from pathlib import Path

from forms.authoring.texts import ORIGINAL, Texts, load_texts
from forms.clinic import load_clinic

WORDS = Path(__file__).parent / "words" / f"{ORIGINAL}.yaml"


@cache
def exchange_texts(language: str = ORIGINAL) -> Texts:
    """The texts in a language. Raises SourceError with every fault found."""
    return load_texts(WORDS, language, load_clinic().gaps)
