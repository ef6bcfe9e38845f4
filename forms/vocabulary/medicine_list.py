"""The list of known medicines: names, classes, and the usual reasons for taking them.

medicine_files.py reads the list from files; medicine_names.py looks up what people type.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict


class Medicine(BaseModel):
    """A medicine by its usual name, with brand names and other spellings.

    Conditions look for `classes`. `used_for` are the usual reasons for taking it. `sources` are keys of the list's
    `sources`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str
    also: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    used_for: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.also)


class NameWords(BaseModel):
    """Names and words that need care when a medicine is recognised.

    `in_rows_only` are names that are everyday words too, so free texts are not searched for them. `may_be` maps a name
    of several medicines to their usual names. `release`, `counted` and `beside` are words around a name, see
    words_beside_names.yaml.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    in_rows_only: frozenset[str] = frozenset()
    may_be: dict[str, tuple[str, ...]] = {}
    release: tuple[str, ...] = ()
    counted: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()


class MedicineList(NameWords):
    """All medicines, and the meaning of their keys."""

    sources: dict[str, str] = {}
    classes: dict[str, str]
    uses: dict[str, str] = {}
    medicines: tuple[Medicine, ...]


def all_classes(data: Mapping[str, Any]) -> dict[str, str]:
    """Returns the meaning of each class in classes.yaml, including classes for medicines with only one reason."""
    reasons = data["given_for_one_reason"].values()
    return {**data["classes"], **{one["class"]: one["means"] for one in reasons}}
