"""The sources of every point, for clinicians: documents, rules with their cases, questions, and disagreements.

They are made from the rule sets and the form only, and contain no answers.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from forms import Item, Questionnaire
from forms.authoring import NOBODY_HERE, SignedHere, SignOff, Texts, standing
from rules import Rule, RuleSet, SourceDocument, Statement, Topic
from rules.review import CaseTable, case_table, condition_in_words, standing_in_words
from templates.jinja import filled, style
from templates.press.print_job import Paper, PrintJob
from templates.signed_here import who_signed
from templates.sources.as_read import question_as_read, rule_as_read
from templates.words import Words, load_texts_of, load_words


@dataclass(frozen=True)
class Cited:
    """A statement and the document from which it comes."""

    statement: Statement
    document: SourceDocument


@dataclass(frozen=True)
class SourceRule:
    """A rule in words. `items` are the columns of its case table, without those that are the same in every case.

    `as_read`: the name of each part that a reviewer reads → its text. `standing`: who has signed it. `part_of`: the id
    of its rule set.
    """

    rule: Rule
    topic: Topic
    when: str
    cited: tuple[Cited, ...]
    items: tuple[Item, ...]
    cases: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...]
    part_of: str
    fingerprint: str
    as_read: Mapping[str, str]
    standing: str

    @property
    def name(self) -> str:
        """Its id."""
        return self.rule.id

    @property
    def title(self) -> str:
        """What it is called."""
        return self.rule.title


@dataclass(frozen=True)
class SourceQuestion:
    """A question of the form, with the same facts as a rule."""

    item: Item
    section: str
    part_of: str
    fingerprint: str
    as_read: Mapping[str, str]
    standing: str

    @property
    def name(self) -> str:
        """Its link id."""
        return self.item.link_id

    @property
    def title(self) -> str:
        """What it is called."""
        return self.item.short


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


def source_sets(
    rule_sets: Sequence[RuleSet], questionnaire: Questionnaire, search: str = "", here: SignedHere = NOBODY_HERE,
) -> tuple[SourceSet, ...]:
    """Returns the sets, with the rules and disagreements that contain every word of `search`; all if it is empty."""
    words = search.casefold().split()
    found = []
    for ruleset in rule_sets:
        rules = tuple(rule for rule in _rules(ruleset, questionnaire, here) if _has(words, _text(rule)))
        apart = tuple(one for one in _disagreements(ruleset) if _has(words, _said(one.cited)))
        found.append(SourceSet(ruleset, rules, apart, ruleset.signed(here)))
    return tuple(found)


def source_questions(
    rule_sets: Sequence[RuleSet], questionnaire: Questionnaire, search: str = "", here: SignedHere = NOBODY_HERE,
) -> tuple[SourceQuestion, ...]:
    """Returns the questions of the form that contain every word of `search`; all if it is empty."""
    words, texts = load_words(questionnaire.language), load_texts_of("sources", questionnaire.language)
    read_by = _read_by(rule_sets, questionnaire)
    found = []
    for item in questionnaire.items.values():
        as_read = question_as_read(item, questionnaire, read_by.get(item.link_id, ()), texts)
        if _has(search.casefold().split(), f"{item.link_id} {' '.join(as_read.values())}".casefold()):
            signoffs = here.of(questionnaire.questionnaire_id, item.link_id, item.fingerprint)
            standing = _standing(item.link_id, item.fingerprint, questionnaire.signoffs, signoffs, here, words)
            found.append(SourceQuestion(item, questionnaire.section(item.section).title,
                                        questionnaire.questionnaire_id, item.fingerprint, as_read, standing))
    return tuple(found)


def sources_html(
    sets: Sequence[SourceSet], questionnaire: Questionnaire, questions: Sequence[SourceQuestion] = (), *,
    opened: bool = False, here: SignedHere = NOBODY_HERE,
) -> str:
    """Returns a part of a page for the screen, with its own style. `opened`: rules and questions are unfolded."""
    return _filled("screen", sets, questionnaire, questions=questions, opened=opened,
                   signed_items=questionnaire.signed(here))


def to_review_html(ones: Sequence[SourceRule | SourceQuestion], questionnaire: Questionnaire) -> str:
    """Returns rules and questions as a reviewer reads them: every part by its name, and every case."""
    return _filled("to_review", (), questionnaire, ones=ones)


def sources_job(
    rule_sets: Sequence[RuleSet], questionnaire: Questionnaire, *, paper: Paper, dated: date, search: str = "",
    here: SignedHere = NOBODY_HERE,
) -> PrintJob:
    """Returns the same content as a job to print."""
    sets = source_sets(rule_sets, questionnaire, search, here)
    page = _filled("paper", sets, questionnaire, dated=dated, signed_items=questionnaire.signed(here))
    return PrintJob(page, paper, dated)


def part_names(language: str) -> Mapping[str, str]:
    """Returns what the parts of a rule or question are called: name → text to show."""
    return load_texts_of("sources", language).group("parts")


def _rules(ruleset: RuleSet, questionnaire: Questionnaire, here: SignedHere) -> Iterator[SourceRule]:
    """Every rule of the set, ordered by topic."""
    for topic in ruleset.topics:
        for rule in ruleset.rules:
            if rule.topic == topic.topic:
                yield _rule(rule, topic, ruleset, questionnaire, here)


def _rule(
    rule: Rule, topic: Topic, ruleset: RuleSet, questionnaire: Questionnaire, here: SignedHere,
) -> SourceRule:
    table, words = _table(rule, questionnaire), load_words(questionnaire.language)
    shown, mark = table.columns_that_differ(), ruleset.fingerprints[rule.id]
    signoffs = here.of(ruleset.rule_set, rule.id, mark)
    return SourceRule(
        rule, topic, condition_in_words(rule.when, questionnaire), tuple(_cited(ruleset, rule.statements)),
        tuple(table.items[i] for i in shown), tuple(_cases(table, shown, questionnaire)), ruleset.rule_set, mark,
        rule_as_read(rule, ruleset, questionnaire, words, load_texts_of("sources", questionnaire.language)),
        _standing(rule.id, mark, ruleset.signoffs, signoffs, here, words))


def _standing(
    name: str, mark: str, shipped: Sequence[SignOff], signoffs: Sequence[SignOff], here: SignedHere, words: Words,
) -> str:
    """Who has signed a rule or question, in its file and at this clinic."""
    in_file = standing_in_words(name, mark, shipped)
    if not signoffs:
        return in_file
    at_clinic = words.say("signed_off_here", who=who_signed(signoffs, here, words))
    return f"{at_clinic}; {in_file}" if standing(name, mark, shipped) != "unsigned" else at_clinic


def _read_by(rule_sets: Sequence[RuleSet], questionnaire: Questionnaire) -> dict[str, tuple[str, ...]]:
    """Link id → the titles of the rules that read its answer."""
    found: dict[str, tuple[str, ...]] = {}
    for ruleset in rule_sets:
        for rule in ruleset.rules:
            for link_id in questionnaire.asked_for(test.item for test in rule.when.leaves()):
                found[link_id] = (*found.get(link_id, ()), rule.title)
    return found


_TABLES: dict[tuple[str, str], CaseTable] = {}


def _table(rule: Rule, questionnaire: Questionnaire) -> CaseTable:
    """The rule's cases. They are cached, because enumerating the cases of all rules takes a second."""
    key = rule.model_dump_json(), questionnaire.version
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
        words=load_words(questionnaire.language), **facts)
