"""Translations: files with the same names as the English originals, and the texts of another language.

The key `of` of each entry contains the fingerprint of the English texts that it translates. So checks can name entries
that are missing, or whose English has changed since.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from forms.authoring.text_trees import ORIGINAL, each_text, fields_of
from forms.authoring.yaml_files import (
    Place,
    Problem,
    SourceError,
    YamlFile,
    did_you_mean,
    name_in_messages,
    read_yaml,
)

IN_DANGER = ("crisis", "help", "under_age")  # groups of texts for people in danger
OF = "of"  # the key of the fingerprint in each entry of a translation


@dataclass(frozen=True)
class Entry:
    """Texts that are translated together: a question with its options, a rule, or one text of a page.

    `path` is its place in the translation. `texts` maps the place of each text inside the entry to its place in the
    original, and the original text. `is_asked`: people answer it, or read it in danger, so a stale translation does
    harm.
    """

    path: Place
    texts: Mapping[Place, tuple[Place, str]]
    is_asked: bool = False

    @property
    def name(self) -> str:
        return _dotted(self.path)

    @property
    def fingerprint(self) -> str:
        """Eight characters that change with any of the texts."""
        content = [[list(map(str, place)), text] for place, (_, text) in self.texts.items()]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:8]


Split = Callable[[Any], Iterable[Entry]]
Kind = Literal["missing", "stale", "unlike", "unknown"]
CODES: Mapping[Kind, str] = {"missing": "T01", "stale": "T02", "unlike": "T03", "unknown": "T04"}
TEXTS = {
    "T01": "'{name}' is missing. Translate it, and write 'of: {fingerprint}' beside it.",
    "T02": "'{name}' is stale: its English has changed. Translate it again, and write 'of: {fingerprint}'.",
    "T03": "'{name}' has other names in braces than the English has: {wanted}. Write the same names.",
    "T04": "'{name}' is not in the English.{near} Take it out, or mend its name.",
}


@dataclass(frozen=True)
class Translatable:
    """A file with texts. `root` contains a folder or a file for each language. `split` yields its entries."""

    original: Path
    root: Path
    split: Split

    def file(self, language: str) -> Path:
        """Returns the path of its translation into a language."""
        relative = self.original.relative_to(self.root)
        if relative == Path(f"{ORIGINAL}.yaml"):
            return self.root / f"{language}.yaml"
        if relative.parts[0] == ORIGINAL:
            return self.root / language / Path(*relative.parts[1:])
        return self.root / language / relative


@dataclass(frozen=True)
class Shortcoming:
    """A defect of one entry of a translation. `code` is explained in docs/messages.md."""

    kind: Kind
    problem: Problem
    is_asked: bool

    @property
    def code(self) -> str:
        return CODES[self.kind]

    @property
    def does_harm(self) -> bool:
        """True if the defect forbids asking people in this language."""
        return self.kind != "stale" or self.is_asked


def words_file(original: Path) -> Translatable:
    """Returns a file that contains only texts, in a folder `words` or in its folder of a language."""
    root = original.parent if original.stem == ORIGINAL else original.parent.parent
    return Translatable(original, root, texts_by_key)


def texts_by_key(data: Any) -> Iterator[Entry]:
    """Yields the entries of a file that contains only texts: one for each text, and one for each list of texts."""
    found: dict[Place, dict[Place, tuple[Place, str]]] = {}
    for place, text in each_text(data):
        numbers = place[-1:] if place and isinstance(place[-1], int) else ()
        path = place[:len(place) - len(numbers)]
        found.setdefault(path, {})[("text", *numbers)] = (place, text)
    for path, texts in found.items():
        yield Entry(path, texts, is_asked=any(step in IN_DANGER for step in path))


def entry(path: Place, place: Place, data: Any, keys: Iterable[str], *, is_asked: bool = False) -> Entry:
    """Returns one entry with the texts under these keys of `data`, which is at `place`. Keys may be missing there."""
    texts: dict[Place, tuple[Place, str]] = {}
    for key in keys:
        for inside, text in each_text(data.get(key, {}), (key,)):
            texts[inside] = ((*place, *inside), text)
    return Entry(path, texts, is_asked)


def translated(source: YamlFile, file: Translatable, language: str) -> YamlFile:
    """Returns the file with its texts in a language. The line numbers stay those of the original.

    Raises SourceError with every defect that does harm.
    """
    if language == ORIGINAL:
        return source
    entries = [one for one in file.split(source.data) if one.texts]
    translation = _read(file.file(language))
    harmful = [one.problem for one in _shortcomings(entries, translation) if one.does_harm]
    if harmful:
        raise SourceError(harmful)
    data = _copy(source.data)
    for one in entries:
        given = value_at(translation.data, one.path)
        for inside, (place, _) in one.texts.items():
            _put(data, place, value_at(given, inside))
    return replace(source, data=data)


def shortcomings(file: Translatable, language: str) -> list[Shortcoming]:
    """Returns every missing, stale or wrong entry of a translation. Raises SourceError if the file is not YAML."""
    entries = [one for one in file.split(read_yaml(file.original).data) if one.texts]
    return list(_shortcomings(entries, _read(file.file(language))))


def _read(path: Path) -> YamlFile:
    if not path.exists():
        return YamlFile(path, {}, {})
    source = read_yaml(path)
    return replace(source, data=source.data or {})


def _shortcomings(entries: list[Entry], translation: YamlFile) -> Iterator[Shortcoming]:
    for one in entries:
        given = value_at(translation.data, one.path)
        if not isinstance(given, Mapping):
            yield _missing(one, translation)
        else:
            yield from _faults(one, given, translation)
    yield from _unknown(entries, translation)


def _missing(one: Entry, translation: YamlFile) -> Shortcoming:
    return _shortcoming("missing", one, one.path, translation, fingerprint=one.fingerprint)


def _faults(one: Entry, given: Mapping[str, Any], translation: YamlFile) -> Iterator[Shortcoming]:
    texts = dict(each_text({key: value for key, value in given.items() if key != OF}))
    if any(_is_missing(inside, original, texts) for inside, (_, original) in one.texts.items()):
        yield _missing(one, translation)
    elif given.get(OF) != one.fingerprint:
        yield _shortcoming("stale", one, (*one.path, OF), translation, fingerprint=one.fingerprint)
    for inside, text in texts.items():
        yield from _faults_of_text(one, inside, text, translation)


def _is_missing(inside: Place, original: str, texts: Mapping[Place, str]) -> bool:
    """True if a text is not translated. If the English text is empty, the translation may be empty too."""
    return inside not in texts or (original != "" and not texts[inside].strip())


def _faults_of_text(one: Entry, inside: Place, text: str, translation: YamlFile) -> Iterator[Shortcoming]:
    name, place = f"{one.name}.{_dotted(inside)}", (*one.path, *inside)
    if inside not in one.texts:
        near = did_you_mean(_dotted(inside), map(_dotted, one.texts))
        yield _shortcoming("unknown", one, place, translation, name=name, near=near)
        return
    _, original = one.texts[inside]
    if _fields(text) != _fields(original):
        wanted = ", ".join(sorted(_fields(original) or ())) or "none"
        yield _shortcoming("unlike", one, place, translation, name=name, wanted=wanted)


def _unknown(entries: list[Entry], translation: YamlFile) -> Iterator[Shortcoming]:
    """Yields entries that are not in the original."""
    paths = {one.path for one in entries}
    for place in translation.lines:
        if place and place[-1] == OF and place not in paths and place[:-1] not in paths:
            near = did_you_mean(_dotted(place[:-1]), [one.name for one in entries])
            yield _shortcoming("unknown", Entry(place[:-1], {}), place, translation, near=near)


def _shortcoming(kind: Kind, one: Entry, place: Place, translation: YamlFile, **facts: str) -> Shortcoming:
    text = TEXTS[CODES[kind]].format(**{"name": one.name, **facts})
    line = translation.line(place) if value_at(translation.data, one.path) is not None else None
    return Shortcoming(kind, Problem(name_in_messages(translation.path), line, text), one.is_asked)


def _dotted(place: Place) -> str:
    return ".".join(map(str, place))


def _fields(text: str) -> frozenset[str] | None:
    try:
        return fields_of(text)
    except ValueError:
        return None


def value_at(data: Any, place: Place) -> Any:
    """Returns the value at a place in the data of a file; None if there is none."""
    for step in place:
        if isinstance(data, Mapping):
            data = data.get(str(step))
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def _put(data: Any, place: Place, text: str) -> None:
    *above, last = place
    for step in above:
        data = data[step]
    data[last] = text


def _copy(data: Any) -> Any:
    """A deep copy. Parts that share a YAML anchor become separate copies."""
    if isinstance(data, dict):
        return {key: _copy(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_copy(value) for value in data]
    return data
