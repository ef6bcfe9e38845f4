"""What is still unknown and could raise a point: to ask, to check, to read, or to leave to the clinician."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from rules import Question, questions_worth_asking
from templates.points import Judged
from templates.quotes import Quotes
from templates.summary import Said, StillUnknown, Unknown, UnknownGroup

KINDS = ("unanswered", "unsure", "in_doubt", "declined")
HEAVIEST = "contraindication"
MOST_TOPICS = 4  # that are named beside a question


def still_unknown(judged: Judged, quotes: Quotes) -> StillUnknown:
    """Heaviest wording first; without the boxes on safety, which stand on top of the page."""
    questions = [one for one in questions_worth_asking(judged, quotes.answers) if not _is_on_top(one, quotes)]
    boxes = [one for one in questions if not one.is_open_ended]
    topics = _topics_by_rule(judged)
    first = [one for one in boxes if one.strongest == HEAVIEST]
    then = [one for one in boxes if one.strongest != HEAVIEST]
    groups = tuple(UnknownGroup(quotes.words.strengths[strength], tuple(_by_kind(list(many), topics, quotes)))
                   for strength, many in groupby(then, key=lambda one: one.strongest))
    own_words = tuple(quotes.said(one.link_id).question for one in questions if one.is_open_ended)
    return StillUnknown(tuple(_by_topics(first, topics, quotes)), groups, own_words)


def safety_unknown(judged: Judged, quotes: Quotes) -> tuple[Said, ...]:
    """The boxes without an answer that could raise a safety point."""
    return tuple(quotes.said(one.link_id) for one in questions_worth_asking(judged, quotes.answers)
                 if _is_on_top(one, quotes))


def _is_on_top(question: Question, quotes: Quotes) -> bool:
    return question.is_safety and quotes.is_box(question.link_id)


def _topics_by_rule(judged: Judged) -> dict[str, tuple[str, str]]:
    """Rule id → its topic, and what the topic is called in the first rule set that has it."""
    titles: dict[str, str] = {}
    for ruleset, _ in judged:
        for topic in ruleset.topics:
            titles.setdefault(topic.topic, topic.title)
    return {rule.id: (rule.topic, titles[rule.topic]) for ruleset, _ in judged for rule in ruleset.rules}


def _by_kind(
    questions: Sequence[Question], topics: Mapping[str, tuple[str, str]], quotes: Quotes,
) -> Iterator[Unknown]:
    """A row for each kind of unknown answer."""
    for kind in KINDS:
        alike = [one for one in questions if one.unknown == kind]
        if alike:
            yield _row(kind, alike, topics, quotes)


def _by_topics(
    questions: Sequence[Question], topics: Mapping[str, tuple[str, str]], quotes: Quotes,
) -> Iterator[Unknown]:
    """A row for each kind of unknown answer and for what it could raise, in the order of the questions."""
    together: dict[tuple[str, tuple[str, ...]], list[Question]] = {}
    for one in questions:
        together.setdefault((one.unknown, _could_raise([one], topics)), []).append(one)
    for (kind, _), alike in together.items():
        yield _row(kind, alike, topics, quotes)


def _row(
    kind: str, questions: Sequence[Question], topics: Mapping[str, tuple[str, str]], quotes: Quotes,
) -> Unknown:
    asked = tuple(quotes.said(one.link_id).question for one in questions)
    named = _could_raise(questions, topics)
    shown = named if len(named) <= MOST_TOPICS else (quotes.words.text["many_topics"],)
    return Unknown(quotes.words.headings[f"unknown_{kind}"], asked, shown)


def _could_raise(questions: Sequence[Question], topics: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    named = dict(topics[rule] for one in questions for rule in one.could_raise)
    return tuple(named.values())
