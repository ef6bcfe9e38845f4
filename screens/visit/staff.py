"""Who works at the desk, and what they may do there."""

from dataclasses import dataclass
from typing import Literal

from forms import ROLES, Role

Why = Literal["not_yet", "signed_out", "locked", "idle", "over", "ended", "too_old", "no_role", "unreachable"]


@dataclass(frozen=True)
class Staff:
    """A person who is signed in. `person` stands for them among all sign-ins; `sign_in_id` is this sign-in.

    `name` is shown to colleagues, and stands in the audit trail.
    """

    sign_in_id: str
    person: str
    name: str
    roles: frozenset[Role]

    @property
    def may_open_forms(self) -> bool:
        """True if they fill in forms or read them. An administrator alone does neither."""
        return not self.roles.isdisjoint(("desk", "clinician"))

    @property
    def may_see_private(self) -> bool:
        """True if they may see what patients answered in private, and say that a form was discussed."""
        return "clinician" in self.roles

    @property
    def is_clinician(self) -> bool:
        """True for a clinician whose name is known: they may sign off rules and questions."""
        return "clinician" in self.roles and bool(self.person)

    @property
    def may_erase(self) -> bool:
        """True if they may erase forms, and end the sign-ins of others."""
        return "admin" in self.roles


@dataclass(frozen=True)
class NotIn:
    """Why nobody is signed in here: the key of the text that says it."""

    why: Why


ANYONE = Staff("", "", "", frozenset(ROLES))  # whoever is at this computer, where there are no accounts
