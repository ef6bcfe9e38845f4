"""Loads texts: YAML files with texts in groups. The clinic's numbers are filled in.

Screens, prints and messages about files all load their texts here. Python code contains no texts for people.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from babel import Locale
from pydantic import BaseModel

from forms.authoring.text_trees import each_text, fields_of, filled
from forms.authoring.translations import translated, words_file
from forms.authoring.yaml_files import Problem, SourceError, YamlFile, did_you_mean, read_model, read_yaml

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, eq=False)
class Texts:
    """Texts in groups, as in their file. `texts("review.title")` returns one of them, with its `{facts}` filled in.

    `tree` contains groups (dicts), texts, and lists of texts. `source` is their file.
    """

    language: str
    tree: Mapping[str, Any]
    source: YamlFile

    @property
    def direction(self) -> str:
        """The direction of writing: "ltr" (from the left) or "rtl" (from the right)."""
        return Locale.parse(self.language).text_direction

    def __call__(self, key: str, **facts: object) -> str:
        """Returns one text. Raises KeyError, with the nearest name, if the text or a fact is missing."""
        found = self._find(key)
        if not isinstance(found, str):
            raise KeyError(f"'{key}' is a group of texts, not a text")
        return found.format(**facts)

    def lines(self, key: str, **facts: object) -> tuple[str, ...]:
        """Returns the texts of a list, in their order. Raises KeyError."""
        found = self._find(key)
        if not isinstance(found, list):
            raise KeyError(f"'{key}' is no list of texts")
        return tuple(line.format(**facts) for line in found)

    def group(self, key: str) -> Mapping[str, Any]:
        """Returns the texts of a group, in the order of the file, without filling in `{facts}`. Raises KeyError."""
        found = self._find(key)
        if not isinstance(found, Mapping):
            raise KeyError(f"'{key}' is a text, not a group of texts")
        return found

    def laid_over(self, *groups: str) -> "Texts":
        """Returns the texts of the first group. Each later group replaces or extends them. Raises SourceError."""
        missing = [group for group in groups if group not in self.tree]
        if missing:
            raise SourceError(self.source.problem((), f"this needs a group '{group}'.") for group in missing)
        laid: Mapping[str, Any] = {}
        for group in groups:
            laid = _laid_over(laid, self.tree[group])
        return Texts(self.language, laid, self.source)

    def as_model(self, model: type[Model], data: Mapping[str, Any]) -> Model:
        """Returns `data`, made of these texts, as a model. Raises SourceError with every error and its line."""
        made, problems = read_model(model, self.source, (), data)
        if made is None:
            raise SourceError(problems)
        return made

    def _find(self, key: str) -> Any:
        found: Any = self.tree
        for name in key.split("."):
            if not isinstance(found, Mapping) or name not in found:
                near = did_you_mean(name, found) if isinstance(found, Mapping) else ""
                raise KeyError(f"the texts have no '{key}'.{near}")
            found = found[name]
        return found


def load_texts(original: Path, language: str, gaps: Mapping[str, str]) -> Texts:
    """Returns the texts of a file in a language.

    `original` is the English file: en.yaml in a folder `words`, or NAME.yaml in its folder `en`. `gaps` are filled in,
    such as `{emergency_number}`; other names in braces are facts, filled in for each use. Raises SourceError with
    every error found, also with every text that is missing in the translation.
    """
    source = read_yaml(original)
    if not isinstance(source.data, dict):
        raise SourceError([source.problem((), "this needs texts, each after its name, such as 'title: Your summary'.")])
    problems = list(_broken_braces(source))
    if problems:
        raise SourceError(problems)
    found = translated(source, words_file(original), language)
    return Texts(language, filled(found.data, gaps), found)


def _broken_braces(source: YamlFile) -> Iterator[Problem]:
    for place, text in each_text(source.data):
        try:
            nameless = "" in fields_of(text)
        except ValueError:
            nameless = True
        if nameless:
            name = ".".join(map(str, place))
            yield source.problem(place, f"'{name}' has braces that cannot be filled in. Write a name between them, as "
                                        "in '{count}', and '{{' for a brace that is printed.")


def _laid_over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    texts = dict(below)
    for key, text in above.items():
        texts[key] = _laid_over(below.get(key, {}), text) if isinstance(text, Mapping) else text
    return texts
