"""Makes the content of page 1; for a page 1 without private content, also the content of the page inside."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from forms import urgent
from templates.summary.answers_in_words import Quotes, shortened
from templates.summary.changes_on_page_one import changes_on_page_one
from templates.summary.contents import CopyContents
from templates.summary.facts import facts_of
from templates.summary.medicines import medicines_of
from templates.summary.model import (
    Point,
    PointGroup,
    Said,
    Since,
    StillUnknown,
    Talk,
    UrgentMatter,
    are_many_strong,
    are_very_many_strong,
)
from templates.summary.points import BRIEF_ANSWERS, FEW_ANSWERS, brief, grouped, numbered, points_raised, told_once
from templates.summary.unknowns import safety_unknown, still_unknown

ON_PAGE_1 = 300  # characters of a free text
CROWDED = 150  # characters of a free text if there are many strong points
NOTHING_UNKNOWN = StillUnknown((), (), ())


def talk_over(contents: CopyContents) -> Talk:
    """Returns page 1 with every point."""
    return _whole(contents, _told(_marked(contents), contents.quotes))


def talk_in_two(contents: CopyContents, openly: CopyContents) -> tuple[Talk, Talk]:
    """Returns page 1, made from `openly`, the answers without the private ones; and the remainder, for the page inside.

    If private answers change a point, it is printed inside too.
    """
    first = points_raised(openly.conclusions.judged, openly.quotes)
    more = [one for one in _marked(contents) if replace(one, mark=None) not in first]
    told = _told(first, contents.quotes, then=more)
    unknown = still_unknown(openly.conclusions.judged, openly.quotes)
    page_1 = Talk(
        danger=None, danger_said=(), urgent=_urgent(openly.quotes),
        safety_unknown=safety_unknown(openly.conclusions.judged, openly.quotes),
        facts=facts_of(openly.quotes, None), own_words=(), medicines=None, since=None,
        safety=_safety(told[:len(first)]), groups=_groups(told[:len(first)], contents.quotes), unknown=unknown)
    rest = _whole(contents, told[len(first):])
    return page_1, replace(rest, urgent=tuple(one for one in rest.urgent if one not in page_1.urgent),
                           unknown=_not_again(rest.unknown, unknown))


def _not_again(inside: StillUnknown, on_page_1: StillUnknown) -> StillUnknown:
    """The unknown answers inside; without those of page 1 if they are the same."""
    is_the_same = replace(inside, unread=()) == on_page_1
    return replace(NOTHING_UNKNOWN, unread=inside.unread) if is_the_same else inside


def own_words(quotes: Quotes, *, is_crowded: bool) -> tuple[Said, ...]:
    """Returns the answers for the top of page 1 (order_on_page_1.yaml), such as the reason and the allergies.

    If no medicine is listed, the answer to that question is among them. Long texts are shortened, more so if page 1
    `is_crowded`; they are printed in full later.
    """
    questionnaire, is_open = quotes.answers.questionnaire, quotes.answers.is_open
    roles = questionnaire.roles
    left_away = {roles.takes_medicines} if is_open(roles.medicines) else {roles.medicines}
    if quotes.answers.answer(roles.medicines).value is not None:
        left_away.add(roles.medicines)  # they are in a table
    shown = (link_id for link_id in questionnaire.on_page_1 if is_open(link_id) and link_id not in left_away)
    said = (quotes.said(link_id) for link_id in shown)
    return tuple(_fitted(one, CROWDED if is_crowded else ON_PAGE_1, quotes) for one in said)


def stands_on_top(said: Said, page: Talk, quotes: Quotes) -> bool:
    """True if page 1 contains the whole answer above the points."""
    return said.link_id != quotes.answers.questionnaire.roles.takes_medicines and said in page.own_words


def _fitted(said: Said, room: int, quotes: Quotes) -> Said:
    """The answer, shortened to this many characters."""
    text = "; ".join(said.lines)
    return said if len(text) <= room else replace(said, lines=(shortened(text, room, quotes.words),))


def _whole(contents: CopyContents, told: Sequence[Point]) -> Talk:
    quotes = contents.quotes
    judged = contents.conclusions.judged
    unknown = replace(still_unknown(judged, quotes), unread=tuple(_unread(quotes)))
    topics = frozenset(point.topic for point in told)
    danger_said = tuple(map(quotes.said, quotes.danger.because))
    said_there = {one.link_id for one in danger_said}
    return Talk(
        danger=quotes.danger.level, danger_said=danger_said, urgent=_urgent(quotes),
        safety_unknown=tuple(one for one in safety_unknown(judged, quotes) if one.link_id not in said_there),
        facts=facts_of(quotes, unknown),
        own_words=own_words(quotes, is_crowded=are_many_strong(told)), medicines=medicines_of(quotes),
        since=_since(contents, topics),
        safety=_safety(told), groups=_groups(told, quotes), unknown=unknown)


def _since(contents: CopyContents, topics: frozenset[str]) -> Since | None:
    changes = contents.conclusions.changes
    if contents.before is None or changes is None:
        return None
    return changes_on_page_one(changes, contents.before, contents.quotes, topics)


def _unread(quotes: Quotes) -> Iterator[str]:
    """The free texts in which no term of a rule was found, except those at the top of page 1."""
    on_top = quotes.answers.questionnaire.on_page_1
    for item, answer in quotes.answers:
        fact = quotes.answers[item.link_id]
        if item.type != "text" or not isinstance(answer.value, str) or item.link_id in on_top:
            continue
        says_something = answer.value and not quotes.answers.questionnaire.terminology.nothing.is_in_text(answer.value)
        if says_something and not (fact.value or fact.doubtful):
            yield item.short


def _marked(contents: CopyContents) -> list[Point]:
    """The points of all rule sets, with their marks and without numbers."""
    points = points_raised(contents.conclusions.judged, contents.quotes)
    return [replace(one, mark=_mark(one, contents)) for one in points]


def _mark(point: Point, contents: CopyContents) -> str | None:
    """"New" if no rule set that raises it raised it then; otherwise "changed" if it differs in any of them."""
    changes = contents.conclusions.changes
    if changes is None:
        return None
    kinds: set[str | None] = set()
    for ruleset, findings in contents.conclusions.judged:
        if any(finding.state == "raised" and finding.rule.topic == point.topic for finding in findings):
            kinds.add(changes.of_point(ruleset.rule_set, point.topic))
    if kinds == {None}:
        return None
    return contents.quotes.words.text["mark_new" if kinds == {"new"} else "mark_changed"]


def _told(points: Sequence[Point], quotes: Quotes, then: Sequence[Point] = ()) -> list[Point]:
    """The points with numbers, shortened if needed, and with each statement printed once."""
    shorter = [*_as_brief_as_needed(points), *_as_brief_as_needed(then)]
    return list(told_once(numbered(shorter), quotes.words))


def _as_brief_as_needed(points: Sequence[Point]) -> list[Point]:
    are_many = are_many_strong(points)
    room = FEW_ANSWERS if are_very_many_strong(points) else BRIEF_ANSWERS
    return [brief(one, room) if are_many or not (one.is_strong or one.is_safety) else one for one in points]


def _safety(points: Sequence[Point]) -> tuple[Point, ...]:
    return tuple(one for one in points if one.is_safety)


def _groups(points: Sequence[Point], quotes: Quotes) -> tuple[PointGroup, ...]:
    return grouped([one for one in points if not one.is_safety], quotes.words)


def _urgent(quotes: Quotes) -> tuple[UrgentMatter, ...]:
    """The other urgent notices. Those that depend on answers left out of the copy are missing."""
    return tuple(UrgentMatter(one.notice, tuple(map(quotes.said, one.because))) for one in urgent(quotes.answers))
