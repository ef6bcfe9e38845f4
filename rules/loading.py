"""A rule set from its YAML files, held against the questionnaire it reads.

Refused with file, line and nearest name where a rule names an item, option, term, topic or statement that is not there.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from forms import (
    Problem,
    Questionnaire,
    SourceError,
    YamlFile,
    condition_problems,
    did_you_mean,
    load_questionnaire,
    read_model,
    read_yaml,
)
from rules.ruleset import Rule, RuleSet, SourceDocument, Topic

ARTICLES = Path(__file__).parent / "articles"
Model = TypeVar("Model", bound=BaseModel)


@cache
def load_rules(folder: Path = ARTICLES) -> RuleSet:
    """The rule set in `folder`, read together with the questionnaire. Raises SourceError with every fault found."""
    return read_rules(folder, load_questionnaire())


def read_rules(folder: Path, questionnaire: Questionnaire) -> RuleSet:
    """As `load_rules`, for a questionnaire at hand."""
    problems: list[Problem] = []
    about = read_yaml(folder / "rule_set.yaml")
    documents = [model for path in sorted((folder / "documents").glob("*.yaml"))
                 for model, _ in [_whole(SourceDocument, read_yaml(path), problems)] if model]
    topics = [topic for topic, _, _ in _entries(Topic, read_yaml(folder / "topics.yaml"), problems)]
    rules = [found for path in sorted((folder / "rules").glob("*.yaml"))
             for found in _entries(Rule, read_yaml(path), problems)]
    order = {topic.topic: i for i, topic in enumerate(topics)}
    in_order = sorted(rules, key=lambda found: order.get(found[0].topic, len(order)))
    data = {**(about.data or {}), "documents": documents, "topics": topics, "rules": [rule for rule, _, _ in in_order]}
    ruleset, faults = read_model(RuleSet, about, (), data)
    problems += faults
    if ruleset is not None:
        problems += _disagreements(ruleset, rules, questionnaire)
    if problems or ruleset is None:
        raise SourceError(problems)
    return ruleset


def _whole(model: type[Model], source: YamlFile, problems: list[Problem]) -> tuple[Model | None, YamlFile]:
    found, faults = read_model(model, source, (), source.data)
    problems += faults
    return found, source


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
    ruleset: RuleSet, rules: list[tuple[Rule, YamlFile, int]], questionnaire: Questionnaire,
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
                yield source.problem((i, "statements"), f"{name} cites '{one}', which no document has."
                                     f"{did_you_mean(one, ruleset.statements)}")
        yield from condition_problems(rule.when, raw["when"], (i, "when"), source, name, questionnaire.items,
                                      questionnaire.terminology)
    for topic in ruleset.topics:
        for one in topic.background:
            if one not in ruleset.statements:
                yield Problem("topics.yaml", None, f"topic '{topic.topic}' has '{one}' as background, which no document "
                              f"has.{did_you_mean(one, ruleset.statements)}")
