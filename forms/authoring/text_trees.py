"""Works on texts in dicts and lists, as read from YAML: lists them with their places, and fills in names in braces."""

from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any

from forms.authoring.yaml_files import Place

ORIGINAL = "en"  # the language in which all texts are written first


def filled(texts: Any, gaps: Mapping[str, str]) -> Any:
    """Returns `texts`, with dicts and lists as read from YAML, with these gaps filled in. Other gaps stay."""
    if isinstance(texts, str):
        for name, words in gaps.items():
            texts = texts.replace(f"{{{name}}}", words)
        return texts
    if isinstance(texts, Mapping):
        return {key: filled(value, gaps) for key, value in texts.items()}
    if isinstance(texts, list):
        return [filled(value, gaps) for value in texts]
    return texts


def each_text(data: Any, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """Yields every text in dicts and lists, with its place."""
    if isinstance(data, str):
        yield place, data
    elif isinstance(data, Mapping):
        for key, value in data.items():
            yield from each_text(value, (*place, key))
    elif isinstance(data, list):
        for i, value in enumerate(data):
            yield from each_text(value, (*place, i))


def fields_of(text: str) -> frozenset[str]:
    """Returns the names in braces in a text. Raises ValueError if the braces do not match."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)
