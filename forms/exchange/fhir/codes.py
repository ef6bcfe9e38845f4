"""Our short lists of codes, from codes.yaml: which topics a code of a chart belongs to, and what each may suggest."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from forms.authoring.strict import Strict
from forms.authoring.yaml_files import SourceError, read_model, read_yaml

CODES = Path(__file__).parent / "codes.yaml"
System = Literal["snomed", "icd_10_cm", "rxnorm", "loinc"]
PregnancyStatus = Literal["yes", "no", "unsure"]
RANGE = re.compile(r"([A-Z])(\d\d)-\1(\d\d)")
Suggests = Mapping[str, str]


def _spread(given: Any) -> Any:
    """I20-I25 as I20, I21 and so on; without dots."""
    found: list[str] = []
    for one in given:
        is_range = RANGE.fullmatch(one)
        if is_range:
            letter, first, last = is_range.groups()
            found += [f"{letter}{number:02}" for number in range(int(first), int(last) + 1)]
        else:
            found.append(plain_icd(one))
    return tuple(found)


Beginnings = Annotated[tuple[str, ...], BeforeValidator(_spread)]


def plain_icd(code: str) -> str:
    """Returns a code of ICD-10-CM without its dot, in capitals."""
    return code.replace(".", "").strip().upper()


class Topic(Strict):
    """A condition, or a group of them. `now` and `ever` are the answers that it suggests: link id → option.

    `ask` is the question beside which an entry is listed that suggests no answer.
    """

    snomed: tuple[str, ...] = ()
    icd_10_cm: Beginnings = ()
    without: Beginnings = Field(default=(), alias="except")
    now: Suggests = Field(default_factory=dict)
    ever: Suggests = Field(default_factory=dict)
    ask: str | None = None

    @property
    def asked_at(self) -> str | None:
        """The question beside which an entry in doubt is listed; None if there is none."""
        return self.ask or next(iter((*self.ever, *self.now)), None)


class BloodPressureCodes(Strict):
    """The codes of a reading, as a panel with components or as two observations."""

    panels: tuple[str, ...]
    systolic: tuple[str, ...]
    diastolic: tuple[str, ...]
    units: tuple[str, ...]


class PregnancyCodes(Strict):
    """The codes of the observation on a pregnancy, and of what it can find; any other finding is in doubt."""

    asked: tuple[str, ...]
    topic: str
    pregnant: tuple[str, ...]
    not_pregnant: tuple[str, ...]
    suggests: Mapping[PregnancyStatus, Suggests]


class AllergyCodes(Strict):
    """The question on allergies, and what a medicine of a class among them suggests besides."""

    question: str
    of_class: Mapping[str, Suggests]


class Over(Strict):
    """Codes that say by themselves that a condition is over."""

    icd_10_cm: Beginnings


class NameWords(Strict):
    """Words in the name of an entry that make less of it; all in small letters."""

    of_somebody_else: tuple[str, ...]
    over: tuple[str, ...]
    denied: tuple[str, ...]


class Codes(Strict):
    """All of codes.yaml."""

    systems: Mapping[System, tuple[str, ...]]
    blood_pressure: BloodPressureCodes
    pregnancy_status: PregnancyCodes
    allergies: AllergyCodes
    names: NameWords
    over: Over
    topics: Mapping[str, Topic]
    ingredients: Mapping[str, str]

    @cached_property
    def _system_at(self) -> dict[str, System]:
        found: dict[str, System] = {}
        for system, addresses in self.systems.items():
            found |= dict.fromkeys(addresses, system)
        return found

    def system(self, address: object) -> System | None:
        """Returns the system with this address, a URL or an OID; None if it is none of ours."""
        return self._system_at.get(address.rstrip("/")) if isinstance(address, str) else None

    @cached_property
    def _by_snomed(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for name, topic in self.topics.items():
            for code in topic.snomed:
                found[code] = (*found.get(code, ()), name)
        return found

    def topics_of(self, system: System | None, code: str) -> tuple[str, ...]:
        """Returns the topics that a code belongs to."""
        if system == "snomed":
            return self._by_snomed.get(code.strip(), ())
        return tuple(self._by_icd(plain_icd(code))) if system == "icd_10_cm" else ()

    def _by_icd(self, code: str) -> Iterator[str]:
        for name, topic in self.topics.items():
            if code and code.startswith(topic.icd_10_cm) and not code.startswith(topic.without or ("-",)):
                yield name

    def says_over(self, system: System | None, code: str) -> bool:
        """True if a code says by itself that the condition is over."""
        return system == "icd_10_cm" and plain_icd(code).startswith(self.over.icd_10_cm)


@cache
def load_codes() -> Codes:
    """Returns the codes. Raises SourceError."""
    source = read_yaml(CODES)
    codes, faults = read_model(Codes, source, (), source.data)
    if codes is None:
        raise SourceError(faults)
    return codes
