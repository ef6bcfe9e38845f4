"""Points raised, folded by topic and put in order: safety first, then the strongest wording."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from forms import Mentions
from rules import STRENGTHS, Finding, RuleSet, Statement, Strength
from templates.quotes import Quotes
from templates.summary import Point, Said, StatementLine, Wording
from templates.words import Words

MOST_QUESTIONS = 3  # beside a point
BACKGROUND = 3  # background statements of a topic that are still few enough to print


def points_raised(ruleset: RuleSet, findings: Sequence[Finding], quotes: Quotes) -> list[Point]:
    """One point a topic, safety topics first, then by strongest wording, then in the rule set's order. All number 0."""
    by_topic: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.state == "raised":
            by_topic.setdefault(finding.rule.topic, []).append(finding)
    in_order = sorted(by_topic.values(), key=lambda found: (not is_safety(found), _rank(ruleset, found)))
    return [_point(ruleset, found, quotes) for found in in_order]


def numbered(points: Iterable[Point]) -> tuple[Point, ...]:
    """The points with their numbers on the page."""
    return tuple(replace(point, number=number) for number, point in enumerate(points, 1))


def brief(point: Point) -> Point:
    """A point of weaker wording with one question beside it; what to discuss is told below, by statements or itself."""
    if point.is_strong or point.is_safety:
        return point
    told_below = point.discuss if all(wording.is_information for wording in point.wordings) else ()
    return replace(point, discuss=(), questions=point.questions[:1], more=told_below)


def told_once(points: Iterable[Point], words: Words) -> tuple[Point, ...]:
    """The points, with a statement that an earlier one tells cut down to where it stands."""
    told: dict[str, int] = {}
    found = []
    for point in points:
        wordings = [replace(wording, statements=tuple(_or_see(line, told, words) for line in wording.statements))
                    for wording in point.wordings]
        told |= {line.statement: point.number for wording in point.wordings for line in wording.statements
                 if line.statement not in told}
        found.append(replace(point, wordings=tuple(wordings)))
    return tuple(found)


def _or_see(line: StatementLine, told: dict[str, int], words: Words) -> StatementLine:
    if line.statement not in told:
        return line
    return StatementLine(line.statement, words.say("see_point", number=told[line.statement]), None, None, ())


def is_safety(findings: Iterable[Finding]) -> bool:
    return any(finding.rule.safety for finding in findings)


def rank(ruleset: RuleSet, finding: Finding) -> int:
    """Where a finding's strongest wording stands among the strengths; 0 is the strongest."""
    strengths = (ruleset.statements[one].strength for one in finding.statements)
    return min(map(STRENGTHS.index, strengths), default=len(STRENGTHS))


def _rank(ruleset: RuleSet, findings: Iterable[Finding]) -> int:
    return min(rank(ruleset, finding) for finding in findings)


def _point(ruleset: RuleSet, findings: list[Finding], quotes: Quotes) -> Point:
    rules = sorted(findings, key=lambda finding: (not finding.rule.safety, rank(ruleset, finding)))
    topic = ruleset.topics_by_id[rules[0].rule.topic]
    speaking = [finding for finding in rules if not _in_own_words(finding, quotes)] or rules
    questions = _once(question for finding in speaking
                      for question in finding.rule.questions_on(quotes.answers))
    cited = _printable(ruleset, [one for finding in rules for one in finding.statements], quotes)
    strongest = STRENGTHS.index(min((one.strength for one in cited), key=STRENGTHS.index, default="marketing"))
    background = [one for one in _printable(ruleset, topic.background, quotes) if one not in cited]
    return Point(
        number=0, topic=topic.topic, title=speaking[0].rule.title if len(speaking) == 1 else topic.title,
        is_safety=is_safety(rules), is_strong=strongest < STRENGTHS.index("consider"),
        wordings=tuple(_wordings(cited, quotes)),
        said=_said(rules, quotes), discuss=_once(finding.rule.discuss for finding in speaking),
        questions=questions[:MOST_QUESTIONS], more=(),
        background=tuple(_line(one, quotes) for one in background) if len(background) <= BACKGROUND else (),
    )


def _in_own_words(finding: Finding, quotes: Quotes) -> bool:
    """Whether it rests on own words alone. Where a box says the same, there is nothing to hold them against."""
    return all(quotes.is_text(link_id) for link_id in finding.because)


def _once(many: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(many))


def _printable(ruleset: RuleSet, ids: Iterable[str], quotes: Quotes) -> list[Statement]:
    """The statements with those they never stand without, strongest first.

    One flagged wrong is never there; one that has no place in a crisis only when there is known to be none.
    """
    together = _once(beside for one in ids for beside in (one, *ruleset.statements[one].never_without))
    found = [one for one in map(ruleset.statements.__getitem__, together)
             if one.flag != "wrong" and not (one.not_in_crisis and quotes.may_be_in_crisis)]
    return sorted(found, key=lambda one: STRENGTHS.index(one.strength))


def _wordings(cited: list[Statement], quotes: Quotes) -> Iterator[Wording]:
    by_strength: dict[Strength, list[StatementLine]] = {}
    for one in cited:
        by_strength.setdefault(one.strength, []).append(_line(one, quotes))
    for strength, lines in by_strength.items():
        yield Wording(quotes.words.strengths[strength], tuple(lines), strength == "information")


def _said(findings: Iterable[Finding], quotes: Quotes) -> tuple[Said, ...]:
    """The answers that raised the point, in the order asked; of words and medicines what any of its rules looks for."""
    questionnaire = quotes.answers.questionnaire
    terms: dict[str, set[str]] = {}
    for finding in findings:
        for link_id in finding.because:
            terms.setdefault(link_id, set()).update(
                term for test in finding.rule.when.leaves()
                if isinstance(test, Mentions) and link_id in questionnaire.asked_for([test.item])
                for term in test.mentions)
    in_order = (link_id for link_id in questionnaire.items if link_id in terms)
    return tuple(quotes.said_on(link_id, terms[link_id]) for link_id in in_order)


def _line(one: Statement, quotes: Quotes) -> StatementLine:
    flag = quotes.words.flags[one.flag] if one.flag else None
    return StatementLine(one.id, one.says, flag, one.note, one.never_without)
