"""What is still unknown and could raise a point: to ask, to check, to read, or to leave to the clinician."""

from collections.abc import Iterator, Sequence

from rules import Finding, Question, RuleSet, questions_worth_asking
from templates.quotes import Quotes
from templates.summary import Said, Unknown, UnknownGroup

Judged = Sequence[tuple[RuleSet, Sequence[Finding]]]
KINDS = ("unanswered", "unsure", "in_doubt", "declined")
Titles = tuple[str, ...]


def unknown_groups(judged: Judged, quotes: Quotes) -> tuple[UnknownGroup, ...]:
    """The unknown answers by kind, what matters most first. Questions that could raise the same stand in one row."""
    questions = questions_worth_asking([(ruleset, found) for ruleset, found in judged if ruleset.asks], quotes.answers)
    titles = _titles_by_rule(judged)
    return tuple(_group(kind, found, titles, quotes) for kind in KINDS
                 if (found := [one for one in questions if one.unknown == kind]))


def safety_unknown(judged: Judged, quotes: Quotes) -> tuple[Said, ...]:
    """The boxes without an answer that could raise a safety point."""
    return tuple(quotes.said(one.link_id) for one in questions_worth_asking(judged, quotes.answers)
                 if one.is_safety and quotes.is_box(one.link_id))


def _titles_by_rule(judged: Judged) -> dict[str, tuple[int, str]]:
    """Rule id → which rule set it is of, and what it raises: of the first set the topic, of another the set."""
    return {rule.id: (number, ruleset.title if number else ruleset.topics_by_id[rule.topic].title)
            for number, (ruleset, _) in enumerate(judged) for rule in ruleset.rules}


def _could_raise(question: Question, titles: dict[str, tuple[int, str]]) -> Titles:
    """What it could raise in the earliest rule set that asks it: there it is asked for anyway."""
    found = [titles[rule] for rule in question.could_raise]
    first = min(number for number, _ in found)
    return tuple(dict.fromkeys(title for number, title in found if number == first))


def _group(kind: str, questions: list[Question], titles: dict[str, tuple[int, str]], quotes: Quotes) -> UnknownGroup:
    in_rows = [one for one in questions if kind == "in_doubt" or quotes.is_box(one.link_id)]
    own = tuple(quotes.said(one.link_id).question for one in questions if one not in in_rows)
    return UnknownGroup(kind, quotes.words.headings[f"unknown_{kind}"], tuple(_rows(in_rows, titles, quotes)), own)


def _rows(questions: list[Question], titles: dict[str, tuple[int, str]], quotes: Quotes) -> Iterator[Unknown]:
    together: dict[Titles, list[str]] = {}
    for one in questions:
        together.setdefault(_could_raise(one, titles), []).append(quotes.said(one.link_id).question)
    names = {title for number, title in titles.values() if number}  # of later rule sets, which come last
    for could_raise, asked in sorted(together.items(), key=lambda row: row[0][0] in names):
        yield Unknown(tuple(asked), could_raise)
