"""The texts on the screens, by door and language. A missing text raises an error, so that no page has a gap."""

from functools import cache
from pathlib import Path

from forms import load_clinic
from forms.authoring import ORIGINAL, Texts, load_texts

WORDS = Path(__file__).parent / "words" / f"{ORIGINAL}.yaml"


@cache
def words_for(door: str, language: str | None = None) -> Texts:
    """Returns the texts of one door. The door's own texts replace those for everyone. Raises SourceError.

    The clinic's first language is used unless another is given.
    """
    language = language or load_clinic().language
    return load_texts(WORDS, language, load_clinic().gaps(language)).laid_over("everyone", door)
