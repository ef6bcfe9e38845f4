"""Lists the files to translate and their entries: the form, its word lists, and the texts of all rooms.

The texts of other rooms are found by folder, so this room need not import those rooms.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from forms.authoring.messages import Message
from forms.authoring.text_trees import ORIGINAL
from forms.authoring.translations import (
    Entry,
    Shortcoming,
    Translatable,
    entry,
    shortcomings,
    texts_by_key,
    words_file,
)
from forms.authoring.yaml_files import Place, Problem, read_yaml
from forms.clinic import Clinic

ROOT = Path(__file__).parent.parent
KETAMINE_CONSULT = Path(__file__).parent / "ketamine_consult"
WORDS = tuple(ROOT / folder for folder in (
    "forms/helpline_words", "forms/exchange/words", "templates/words", "screens/words"))
ASKED = ("text", "aloud", "short", "help", "why", "unit")  # texts of a question, besides its options
OF_NOTICE = ("title", "text", "steps", "short", "for_staff")
LANGUAGE = re.compile(r"[a-z]{2,3}(_[A-Z]{2})?")
REFUSED = ("the language '{language}' cannot be offered: {count} texts are missing, wrong, or stale questions. The "
           "first: {first} 'python -m rules check' lists them all. Mend them, or take the language out of 'languages'.")


def form_file(folder: Path, name: str) -> Translatable:
    """Returns questionnaire.yaml in the folder of a form, or the file of a section there."""
    return Translatable(folder / name, folder, _form if name == "questionnaire.yaml" else _section)


def terms_file(folder: Path) -> Translatable:
    """Returns the word lists. Only the meaning of each term is translated, because only this is printed."""
    return Translatable(folder / "terms.yaml", folder, _terms)


def classes_file(folder: Path) -> Translatable:
    """Returns the classes of medicines and the reasons for taking them."""
    return Translatable(folder / "medicines" / "classes.yaml", folder, _classes)


def form_files(folder: Path = KETAMINE_CONSULT) -> list[Translatable]:
    """Returns all files of the form and of its word lists, and the texts of all rooms."""
    sections = read_yaml(folder / "questionnaire.yaml").data["sections"]
    files = [form_file(folder, f"{name}.yaml") for name in ("questionnaire", *sections)]
    for words in WORDS:
        originals = [words / f"{ORIGINAL}.yaml", *sorted(words.glob(f"{ORIGINAL}/*.yaml"))]
        files += map(words_file, originals)
    vocabulary = folder.parent / "vocabulary"
    return [*files, terms_file(vocabulary), classes_file(vocabulary)]


def languages_begun(files: Iterable[Translatable]) -> list[str]:
    """Returns the languages in which at least one of these files has a translation."""
    found: set[str] = set()
    for root in {file.root for file in files}:
        for path in root.iterdir():
            is_language = path.is_dir() or (path.suffix == ".yaml" and root.name.endswith("words"))
            if is_language and LANGUAGE.fullmatch(path.stem):
                found.add(path.stem)
    return sorted(found - {ORIGINAL})


def check_translations(
    files: Sequence[Translatable], languages: Iterable[str], offered: Collection[str],
) -> Iterator[Message]:
    """Yields a message for each missing, stale or wrong entry in these languages.

    A stale question is an error in any language, because it would differ from the question that the rules read. A
    missing entry is an error in the languages that the clinic offers; in others, where the translation may be in
    progress, it is a warning.
    """
    for language in languages:
        for one in _all_shortcomings(files, language):
            is_fault = one.does_harm and (language in offered or one.kind != "missing")
            yield Message(one.code, one.problem, is_warning=not is_fault)


def refused_languages(clinic: Clinic, files: Sequence[Translatable]) -> list[Problem]:
    """Returns an error for each language that the clinic offers and that has a defect that does harm."""
    problems: list[Problem] = []
    for i, language in enumerate(clinic.languages):
        harmful = [] if language == ORIGINAL else [one for one in _all_shortcomings(files, language) if one.does_harm]
        if harmful:
            problems.append(clinic.file.problem(("languages", i), REFUSED.format(
                language=language, count=len(harmful), first=harmful[0].problem)))
    return problems


def _all_shortcomings(files: Iterable[Translatable], language: str) -> Iterator[Shortcoming]:
    for file in files:
        yield from shortcomings(file, language)


def _form(data: Mapping[str, Any]) -> Iterator[Entry]:
    yield entry(("form",), (), data, ["title"])
    for name, options in data.get("answer_value_sets", {}).items():
        place: Place = ("answer_value_sets", name)
        yield Entry(place, dict(_options((), place, options)), is_asked=True)
    for i, one in enumerate(data.get("instruments", [])):
        texts = dict(entry((), ("instruments", i), one, ["stem"]).texts)
        for n, band in enumerate(one["bands"]):
            texts["bands", n] = (("instruments", i, "bands", n, "text"), band["text"])
        yield Entry(("instruments", one["instrument_id"]), texts, is_asked=True)
    for group in ("audiences", "absent_texts", "absent_texts_aloud", "origin_texts", "messages"):
        for key, text in data.get(group, {}).items():
            yield Entry((group, key), {("text",): ((group, key), text)}, is_asked=group.startswith("absent_texts"))
    for i, one in enumerate(data.get("computed", [])):
        yield _item(("computed", one["link_id"]), ("computed", i), one)
    for i, one in enumerate(data.get("notices", [])):
        yield entry(("notices", one["notice_id"]), ("notices", i), one, OF_NOTICE, is_asked=True)


def _section(data: Mapping[str, Any]) -> Iterator[Entry]:
    yield entry(("section",), (), data, ["title", "intro"])
    for i, one in enumerate(data["items"]):
        yield _item(("items", one["link_id"]), ("items", i), one)


def _item(path: Place, place: Place, data: Mapping[str, Any]) -> Entry:
    """A question with its own options, without those of a shared list."""
    texts = dict(entry(path, place, data, ASKED).texts)
    texts |= _options(("options",), (*place, "options"), data.get("options", []))
    for i, option in enumerate(data.get("options", [])):
        if "aloud" in option:
            texts["options_aloud", option["code"]] = ((*place, "options", i, "aloud"), option["aloud"])
    return Entry(path, texts, is_asked=True)


def _options(
    inside: Place, place: Place, options: Iterable[Mapping[str, str]],
) -> Iterator[tuple[Place, tuple[Place, str]]]:
    """The text of each option, indexed by its code, with its place in the original."""
    for i, option in enumerate(options):
        yield (*inside, option["code"]), ((*place, i, "text"), option["text"])


def _terms(data: Iterable[Mapping[str, Any]]) -> Iterator[Entry]:
    for i, one in enumerate(data):
        yield entry((one["term"],), (i,), one, ["means"])


def _classes(data: Mapping[str, Any]) -> Iterator[Entry]:
    yield from texts_by_key({group: data[group] for group in ("classes", "uses")})
    for name, one in data["given_for_one_reason"].items():
        place = ("given_for_one_reason", name)
        yield entry(place, place, one, ["means"])
