"""Reads a rule set from its YAML files and checks it against the questionnaire.

A rule that names an unknown item, option, term, topic or statement is refused with file, line and nearest name.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from forms import (
    Clinic,
    Questionnaire,
    condition_problems,
    form_files,
    load_clinic,
    load_questionnaire,
    refused_languages,
)
from forms.authoring import (
    ORIGINAL,
    Place,
    Problem,
    SourceError,
    Translatable,
    YamlFile,
    did_you_mean,
    read_model,
    read_signoffs,
    read_yaml,
    translated,
)
from rules.ruleset import Rule, RuleSet, SourceDocument, Topic
from rules.translating import about_file, document_file, rule_files, rules_file, topics_file

ARTICLES = Path(__file__).parent / "articles"
USUAL_CARE = Path(__file__).parent / "usual_care"
RECONCILE = Path(__file__).parent / "reconcile"
RULE_SETS = (ARTICLES, USUAL_CARE, RECONCILE)  # in printing order
Model = TypeVar("Model", bound=BaseModel)


class CommandError(Exception):
    """A command cannot be carried out. The text of the error says why, and what to do."""


def load_rules(folder: Path = ARTICLES, language: str | None = None) -> RuleSet:
    """Returns the rule set in `folder`, checked against the questionnaire. Raises SourceError with all errors.

    The clinic's first language is used unless another is given. It is read once.
    """
    clinic = load_clinic()
    return _rules(folder, clinic, language or clinic.language)


@cache
def _rules(folder: Path, clinic: Clinic, language: str) -> RuleSet:
    return read_rules(folder, load_questionnaire(clinic=clinic, language=language), language).ruleset


def load_rule_sets(clinic: Clinic | None = None, language: str | None = None) -> tuple[RuleSet, ...]:
    """Returns all rule sets in printing order, including those that are off. Raises SourceError.

    `clinic` decides which ones are on; without it, the clinic of this process decides. The clinic's first language is
    used unless another is given. They are read once.
    """
    clinic = clinic or load_clinic()
    return _rule_sets(clinic, language or clinic.language)


@cache
def _rule_sets(clinic: Clinic, language: str) -> tuple[RuleSet, ...]:
    check_clinic(clinic)
    check_languages(clinic)
    return tuple(_as_turned(load_rules(folder, language), clinic) for folder in RULE_SETS)


def check_clinic(clinic: Clinic | None = None) -> None:
    """Raises SourceError if the clinic's settings are wrong or name an unknown rule set. Reads no rules."""
    clinic = clinic or load_clinic()
    problems = clinic.unknown("rule_sets", "there is no rule set", tuple(folder.name for folder in RULE_SETS))
    if problems:
        raise SourceError(problems)


def check_languages(clinic: Clinic | None = None) -> None:
    """Raises SourceError where the clinic offers a language in which a text is missing, or a question is stale."""
    clinic = clinic or load_clinic()
    if all(language == ORIGINAL for language in clinic.languages):
        return
    problems = refused_languages(clinic, translated_files())
    if problems:
        raise SourceError(problems)


def translated_files() -> list[Translatable]:
    """Every file of the form, of the texts of all rooms, and of the rule sets that can be translated."""
    files = form_files()
    for folder in RULE_SETS:
        files += rule_files(folder)
    return files


def _as_turned(ruleset: RuleSet, clinic: Clinic) -> RuleSet:
    on = clinic.rule_sets.get(ruleset.rule_set, ruleset.on)
    return ruleset if on == ruleset.on else ruleset.model_copy(update={"on": on})


@cache
def topic_order() -> dict[str, int]:
    """Returns topic → position among points of equal weight. A topic that is not listed comes last."""
    return {topic: place for place, topic in enumerate(read_yaml(ARTICLES.parent / "topic_order.yaml").data)}


@dataclass(frozen=True)
class RuleFiles:
    """A rule set and the source of its rules, statements and topics: id → file and position in it."""

    ruleset: RuleSet
    places: Mapping[str, tuple[YamlFile, Place]]

    def problem(self, rule: Rule, key: str, message: str) -> Problem:
        """Returns `message` about the key `key` of a rule, with file and line."""
        source, place = self.places[rule.id]
        return source.problem((*place, key), f"rule '{rule.id}' {message}")


