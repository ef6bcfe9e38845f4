"""The texts of this room, words/LANGUAGE.yaml: why a file cannot be read, and which answers were not taken over."""

from pathlib import Path

from forms.authoring.text_trees import ORIGINAL
from forms.authoring.texts import Texts
from forms.clinic_texts import clinic_texts

WORDS = Path(__file__).parent / "words" / f"{ORIGINAL}.yaml"


def exchange_texts(language: str | None = None) -> Texts:
    """Returns the texts in a language, the clinic's first unless another is given. Raises SourceError."""
    return clinic_texts(WORDS, language)
