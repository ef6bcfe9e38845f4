"""What a change of rules or questions does to responses at hand: who would now get, or lose, which point, and why."""

import io
import subprocess
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from forms import Questionnaire, Response, ResponseError, answers_in_force, load_questionnaire, read_response
from rules.loading import read_rules
from rules.ruleset import Rule, RuleSet, State

Missing = Literal["no such rule"]
STATES: dict[bool | None, State] = {True: "raised", None: "open", False: "silent"}


class RevisionError(Exception):
    """The older rules cannot be had: no such revision, or no rules in it that this program reads."""


@dataclass(frozen=True)
class Edition:
    """The questionnaire and the rules of one revision."""

    questionnaire: Questionnaire
    rules: dict[str, Rule]

    @classmethod
    def of(cls, questionnaire: Questionnaire, rule_sets: list[RuleSet]) -> "Edition":
        return cls(questionnaire, {rule.id: rule for ruleset in rule_sets for rule in ruleset.rules})


@dataclass(frozen=True)
class Change:
    """A point that comes out differently. `because` and `ask` are the new edition's, or the old's where it is gone."""

    rule: str
    before: State | Missing
    now: State | Missing
    because: tuple[str, ...]
    ask: tuple[str, ...]


def edition_of_revision(revision: str, repository: Path, scratch: Path) -> Edition:
    """The edition in a git revision, unpacked into `scratch`. Raises RevisionError, SourceError."""
    if revision.startswith("-"):
        raise RevisionError(f"'{revision}' is an option and no revision.")
    archive = subprocess.run(  # noqa: S603 (no shell; the one free word is no option)
        ["git", "-C", str(repository), "archive", "--format=tar", revision, "forms", "rules"],  # noqa: S607 (git of PATH)
        capture_output=True, check=False)
    if archive.returncode != 0:
        raise RevisionError(f"'{revision}' cannot be read from git: {archive.stderr.decode(errors='replace').strip()}")
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as files:
        files.extractall(scratch, filter="data")
    questionnaire = load_questionnaire(scratch / "forms" / "ketamine_consult")
    folders = sorted(path.parent for path in (scratch / "rules").glob("*/rule_set.yaml"))
    if not folders:
        raise RevisionError(f"'{revision}' has no rule set that this program reads.")
    return Edition.of(questionnaire, [read_rules(folder, questionnaire).ruleset for folder in folders])


class Comparison:
    """Compares two editions, one response at a time, in steady memory."""

    def __init__(self, before: Edition, now: Edition) -> None:
        self.before, self.now = before, now
        self.same_questions = before.questionnaire == now.questionnaire
        names = dict.fromkeys([*now.rules, *before.rules])
        self.rules = [name for name in names
                      if not self.same_questions or self._when(before, name) != self._when(now, name)]

    @staticmethod
    def _when(edition: Edition, name: str) -> object:
        rule = edition.rules.get(name)
        return rule and rule.when

    def changes(self, content: bytes | str, today: date) -> list[Change]:
        """The points of one response that come out differently. Raises ResponseError if neither edition reads it."""
        now = read_response(content, self.now.questionnaire, today=today)
        return list(self._changes(self._before(content, today, now), now))

    def _before(self, content: bytes | str, today: date, now: Response) -> Response:
        if self.same_questions:
            return now
        try:
            return read_response(content, self.before.questionnaire, today=today)
        except ResponseError:  # it answers questions that were not asked then
            asked = {link_id: answer for link_id, answer in now.answers.items()
                     if link_id in self.before.questionnaire.items}
            return Response(now.questionnaire_id, asked)

    def _changes(self, before: Response, now: Response) -> Iterator[Change]:
        old = answers_in_force(self.before.questionnaire, before)
        new = old if self.same_questions else answers_in_force(self.now.questionnaire, now)
        for name in self.rules:
            then, here = self.before.rules.get(name), self.now.rules.get(name)
            was: State | Missing = STATES[then.when.value(old)] if then else "no such rule"
            is_: State | Missing = STATES[here.when.value(new)] if here else "no such rule"
            if was != is_ and {was, is_} != {"no such rule", "silent"}:
                trace = here.when.trace(new) if here else then.when.trace(old) if then else None
                if trace is not None:
                    yield Change(name, was, is_, trace.because, trace.ask)
