"""Reads the list of known medicines from the files in medicines/, and says what is wrong with them.

A group sets classes and reasons for all of its medicines; a medicine that differs has its own. A file is a list of
groups, or has keys: classes.yaml, ambiguous_names.yaml and words_beside_names.yaml.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import Field

from forms.authoring.strict import Strict
from forms.authoring.yaml_files import Place, Problem, SourceError, YamlFile, did_you_mean, read_model, read_yaml
from forms.vocabulary.medicine_list import Medicine, MedicineList, NameWords, all_classes

CLASSES = "classes.yaml"
OWN_KEYS = ("also", "classes", "used_for")  # keys that a single medicine may have


class _OneReason(Strict):
    class_: str = Field(alias="class")
    means: str


class _Keys(Strict):
    sources: dict[str, str]
    classes: dict[str, str]
    implies: dict[str, tuple[str, ...]]
    uses: dict[str, str]
    given_for_one_reason: dict[str, _OneReason]

    def with_implied(self, classes: Iterable[str], used_for: tuple[str, ...]) -> tuple[str, ...]:
        """Returns the classes, those that they imply, and the class of the reason if there is only one reason."""
        found = dict.fromkeys(classes)
        for name in tuple(found):
            found |= dict.fromkeys(self.implies.get(name, ()))
        if len(used_for) == 1 and used_for[0] in self.given_for_one_reason:
            found[self.given_for_one_reason[used_for[0]].class_] = None
        return tuple(found)


def load_medicines(folder: Path) -> MedicineList:
    """Returns the list in `folder`. Raises SourceError with every error found."""
    source = read_yaml(folder / CLASSES)
    keys, problems = read_model(_Keys, source, (), source.data)
    if keys is None:
        raise SourceError(problems)
    problems = list(_unknown_keys(source, keys))
    files = [read_yaml(path) for path in sorted(folder.glob("*.yaml")) if path.name != CLASSES]
    medicines: list[Medicine] = []
    seen: dict[str, str] = {}
    for file in files:
        if isinstance(file.data, list):
            medicines += _of_file(file, keys, problems, seen)
    words: dict[str, Any] = {}
    for file in files:
        if not isinstance(file.data, list):
            words |= _words_of_file(file, medicines, problems, seen)
    if problems:
        raise SourceError(problems)
    return MedicineList(**words, classes=all_classes(source.data), sources=keys.sources, uses=keys.uses,
                        medicines=tuple(medicines))


def _words_of_file(
    source: YamlFile, medicines: Iterable[Medicine], problems: list[Problem], seen: Mapping[str, str],
) -> Mapping[str, Any]:
    words, faults = read_model(NameWords, source, (), source.data)
    problems += faults
    if words is None:
        return {}
    problems += _unknown_names(source, words, {one.name for one in medicines}, seen)
    return {name: getattr(words, name) for name in words.model_fields_set}


def _unknown_keys(source: YamlFile, keys: _Keys) -> Iterator[Problem]:
    for name, implied in keys.implies.items():
        for one in (name, *implied):
            if one not in keys.classes:
                yield source.problem(("implies", name), f"class '{one}' is not in the list of classes."
                                     f"{did_you_mean(one, keys.classes)}")
    for use in keys.given_for_one_reason:
        if use not in keys.uses:
            yield source.problem(("given_for_one_reason", use), f"'{use}' is not among the uses."
                                 f"{did_you_mean(use, keys.uses)}")


def _of_file(source: YamlFile, keys: _Keys, problems: list[Problem], seen: dict[str, str]) -> Iterator[Medicine]:
    for i, group in enumerate(source.data):
        for name, own in group["medicines"].items():
            place: Place = (i, "medicines", name)
            medicine = _medicine(group, name, {"also": own} if isinstance(own, str) else own, keys)
            problems += (source.problem(place, message) for message in _faults(own, medicine, keys, seen))
            for one in medicine.names:
                seen[one.casefold()] = name
            yield medicine


def _medicine(group: Mapping[str, Any], name: str, own: Mapping[str, Any], keys: _Keys) -> Medicine:
    used_for = tuple(own.get("used_for", group["used_for"]))
    also = tuple(one.strip() for one in own.get("also", "").split(",") if one.strip())
    classes = keys.with_implied(own.get("classes", group["classes"]), used_for)
    return Medicine(name=name, also=also, classes=classes, used_for=used_for, sources=tuple(group["source"]))


def _faults(own: Any, medicine: Medicine, keys: _Keys, seen: Mapping[str, str]) -> Iterator[str]:
    if not isinstance(own, str):
        for key in own.keys() - set(OWN_KEYS):
            yield f"'{key}' is not known of a medicine.{did_you_mean(key, OWN_KEYS)}"
    known = {**keys.classes, **{one.class_: one.means for one in keys.given_for_one_reason.values()}}
    for what, given, among in (("class", medicine.classes, known), ("use", medicine.used_for, keys.uses),
                               ("source", medicine.sources, keys.sources)):
        for one in given:
            if one not in among:
                yield f"{what} '{one}' is not in {CLASSES}.{did_you_mean(one, among)}"
    names = [one.casefold() for one in medicine.names]
    for at, one in enumerate(names):
        if one in seen or one in names[:at]:
            yield f"'{medicine.names[at]}' stands twice, also under '{seen.get(one, medicine.name)}'. Keep one."


def _unknown_names(
    source: YamlFile, words: NameWords, usual: Collection[str], seen: Mapping[str, str],
) -> Iterator[Problem]:
    for name in sorted(words.in_rows_only):
        if name.casefold() not in seen:
            yield source.problem(("in_rows_only",), f"'{name}' is no name of a medicine.")
    for name, choices in words.may_be.items():
        if name.casefold() in seen:
            yield source.problem(("may_be", name), f"'{name}' stands under '{seen[name.casefold()]}' too. Keep one.")
        for one in choices:
            if one not in usual:
                yield source.problem(("may_be", name), f"'{one}' is no usual name.{did_you_mean(one, usual)}")
