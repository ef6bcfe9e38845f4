"""Small files of texts, words/LANGUAGE/NAME.yaml: a text or a list of texts under each name."""

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from forms import SourceError, read_model, read_yaml

WORDS = Path(__file__).parent / "words"


class Phrases(BaseModel):
    """The texts of one file. Those in `lists` are several of a kind, such as the lines of a list."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    text: dict[str, str]
    lists: dict[str, tuple[str, ...]] = {}

    def say(self, name: str, **facts: object) -> str:
        """A text with its gaps filled in. Raises KeyError."""
        return self.text[name].format(**facts)


@cache
def load_phrases(name: str, language: str = "en") -> Phrases:
    """The texts of one file. Raises SourceError with every fault found."""
    source = read_yaml(WORDS / language / f"{name}.yaml")
    phrases, problems = read_model(Phrases, source, (), source.data)
    if phrases is None:
        raise SourceError(problems)
    return phrases
