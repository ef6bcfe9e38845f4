"""The differences from an earlier visit on page 1: points that are gone; totals, answers and medicines that differ."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from forms import AnswersInForce, Item, danger_boxes, may_be_two_people
from rules import Changes
from templates.summary.answers_in_words import Quotes
from templates.summary.model import Differing, Said, Since
from templates.words import Words

IN_OWN_WORDS = ("text", "string")


def changes_on_page_one(changes: Changes, before: Quotes, quotes: Quotes, raised: Collection[str]) -> Since:
    """Returns the differences for page 1.

    `changes` are those from `before` to `quotes`, in the order asked. `raised` are the topics of the present points: a
    topic is not gone while any rule set raises it.
    """
    questionnaire, words = quotes.answers.questionnaire, quotes.words
    items = [questionnaire.item(one.link_id) for one in changes.answers if one.kind != "gone"]
    left = [questionnaire.item(one.link_id) for one in changes.answers if one.kind == "gone"]
    are_two = may_be_two_people(questionnaire, before.answers.as_response(), quotes.answers.as_response())
    return Since(
        heading=_heading(before.answers, words),
        warning=words.text["since_two_people"] if are_two else None,
        gone=_titles(changes, "gone", raised), open_again=_titles(changes, "open_again", raised),
        totals=tuple(_totals(before, quotes)),
        answers=tuple(_differing(item, before, quotes) for item in items if _is_told(item, quotes)),
        own_words=tuple(item.short for item in items if item.type in IN_OWN_WORDS),
        not_now=tuple(item.short for item in left if _is_told(item, quotes) or item.type in IN_OWN_WORDS),
    )


def _heading(before: AnswersInForce, words: Words) -> str:
    days = [answer.given_on for answer in before.given().values() if answer.given_on]
    return words.say("since", day=words.on(max(days))) if days else words.text["since_some_day"]


def _titles(changes: Changes, kind: str, raised: Collection[str]) -> tuple[str, ...]:
    """The titles of topics, once each, from the first rule set. A topic that is unknown in any rule set is not gone."""
    unknown = {point.topic for point in changes.points if point.kind == "open_again"}
    titles: dict[str, str] = {}
    for point in changes.points:
        if point.kind == kind and point.topic not in raised and (kind == "open_again" or point.topic not in unknown):
            titles.setdefault(point.topic, point.title)
    return tuple(titles.values())


def _is_told(item: Item, quotes: Quotes) -> bool:
    """True if the difference is printed. Of instruments only the total is, except questions on suicide."""
    is_danger = item.link_id in danger_boxes(quotes.answers.questionnaire)
    return is_danger or (item.instrument is None and item.type not in IN_OWN_WORDS)


def _totals(before: Quotes, now: Quotes) -> Iterator[str]:
    for instrument in now.answers.questionnaire.instruments_on():
        old, new = before.total(instrument), now.total(instrument)
        if old != new:
            yield now.words.say("since_total", title=instrument.title, before=old, now=new)


def _differing(item: Item, before: Quotes, now: Quotes) -> Differing:
    """Both answers; for medicines, only the rows that differ."""
    old, new = (replace(one.said(item.link_id), remarks=()) for one in (before, now))
    if item.type != "rows":
        return Differing(item.short, old, new)
    return Differing(item.short, _without(old, new), _without(new, old))


def _without(said: Said, other: Said) -> Said:
    return replace(said, lines=tuple(line for line in said.lines if line not in other.lines))
