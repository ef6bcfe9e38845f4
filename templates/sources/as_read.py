"""What a reviewer reads of a rule or a question before they sign it: the name of each part → its text.

Nothing that the fingerprint covers and that a reader of the tool notices is missing.
"""

from collections.abc import Iterator, Sequence

from forms import AnswerOption, Item, Questionnaire
from forms.authoring import Texts
from rules import Rule, RuleQuestion, RuleSet
from rules.review import condition_in_words
from templates.words import Words


def rule_as_read(
    rule: Rule, ruleset: RuleSet, questionnaire: Questionnaire, words: Words, texts: Texts,
) -> dict[str, str]:
    """Returns the parts of a rule. A part with several lines has a line break between them."""
    marks = [texts(f"marks.{name}") for name in ("safety", "general") if getattr(rule, name)]
    marks += [texts("marks.implies", title=ruleset.rules_by_id[name].title) for name in rule.implies]
    parts = {
        "title": f"{ruleset.topics_by_id[rule.topic].title}: {rule.title}",
        "raised_when": condition_in_words(rule.when, questionnaire), "says": rule.discuss,
        "ask": "\n".join(_question(one, questionnaire, texts) for one in rule.questions),
        "statements": "\n".join(_statements(rule, ruleset, words)),
        "marks": "\n".join(marks),
    }
    return {name: text for name, text in parts.items() if text}


def question_as_read(
    item: Item, questionnaire: Questionnaire, read_by: Sequence[str], texts: Texts,
) -> dict[str, str]:
    """Returns the parts of a question. `read_by`: the titles of the rules that read its answer."""
    limits = [f"{name} {value}" for name, value in (
        ("minimum", item.minimum), ("maximum", item.maximum), ("unit", item.unit),
        ("days", item.shelf_life_days)) if value is not None]
    parts = {
        "title": f"{questionnaire.section(item.section).title}: {item.short}", "text": item.text,
        "aloud": item.aloud or "", "help": item.help or "", "why": item.why,
        "options": "\n".join(map(_option, item.options)),
        "asked_if": condition_in_words(item.enable_when, questionnaire) if item.enable_when else "",
        "seen_by": ", ".join(questionnaire.audiences[one] for one in item.audience),
        "kind": ", ".join([item.type, *limits, *(["sensitive"] if item.sensitive else []),
                           *(f"riskier: {answer}" for answer in item.riskier)]),
        "read_by": ", ".join(read_by) or texts("read_by_none"),
    }
    return {name: text for name, text in parts.items() if text}


def _option(option: AnswerOption) -> str:
    return f"{option.text} ({option.aloud})" if option.aloud else option.text


def _question(question: RuleQuestion, questionnaire: Questionnaire, texts: Texts) -> str:
    if question.unless is None:
        return question.ask
    return texts("ask_unless", ask=question.ask, unless=condition_in_words(question.unless, questionnaire))


def _statements(rule: Rule, ruleset: RuleSet, words: Words) -> Iterator[str]:
    for name in rule.statements:
        one, document = ruleset.statements[name], ruleset.documents_by_statement[name]
        flag = f" [{words.flags[one.flag]}{': ' + one.note if one.note else ''}]" if one.flag else ""
        yield f"{one.id}, {document.short}, {words.strengths[one.strength]}: {one.says}{flag}"
