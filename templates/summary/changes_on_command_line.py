"""The differences between two visits as lines of text."""

from collections.abc import Iterable, Iterator
from datetime import date

from forms import Questionnaire, Response, answers_in_force, may_be_two_people, to_ask_again
from forms.authoring import Texts
from rules import AnswerChange, Changes, PointChange, RuleSet, conclude
from templates.summary.answers_in_words import Quotes
from templates.words import load_texts_of, load_words


def compared(
    questionnaire: Questionnaire, earlier: Response, now: Response, rule_sets: Iterable[RuleSet], as_of: date,
) -> Iterator[str]:
    """Yields the changes from `earlier` to `now` and the questions to ask again, a line each, under headings.

    Each heading has the number of its lines. A warning comes first if the responses may be of two people.
    """
    before, after = (answers_in_force(questionnaire, one, today=as_of) for one in (earlier, now))
    changes = conclude(after, rule_sets, earlier=earlier).changes or Changes((), ())
    again = to_ask_again(after, as_of)
    texts, words = load_texts_of("changes", questionnaire.language), load_words(questionnaire.language)
    then, here = Quotes(before, words, as_of), Quotes(after, words, as_of)
    if may_be_two_people(questionnaire, earlier, now):
        yield texts("two_people")
    yield texts("points", count=len(changes.points))
    for point in changes.points:
        yield "  " + _point(point, questionnaire, texts)
    yield texts("answers", count=len(changes.answers))
    for answer in changes.answers:
        yield "  " + texts(f"answer_{answer.kind}", question=questionnaire.item(answer.link_id).short,
                                 before=_quoted(then, answer, texts), now=_quoted(here, answer, texts))
    yield texts("again", count=len(again))
    yield from (f"  {item.short}" for item in again)


def _point(point: PointChange, questionnaire: Questionnaire, texts: Texts) -> str:
    because = "; ".join(questionnaire.item(link_id).short for link_id in point.because)
    return texts("point_because" if because else "point", title=point.title, kind=texts(point.kind),
                       because=because)


def _quoted(quotes: Quotes, answer: AnswerChange, texts: Texts) -> str:
    said = quotes.said(answer.link_id)
    return texts("quoted", answer="; ".join(said.lines)) if said.is_known else "; ".join(said.lines)
