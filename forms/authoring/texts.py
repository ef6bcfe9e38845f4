"""Small files of texts: a text, or a list of texts, under each name."""

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from forms.authoring.yaml_files import SourceError, read_model, read_yaml


class Texts(BaseModel):
    """The texts of one file. Those in `lists` are several of a kind, such as the lines of a list."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    text: dict[str, str]
    lists: dict[str, tuple[str, ...]] = {}

    def say(self, name: str, **facts: object) -> str:
        """A text with its gaps filled in. Raises KeyError."""
        return self.text[name].format(**facts)


@cache
def load_texts(file: Path) -> Texts:
    """The texts of one file. Raises SourceError with every fault found."""
    source = read_yaml(file)
    texts, problems = read_model(Texts, source, (), source.data)
    if texts is None:
        raise SourceError(problems)
    return texts
