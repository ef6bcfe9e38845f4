"""Estimates how long the form is: the number of questions, the visible words, and the minutes it takes.

Reading: 238 words a minute. This is the average of adults who read English non-fiction silently; most read 175 to 300.
Marc Brysbaert, "How many words do we read per minute?", Journal of Memory and Language 109 (2019).
Answering: an ordinary survey question takes about 10 seconds with its reading, which leaves 4 for the answer (Pew
Research Center, "How we keep our online surveys from running too long", 2022). The time to type is our assumption.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from math import ceil

from forms.answers import UNANSWERED, Answer, MedicineRow, Value, reasons_offered
from forms.conditions import each_test
from forms.in_force import AnswersInForce, answers_in_force
from forms.questionnaire import Item, ItemType, Questionnaire, Section
from forms.response import Response

WORDS_A_MINUTE = 238
SECONDS_TO_ANSWER: dict[ItemType, int] = {
    "choice": 4, "many": 4, "string": 10, "number": 10, "date": 10, "datetime": 10, "text": 20, "rows": 60}
SOME_DAY, SOME_WORDS = date(2000, 1, 1), "–"  # on the longest way; what is written does not change how long it takes
WORD = re.compile(r"\S*\w\S*")


@dataclass(frozen=True)
class Length:
    """`words` are visible at once, `folded_words` only under "Why we ask". `seconds` do not include `folded_words`."""

    questions: int
    words: int
    folded_words: int
    seconds: int

    @property
    def minutes(self) -> int:
        """Whole minutes, rounded up."""
        return ceil(self.seconds / 60)


def length(questionnaire: Questionnaire, response: Response) -> Length:
    """Returns the length for a person who answers at home as in `response`. Desk-only questions do not count."""
    answers = answers_in_force(questionnaire, response)
    in_sight: list[str] = []
    folded: list[str] = []
    seconds = 0.0
    asked = [(section, items) for section in questionnaire.sections if (items := _asked(section, answers))]
    for section, items in asked:
        in_sight += [section.title, section.intro or ""]
        before: Item | None = None
        for item in items:
            in_sight += _in_sight(questionnaire, item, before)
            if before is None or before.why != item.why:
                (in_sight if item.sensitive else folded).append(item.why)
            if answers.answer(item.link_id) != UNANSWERED:
                seconds += SECONDS_TO_ANSWER[item.type]
            before = item
    words = count_words(in_sight)
    return Length(sum(len(items) for _, items in asked), words, count_words(folded),
                  round(seconds + 60 * words / WORDS_A_MINUTE))


def seconds_left(questionnaire: Questionnaire, asked: Iterable[tuple[Section, tuple[Item, ...]]]) -> float:
    """Returns how long these questions of each section take an ordinary person, to read and to answer.

    Such a person chooses an option everywhere, and writes where the questionnaire's `ordinary_answers` do.
    """
    seconds = 0.0
    for section, items in asked:
        texts = [section.title, section.intro or ""]
        before: Item | None = None
        for item in items:
            texts += _in_sight(questionnaire, item, before)
            if item.sensitive and (before is None or before.why != item.why):
                texts.append(item.why)
            if item.options or item.link_id in questionnaire.ordinary_answers:
                seconds += SECONDS_TO_ANSWER[item.type]
            before = item
        seconds += 60 * count_words(texts) / WORDS_A_MINUTE
    return seconds


def count_words(texts: Iterable[str]) -> int:
    """Returns the number of words in these texts. A sign such as a dash is not a word."""
    return sum(len(WORD.findall(text)) for text in texts)


def _asked(section: Section, answers: AnswersInForce) -> list[Item]:
    return [item for item in section.items if "desk" not in (item.asked_by, section.asked_by)
            and answers.is_open(item.link_id)]


def _in_sight(questionnaire: Questionnaire, item: Item, before: Item | None) -> Iterator[str]:
    """The visible texts of a question: its options once each, and the reasons for giving no answer."""
    if item.instrument and (before is None or before.instrument != item.instrument):
        yield questionnaire.instrument(item.instrument).stem
    yield item.text
    yield item.help or ""
    for option in item.options:
        yield option.text
    for reason in reasons_offered(item):
        yield questionnaire.absent_texts[reason]


def shortest_way(questionnaire: Questionnaire) -> Response:
    """Returns the answers of a person who is asked as few questions as possible, and who writes nothing."""
    return _way(questionnaire, Response(questionnaire.questionnaire_id))


def ordinary_way(questionnaire: Questionnaire) -> Response:
    """Returns the answers of an ordinary adult: the `ordinary_answers` of the questionnaire, otherwise as shortest."""
    given = {link_id: Answer(_typed(questionnaire.item(link_id), entered))
             for link_id, entered in questionnaire.ordinary_answers.items()}
    return _way(questionnaire, Response(questionnaire.questionnaire_id, given))


def longest_way(questionnaire: Questionnaire) -> Response:
    """Returns the answers of a person who is asked as many questions as possible, and who answers all of them."""
    given = {link_id: Answer(value) for link_id, item in questionnaire.items.items()
             if (value := _written(item)) is not None}
    return _way(questionnaire, Response(questionnaire.questionnaire_id, given), is_longest=True)


def _written(item: Item) -> Value | None:
    """Some content for a field in which people write; None for a question with options."""
    match item.type:
        case "number":
            return int(item.maximum or 0)
        case "date":
            return SOME_DAY
        case "string" | "text":
            return SOME_WORDS
        case "rows":
            return (MedicineRow(SOME_WORDS),)
        case _:
            return None


def _typed(item: Item, entered: str) -> Value:
    """Converts an ordinary answer, which is text in the YAML file, to a value."""
    if item.type == "rows":
        return (MedicineRow(entered),)
    return int(entered) if item.type == "number" else entered


def _way(questionnaire: Questionnaire, response: Response, *, is_longest: bool = False) -> Response:
    """Completes `response`: each other choice gets the answer that opens the fewest questions, or the most of them."""
    best = max if is_longest else min
    conditions = [item.enable_when for item in questionnaire.items.values() if item.enable_when is not None]
    decisive = {test.item for test in each_test(conditions)}

    def how_many_follow(one: Response, link_id: str) -> int:
        return len(answers_in_force(questionnaire, one).answers) if link_id in decisive else 0

    for link_id, item in questionnaire.items.items():
        if link_id in response.answers or item.asked_by == "desk" or _is_closed(questionnaire, response, item):
            continue
        further = [response.with_answer(link_id, Answer(value)) for value in _values(item, is_longest)]
        if further:
            response = best(further, key=lambda one: (how_many_follow(one, link_id), _is_riskier(item, one)))
    return response


def _is_closed(questionnaire: Questionnaire, response: Response, item: Item) -> bool:
    if questionnaire.is_switched_off(item):
        return True
    return item.enable_when is not None and not answers_in_force(questionnaire, response).is_open(item.link_id)


def _values(item: Item, is_longest: bool) -> Iterator[Value]:
    """The answers to try: every option of a choice; the exclusive options of a list, or its first if it has none.

    On the longest way, all other options of a list together.
    """
    if item.type == "choice":
        yield from (option.code for option in item.options)
    if item.type == "many" and is_longest:
        yield tuple(option.code for option in item.options if not option.exclusive)
    elif item.type == "many":
        alone = [option.code for option in item.options if option.exclusive]
        yield from ((code,) for code in alone or [item.options[0].code])


def _is_riskier(item: Item, response: Response) -> bool:
    return response.answers[item.link_id].value in item.riskier
