"""What there is to talk over on page 1; and, for a page 1 that names nothing private, what stands inside instead."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from templates.changes import Changes
from templates.found import Found
from templates.points import brief, numbered, points_raised, told_once
from templates.quotes import Quotes, shortened
from templates.since import since_last_time
from templates.summary import Block, Point, Said, Talk
from templates.unknowns import safety_unknown, unknown_groups

ANY_MEDICINES, MEDICINES = "takes_medicines", "medicines"  # the first tells that there are none, or nobody said
ON_TOP = ("reason", "hopes", "questions_for_clinician", ANY_MEDICINES, MEDICINES, "allergies")  # as clinical letters do
FULL_POINTS = 7  # with more points than these, those of weaker wording are brief: page 1 has to be enough
ON_PAGE_1 = 600  # characters of the person's own words


@dataclass(frozen=True)
class _Raised:
    point: Point
    rule_set: str


def talk_over(found: Found) -> Talk:
    """All of it."""
    changes = found.changes()
    return _whole(found, _told(_raised(found, changes), found.quotes), changes)


def talk_in_two(found: Found, openly: Found) -> tuple[Talk, Talk]:
    """Page 1, which is what there is to say of `openly`, the answers without the private ones; and for inside the rest.

    A point of which the private answers say more stands again inside.
    """
    changes = found.changes()
    first = _raised(openly, None)
    there = {(one.rule_set, one.point) for one in first}
    more = [one for one in _raised(found, changes) if (one.rule_set, replace(one.point, mark=None)) not in there]
    told = _told(first, found.quotes, then=more)
    page_1 = Talk(
        in_crisis=False, crisis_said=(), safety_unknown=safety_unknown(openly.judged, openly.quotes), own_words=(),
        since=None, safety=_safety(told[:len(first)]), blocks=_blocks(openly, told[:len(first)]),
        unknown=unknown_groups(openly.judged, openly.quotes))
    rest = _whole(found, told[len(first):], changes)
    return page_1, replace(rest, unknown=() if rest.unknown == page_1.unknown else rest.unknown)


def own_words(quotes: Quotes) -> tuple[Said, ...]:
    """The person's reason, hopes, questions, medicines and allergies, as far as they are asked.

    Long ones are cut, for they stand whole later.
    """
    is_open = quotes.answers.is_open
    left_away = ANY_MEDICINES if is_open(MEDICINES) else MEDICINES
    said = (quotes.said(link_id) for link_id in ON_TOP if is_open(link_id) and link_id != left_away)
    return tuple(one if _is_short(one) else replace(one, lines=(_in_short(one, quotes),)) for one in said)


def stands_on_top(said: Said) -> bool:
    """Whether page 1 has all of this answer above the points."""
    return said.link_id in ON_TOP and said.link_id != ANY_MEDICINES and _is_short(said)


def _is_short(said: Said) -> bool:
    return sum(map(len, said.lines)) <= ON_PAGE_1


def _in_short(said: Said, quotes: Quotes) -> str:
    return shortened("; ".join(said.lines), ON_PAGE_1, quotes.words)


def _whole(found: Found, raised: Sequence[_Raised], changes: Changes | None) -> Talk:
    quotes = found.quotes
    return Talk(
        in_crisis=quotes.is_in_crisis, crisis_said=_crisis_said(quotes),
        safety_unknown=safety_unknown(found.judged, quotes), own_words=own_words(quotes),
        since=since_last_time(changes, found.earlier, quotes) if found.earlier and changes else None,
        safety=_safety(raised), blocks=_blocks(found, raised), unknown=unknown_groups(found.judged, quotes))


def _raised(found: Found, changes: Changes | None) -> list[_Raised]:
    """The points of all rule sets, safety first, with their marks and without numbers."""
    raised = [_Raised(replace(point, mark=_mark(changes, ruleset.rule_set, point, found.quotes)), ruleset.rule_set)
              for ruleset, findings in found.judged for point in points_raised(ruleset, findings, found.quotes)]
    return sorted(raised, key=lambda one: not one.point.is_safety)


def _told(raised: Sequence[_Raised], quotes: Quotes, then: Sequence[_Raised] = ()) -> list[_Raised]:
    """The points numbered through, the weaker brief where there are many, and no statement told twice."""
    points = [one.point if len(part) <= FULL_POINTS else brief(one.point) for part in (raised, then) for one in part]
    told = told_once(numbered(points), quotes.words)
    return [replace(one, point=point) for one, point in zip((*raised, *then), told, strict=True)]


def _mark(changes: Changes | None, rule_set: str, point: Point, quotes: Quotes) -> str | None:
    kind = changes.of_point(rule_set, point.topic) if changes else None
    return quotes.words.text[f"mark_{kind}"] if kind else None


def _safety(raised: Iterable[_Raised]) -> tuple[Point, ...]:
    return tuple(one.point for one in raised if one.point.is_safety)


def _blocks(found: Found, raised: Sequence[_Raised]) -> tuple[Block, ...]:
    """A block for each rule set that has points; safety points stand apart."""
    blocks = (Block(ruleset.rule_set, ruleset.title,
                    tuple(one.point for one in raised if one.rule_set == ruleset.rule_set and not one.point.is_safety))
              for ruleset, _ in found.judged)
    return tuple(block for block in blocks if block.points)


def _crisis_said(quotes: Quotes) -> tuple[Said, ...]:
    _, because, _ = quotes.answers.questionnaire.crisis.when.trace(quotes.answers)
    return tuple(map(quotes.said, because)) if quotes.is_in_crisis else ()
