"""Answers that came from a file of another name, and who confirmed that both names are one person."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from forms.answers import Answer


@dataclass(frozen=True)
class TakenFromFile:
    """Answers with the link ids `link_ids` came from a file that names `named`: name, date of birth, record number.

    `at_the_desk`: staff confirmed that the file is of the person that the form names; otherwise the person did.
    `is_told`: only a file that was opened says all this, and anybody can write one.
    """

    named: Mapping[str, Answer] = field(hash=False)
    link_ids: frozenset[str]
    at_the_desk: bool
    is_told: bool = False

    def without(self, unseen: Collection[str]) -> "TakenFromFile":
        """Returns the same without everything about these link ids."""
        named = {link_id: answer for link_id, answer in self.named.items() if link_id not in unseen}
        return replace(self, named=named, link_ids=self.link_ids.difference(unseen))

    def among(self, link_ids: Collection[str]) -> "TakenFromFile":
        """Returns the same, with only those of its answers that are among these link ids."""
        return replace(self, link_ids=self.link_ids.intersection(link_ids))
