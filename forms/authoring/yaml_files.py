"""Reads YAML with the line of every value, so that an error names the line of the mistake.

Scalars stay text (`yes` stays "yes"); pydantic converts them. This module is independent of questionnaires and rules.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

Model = TypeVar("Model", bound=BaseModel)
Place = tuple[str | int, ...]
ROOT = Path(__file__).parent.parent.parent
MOST_DEEP = 20  # lists and keys inside each other, in a file from outside the project


class Loader(getattr(yaml, "CBaseLoader", yaml.BaseLoader)):  # type: ignore[misc] # libyaml where the wheel has it
    """Composes nodes without tags: every scalar stays text, so no time is spent on guessing its type."""

    def resolve(self, kind: type[yaml.Node], value: str, implicit: Any) -> str:
        return ""

    def descend_resolver(self, current_node: yaml.Node | None, current_index: Any) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass



@dataclass(frozen=True)
class Problem:
    """One error in a data file: the file, the line (None if unknown), and what to do about it."""

    file: str
    line: int | None
    message: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}, line {self.line}"
        return f"{place}: {self.message}"


class SourceError(Exception):
    """A data file of the project cannot be used. `problems` are all errors found, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True)
class YamlFile:
    """The content of a file: `data` of dicts, lists and text; `lines` maps a place in it to its line (from 1)."""

    path: Path
    data: Any
    lines: dict[Place, int]

    def line(self, place: Place) -> int | None:
        """Returns the line of `place`, or of the nearest place that contains it; None for an empty file."""
        while place not in self.lines and place:
            place = place[:-1]
        return self.lines.get(place)

    def problem(self, place: Place, message: str) -> Problem:
        return Problem(name_in_messages(self.path), self.line(place), message)


def name_in_messages(path: Path) -> str:
    """Returns a file's path from the project's folder, because several files have the same name; its name elsewhere."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name


def read_yaml(path: Path, *, most_bytes: int | None = None, aliases: bool = True) -> YamlFile:
    """Reads one file. Raises SourceError for bad YAML, a repeated key, or a file that cannot be read.

    For a file from outside the project, set `most_bytes`, and `aliases` to False: with aliases, a few lines can expand
    to any size.
    """
    try:
        text = _text(path, most_bytes)
        if not aliases:
            _refuse_aliases(path, text)
        node = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise _unusable(path, line, f"this is not YAML: {error.problem}. "
                        "A text with ': ' or '?' in it goes in block style, after '>-'.") from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        raise _unusable(path, None, f"cannot be read ({type(error).__name__}).") from error
    lines: dict[Place, int] = {}
    problems: list[Problem] = []
    data = None if node is None else _plain(node, (), lines, problems, name_in_messages(path))
    if problems:
        raise SourceError(problems)
    return YamlFile(path, data, lines)


def _unusable(path: Path, line: int | None, message: str) -> SourceError:
    return SourceError([Problem(name_in_messages(path), line, message)])


def _text(path: Path, most_bytes: int | None) -> str:
    if most_bytes is None:
        return path.read_text(encoding="utf-8")
    if path.exists() and not path.is_file():  # a device or a pipe may never end
        raise _unusable(path, None, "this is no file. Name a file of settings.")
    with path.open("rb") as file:
        content = file.read(most_bytes + 1)
    if len(content) > most_bytes:
        raise _unusable(path, None, f"this is larger than {most_bytes // 1000} kB, so it is not the file it should be. "
                        "Name the right one.")
    return content.decode("utf-8")


def _refuse_aliases(path: Path, text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=Loader):
        line = event.start_mark.line + 1 if event.start_mark else None
        if isinstance(event, yaml.AliasEvent):
            raise _unusable(path, line, f"'*{event.anchor}' stands for something written elsewhere. Write it out here.")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MOST_DEEP:
            raise _unusable(path, line, "too many lists and keys stand inside each other here.")


def _plain(node: yaml.Node, place: Place, lines: dict[Place, int], problems: list[Problem], file: str) -> Any:
    lines[place] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*place, i), lines, problems, file) for i, child in enumerate(node.value)]
    if not isinstance(node, yaml.MappingNode):
        return node.value
    mapping: dict[str, Any] = {}
    for key, child in node.value:
        if not isinstance(key, yaml.ScalarNode):
            problems.append(Problem(file, key.start_mark.line + 1, "a list or other keys stand here in place of a key. "
                                    "Write one word, and a text with '{' or '[' in it in quotation marks."))
            continue
        if key.value in mapping:
            problems.append(Problem(file, key.start_mark.line + 1,
                                    f"'{key.value}' stands twice here. Keep one of the two."))
        mapping[key.value] = _plain(child, (*place, key.value), lines, problems, file)
        lines[(*place, key.value)] = key.start_mark.line + 1
    return mapping


def read_model(model: type[Model], source: YamlFile, place: Place, data: Any) -> tuple[Model | None, list[Problem]]:
    """Returns `data`, found at `place` of `source`, as `model` without errors; or None and the errors."""
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        return None, [source.problem(_place_in_file(source, place, fault["loc"]), _in_words(fault, place))
                      for fault in error.errors(include_url=False)]


def _place_in_file(source: YamlFile, place: Place, loc: tuple[str | int, ...]) -> Place:
    for step in loc:  # pydantic names the members of a union too, which are not places in the file
        if (*place, step) in source.lines:
            place = (*place, step)
    return place


def _in_words(fault: Any, place: Place) -> str:
    name = str(fault["loc"][-1]) if fault["loc"] else str(place[-1] if place else "the file")
    if fault["type"] == "missing":
        return f"'{name}' is missing here. Add it."
    if fault["type"] == "extra_forbidden":
        return f"'{name}' is not known here. Check its spelling, or leave it out."
    if fault["type"] == "too_short":
        return f"'{name}' is too short here: at least {fault['ctx']['min_length']} is needed."
    message = str(fault["msg"]).removeprefix("Value error, ")
    return f"'{name}': {message}"


LONGEST_NAME = 60  # characters


def shortened(name: str) -> str:
    """A name from a file as a message repeats it: cut off where it is longer than any name of ours."""
    return name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…"


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """Returns " Did you mean 'x'?" for the most similar of `names`; empty if no name is similar."""
    if len(name) > LONGEST_NAME:  # too long for a slip, and slow to compare
        return ""
    near = get_close_matches(name, list(names), n=1, cutoff=0.5)
    return f" Did you mean '{near[0]}'?" if near else ""
