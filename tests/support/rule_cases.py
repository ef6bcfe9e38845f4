"""The cases of tests/cases, and what the rules come to for answers written as a case writes them."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from pydantic import BaseModel, ConfigDict

from forms import AnswersInForce, load_questionnaire
from forms.authoring import read_yaml
from rules import Example, Finding, evaluate_all, load_rule_sets
from rules.review.checks import read_example
from tests.support import CASES


class Case(BaseModel):
    """Answers in a sentence, and what is expected of them.

    `raised`, `open` and `silent` are ids of rules; with an empty `raised`, no rule of the first set of the folder is
    raised. `shows` are statements under the points that are raised, `hides` are not among them. `notices` are what
    cannot wait: all of it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    folder: str
    case: str
    given: dict[str, Any]
    raised: tuple[str, ...] | None = None
    open: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()

    @property
    def states(self) -> dict[str, str]:
        """Rule → the state expected of it."""
        return (dict.fromkeys(self.raised or (), "raised") | dict.fromkeys(self.open, "open")
                | dict.fromkeys(self.silent, "silent"))


def cases_in(*folders: str) -> list[Case]:
    """Every case of these folders of tests/cases, in the order of their files."""
    return list(chain.from_iterable(map(_cases_in, folders)))


def _cases_in(folder: str) -> Iterator[Case]:
    for path in sorted((CASES / folder).glob("*.yaml")):
        for written in read_yaml(path).data:
            yield Case(folder=folder, **written)


def answers_of(given: Mapping[str, Any]) -> AnswersInForce:
    """The answers in force of a case or an example, on the day on which the examples of rules are told."""
    return read_example(Example(says="", given=dict(given), state="open"), load_questionnaire())


def findings(given: Mapping[str, Any]) -> dict[str, Finding]:
    """What every rule of the sets in use comes to, by rule id."""
    judged = evaluate_all([one for one in load_rule_sets() if one.on], answers_of(given))
    return {finding.rule.id: finding for _, found in judged for finding in found}


def cited(found: Iterable[Finding]) -> set[str]:
    """The statements that stand under the points that are raised."""
    statements: set[str] = set()
    for finding in found:
        if finding.state == "raised":
            statements.update(finding.statements)
    return statements
