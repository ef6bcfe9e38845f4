"""Lists the unknown answers that could raise a point: to ask, to check, to read, or to leave to the clinician."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby

from rules import STRENGTHS, Judged, Question, Rule, questions_worth_asking
from templates.summary.answers_in_words import Quotes, shortened
from templates.summary.doubts import looked_for, why_in_doubt
from templates.summary.medicines import not_recognised
from templates.summary.model import Said, StillUnknown, Unknown, UnknownGroup

KINDS = ("not_recognised", "unanswered", "unsure", "in_doubt", "declined")
HEAVIEST = STRENGTHS.index("contraindication")
MOST_TOPICS = 4  # topics that are named beside a question
MOST_NAMES = 6  # medicines that are named
LONGEST_NAME = 40  # characters of such a name


@dataclass(frozen=True)
class _Open:
    """An open rule. `topic` is the title of its topic in the first rule set that has this topic.

    `place` is the index of the rule's strongest wording in STRENGTHS.
    """

    rule: Rule
    topic: str
    place: int


@dataclass(frozen=True)
class _ToAsk:
    """An unknown answer: its name, why it is unknown (`kind`), what to do about it, and the topics it could raise."""

    question: str
    kind: str
    to_do: str
    topics: tuple[str, ...]
    place: int


def still_unknown(judged: Judged, quotes: Quotes) -> StillUnknown:
    """Returns the unknown answers, the strongest wording first, without those on safety, which are at the top."""
    questions = questions_worth_asking(judged, quotes.answers)
    opened = _opened(judged)
    single = _without_second_parts(questions, quotes)
    found = [_to_ask(one, opened, quotes) for one in single if not one.is_open_ended]
    boxes = sorted((one for one in found if one), key=lambda one: one.place)
    then = [one for one in boxes if one.place != HEAVIEST]
    groups = tuple(UnknownGroup(quotes.words.strengths[STRENGTHS[place]], tuple(_by_kind(list(many), quotes)))
                   for place, many in groupby(then, key=lambda one: one.place))
    own_words = tuple(quotes.said(one.link_id).question for one in questions if one.is_open_ended)
    return StillUnknown(tuple(_by_topics([one for one in boxes if one.place == HEAVIEST], quotes)), groups, own_words)


def _without_second_parts(questions: Sequence[Question], quotes: Quotes) -> list[Question]:
    """Removes the lower number of a reading if the upper number is asked for too: they are one question."""
    asked = {one.link_id for one in questions}
    return [one for one in questions if quotes.answers.questionnaire.items[one.link_id].below not in asked]


def safety_unknown(judged: Judged, quotes: Quotes) -> tuple[Said, ...]:
    """Returns the unknown answers that could raise a safety point: choices, and texts with a mention in doubt."""
    opened = _opened(judged)
    found = []
    for one in questions_worth_asking(judged, quotes.answers):
        if _is_on_top(one, quotes):
            rules = [opened[rule].rule for rule in one.could_raise if opened[rule].rule.safety]
            found.append(quotes.said_on(one.link_id, set(looked_for(one.link_id, rules, quotes))))
    return tuple(found)


def _is_on_top(question: Question, quotes: Quotes) -> bool:
    if not question.is_safety or question.is_open_ended:
        return False
    return quotes.is_box(question.link_id) or quotes.is_text(question.link_id)


def _opened(judged: Judged) -> dict[str, _Open]:
    """Rule id → the rule, with its topic and strength."""
    titles: dict[str, str] = {}
    for ruleset, _ in judged:
        for topic in ruleset.topics:
            titles.setdefault(topic.topic, topic.title)
    found: dict[str, _Open] = {}
    for ruleset, findings in judged:
        for one in findings:
            place = STRENGTHS.index(ruleset.strongest(one.statements))
            found[one.rule.id] = _Open(one.rule, titles[one.rule.topic], place)
    return found


def _to_ask(question: Question, opened: Mapping[str, _Open], quotes: Quotes) -> _ToAsk | None:
    """None if the question is only at the top of the page. A text is in both places if it mentions other terms too."""
    could_raise = [opened[rule] for rule in question.could_raise]
    if _is_on_top(question, quotes):
        could_raise = [one for one in could_raise if quotes.is_text(question.link_id) and not one.rule.safety]
    if not could_raise:
        return None
    name, kind, to_do = _named(question, [one.rule for one in could_raise], quotes)
    topics = tuple(dict.fromkeys(one.topic for one in could_raise))
    return _ToAsk(name, kind, to_do, topics, min(one.place for one in could_raise))


def _named(question: Question, rules: Sequence[Rule], quotes: Quotes) -> tuple[str, str, str]:
    """The name of the unknown answer, why it is unknown, and what to do about it."""
    name, words = quotes.said(question.link_id).question, quotes.words
    medicines = quotes.answers.questionnaire.roles.medicines
    if question.link_id == medicines and (names := not_recognised(quotes)):
        listed = _listed(names, quotes)
        return (words.say("medicines_to_check", question=name, names=listed), "not_recognised",
                words.headings["unknown_not_recognised"])
    to_do = words.headings[f"unknown_{question.unknown}"]
    why = why_in_doubt(question.link_id, rules, quotes) if question.unknown == "in_doubt" else ""
    return name, question.unknown, f"{why}: {to_do}" if why else to_do


def _listed(names: Sequence[str], quotes: Quotes) -> str:
    """The first of these names, and the number of the others."""
    named = ", ".join(shortened(name, LONGEST_NAME, quotes.words) for name in names[:MOST_NAMES])
    more = len(names) - MOST_NAMES
    return named if more <= 0 else quotes.words.say("and_more", named=named, count=more)


def _by_kind(questions: Sequence[_ToAsk], quotes: Quotes) -> Iterator[Unknown]:
    """One row for all questions with the same thing to do."""
    in_order = sorted(questions, key=lambda one: KINDS.index(one.kind))
    together: dict[str, list[_ToAsk]] = {}
    for one in in_order:
        together.setdefault(one.to_do, []).append(one)
    for alike in together.values():
        yield _row(alike, quotes)


def _by_topics(questions: Sequence[_ToAsk], quotes: Quotes) -> Iterator[Unknown]:
    """One row for all questions with the same thing to do and the same topics, in the order of the questions."""
    together: dict[tuple[str, tuple[str, ...]], list[_ToAsk]] = {}
    for one in questions:
        together.setdefault((one.to_do, one.topics), []).append(one)
    for alike in together.values():
        yield _row(alike, quotes)


def _row(alike: Sequence[_ToAsk], quotes: Quotes) -> Unknown:
    topics = tuple(dict.fromkeys(chain.from_iterable(one.topics for one in alike)))
    shown = topics if len(topics) <= MOST_TOPICS else (quotes.words.text["many_topics"],)
    return Unknown(alike[0].to_do, tuple(one.question for one in alike), shown)
