"""Makes the half page for the person: what to ask, from the points; what the scores mean; help, if there is danger."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from forms import score
from forms.authoring import read_yaml
from templates.summary.answers_in_words import Quotes, shortened
from templates.summary.model import ForYou, Point, Talk
from templates.words import Words

LEAST, MOST = 3, 5  # things to ask
OF_ONE_POINT = 2  # parts of a topic that are named
OWN_QUESTIONS = 240  # characters
PARTS = Path(__file__).parent / "parts_of_topics.yaml"


def for_you_of(page: Talk, quotes: Quotes) -> ForYou:
    """Returns the half page before page 1, made from the same answers as page 1."""
    asks = list(_asks(page.points, quotes.words))
    always = quotes.words.for_you.asks.always[:max(0, LEAST - len(asks))]
    return _for_you(page, quotes, (*asks, *always), _own_questions(quotes), tuple(_scores(quotes)))


def for_you_inside(inside: Talk, quotes: Quotes, on_page_1: ForYou) -> ForYou | None:
    """Returns what the half page before page 1 leaves to the page inside; None if that is nothing."""
    asks = tuple(one for one in _asks(inside.points, quotes.words) if one not in on_page_1.asks)
    scores = tuple(one for one in _scores(quotes) if one not in on_page_1.scores)
    notices = tuple(one.notice for one in inside.urgent if one.notice not in on_page_1.notices)
    found = replace(_for_you(inside, quotes, asks, "", scores), notices=notices)
    return None if found.is_empty else found


@cache
def parts_of_topics() -> dict[str, str]:
    """Returns the id of each rule that is about a part of its topic → the name of this part."""
    parts: dict[str, str] = {}
    for part, rules in read_yaml(PARTS).data.items():
        parts |= dict.fromkeys(rules, part)
    return parts


def _for_you(page: Talk, quotes: Quotes, asks: Sequence[str], own_questions: str, scores: tuple[str, ...]) -> ForYou:
    return ForYou(
        danger=page.danger, notices=tuple(one.notice for one in page.urgent), own_questions=own_questions,
        asks=tuple(asks[:MOST]), has_more=len(asks) > MOST, is_open=bool(page.unknown.questions or page.safety_unknown),
        scores=scores)


def _asks(points: Iterable[Point], words: Words) -> Iterator[str]:
    """What to ask on each point, in their order, each text once."""
    found: dict[str, None] = {}
    for point in points:
        found.update(dict.fromkeys(_on(point, words)))
    yield from found


def _on(point: Point, words: Words) -> Sequence[str]:
    """The texts on the parts of the topic that the rules of this point are about; without parts, that on the topic."""
    parts = [parts_of_topics().get(rule) for _, rule in point.rules]
    texts = [words.for_you.asks.parts[part] for part in dict.fromkeys(parts) if part]
    return texts[:OF_ONE_POINT] or [words.for_you.asks.topics[point.topic]]


def _own_questions(quotes: Quotes) -> str:
    """What the person wants to ask, shortened; empty if nothing, or if this page may not show it."""
    link_id = quotes.answers.questionnaire.roles.own_questions
    answer, nothing = quotes.answers.answer(link_id), quotes.answers.questionnaire.terminology.nothing
    if not isinstance(answer.value, str) or nothing.is_in_text(answer.value):
        return ""
    return shortened(" ".join(quotes.said(link_id).lines), OWN_QUESTIONS, quotes.words)


def _scores(quotes: Quotes) -> Iterator[str]:
    """Each score with the name of its range, and what it is about. Without a total there is none."""
    words = quotes.words.for_you
    for instrument in quotes.answers.questionnaire.instruments_on():
        about = words.scores.get(instrument.instrument_id)
        band = score(instrument, quotes.answers).band
        if about is not None and band is not None:
            total = words.text["score"].format(title=instrument.title, total=quotes.total(instrument), band=band.text)
            yield f"{total} {about}"
