"""The texts of this room, words/LANGUAGE.yaml: why a file cannot be read, and which answers were not taken over."""

from functools import cache
from pathlib import Path

from forms.authoring.text_trees import ORIGINAL
from forms.authoring.texts import Texts, load_texts
from forms.clinic import load_clinic

WORDS = Path(__file__).parent / "words" / f"{ORIGINAL}.yaml"


@cache
def exchange_texts(language: str | None = None) -> Texts:
    """Returns the texts in a language, the clinic's first unless another is given. Raises SourceError."""
    language = language or load_clinic().language
    return load_texts(WORDS, language, load_clinic().gaps(language))
