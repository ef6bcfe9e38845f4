"""Answers in force and findings in, a summary out. Pure: the day and the words are given."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from importlib.metadata import version

from forms import UNANSWERED, Absent, AnswersInForce, Item, Response, score
from rules import RuleSet
from templates.attachment import write_attachment
from templates.changes import Changes, what_changed
from templates.code import encode_answers
from templates.points import brief, numbered, points_raised, told_once
from templates.quotes import Quotes, shortened
from templates.silent import silent_answers
from templates.since import since_last_time
from templates.summary import Block, Label, Point, Said, Scored, SectionAnswers, Source, Summary
from templates.unknowns import Judged, safety_unknown, unknown_groups
from templates.words import Words, load_words

ABSENT: tuple[Absent, ...] = ("unanswered", "unsure", "declined")
NAMED_ON_TOP = ("patient_name", "birth_date", "record_number")
OWN_WORDS = ("reason", "hopes", "questions_for_clinician")
FULL_POINTS = 7  # with more points than these, those of weaker wording are brief: page 1 has to be enough
FEW_DOCUMENTS = 5
IN_FULL = 300  # characters; a longer answer stands at full width below its section
ON_PAGE_1 = 600  # characters of the person's own words


class UnderAgeError(Exception):
    """The person is under 18: there is no summary of what the articles say of adults."""


def build_summary(
    answers: AnswersInForce, judged: Judged, *, as_of: date, words: Words | None = None, intake_desk: bool = False,
    earlier: Response | None = None,
) -> Summary:
    """The summary of these answers as of a day. `judged` are rule sets with their findings, in the order to print.

    With the answers of an `earlier` visit, what is new, changed and gone is marked.
    A rule set that the clinic has turned off is named, and says nothing.
    Raises UnderAgeError when the person said they are under 18, unless the intake desk asks, which has been warned.
    """
    words = words or load_words()
    if answers.answer("adult").value == "no" and not intake_desk:
        raise UnderAgeError(words.under_age.on_the_command_line)
    quotes = Quotes(answers, words, as_of)
    turned_off = tuple(ruleset.title for ruleset, _ in judged if not ruleset.on)
    judged = [(ruleset, findings) for ruleset, findings in judged if ruleset.on]
    now = Response(answers.questionnaire.questionnaire_id, answers.given())
    rule_sets = [ruleset for ruleset, _ in judged]
    changes = what_changed(answers.questionnaire, earlier, now, rule_sets) if earlier else None
    blocks, safety = _blocks(judged, quotes, changes)
    return Summary(
        language=words.language, as_of=as_of, made_on=words.on(as_of), label=_label(quotes),
        how_filled=tuple(_how_filled(quotes)), in_crisis=quotes.is_in_crisis, crisis_said=_crisis_said(quotes),
        safety_unknown=safety_unknown(judged, quotes), own_words=_own_words(quotes), safety=safety, blocks=blocks,
        turned_off=turned_off, unknown=unknown_groups(judged, quotes), silent=silent_answers(judged, quotes),
        scored=tuple(_scored(quotes)), sections=tuple(_sections(quotes)), usually=quotes.in_words(quotes.usually),
        versions=tuple(_versions(judged, quotes)), signed=_signed(answers, words),
        answers_json=write_attachment(now, answers.questionnaire, rule_sets),
        code=encode_answers(answers.questionnaire, now),
        since=since_last_time(changes, earlier, now, quotes) if earlier and changes else None,
    )


def _blocks(judged: Judged, quotes: Quotes, changes: Changes | None) -> tuple[tuple[Block, ...], tuple[Point, ...]]:
    """A block for each rule set, and apart from them the safety points of all; numbered through, safety first."""
    raised = [(replace(point, mark=_mark(ruleset, point, changes, quotes)), ruleset.rule_set)
              for ruleset, findings in judged for point in points_raised(ruleset, findings, quotes)]
    raised.sort(key=lambda found: not found[0].is_safety)
    points = [point if len(raised) <= FULL_POINTS else brief(point) for point, _ in raised]
    owned = list(zip(told_once(numbered(points), quotes.words), (owner for _, owner in raised), strict=True))
    blocks = (_block(ruleset, [point for point, owner in owned if owner == ruleset.rule_set], quotes)
              for ruleset, _ in judged)
    return tuple(block for block in blocks if block), tuple(point for point, _ in owned if point.is_safety)


def _mark(ruleset: RuleSet, point: Point, changes: Changes | None, quotes: Quotes) -> str | None:
    kind = changes.of_point(ruleset.rule_set, point.topic) if changes else None
    return quotes.words.text[f"mark_{kind}"] if kind else None


def _block(ruleset: RuleSet, points: list[Point], quotes: Quotes) -> Block | None:
    if not points and not ruleset.asks:
        return None
    return Block(
        ruleset.rule_set, ruleset.title, ruleset.about, tuple(point for point in points if not point.is_safety),
        tuple(_sources(ruleset, points)), _reviewed(ruleset, quotes))


def _reviewed(ruleset: RuleSet, quotes: Quotes) -> str:
    changed = quotes.words.say("signed", signed=ruleset.signed(), rules=len(ruleset.rules),
                               day=quotes.words.on(ruleset.changed_on))
    return f"{ruleset.reviewed} {changed}"


def _sources(ruleset: RuleSet, points: Iterable[Point]) -> Iterator[Source]:
    """All documents of a small set; of a large one those that the points cite."""
    cited = {ruleset.documents_by_statement[line.statement].document_id for point in points
             for line in (*point.background, *(line for wording in point.wordings for line in wording.statements))}
    for document in ruleset.documents:
        if len(ruleset.documents) > FEW_DOCUMENTS and document.document_id not in cited:
            continue
        made_by = "; ".join(dict.fromkeys((document.kind, document.author, document.publisher, document.dated)))
        yield Source(document.document_id, document.title, made_by, document.trust)


def _label(quotes: Quotes) -> Label:
    given = (quotes.said(link_id) for link_id in NAMED_ON_TOP)
    return Label(*(said.lines[0] if said.is_given else None for said in given))


def _how_filled(quotes: Quotes) -> Iterator[str]:
    answers, words = quotes.answers, quotes.words
    yield words.say("made_on", day=words.on(quotes.as_of))
    filled_by = quotes.said("filled_by")
    how = answers.questionnaire.origin_texts.get(str(answers.answer("filled_by").value), "")
    yield words.say("filled_by", how=how) if filled_by.is_given and how else words.text["filled_by_unknown"]
    days = sorted({answer.given_on for answer in answers.given().values() if answer.given_on})
    if days:
        yield words.say("answered_on" if len(days) == 1 else "answered_between", first=words.on(days[0]),
                        last=words.on(days[-1]))
    asked = [answers.answer(item.link_id) for item in quotes.asked()]
    counts = {kind: sum(answer.absent == kind and not answer.is_known for answer in asked) for kind in ABSENT}
    yield words.say("counts", known=len(asked) - sum(counts.values()), asked=len(asked), **counts)


def _crisis_said(quotes: Quotes) -> tuple[Said, ...]:
    because = quotes.answers.questionnaire.crisis.when.trace(quotes.answers).because if quotes.is_in_crisis else ()
    return tuple(map(quotes.said, because))


def _own_words(quotes: Quotes) -> tuple[Said, ...]:
    said = map(quotes.said, OWN_WORDS)
    return tuple(replace(one, lines=(shortened(one.lines[0], ON_PAGE_1, quotes.words),)) for one in said)


def _scored(quotes: Quotes) -> Iterator[Scored]:
    questionnaire = quotes.answers.questionnaire
    for instrument in questionnaire.instruments_on():
        found = score(instrument, quotes.answers)
        scale = dict.fromkeys(f"{option.code} {option.text}" for link_id in instrument.items
                              for option in questionnaire.item(link_id).options)
        said = tuple(map(quotes.said, instrument.items))
        yield Scored(instrument.title, quotes.total(instrument), found.band.text if found.band else None,
                     instrument.stem, tuple(scale), said if any(one.is_given for one in said) else ())


def _sections(quotes: Quotes) -> Iterator[SectionAnswers]:
    asked = [item for item in quotes.asked() if item.instrument is None and not _stands_on_page_1(item, quotes)]
    for section in quotes.answers.questionnaire.sections:
        said = [quotes.said(item.link_id) for item in asked if item.section == section.section_id]
        given = [one for one in said if quotes.answers.answer(one.link_id) != UNANSWERED]
        long = tuple(one for one in given if len(one.lines) > 1 or len(one.lines[0]) > IN_FULL)
        unanswered = tuple(one.question for one in said if one not in given)
        if said:
            yield SectionAnswers(section.title, tuple(one for one in given if one not in long), long, unanswered)


def _stands_on_page_1(item: Item, quotes: Quotes) -> bool:
    if item.link_id in NAMED_ON_TOP:
        return True
    return item.link_id in OWN_WORDS and len(quotes.said(item.link_id).lines[0]) <= ON_PAGE_1


def _signed(answers: AnswersInForce, words: Words) -> str:
    """How many questions somebody has signed as they stand."""
    return words.say("questions_signed", signed=answers.questionnaire.signed(), items=len(answers.questionnaire.items))


def _versions(judged: Judged, quotes: Quotes) -> Iterator[str]:
    words = quotes.words
    yield words.say("questionnaire_version", version=quotes.answers.questionnaire.version)
    for ruleset, _ in judged:
        yield words.say("rules_version", rule_set=ruleset.rule_set, version=ruleset.version)
    yield words.say("drawn_by", version=version("weasyprint"))
