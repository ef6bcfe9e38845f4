"""The sources of every point, for clinicians: documents, rules with their cases, and disagreements of documents.

They are made from the rule sets only, and contain no answers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from forms import Item, Questionnaire
from forms.authoring import Texts
from rules import Rule, RuleSet, SourceDocument, Statement, Topic
from rules.review import CaseTable, case_table, condition_in_words, standing_in_words
from templates.jinja import filled, style
from templates.press.print_job import Paper, PrintJob
from templates.words import load_texts_of, load_words


@dataclass(frozen=True)
class Cited:
    """A statement and the document from which it comes."""

    statement: Statement
    document: SourceDocument


@dataclass(frozen=True)
class SourceRule:
    """A rule in words. `items` are the columns of its case table, without those that are the same in every case."""

    rule: Rule
    topic: Topic
    when: str
    cited: tuple[Cited, ...]
    items: tuple[Item, ...]
    cases: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...]
    standing: str


@dataclass(frozen=True)
class Disagreement:
    """A statement that other documents contest, and the statements that are always printed with it."""

    cited: Cited
    beside: tuple[Cited, ...]


@dataclass(frozen=True)
class SourceSet:
    """A rule set to show, or the part of it that a search found."""

    ruleset: RuleSet
    rules: tuple[SourceRule, ...]
    disagreements: tuple[Disagreement, ...]
    signed: int


def source_sets(rule_sets: Sequence[RuleSet], questionnaire: Questionnaire, search: str = "") -> tuple[SourceSet, ...]:
    """Returns the sets, with the rules and disagreements that contain every word of `search`; all if it is empty."""
    words = search.casefold().split()
    found = []
    for ruleset in rule_sets:
        rules = tuple(rule for rule in _rules(ruleset, questionnaire) if _has(words, _text(rule)))
        apart = tuple(one for one in _disagreements(ruleset) if _has(words, _said(one.cited)))
        found.append(SourceSet(ruleset, rules, apart, ruleset.signed()))
    return tuple(found)


def sources_html(sets: Sequence[SourceSet], questionnaire: Questionnaire, *, opened: bool = False) -> str:
    """Returns a part of a page for the screen, with its own style. `opened`: the rules are unfolded."""
    return _filled("screen", sets, questionnaire, opened=opened)


def sources_job(
    rule_sets: Sequence[RuleSet], questionnaire: Questionnaire, *, paper: Paper, dated: date, search: str = "",
) -> PrintJob:
    """Returns the same content as a job to print."""
    sets = source_sets(rule_sets, questionnaire, search)
    return PrintJob(_filled("paper", sets, questionnaire, dated=dated), paper, dated)


def _rules(ruleset: RuleSet, questionnaire: Questionnaire) -> Iterator[SourceRule]:
    """Every rule of the set, ordered by topic."""
    for topic in ruleset.topics:
        for rule in ruleset.rules:
            if rule.topic == topic.topic:
                yield _rule(rule, topic, ruleset, questionnaire)


def _rule(rule: Rule, topic: Topic, ruleset: RuleSet, questionnaire: Questionnaire) -> SourceRule:
    table = _table(rule, questionnaire)
    shown = table.columns_that_differ()
    return SourceRule(
        rule, topic, condition_in_words(rule.when, questionnaire), tuple(_cited(ruleset, rule.statements)),
        tuple(table.items[i] for i in shown), tuple(_cases(table, shown, questionnaire)),
        standing_in_words(rule, ruleset))


_TABLES: dict[tuple[str, str], CaseTable] = {}


def _table(rule: Rule, questionnaire: Questionnaire) -> CaseTable:
    """The rule's cases. They are cached, because enumerating the cases of all rules takes a second."""
    key = rule.fingerprint, questionnaire.version
    if key not in _TABLES:
        _TABLES[key] = case_table(rule, questionnaire)
    return _TABLES[key]


def _cases(
    table: CaseTable, shown: list[int], questionnaire: Questionnaire,
) -> Iterator[tuple[tuple[str, ...], str, tuple[str, ...]]]:
    for row in table.rows_by_state():
        asks = tuple(questionnaire.item(link_id).short for link_id in row.ask)
        yield tuple(row.answers[i] for i in shown), row.state, asks


def _cited(ruleset: RuleSet, ids: Sequence[str]) -> Iterator[Cited]:
    return (Cited(ruleset.statements[one], ruleset.documents_by_statement[one]) for one in ids)


def _disagreements(ruleset: RuleSet) -> Iterator[Disagreement]:
    for document in ruleset.documents:
        for one in document.statements:
            if one.flag == "contested" and one.left_out is None:
                yield Disagreement(Cited(one, document), tuple(_cited(ruleset, one.never_without)))


def _has(words: Sequence[str], text: str) -> bool:
    return all(word in text for word in words)


def _text(rule: SourceRule) -> str:
    """The text that a search reads, in lower case."""
    parts = [rule.rule.id, rule.rule.title, rule.topic.title, rule.when, rule.rule.discuss]
    questions = (one.ask for one in rule.rule.questions)
    return " ".join([*parts, *questions, *map(_said, rule.cited)]).casefold()


def _said(cited: Cited) -> str:
    return f"{cited.statement.id} {cited.statement.says} {cited.document.title} {cited.document.short}".casefold()


def _filled(page: str, sets: Sequence[SourceSet], questionnaire: Questionnaire, **facts: object) -> str:
    texts: Texts = load_texts_of("sources", questionnaire.language)
    return filled(
        f"sources/{page}.html.j2",
        sets=sets, style=style("sources/sources.css"), questionnaire=questionnaire, texts=texts,
        words=load_words(questionnaire.language),
        signed_items=questionnaire.signed(), **facts)
