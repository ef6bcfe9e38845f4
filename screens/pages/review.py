"""The review page: every open question with its answer word for word, and a button to change each.

For a patient, what is answered is folded, section by section, so that what is left is in sight. If very much is left,
that is folded too: a page of twelve screens helps nobody.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from forms import Answer, Item, rows_laid_aside
from rules import Judged, evaluate_all, load_rule_sets, questions_worth_asking
from screens.browser.markup import put
from screens.pages.back_and_continue import draw_back_and_continue, draw_back_at_top
from screens.pages.chart import draw_left_of_record
from screens.pages.open_page import draw_open_button
from screens.pages.second_visit import draw_what_was_carried_over, in_lines
from screens.visit.state import row_of
from screens.visit.visit import Visit
from templates import Quotes, load_words, pdf_worker

MOST_WORTH_ASKING = 8
MOST_LEFT_IN_SIGHT = 12  # questions without an answer; more of them than this are folded too, section by section


@dataclass(frozen=True)
class ReviewLine:
    """A question and its answer. `is_known` is False for "not answered", "I'm not sure" and "Prefer not to say".
    `is_given` is False for "not answered" alone.

    `problem` is the instruction if the typed text cannot be an answer; None if there is no problem. `given_on` is the
    text on when it was answered; None for today. `origin`: how it was given, if that differs from most answers.
    """

    link_id: str
    question: str
    answer: tuple[str, ...]
    is_known: bool
    is_given: bool
    problem: str | None
    given_on: str | None
    origin: str | None


@dataclass(frozen=True)
class ReviewSection:
    """A section and its questions. `answered` counts those with a value, "I'm not sure" or "Prefer not to say"."""

    title: str
    lines: tuple[ReviewLine, ...]
    answered: int

    @property
    def left(self) -> tuple[ReviewLine, ...]:
        """What is still to be looked at: questions without an answer, and answers that cannot be used."""
        return tuple(line for line in self.lines if line.problem or not line.is_given)

    @property
    def done(self) -> tuple[ReviewLine, ...]:
        """All other lines."""
        return tuple(line for line in self.lines if not line.problem and line.is_given)

    @property
    def has_problem(self) -> bool:
        """True if an answer cannot be used. It is never folded away."""
        return any(line.problem for line in self.lines)


def has_row(lines: Iterable[ReviewLine], row: str | None) -> bool:
    """True if one of these lines has this id on the page."""
    return any(row == row_of(line.link_id) for line in lines)


@dataclass(frozen=True)
class WorthAsking:
    """The open questions that matter most: choices, one by one, and free texts, in one line."""

    lines: tuple[ReviewLine, ...]
    own_words: tuple[ReviewLine, ...]


def draw_review(visit: Visit) -> None:
    """Draws the page. The patient sees every open question; the desk also which ones are worth asking."""
    words = visit.words
    parts = review_sections(visit)
    problems = [line for line in _lines_of(parts) if line.problem]
    pdf_worker().warm_up()  # the summary comes next
    draw_back_at_top(visit)
    put("heading", words=words, title=words("review.title"), intro=words("review.intro"), place=None)
    draw_what_was_carried_over(visit)
    if problems:
        put("problems", words=words, problems=problems)
    _draw_rows_laid_aside(visit)
    if visit.door.asks_desk_items:
        judged = evaluate_all(load_rule_sets(language=visit.language), visit.answers)
        put("worth_asking", words=words, asked=worth_asking(visit, judged))
    draw_left_of_record(visit)
    put("review", words=words, parts=parts, folds=not visit.door.asks_desk_items, looked_at=visit.position.focus,
        folds_left=sum(len(part.left) for part in parts) > MOST_LEFT_IN_SIGHT, has_row=has_row)
    if visit.handed_in.earlier is None and not visit.handed_in.brought and not visit.door.is_alone:
        draw_open_button(visit, is_quiet=True)
    draw_back_and_continue(visit, words("review.go_on"))


def _draw_rows_laid_aside(visit: Visit) -> None:
    """Asks which answer is right if medicines are listed although a later answer closes the list."""
    for link_id, rows in rows_laid_aside(visit.answers, visit.response).items():
        opens = visit.questionnaire.item(link_id).enable_when
        for test in opens.leaves() if opens else ():
            item = visit.questionnaire.item(test.item)
            names = ", ".join(row.name for row in rows)
            put("rows_aside", words=visit.words, text=visit.words("review.rows_aside", names=names),
                question=visit.text_of(item), link_id=item.link_id)


def worth_asking(visit: Visit, judged: Judged) -> WorthAsking:
    """Returns the questions whose unknown answer could still raise a point, most important first, without declined.

    `judged` are the findings on the answers of this visit. Only questions of this door are returned.
    """
    open_here: dict[str, Item] = {}
    for section in visit.whole_way.sections:
        open_here |= {item.link_id: item for item in visit.whole_way.items(section)}
    boxes: list[Item] = []
    own_words: list[Item] = []
    for question in questions_worth_asking(judged, visit.answers):
        if question.unknown != "declined" and question.link_id in open_here:
            (own_words if question.is_open_ended else boxes).append(open_here[question.link_id])
    lines = partial(_line, visit, Quotes(visit.answers, load_words(visit.words.language), visit.today))
    problems = visit.problem_texts()
    return WorthAsking(tuple(lines(item, problems.get(item.link_id)) for item in boxes[:MOST_WORTH_ASKING]),
                       tuple(lines(item, problems.get(item.link_id)) for item in own_words))


def review_sections(visit: Visit) -> tuple[ReviewSection, ...]:
    """Returns all open questions of this door, by section."""
    quotes = Quotes(visit.answers, load_words(visit.words.language), visit.today)
    problems, given = visit.problem_texts(), visit.answers.given()
    parts = []
    for section in visit.whole_way.sections:
        items = visit.whole_way.items(section)
        lines = tuple(_line(visit, quotes, item, problems.get(item.link_id)) for item in items)
        parts.append(ReviewSection(section.title, lines, sum(item.link_id in given for item in items)))
    return tuple(parts)


def _lines_of(sections: Iterable[ReviewSection]) -> Iterator[ReviewLine]:
    for section in sections:
        yield from section.lines


def _line(visit: Visit, quotes: Quotes, item: Item, problem: str | None) -> ReviewLine:
    answer = visit.answer(item)
    return ReviewLine(item.link_id, visit.text_of(item), in_lines(visit, quotes, item, answer), answer.is_known,
                      answer.says_something, problem, _given_on(visit, item, answer),
                      _origin(visit, quotes, item, answer))


def _origin(visit: Visit, quotes: Quotes, item: Item, answer: Answer) -> str | None:
    """How an answer was given, for the desk; None if in the way of most answers, or measured, as its question says."""
    usual, _day, _language = quotes.usually
    if not visit.door.asks_desk_items or item.measured or answer.origin in (None, usual):
        return None
    return visit.questionnaire.origin_texts[answer.origin]


def _given_on(visit: Visit, item: Item, answer: Answer) -> str | None:
    """The text on when an answer was given; None for today. Answers from a file may have no date; then it says so."""
    day = answer.given_on
    if day is not None and day != visit.moment_here.date():
        return visit.words("review.given_on", day=load_words(visit.words.language).on(day))
    return visit.words("review.some_day") if day is None and item.link_id in visit.untouched else None
