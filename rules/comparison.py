"""What a change of rules or questions does to responses at hand: who would now get, or lose, which point, and why."""

import io
import subprocess
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

from forms import (
    Answer,
    AnswerError,
    AnswersInForce,
    Fact,
    Item,
    Mentions,
    Questionnaire,
    Response,
    ResponseError,
    answers_in_force,
    fact_of,
    load_questionnaire,
    read_answer,
    read_response,
)
from rules.cases import items_behind, tests_on
from rules.loading import read_rules
from rules.ruleset import Rule, RuleSet, State

Missing = Literal["no such rule"]
TOLD = ("text", "short", "help", "why", "section")  # what people read of an item, and no condition does
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
    """Compares two editions, one response at a time, in steady memory.

    A rule is looked at when its condition differs, or an item behind it is read differently. All others come out alike.
    """

    def __init__(self, before: Edition, now: Edition) -> None:
        self.before, self.now = before, now
        self.alike = set(_read_alike(before.questionnaire, now.questionnaire))
        self.terms = set(_same_terms(before.questionnaire, now.questionnaire))
        self.rules = [name for name in dict.fromkeys([*now.rules, *before.rules]) if self._can_differ(name)]
        self.items_before, self.items_now = self._items(before), self._items(now)
        self.read = {item.link_id for item in (*self.items_before, *self.items_now)}
        self.same_words = all(edition.questionnaire.terminology.names == self.terms for edition in (before, now))

    def _can_differ(self, name: str) -> bool:
        then, here = self.before.rules.get(name), self.now.rules.get(name)
        if then is None or here is None or then.when != here.when:
            return True
        items = items_behind(self.now.questionnaire, [here.when])
        tests = (test for item in items for test in tests_on(item, [here.when], items))
        return any(item.link_id not in self.alike for item in items) or any(
            not self.terms.issuperset(test.mentions) for test in tests if isinstance(test, Mentions))

    def _items(self, edition: Edition) -> tuple[Item, ...]:
        rules = [edition.rules[name] for name in self.rules if name in edition.rules]
        return items_behind(edition.questionnaire, [rule.when for rule in rules])

    def changes(self, content: bytes | str, today: date) -> list[Change]:
        """The points of one response that come out differently. Raises ResponseError if neither edition reads it."""
        then, here = self._read(content, today)
        new = answers_in_force(self.now.questionnaire, here, self.items_now)

        def read(questionnaire: Questionnaire, item: Item, answer: Answer) -> Fact:
            known = new.facts.get(item.link_id) if self._is_read_alike(item) else None
            return known if known is not None and known.applies else fact_of(questionnaire, item, answer)

        old = answers_in_force(self.before.questionnaire, then, self.items_before, read)
        return list(self._changes(old, new))

    def _is_read_alike(self, item: Item) -> bool:
        return item.link_id in self.alike and (self.same_words or item.type not in ("text", "rows"))

    def _read(self, content: bytes | str, today: date) -> tuple[Response, Response]:
        """The response as the older and as the newer questionnaire take it; one that only one can read, in part."""
        try:
            here = read_response(content, self.now.questionnaire, today=today, items=self.read)
        except ResponseError as error:
            try:
                then = read_response(content, self.before.questionnaire, today=today, items=self.read)
            except ResponseError:
                raise error from None
            return then, self._carried_over(then, self.now.questionnaire, today)
        return self._carried_over(here, self.before.questionnaire, today), here

    def _carried_over(self, response: Response, questionnaire: Questionnaire, today: date) -> Response:
        """The answers that this questionnaire takes too; the others are unanswered in it."""
        answers = {link_id: answer if link_id in self.alike else _taken(questionnaire.items.get(link_id), answer, today)
                   for link_id, answer in response.answers.items()}
        return replace(response, answers={link_id: answer for link_id, answer in answers.items() if answer is not None})

    def _changes(self, old: AnswersInForce, new: AnswersInForce) -> Iterator[Change]:
        for name in self.rules:
            then, here = self.before.rules.get(name), self.now.rules.get(name)
            was: State | Missing = STATES[then.when.value(old)] if then else "no such rule"
            is_: State | Missing = STATES[here.when.value(new)] if here else "no such rule"
            if was != is_ and {was, is_} != {"no such rule", "silent"}:
                trace = here.when.trace(new) if here else then.when.trace(old) if then else None
                if trace is not None:
                    yield Change(name, was, is_, trace.because, trace.ask)


def _read_alike(before: Questionnaire, now: Questionnaire) -> Iterator[str]:
    """The items that take the same answers and are asked of the same people in both, as long as terms are the same."""
    for link_id, item in now.items.items():
        other = before.items.get(link_id)
        if other is None or before.is_switched_off(other) != now.is_switched_off(item):
            continue
        if _as_read(item) == _as_read(other):
            yield link_id


def _as_read(item: Item) -> Item:
    return item.model_copy(update=dict.fromkeys(TOLD, ""))


def _same_terms(before: Questionnaire, now: Questionnaire) -> Iterator[str]:
    """The terms and medicine classes that the same words stand for in both."""
    if before.terminology.negations == now.terminology.negations:
        names = before.terminology.names & now.terminology.names
        yield from (name for name in names if _words_of(before, name) == _words_of(now, name))


def _words_of(questionnaire: Questionnaire, name: str) -> list[object]:
    terms, medicines = questionnaire.terminology.terms, questionnaire.terminology.medicines
    return [*((one.words, one.even_after_no) for one in terms if one.term == name),
            *((one.name, one.also) for one in medicines if name in one.classes)]


def _taken(item: Item | None, answer: Answer, today: date) -> Answer | None:
    if item is None or answer.value is None:
        return answer if item else None
    try:
        return replace(answer, value=read_answer(item, answer.value, today=today))
    except AnswerError:
        return None
