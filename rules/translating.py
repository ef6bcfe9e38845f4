"""Which files of a rule set are translated, and what of them: what is printed, and no condition, id or example."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from forms.authoring import Entry, Place, Translatable, entry


def about_file(folder: Path) -> Translatable:
    """rule_set.yaml of a rule set."""
    return Translatable(folder / "rule_set.yaml", folder, _about)


def topics_file(folder: Path) -> Translatable:
    """topics.yaml of a rule set."""
    return Translatable(folder / "topics.yaml", folder, _topics)


def document_file(folder: Path, path: Path) -> Translatable:
    """A source document. Its title, author and headings stay as they are, to find it by."""
    return Translatable(path, folder, _document)


def rules_file(folder: Path, path: Path) -> Translatable:
    """A file of rules."""
    return Translatable(path, folder, _rules)


def rule_files(folder: Path) -> list[Translatable]:
    """All files of a rule set."""
    documents = [document_file(folder, path) for path in sorted((folder / "documents").glob("*.yaml"))]
    rules = [rules_file(folder, path) for path in sorted((folder / "rules").glob("*.yaml"))]
    return [about_file(folder), topics_file(folder), *documents, *rules]


def _about(data: Mapping[str, Any]) -> Iterator[Entry]:
    yield entry(("rule_set",), (), data, ["title", "mark", "about", "reviewed"])


def _topics(data: Iterable[Mapping[str, Any]]) -> Iterator[Entry]:
    for i, one in enumerate(data):
        yield entry((one["topic"],), (i,), one, ["title"])


def _document(data: Mapping[str, Any]) -> Iterator[Entry]:
    yield entry(("document",), (), data, ["short", "publisher", "kind", "dated", "trust"])
    for i, one in enumerate(data["statements"]):
        yield entry(("statements", one["id"]), ("statements", i), one, ["says", "note"])


def _rules(data: Iterable[Mapping[str, Any]]) -> Iterator[Entry]:
    for i, one in enumerate(data):
        texts = dict(entry((), (i,), one, ["title", "discuss"]).texts)
        for number, question in enumerate(one["questions"]):
            place: Place = (i, "questions", number)
            asked = (place, question) if isinstance(question, str) else ((*place, "ask"), question["ask"])
            texts["questions", number] = asked
        yield Entry((one["id"],), texts)