def read_rules(folder: Path, questionnaire: Questionnaire, language: str = ORIGINAL) -> RuleFiles:
    """Reads a rule set for a questionnaire, with the source of each rule. Raises SourceError that lists every error."""
    problems: list[Problem] = []
    about = _read(about_file(folder), language)
    documents: list[tuple[SourceDocument, YamlFile]] = []
    for path in sorted((folder / "documents").glob("*.yaml")):
        documents += _document(_read(document_file(folder, path), language), problems)
    topics = _entries(Topic, _read(topics_file(folder), language), problems)
    rules: list[tuple[Rule, YamlFile, int]] = []
    for path in sorted((folder / "rules").glob("*.yaml")):
        rules += _entries(Rule, _read(rules_file(folder, path), language), problems)
    order = {topic.topic: i for i, (topic, _, _) in enumerate(topics)}
    in_order = sorted(rules, key=lambda found: order.get(found[0].topic, len(order)))
    data = {**(about.data or {}), "documents": [document for document, _ in documents],
            "topics": [topic for topic, _, _ in topics], "rules": [rule for rule, _, _ in in_order],
            "signoffs": read_signoffs(folder / "signoffs.yaml")}
    ruleset, faults = read_model(RuleSet, about, (), data)
    problems += faults
    if ruleset is not None:
        problems += _disagreements(ruleset, rules, topics, questionnaire)
    if problems or ruleset is None:
        raise SourceError(problems)
    places: dict[str, tuple[YamlFile, Place]] = {rule.id: (source, (i,)) for rule, source, i in rules}
    places |= {topic.topic: (source, (i,)) for topic, source, i in topics}
    for document, source in documents:
        places |= {one.id: (source, ("statements", i)) for i, one in enumerate(document.statements)}
    return RuleFiles(ruleset, places)


def _read(file: Translatable, language: str) -> YamlFile:
    return translated(read_yaml(file.original), file, language)


def _document(source: YamlFile, problems: list[Problem]) -> list[tuple[SourceDocument, YamlFile]]:
    found, faults = read_model(SourceDocument, source, (), source.data)
    problems += faults
    return [] if found is None else [(found, source)]


def _entries(model: type[Model], source: YamlFile, problems: list[Problem]) -> list[tuple[Model, YamlFile, int]]:
    if not isinstance(source.data, list):
        problems.append(source.problem((), "this needs to be a list, each entry after '- '."))
        return []
    found = []
    for i, data in enumerate(source.data):
        entry, faults = read_model(model, source, (i,), data)
        problems += faults
        if entry is not None:
            found.append((entry, source, i))
    return found


def _disagreements(
    ruleset: RuleSet, rules: list[tuple[Rule, YamlFile, int]], topics: list[tuple[Topic, YamlFile, int]],
    questionnaire: Questionnaire,
) -> Iterator[Problem]:
    seen: set[str] = set()
    for rule, source, i in rules:
        raw: Any = source.data[i]
        name = f"rule '{rule.id}'"
        if rule.id in seen:
            yield source.problem((i,), f"{name} stands twice. Give one of the two another id.")
        seen.add(rule.id)
        if rule.topic not in ruleset.topics_by_id:
            yield source.problem((i, "topic"), f"{name} has topic '{rule.topic}', which topics.yaml does not list."
                                 f"{did_you_mean(rule.topic, ruleset.topics_by_id)}")
        for one in rule.statements:
            if one not in ruleset.statements:
                yield source.problem((i, "statements"), f"{name} cites '{one}', which no document of this set has."
                                     f"{did_you_mean(one, ruleset.statements)}")
        for other in rule.implies:
            if other not in ruleset.rules_by_id:
                yield source.problem((i, "implies"), f"{name} implies '{other}', which is no rule."
                                     f"{did_you_mean(other, ruleset.rules_by_id)}")
        yield from condition_problems(rule.when, raw["when"], (i, "when"), source, name, questionnaire.items_read,
                                      questionnaire.terminology)
        for number, question in enumerate(rule.questions):
            if question.unless is not None:
                yield from condition_problems(
                    question.unless, raw["questions"][number]["unless"], (i, "questions", number, "unless"), source,
                    name, questionnaire.items, questionnaire.terminology)
    for topic, source, i in topics:
        for one in topic.background:
            if one not in ruleset.statements:
                yield source.problem((i, "background"), f"topic '{topic.topic}' has background '{one}', which no "
                                     f"document of this set has.{did_you_mean(one, ruleset.statements)}")
