"""The texts of this room, words/LANGUAGE.yaml: why a file cannot be read, and what could not be taken over."""

from functools import cache
from pathlib import Path

from forms.authoring.texts import Texts, load_texts

WORDS = Path(__file__).parent / "words"


@cache
def exchange_texts(language: str = "en") -> Texts:
    """The texts in a language. Raises SourceError with every fault found."""
    return load_texts(WORDS / f"{language}.yaml")
