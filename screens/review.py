"""The review page: every open question with its answer word for word, and the way to change each."""

from dataclasses import dataclass

from forms import UNANSWERED, Item
from rules import evaluate, load_rule_sets, questions_worth_asking
from screens.browser import tell_browser
from screens.markup import put
from screens.visit import Visit
from screens.walk import items_shown, sections_shown
from screens.ways import draw_ways
from templates import Quotes, load_words, pdf_worker

MOST_WORTH_ASKING = 8


@dataclass(frozen=True)
class Line:
    """A question and what was answered. `is_known` is False for "not answered" and its like.

    `problem` says what to do where what is typed cannot be the answer; None elsewhere.
    """

    link_id: str
    question: str
    answer: tuple[str, ...]
    is_known: bool
    problem: str | None


@dataclass(frozen=True)
class Part:
    """A section and its lines, and how many have an answer, "I'm not sure" and "Prefer not to say" included."""

    title: str
    lines: tuple[Line, ...]
    answered: int


def draw_review(visit: Visit) -> None:
    words = visit.words
    parts = review_parts(visit)
    problems = [line for part in parts for line in part.lines if line.problem]
    pdf_worker().warm_up()  # the summary comes next
    tell_browser(visit)
    put("heading", words=words, title=words("review.title"), intro=words("review.intro"), place=None)
    if problems:
        put("problems", words=words, problems=problems)
    if visit.door.asks_desk_items:
        put("worth_asking", words=words, lines=worth_asking(visit, parts))
    put("review", words=words, parts=parts)
    draw_ways(visit, words("review.go_on"))


def worth_asking(visit: Visit, parts: tuple[Part, ...]) -> tuple[Line, ...]:
    """The unknown answers that could still raise a point, what matters most first; those declined are left in peace."""
    judged = [(ruleset, evaluate(ruleset, visit.answers)) for ruleset in load_rule_sets() if ruleset.on]
    lines = {line.link_id: line for part in parts for line in part.lines}
    asked = (question.link_id for question in questions_worth_asking(judged, visit.answers)
             if question.unknown != "declined")
    return tuple(lines[link_id] for link_id in asked if link_id in lines)[:MOST_WORTH_ASKING]


def review_parts(visit: Visit) -> tuple[Part, ...]:
    """All open questions this door shows, by section."""
    quotes = Quotes(visit.answers, load_words(visit.words("language")), visit.today)
    problems, given = visit.problem_texts(), visit.answers.given()
    parts = []
    for section in sections_shown(visit.door, visit.answers):
        items = items_shown(visit.door, visit.answers, section)
        lines = tuple(_line(visit, quotes, item, problems.get(item.link_id)) for item in items)
        parts.append(Part(section.title, lines, sum(item.link_id in given for item in items)))
    return tuple(parts)


def _line(visit: Visit, quotes: Quotes, item: Item, problem: str | None) -> Line:
    answer = visit.answer(item)
    if item.type in ("text", "string") and isinstance(answer.value, str):
        lines: tuple[str, ...] = (answer.value or visit.words("question.nothing"),)  # as typed; paper has other signs
    elif answer == UNANSWERED:
        lines = (visit.questionnaire.absent_texts["unanswered"],)
    else:
        lines = quotes.said(item.link_id).lines
    return Line(item.link_id, item.text, lines, answer.is_known, problem)
