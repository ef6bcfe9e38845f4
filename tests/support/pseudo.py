"""A translation that a machine makes of the originals, to try the machinery for translations with."""

import shutil
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from forms import languages_begun
from forms.authoring import Entry, Translatable
from forms.authoring.translations import words_file
from forms.authoring.yaml_files import read_yaml
from rules.loading import translated_files
from tests.support import ROOT

LANGUAGE = "eo"
COPIED = ("forms", "rules", "templates", "records", "screens", "screening_app.py", "clinic.yaml",
          "pyproject.toml", ".streamlit", "tests/__init__.py", "tests/support", "tests/sample_responses")


def marked(text: str) -> str:
    """The text as its translation: recognisable, and as long as languages that need more room."""
    return f"«{text}»" if text else text


def write_translation(files: Iterable[Translatable], root: Path, language: str = LANGUAGE) -> None:
    """Translates all texts of these files, which stand below `root` as they stand below the project."""
    for file in files:
        path = root / file.file(language).relative_to(ROOT)
        path.parent.mkdir(parents=True, exist_ok=True)
        data: dict[str, Any] = {}
        for one in file.split(read_yaml(file.original).data):
            if one.texts:
                put(data, one)
        path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")


def translate_beside(original: Path, folder: Path, language: str, say: Callable[[str], str]) -> Path:
    """Copies a file of texts and all beside it into a folder, with one more translation. Returns the copy."""
    shutil.copytree(original.parent, folder, dirs_exist_ok=True)
    copy = folder / original.name
    data: dict[str, Any] = {}
    for one in words_file(original).split(read_yaml(original).data):
        put(data, one, say)
    (folder / f"{language}.yaml").write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")
    return copy


def put(data: dict[str, Any], one: Entry, say: Callable[[str], str] = marked) -> None:
    """Writes an entry into the data of a translation; `say` translates a text."""
    for step in one.path:
        data = data.setdefault(str(step), {})
    data["of"] = one.fingerprint
    for inside, (_, text) in one.texts.items():
        group: Any = data
        for step, after in pairwise(inside):
            group = group.setdefault(step, [] if isinstance(after, int) else {})
        if isinstance(group, list):
            group.append(say(text))
        else:
            group[inside[-1]] = say(text)


def copy_of_project(target: Path) -> Path:
    """The rooms of the project in English alone, to change and to run."""
    translations = [name for language in languages_begun(translated_files()) for name in (language, f"{language}.yaml")]
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__", *translations))
        else:
            (target / name).parent.mkdir(exist_ok=True)
            shutil.copy(source, target / name)
    return target
