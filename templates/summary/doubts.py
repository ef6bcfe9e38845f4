"""Explains why a free text has to be read: it mentions a term after a "no", about a relative, or in other doubt."""

from collections.abc import Iterable, Iterator

from forms import Mentions
from rules import Rule
from templates.summary.answers_in_words import Quotes

MOST_NAMED = 3  # terms that are named for one reason


def why_in_doubt(link_id: str, rules: Iterable[Rule], quotes: Quotes) -> str:
    """Returns the terms of these rules that the text mentions in doubt, and the reasons; empty if there are none."""
    questionnaire = quotes.answers.questionnaire
    item, text = questionnaire.item(link_id), quotes.answers.answer(link_id).value
    if item.type != "text" or not isinstance(text, str):
        return ""
    found = questionnaire.terminology.read(text, (item.section, link_id))
    by_reason: dict[str, list[str]] = {}
    for term in dict.fromkeys(looked_for(link_id, rules, quotes)):
        if (reason := found.reason(term)) is not None:
            by_reason.setdefault(reason, []).append(questionnaire.terminology.meaning(term))
    return "; ".join(quotes.words.say(f"doubt_{reason}", terms=_listed(terms, quotes))
                     for reason, terms in by_reason.items())


def looked_for(link_id: str, rules: Iterable[Rule], quotes: Quotes) -> Iterator[str]:
    """Yields the terms that these rules look for in this answer."""
    for rule in rules:
        for test in rule.when.leaves():
            if isinstance(test, Mentions) and link_id in quotes.answers.questionnaire.asked_for([test.item]):
                yield from test.mentions


def _listed(terms: list[str], quotes: Quotes) -> str:
    named = ", ".join(terms[:MOST_NAMED])
    more = len(terms) - MOST_NAMED
    return named if more <= 0 else quotes.words.say("and_more", named=named, count=more)
