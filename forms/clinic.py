"""What the clinic sets for itself, from clinic.yaml: its country's numbers, its paper, which instruments it uses."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import Field

from forms.authoring.yaml_files import Place, Problem, SourceError, YamlFile, did_you_mean, read_model, read_yaml
from forms.helplines import Country, Helpline, Helplines, HelplineWords, Paper, Strict, dialled, load_helplines

CLINIC = Path(__file__).parent.parent / "clinic.yaml"
ENVIRONMENT = "SCREENING_CLINIC"  # names another file
OTHER = "other"  # a country that is not in helplines.yaml
COUNTRY = "US"  # where the file names none


class ClinicFile(Strict):
    """What stands in clinic.yaml. Every key may be left out."""

    name: str | None = None
    country: str = COUNTRY
    paper: Paper | None = None
    instruments: dict[str, bool] = Field(default_factory=dict)
    emergency: tuple[str, ...] | None = None
    helplines: tuple[Helpline, ...] = ()


@dataclass(frozen=True, eq=False)
class Clinic:
    """One clinic. `name` is None where it gives none; `country` has its own numbers in it, `elsewhere` all others.

    `instruments` are those it turns on or off, by id; one that is not there is as the questionnaire has it.
    """

    name: str | None
    country: Country
    elsewhere: tuple[Country, ...]
    paper: Paper
    instruments: Mapping[str, bool]
    words: HelplineWords

    @cached_property
    def gaps(self) -> Mapping[str, str]:
        """What the gaps in texts are filled with, by name: `{emergency_number}` and `{crisis_line}`."""
        emergency = self.words.emergency(self.country.emergency)
        lines = map(self.words.line_in_words, self.country.helplines)
        return MappingProxyType({"emergency_number": emergency, "crisis_line": next(lines, emergency)})

    def fill(self, text: str) -> str:
        """`text` with the clinic's numbers in their gaps. Other gaps stay."""
        for name, words in self.gaps.items():
            text = text.replace(f"{{{name}}}", words)
        return text

    def fill_all(self, texts: Any) -> Any:
        """The same for every text in dicts and lists, as YAML gives them."""
        if isinstance(texts, str):
            return self.fill(texts)
        if isinstance(texts, Mapping):
            return {key: self.fill_all(value) for key, value in texts.items()}
        if isinstance(texts, list):
            return [self.fill_all(value) for value in texts]
        return texts

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        """Every number of its country to call, as written, longer ones first: to find them in texts."""
        called = [line.call for line in self.country.helplines if line.call]
        return tuple(sorted({*self.country.emergency, *called}, key=lambda number: (-len(number), number)))


def clinic_file() -> Path:
    """The file that is read: the one that the environment names, or clinic.yaml beside the rooms."""
    return Path(os.environ.get(ENVIRONMENT) or CLINIC)


def load_clinic() -> Clinic:
    """The clinic of this process. Raises SourceError with every fault found."""
    return read_clinic(clinic_file())


@cache
def read_clinic(path: Path) -> Clinic:
    """The clinic in a file. Raises SourceError with every fault found."""
    source = read_yaml(path)
    data = {} if source.data is None else source.data
    if not isinstance(data, dict):
        raise SourceError([source.problem((), "this needs keys and values, such as 'country: US'.")])
    problems = _unknown_keys(source, data)
    known = {key: value for key, value in data.items() if key in ClinicFile.model_fields}
    found, faults = read_model(ClinicFile, source, (), known)
    problems += faults
    helplines = load_helplines()
    if found is not None:
        problems += _faults(found, source, helplines)
    if problems or found is None:
        raise SourceError(problems)
    return _clinic(found, helplines)


def _unknown_keys(source: YamlFile, data: Mapping[str, Any]) -> list[Problem]:
    keys = tuple(ClinicFile.model_fields)
    return [source.problem((key,), f"'{key}' is not known here.{did_you_mean(key, keys)} Known are: {', '.join(keys)}.")
            for key in data if key not in keys]


def _faults(found: ClinicFile, source: YamlFile, helplines: Helplines) -> list[Problem]:
    problems: list[Problem] = []

    def fault(place: Place, message: str) -> None:
        problems.append(source.problem(place, message))

    if found.country != OTHER and found.country not in helplines.countries:
        known = ", ".join(helplines.countries)
        fault(("country",), f"country '{found.country}' has no numbers in helplines.yaml."
                            f"{helplines.nearest(found.country)} Known are: {known}. For another one write "
                            f"'country: {OTHER}', and give 'emergency' and 'helplines' here.")
    if found.country == OTHER and not found.helplines:
        fault(("country",), f"with 'country: {OTHER}' the clinic gives whom to call. Add 'helplines', and 'emergency' "
                            "where there is such a number.")
    for i, number in enumerate(found.emergency or ()):
        if not dialled(number):
            fault(("emergency", i), f"'{number}' is no number that can be called. Write digits and blanks, as 112.")
    return problems


def _clinic(found: ClinicFile, helplines: Helplines) -> Clinic:
    nowhere = Country(name="", emergency=(), helplines=(), source=CLINIC.name, checked="by the clinic")
    country = helplines.countries.get(found.country, nowhere)
    replaced = {line.who for line in found.helplines}
    lines = (*found.helplines, *(line for line in country.helplines if line.who not in replaced))
    emergency = country.emergency if found.emergency is None else found.emergency
    return Clinic(
        name=found.name, country=country.model_copy(update={"helplines": lines, "emergency": emergency}),
        elsewhere=tuple(one for code, one in helplines.countries.items() if code != found.country),
        paper=found.paper or country.paper, instruments=MappingProxyType(found.instruments), words=helplines.words)
