"""Answers as the summary prints them: in the person's own words or the options' texts, with notes on each."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from forms import (
    UNANSWERED,
    Answer,
    AnswersInForce,
    Danger,
    Freshness,
    Instrument,
    Item,
    MedicineRow,
    Mentioned,
    Origin,
    PartialDate,
    Value,
    danger,
    may_be_in_danger,
    says_none,
    score,
)
from templates.summary.model import Said
from templates.summary.typed_text import in_a_list, printable
from templates.words import Words

EXCERPT = 220  # characters of a long answer that are printed beside a point
SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
CLAUSE = re.compile(r"(?<=[,/])\s+|\s+(?=(?:but|and|pero|y)\b|[-–—]\s)")
OWN_WORDS = ("text", "string", "rows")
Given = tuple[Origin | None, date | None, str | None]


@dataclass(frozen=True)
class Quotes:
    """Quotes one person's answers in force on the day `as_of`. `notes` are further notes on answers, by link id."""

    answers: AnswersInForce
    words: Words
    as_of: date
    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)

    def said(self, link_id: str) -> Said:
        """Returns the whole answer."""
        item, answer = self._item(link_id), self.answers.answer(link_id)
        return self._said(item, answer, tuple(self._lines(item, answer)))

    def lines(self, link_id: str, answer: Answer) -> tuple[str, ...]:
        """Returns any answer to this question as text, line by line, whether or not it is in force."""
        return tuple(self._lines(self._item(link_id), answer))

    def said_on(self, link_id: str, terms: Collection[str]) -> Said:
        """Returns the part of the answer that mentions one of these terms, or only these ticks. Dots mark cuts."""
        item, answer = self._item(link_id), self.answers.answer(link_id)
        lines = list(self._lines(item, answer))
        if isinstance(answer.value, tuple) and item.type == "rows":
            rows = [row for row in answer.value if isinstance(row, MedicineRow)]
            lines = [", ".join(self._naming(rows, terms, item) or [in_a_list(row.name) for row in rows])]
            return self._counting_recognised(self._said(item, answer, tuple(lines)), rows)
        if isinstance(answer.value, tuple) and item.type == "many":
            ticked = tuple(code for code in answer.value if isinstance(code, str) and code in terms)
            lines = list(self._lines(item, replace(answer, value=ticked))) if ticked else lines
        elif item.type == "text" and isinstance(answer.value, str):
            lines = [self._excerpt(lines[0], terms, item)]
        return self._said(item, answer, tuple(lines))

    def _naming(self, rows: Sequence[MedicineRow], terms: Collection[str], item: Item) -> list[str]:
        """The rows that name one of these terms, by a known medicine or by words in any field."""
        terminology = self.answers.questionnaire.terminology
        known = [not terminology.mentioned_in_rows([row.name]).isdisjoint(terms) for row in rows]
        found = []
        for row, is_known in zip(rows, known, strict=True):
            name, line = printable(row.name), _row(row)
            by_words = set(terms) - terminology.classes.keys() if any(known) else terms
            if is_known or self._mentions(name, by_words, item):
                found.append(name)
            elif self._mentions(line, by_words, item):
                found.append(line)  # "metoprolol, for my aneurysm"
        return found

    def _counting_recognised(self, said: Said, rows: Sequence[MedicineRow]) -> Said:
        """Adds a remark if some rows are not recognised, since rules do not read those."""
        terminology = self.answers.questionnaire.terminology
        names = terminology.medicine_names
        if all(names.is_recognised(row.name) or says_none(terminology, row) for row in rows):
            return said
        return replace(said, remarks=(self.words.text["recognised_only"], *said.remarks))

    def total(self, instrument: Instrument) -> str:
        """Returns an instrument's total as text; without a total, how many of its questions are answered."""
        found = score(instrument, self.answers)
        if found.total is None:
            return self.words.say("partly_answered", answered=found.answered, of=found.of)
        return self.words.say("total", total=found.total, most=instrument.bands[-1].high)

    def is_box(self, link_id: str) -> bool:
        """True if the item is answered by a choice, number or date, and not by text or rows."""
        return self._item(link_id).type not in OWN_WORDS

    def is_text(self, link_id: str) -> bool:
        """True if the answer is a free text."""
        return self._item(link_id).type == "text"

    def freshness(self, link_id: str) -> Freshness:
        """Returns the freshness of the answer on the day of the print."""
        return self.answers.freshness(link_id, self.as_of)

    def is_to_ask_again(self, link_id: str) -> bool:
        """True if the answer is known, and is past its shelf life or has no date."""
        return self.answers.answer(link_id).is_known and self.freshness(link_id) != "fresh"

    def asked(self) -> list[Item]:
        """Returns the open items, in order. Desk-only items are left out if they have no answer."""
        return [item for item, answer in self.answers if item.asked_by == "everyone" or answer != UNANSWERED]

    @cached_property
    def usually(self) -> Given:
        """The most frequent origin, day and language of the answers; None for each without answers."""
        given = Counter(map(_given, self.answers.given().values()))
        return given.most_common(1)[0][0] if given else (None, None, None)

    @cached_property
    def asked_in(self) -> tuple[str, ...]:
        """The languages in which the questions were asked, the most frequent first. Empty if no answer names one."""
        found = Counter(answer.asked_in for answer in self.answers.given().values() if answer.asked_in)
        return tuple(language for language, _ in found.most_common())

    @property
    def was_asked_elsewise(self) -> bool:
        """True if a question was asked in another language than that of the print."""
        return any(language != self.words.language for language in self.asked_in)

    @cached_property
    def danger(self) -> Danger:
        """The level of danger of suicide, and the answers that indicate it."""
        return danger(self.answers)

    @cached_property
    def may_be_in_crisis(self) -> bool:
        """False only if the answers rule out danger of suicide."""
        return may_be_in_danger(self.answers)

    def in_words(self, given: Given) -> str:
        """Returns an origin, a day and, if it tells something, a language as text; empty if nothing is known."""
        origin, day, language = given
        by = self.answers.questionnaire.origin_texts[origin] if origin else None
        asked_in = self.words.say("asked_in", language=self.words.name_of(language)) if language else None
        parts = (by, asked_in if self.was_asked_elsewise else None, self.words.on(day) if day else None)
        return ", ".join(part for part in parts if part)

    def _item(self, link_id: str) -> Item:
        return self.answers.questionnaire.item(link_id)

    def _said(self, item: Item, answer: Answer, lines: tuple[str, ...]) -> Said:
        code = answer.value if item.type == "choice" and isinstance(answer.value, str) else None
        return Said(item.link_id, item.short, lines, answer.is_known, answer != UNANSWERED, code,
                    tuple(self._remarks(item, answer)))

    def _remarks(self, item: Item, answer: Answer) -> Iterator[str]:
        yield from self.notes.get(item.link_id, ())
        if not answer.is_known:
            return
        if item.from_chart:
            yield self.words.text["chart"]
        elif _given(answer) != self.usually and (given := self.in_words(_given(answer))):
            yield given
        how = self.freshness(item.link_id)
        if how == "stale" and answer.given_on:
            yield self.words.say("past_shelf_life", day=self.words.on(answer.given_on))
        elif how == "undated" and self.usually[1] is not None:  # if no answer has a day, the page has one note on it
            yield self.words.say("past_shelf_life", day=self.words.text["some_day"])

    def _lines(self, item: Item, answer: Answer) -> Iterator[str]:
        absent = self.answers.questionnaire.absent_texts[answer.absent] if answer.absent else ""
        if answer.value is None:
            yield self.words.text["not_answered"] if answer == UNANSWERED else absent
            return
        lines = list(self._in_words(item, answer.value))
        if absent:
            lines.append(self.words.say("and_the_rest", absent=absent))
        yield from lines if item.type == "rows" else ["; ".join(lines)]

    def _in_words(self, item: Item, value: Value) -> Iterator[str]:
        match value:
            case tuple():
                for part in value:
                    yield _row(part) if isinstance(part, MedicineRow) else item.option(part).text
            case datetime() | date() | PartialDate():
                yield self.words.on(value)
            case int():
                yield f"{value} {item.unit}" if item.unit else str(value)
            case _ if item.type == "choice":
                yield item.option(value).text
            case _:
                yield printable(value) or self.answers.questionnaire.absent_texts["nothing"]

    def _excerpt(self, text: str, terms: Collection[str], item: Item) -> str:
        if len(text) <= EXCERPT:
            return text
        sentences = SENTENCE.split(text)
        found = self._telling(sentences, terms, item)
        cut = self._clause(sentences[found], terms, item)
        before = found > 0 and not cut.startswith(self.words.text["cut"])
        after = found + 1 < len(sentences) and not cut.endswith(self.words.text["cut"])
        return (self.words.text["cut"] + " " if before else "") + cut + (" " + self.words.text["cut"] if after else "")

    def _clause(self, sentence: str, terms: Collection[str], item: Item) -> str:
        """The sentence; if it is too long, its clause that names one of the terms, with further clauses if they fit."""
        if len(sentence) <= EXCERPT:
            return sentence
        clauses = CLAUSE.split(sentence)
        first = last = self._telling(clauses, terms, item)
        room = EXCERPT - len(clauses[first])
        while last + 1 < len(clauses) and len(clauses[last + 1]) < room:
            last += 1
            room -= len(clauses[last]) + 1
        dots = self.words.text["cut"]
        text = shortened(" ".join(clauses[first:last + 1]), EXCERPT, self.words)
        is_cut = last + 1 < len(clauses) and not text.endswith(dots)
        return (dots + " " if first else "") + text + (" " + dots if is_cut else "")

    def _telling(self, sentences: Sequence[str], terms: Collection[str], item: Item) -> int:
        """The index of the sentence to show: the first that asserts a term, or mentions one in doubt, or 0."""
        read = [self._read(one, item) for one in sentences]
        said = [i for i, found in enumerate(read) if not found.asserted.isdisjoint(terms)]
        doubted = [i for i, found in enumerate(read) if not found.doubtful.isdisjoint(terms)]
        return (*said, *doubted, 0)[0]

    def _mentions(self, text: str, terms: Collection[str], item: Item) -> bool:
        """True if the text, as an answer to this item, asserts one of the terms."""
        return not self._read(text, item).asserted.isdisjoint(terms)

    def _read(self, text: str, item: Item) -> Mentioned:
        return self.answers.questionnaire.terminology.read(text, (item.section, item.link_id))


def _row(row: MedicineRow) -> str:
    return ", ".join(in_a_list(part) for part in (row.name, row.dose, row.frequency) if part)


def _given(answer: Answer) -> Given:
    return answer.origin, answer.given_on, answer.asked_in


def shortened(text: str, limit: int, words: Words) -> str:
    """Returns `text`; if it is longer than `limit`, its first words with dots."""
    if len(text) <= limit:
        return text
    head = text[:limit]
    return (head.rsplit(None, 1)[0] if " " in head[limit // 2:] else head) + " " + words.text["cut"]
