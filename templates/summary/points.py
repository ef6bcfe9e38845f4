"""Makes the points from the findings of all rule sets: one for each topic, safety first, then by strength.

Each wording keeps the mark of its rule set, so that no statement is attributed to the wrong documents.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby, zip_longest

from forms import Includes, Mentions
from rules import LIGHTEST, STRENGTHS, Finding, Judged, RuleSet, Statement, Strength, topic_order, weight
from templates.summary.answers_in_words import Quotes
from templates.summary.model import Point, PointGroup, Said, StatementLine, Wording
from templates.words import Words

MOST_QUESTIONS = 2  # questions beside a point
MOST_DISCUSSED = 1  # rules of one point whose text to discuss is printed beside it
BRIEF_ANSWERS = 240  # characters of the answers of a shortened point
FEW_ANSWERS = 120  # characters of these answers if there are very many points
TITLE = 80  # characters of a title that names several rules
SENTENCE = re.compile(r"(?<=[.!?])\s+")
STRONG, WEAK = STRENGTHS.index("discuss_risk"), STRENGTHS.index("consider")


@dataclass(frozen=True)
class _Raised:
    """A raised finding, its rule set and its weight."""

    ruleset: RuleSet
    finding: Finding
    weight: int


def points_raised(judged: Judged, quotes: Quotes) -> list[Point]:
    """Returns one point for each topic, without numbers (0).

    Their order: safety first, then by weight, then particular points before general ones, then by topic.
    """
    by_topic: dict[str, list[_Raised]] = {}
    raised = list(_raised(judged, quotes))
    moved = _told_with(raised)
    for one in raised:
        by_topic.setdefault(moved.get(one.finding.rule.id, one.finding.rule.topic), []).append(one)
    order = topic_order()
    points = [_point(found, quotes) for found in by_topic.values()]
    return sorted(points, key=lambda one: (
        not one.is_safety, one.weight, one.is_general, order.get(one.topic, len(order))))


def _raised(judged: Judged, quotes: Quotes) -> Iterator[_Raised]:
    rule_sets, questionnaire = [ruleset for ruleset, _ in judged], quotes.answers.questionnaire
    for ruleset, findings in judged:
        for finding in findings:
            if finding.state == "raised":
                yield _Raised(ruleset, finding, weight(ruleset, finding, rule_sets, questionnaire))


def _told_with(raised: Iterable[_Raised]) -> dict[str, str]:
    """Maps the id of a general rule to the topic of the weightiest particular rule that implies it.

    For example, a rule for every tablet has no point of its own beside the point on a tablet that the documents name.
    """
    found: dict[str, str] = {}
    particular = [one for one in raised if not one.finding.rule.general]
    for one in sorted(particular, key=lambda each: each.weight):
        for implied in one.finding.rule.implies:
            found.setdefault(implied, one.finding.rule.topic)
    general = {one.finding.rule.id for one in raised if one.finding.rule.general}
    return {rule: topic for rule, topic in found.items() if rule in general}


def numbered(points: Iterable[Point]) -> tuple[Point, ...]:
    """Returns the points with their numbers on the page."""
    return tuple(replace(point, number=number) for number, point in enumerate(points, 1))


def grouped(points: Iterable[Point], words: Words) -> tuple[PointGroup, ...]:
    """Groups points that follow each other and have the same strength."""
    return tuple(PointGroup(_heading(place, words), place <= STRONG, tuple(many))
                 for place, many in groupby(points, key=lambda one: one.weight))


def _heading(place: int, words: Words) -> str:
    return words.strengths[STRENGTHS[min(place, LIGHTEST - 1)]]


def brief(point: Point, room: int = BRIEF_ANSWERS) -> Point:
    """Shortens a point to one question, and its answers to about `room` characters.

    A safety point keeps all its answers, so that a plan or means at hand are never cut. The text to discuss moves to
    the statements section.
    """
    told_below = () if point.told else point.discuss
    said = point.said if point.is_safety else _first_answers(point.said, room)
    return replace(point, said=said, is_cut=len(said) < len(point.said), discuss=(), questions=point.questions[:1],
                   more=told_below)


def _first_answers(said: Sequence[Said], room: int) -> tuple[Said, ...]:
    """As many answers as there is room for beside a shortened point: at least two, or one if there is little room."""
    least = 2 if room == BRIEF_ANSWERS else 1
    kept: list[Said] = []
    length = 0
    for one in said:
        length += len(one.question) + sum(map(len, one.lines))
        if len(kept) >= least and length > room:
            break
        kept.append(one)
    return tuple(kept)


def told_once(points: Iterable[Point], words: Words) -> tuple[Point, ...]:
    """Prints each statement once; later points refer to the first ("see 3")."""
    told: dict[str, int] = {}
    found = []
    for point in points:
        wordings = tuple(_each_or_see(wording, told, words) for wording in point.wordings)
        for wording in point.wordings:
            for line in wording.statements:
                told.setdefault(line.statement, point.number)
        found.append(replace(point, wordings=wordings))
    return tuple(found)


def _each_or_see(wording: Wording, told: dict[str, int], words: Words) -> Wording:
    return replace(wording, statements=tuple(_or_see(line, told, words) for line in wording.statements))


def _or_see(line: StatementLine, told: dict[str, int], words: Words) -> StatementLine:
    if line.statement not in told:
        return line
    return StatementLine(line.statement, words.say("see_point", number=told[line.statement]), None, None, ())


def _point(found: list[_Raised], quotes: Quotes) -> Point:
    raised = sorted(found, key=lambda one: (_place(one), -len(one.finding.because)))  # most answers first
    speaking = [one for one in raised if not _is_in_own_words(one.finding, quotes)] or raised
    discuss = once_each(one.finding.rule.discuss for one in speaking)
    heaviest = min(one.weight for one in raised)
    cited = [(ruleset, _printable(ruleset, ids, quotes)) for ruleset, ids in _statements(raised)]
    return Point(
        number=0, topic=raised[0].finding.rule.topic, title=_title(speaking),
        is_safety=raised[0].finding.rule.safety, is_strong=heaviest <= STRONG,
        weight=heaviest, is_general=all(one.finding.rule.general for one in raised),
        wordings=tuple(_wordings(cited, quotes)), said=_said(raised, quotes), is_cut=False,
        discuss=discuss[:MOST_DISCUSSED],
        questions=_questions(speaking, quotes)[:MOST_QUESTIONS], more=(),
        rules=tuple((one.ruleset.rule_set, one.finding.rule.id) for one in raised),
    )


def _place(one: _Raised) -> tuple[bool, bool, int, bool]:
    """A particular rule comes before a general one, whatever their weights: the point is on what it names."""
    rule = one.finding.rule
    return not rule.safety, rule.general, one.weight, not one.ruleset.asks


def _is_in_own_words(finding: Finding, quotes: Quotes) -> bool:
    """True if the finding depends on free texts only. If a choice raised the same topic, that finding is used."""
    return all(quotes.is_text(link_id) for link_id in finding.because)


def _title(speaking: Sequence[_Raised]) -> str:
    """The titles of the weightiest rules of all sets, as many as there is room for, and dots if there are more."""
    first = speaking[0]
    alike = [one for one in speaking if _place(one) == _place(first)]
    titles = list(dict.fromkeys(one.finding.rule.title for one in alike))
    named = titles[:1]
    for title in titles[1:]:
        if len("; ".join([*named, title])) <= TITLE:
            named.append(title)
    return "; ".join(named) + (" …" if len(named) < len(titles) else "")


def _questions(speaking: Sequence[_Raised], quotes: Quotes) -> tuple[str, ...]:
    """The first question of each rule, then the second of each. Questions on contradictions come first."""
    in_order = sorted(speaking, key=lambda one: one.ruleset.asks)
    asked = [one.finding.rule.questions_on(quotes.answers) for one in in_order]
    return _without_echoes(question for question in chain.from_iterable(zip_longest(*asked)) if question)


def _without_echoes(questions: Iterable[str]) -> tuple[str, ...]:
    """Removes questions that are part of an earlier question."""
    kept: list[str] = []
    for question in questions:
        if not any(question.rstrip("?").lower() in one.lower() for one in kept):
            kept.append(question)
    return tuple(kept)


def once_each(texts: Iterable[str]) -> tuple[str, ...]:
    """Returns the texts without sentences that an earlier text contains. Empty texts are left out."""
    seen: set[str] = set()
    found = []
    for text in texts:
        sentences = [one for one in SENTENCE.split(text) if one not in seen]
        seen.update(sentences)
        if sentences:
            found.append(" ".join(sentences))
    return tuple(found)


def _once(many: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(many))


def _statements(raised: Iterable[_Raised]) -> list[tuple[RuleSet, list[str]]]:
    """The ids of the statements that the rules of each set cite."""
    by_set: dict[str, tuple[RuleSet, list[str]]] = {}
    for one in raised:
        by_set.setdefault(one.ruleset.rule_set, (one.ruleset, []))[1].extend(one.finding.statements)
    return list(by_set.values())


def _printable(ruleset: RuleSet, ids: Iterable[str], quotes: Quotes) -> list[Statement]:
    """The statements with those that are always printed with them, strongest first.

    Statements with the flag "wrong" are left out; those with `not_in_crisis` too, unless danger is ruled out.
    """
    together: list[str] = []
    for one in ids:
        together += [one, *ruleset.statements[one].never_without]
    found = [one for one in map(ruleset.statements.__getitem__, _once(together))
             if one.flag != "wrong" and not (one.not_in_crisis and quotes.may_be_in_crisis)]
    return sorted(found, key=lambda one: STRENGTHS.index(one.strength))


def _wordings(cited: Iterable[tuple[RuleSet, list[Statement]]], quotes: Quotes) -> list[Wording]:
    """Groups the statements by strength and by rule set, the strongest first."""
    found: dict[tuple[int, str], list[StatementLine]] = {}
    for ruleset, statements in cited:
        for one in statements:
            found.setdefault((STRENGTHS.index(one.strength), ruleset.mark), []).append(_line(one, quotes))
    in_order = sorted(found.items(), key=lambda entry: entry[0][0])
    checks = {ruleset.mark for ruleset, _ in cited if not ruleset.asks}
    return [_wording(STRENGTHS[place], mark, lines, mark in checks, quotes) for (place, mark), lines in in_order]


def _wording(
    strength: Strength, mark: str, lines: Sequence[StatementLine], is_a_check: bool, quotes: Quotes,
) -> Wording:
    text = quotes.words.text["one_could_mean"] if is_a_check else quotes.words.strengths[strength]
    return Wording(mark, text, tuple(lines), STRENGTHS.index(strength) >= WEAK, is_a_check)


def _said(raised: Iterable[_Raised], quotes: Quotes) -> tuple[Said, ...]:
    """The answers that raised the point, choices first. Of texts, medicines and lists, only what the rules look for."""
    looked_for: dict[str, set[str]] = {}
    for one in raised:
        for link_id in one.finding.because:
            looked_for.setdefault(link_id, set()).update(_looked_for(one.finding, link_id, quotes))
    in_order = [link_id for link_id in quotes.answers.questionnaire.items if link_id in looked_for]
    in_order.sort(key=quotes.is_box, reverse=True)
    return tuple(quotes.said_on(link_id, looked_for[link_id]) for link_id in in_order)


def _looked_for(finding: Finding, link_id: str, quotes: Quotes) -> Iterator[str]:
    for test in finding.rule.when.leaves():
        if link_id not in quotes.answers.questionnaire.asked_for([test.item]):
            continue
        if isinstance(test, Mentions):
            yield from test.mentions
        if isinstance(test, Includes):
            yield from test.includes


def _line(one: Statement, quotes: Quotes) -> StatementLine:
    flag = quotes.words.flags[one.flag] if one.flag else None
    return StatementLine(one.id, one.says, flag, one.note, one.never_without)
