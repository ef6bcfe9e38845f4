"""Texts in dicts and lists, as YAML gives them: each with its place, its names in braces, and those filled in."""

from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any

from forms.authoring.yaml_files import Place

ORIGINAL = "en"  # the language that all texts are written in first


def filled(texts: Any, gaps: Mapping[str, str]) -> Any:
    """`texts` with these gaps filled in, in dicts and lists as YAML gives them. Other gaps stay."""
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
    """Every text in dicts and lists, with its place."""
    if isinstance(data, str):
        yield place, data
    elif isinstance(data, Mapping):
        for key, value in data.items():
            yield from each_text(value, (*place, key))
    elif isinstance(data, list):
        for i, value in enumerate(data):
            yield from each_text(value, (*place, i))


def fields_of(text: str) -> frozenset[str]:
    """The names in braces that are filled in. Raises ValueError where the braces do not match."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)
